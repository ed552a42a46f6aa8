"""What an operation costs before it runs, and that a client can work it out from the schema's text."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from graphql import (
    GraphQLSchema,
    build_schema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_object_type,
)

from gql_crm.fields.costs import list_size_of, weight_of
from gql_crm.plugins.merge import merge
from gql_crm.schema.build import build_schema as schema_of
from gql_crm.schema.cost import OperationCost
from gql_crm.schema.limits import Limits
from gql_crm.schema.operations import convert_operations
from gql_crm.schema.preparing import prepare
from gql_crm.schema.schema_text import schema_text
from gql_crm.schema.variables import coerce_variables
from gql_crm.schema.version import SchemaVersion
from gql_crm.workspace.contributions import contributions_of
from tests.plugins.declarations import NOW
from tests.schema.cost.cases import CASES, CULPRITS, Case
from tests.schema.cost.published_rules import PublishedRules
from tests.schema.garage import GARAGE

NO_LIMITS = Limits(tokens=100_000, depth=100, aliases=100_000, root_fields=1_000, cost=10**12, parts=10**9)


@pytest.fixture(scope="module")
def version() -> SchemaVersion:
    """The schema of everything that is installed, and of a module with operations of every form."""
    given = contributions_of(None, NOW)
    catalog = merge(type(given)([*given.modules, ("test", GARAGE)], given.kinds, ()), version=1, now=NOW)
    assert not catalog.problems
    converted = {one.name: convert_operations(one.operations) for one in catalog.modules}
    return SchemaVersion(catalog, schema_of(catalog, converted), catalog)


@pytest.fixture(scope="module")
def published(version: SchemaVersion) -> GraphQLSchema:
    """What a client knows: the text."""
    return build_schema(schema_text(version.schema))


def measured(
    version: SchemaVersion, text: str, variables: Mapping[str, Any] | None = None, limits: Limits = NO_LIMITS
) -> OperationCost:
    fresh = SchemaVersion(version.catalog, version.schema, version.whole)
    prepared = prepare(fresh, text, None, NO_LIMITS)
    assert not prepared.errors, prepared.errors
    assert prepared.operation
    coerced = coerce_variables(fresh, prepared, variables or {}, NO_LIMITS)
    assert not isinstance(coerced, list), coerced
    return OperationCost.of(fresh.schema, prepared, coerced, variables or {}, limits)


def requested(version: SchemaVersion, text: str, variables: Mapping[str, Any] | None = None) -> int:
    tree = measured(version, text, variables).tree
    assert tree
    return tree.requested


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_operation_costs_what_the_rules_say(version: SchemaVersion, case: Case) -> None:
    assert requested(version, case.text, case.variables) == case.cost


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_client_finds_the_same_cost_in_the_schema_s_text(published: GraphQLSchema, case: Case) -> None:
    assert PublishedRules(published, case.text, case.variables).cost == case.cost


def test_every_list_whose_elements_cost_something_says_how_many_count(version: SchemaVersion) -> None:
    every_field = [
        field
        for type_ in version.schema.type_map.values()
        for field in (type_.fields.values() if is_object_type(type_) else ())
    ]
    of_payloads = {
        (get_named_type(field.type).name, name)
        for field in every_field
        if (size := list_size_of(field))
        for name in size.fields
    }
    silent = []
    for type_ in version.schema.type_map.values():
        if not is_object_type(type_) or type_.name.startswith("__"):
            continue
        for name, field in type_.fields.items():
            element: Any = get_named_type(field.type)
            is_list = is_list_type(get_nullable_type(field.type))
            costs = not is_leaf_type(element) and weight_of(element) != 0
            if is_list and costs and list_size_of(field) is None and (type_.name, name) not in of_payloads:
                silent.append(f"{type_.name}.{name}")
    assert silent == []


def test_the_limit_is_the_highest_cost_that_is_let_in(version: SchemaVersion) -> None:
    cost = measured(version, "{ contacts(first: 7) { nodes { id } } }")
    assert cost.errors(replace(NO_LIMITS, cost=7)) == []
    (error,) = cost.errors(replace(NO_LIMITS, cost=6))
    assert error.extensions == {"code": "QUERY_TOO_EXPENSIVE", "cost": 7, "limit": 6}


@pytest.mark.parametrize(("text", "message"), CULPRITS.values(), ids=CULPRITS)
def test_what_costs_too_much_is_told_where_and_why(version: SchemaVersion, text: str, message: str) -> None:
    (error,) = measured(version, text).errors(replace(NO_LIMITS, cost=1))
    assert error.message == message


def test_a_filter_that_is_used_again_and_again_is_too_long(version: SchemaVersion) -> None:
    pages = " ".join(f"a{n}: contacts(filter: $f, first: 1) {{ nodes {{ id }} }}" for n in range(20))
    filters = {"f": {"and": [{"firstName": {"in": ["x"] * 100}}] * 10}}
    (error,) = measured(version, f"query ($f: ContactFilter) {{ {pages} }}", filters).errors(Limits())
    assert error.message == (
        "With its fragments and variables written out, the operation has 20,720 fields and values;"
        " 12,000 are allowed. Split it into several."
    )
    assert error.extensions == {"code": "QUERY_TOO_EXPENSIVE"}


def test_fragments_that_combine_in_too_many_ways_are_refused(version: SchemaVersion) -> None:
    fragments = "".join(
        f" fragment F{n} on User {{ owner {{ ...F{n + 1} }} createdBy {{ ...F{n + 1} ...F{n + 2} }} }}"
        for n in range(12)
    )
    text = (
        f"{{ viewer {{ ...F0 }} }} {fragments} fragment F12 on User {{ id }} fragment F13 on User {{ name }}"
    )
    assert measured(version, text).errors(NO_LIMITS) == []
    (error,) = measured(version, text, limits=replace(NO_LIMITS, tokens=20)).errors(NO_LIMITS)
    assert error.extensions == {"code": "QUERY_TOO_EXPENSIVE"}


def test_what_the_same_variables_cost_is_measured_once(version: SchemaVersion) -> None:
    text = "query ($n: Int, $s: String) { contacts(first: $n, search: $s) { nodes { id } } }"
    prepared = prepare(version, text, None, NO_LIMITS)

    def cost(variables: Mapping[str, Any]) -> OperationCost:
        assert prepared.operation
        coerced = coerce_variables(version, prepared, variables, NO_LIMITS)
        assert not isinstance(coerced, list)
        return OperationCost.of(version.schema, prepared, coerced, variables, NO_LIMITS)

    assert cost({"n": 3, "s": "ona"}) is cost({"n": 3, "s": "jonas"})
    assert cost({"n": 3}) is not cost({"n": 4})
    assert cost({}) is not cost({"n": None})
    assert [cost({"n": n}).tree.requested for n in range(40)] == list(range(40))  # type: ignore[union-attr] # within limits
