"""What modules show of themselves in the explorer can be run."""

from collections import Counter
from functools import cache

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, build_schema, parse, validate

from gql_crm.clock import system_clock
from gql_crm.plugins.module import Module
from gql_crm.workspace.contributions import contributions_of
from gql_crm.workspace.setup import installed_sdl

MODULES = [
    pytest.param(module, id=module.name)
    for _, module in contributions_of(None, system_clock()).modules
    if module.examples
]


def test_our_plugins_have_examples() -> None:
    assert {"car_dealership", "merchandising", "real_estate"} <= {str(module.id) for module in MODULES}


@pytest.mark.parametrize("module", MODULES)
def test_examples_fit_the_schema_of_all_modules(module: Module) -> None:
    assert [error.message for error in validate(_schema(), parse(module.examples))] == []


@pytest.mark.parametrize("module", MODULES)
def test_each_example_has_a_name_to_choose_it_by(module: Module) -> None:
    operations = [
        node for node in parse(module.examples).definitions if isinstance(node, OperationDefinitionNode)
    ]
    names = Counter(node.name.value if node.name else None for node in operations)
    assert operations
    assert names[None] == 0
    assert names.most_common(1)[0][1] == 1


@cache
def _schema() -> GraphQLSchema:
    return build_schema(installed_sdl())
