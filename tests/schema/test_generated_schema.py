"""A built schema looks at no generated type before a request does; it is what graphql-core would make."""

import gc
import weakref
from collections.abc import Sequence
from typing import Any

import pytest
from graphql import (
    GraphQLField,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    graphql_sync,
    print_schema,
)

from gql_crm.fields.generated import GeneratedInput, GeneratedObject
from gql_crm.plugins.merge import CustomField
from gql_crm.schema.build import build_schema
from gql_crm.schema.generated_schema import GeneratedSchema
from gql_crm.schema.operations import convert_operations
from gql_crm.workspace.contributions import contributions_of
from tests.plugins.declarations import NOW, custom, merged

INSTALLED = [module for _, module in contributions_of(None, NOW).modules[2:]]
KINDS = [kind for plugin, kind in contributions_of(None, NOW).kinds if plugin != "gql_crm"]
A_FIELD: dict[str, Sequence[CustomField]] = {
    "none": [],
    "of a kind that nothing else has": [custom(1, "Contact", "place", "GEO_POINT")],
    "that is retired": [
        CustomField(1, "Contact", custom(1, "Contact", "own").field, "custom:1", retired=True)
    ],
    "to another entity": [custom(1, "Contact", "agency", "REFERENCE", target="Organization")],
}


def built(custom_fields: Sequence[CustomField] = (), *, modules: bool = True) -> GeneratedSchema:
    catalog = merged(*(INSTALLED if modules else ()), kinds=KINDS, custom_fields=custom_fields)
    return build_schema(catalog, {one.name: convert_operations(one.operations) for one in catalog.modules})


def as_graphql_core_makes_it(schema: GraphQLSchema) -> GraphQLSchema:
    """A schema of the same roots and named types, whose every type was asked for its fields."""
    named = [
        type_ for type_ in schema.type_map.values() if isinstance(type_, GeneratedObject | GeneratedInput)
    ]
    return GraphQLSchema(schema.query_type, schema.mutation_type, types=named, assume_valid=True)


@pytest.mark.parametrize("modules", [True, False])
@pytest.mark.parametrize("custom_fields", A_FIELD.values(), ids=A_FIELD)
def test_it_has_the_types_that_graphql_core_finds(
    custom_fields: Sequence[CustomField], *, modules: bool
) -> None:
    schema = built(custom_fields, modules=modules)
    found = as_graphql_core_makes_it(schema)
    assert found.type_map.keys() - schema.type_map.keys() == set()
    for name, type_ in found.type_map.items():
        assert schema.type_map[name] is type_


def test_interfaces_have_the_same_implementations_and_the_text_is_the_same() -> None:
    schema = built()
    found = GraphQLSchema(**schema.to_kwargs())
    for interface in (type_ for type_ in found.type_map.values() if isinstance(type_, GraphQLInterfaceType)):
        ours, theirs = schema.get_implementations(interface), found.get_implementations(interface)
        assert {type_.name for type_ in ours.objects} == {type_.name for type_ in theirs.objects}
        assert {type_.name for type_ in ours.interfaces} == {type_.name for type_ in theirs.interfaces}
    assert sorted(print_schema(schema).splitlines()) == sorted(print_schema(found).splitlines())


def test_only_types_that_a_request_names_make_their_fields() -> None:
    schema = built()
    asked = {"Contact", "ContactConnection"}
    assert not any("fields" in vars(schema.type_map[name]) for name in (*asked, "Organization"))
    answer = graphql_sync(schema, "{ contacts { nodes { nonsense } } }")
    assert answer.errors
    assert "Cannot query field 'nonsense' on type 'Contact'." in answer.errors[0].message
    assert all("fields" in vars(schema.type_map[name]) for name in asked)
    assert "fields" not in vars(schema.type_map["OrganizationFilter"])


def test_two_types_of_one_name_are_refused() -> None:
    def thing(type_: Any) -> GraphQLObjectType:
        return GraphQLObjectType("Thing", {"size": GraphQLField(type_)})

    roots = [
        GraphQLObjectType(name, {"thing": GraphQLField(thing(GraphQLInt))})
        for name in ("Query", "Mutation", "Subscription")
    ]
    with pytest.raises(TypeError, match='two types of the name "Thing"'):
        GeneratedSchema(roots[0], roots[1], roots[2], [thing(GraphQLString)])


def test_a_schema_that_is_taken_apart_is_freed_without_the_collector() -> None:
    another, schema = built(), built()
    schema_of_graphql_core = as_graphql_core_makes_it(schema)  # asks every type for its fields
    del schema_of_graphql_core
    own = [weakref.ref(one) for name, one in schema.type_map.items() if another.type_map[name] is not one]
    assert len(own) > 50
    gc.disable()
    try:
        schema.take_apart()
        del schema
        left = sum(reference() is not None for reference in own)
    finally:
        gc.enable()
    assert left == 0
    assert "type Contact implements" in print_schema(another)
