"""The schema's text has the directives of costs, and is else what graphql-core prints."""

import re

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    build_schema,
    graphql_sync,
    print_schema,
    specified_directives,
)

from gql_crm.fields.costs import ListSize, listing, weighing
from gql_crm.plugins.merge import merge
from gql_crm.schema.build import build_schema as schema_of
from gql_crm.schema.cost_directives import COST_DIRECTIVES
from gql_crm.schema.operations import convert_operations
from gql_crm.schema.schema_text import schema_text
from gql_crm.workspace.contributions import contributions_of
from tests.plugins.declarations import NOW

APPLIED = re.compile(r"(?<!directive) @(?:cost|listSize)\([^)]*\)")
DIFFICULT = [
    "name: Text {",
    "One.\n\n  cost: Int\n  cost(\n  ): Int\n}\n\ntype X {",
    'Quotes """ inside',
    '"',
    "ends with a backslash \\",
    '"""',
    "",
]


@pytest.fixture(scope="module")
def installed() -> GraphQLSchema:
    catalog = merge(contributions_of(None, NOW), version=1, now=NOW)
    return schema_of(catalog, {one.name: convert_operations(one.operations) for one in catalog.modules})


def small(description: str | None = None) -> GraphQLSchema:
    """A schema with costs at everything that may have them; `description` stands wherever one may."""
    thing = GraphQLInterfaceType(
        "Thing", {"name": GraphQLField(GraphQLString, description=description)}, description=description
    )
    where = GraphQLInputObjectType(
        "Where",
        {
            "cost": GraphQLInputField(GraphQLInt, default_value=1, extensions=weighing(3)),
            "other": GraphQLInputField(GraphQLInt, description=description, deprecation_reason="Old."),
        },
        description=description,
    )
    described = {"where": GraphQLArgument(where, description=description), "n": GraphQLArgument(GraphQLInt)}
    bare = {"where": GraphQLArgument(where), "first": GraphQLArgument(GraphQLInt, default_value=20)}
    list_size = ListSize(20, ("n", "first"), ("x",))
    costly = GraphQLObjectType(
        "Costly",
        {
            "name": GraphQLField(GraphQLString, description=description),
            "cost": GraphQLField(GraphQLInt, described, description=description, extensions=weighing(7)),
            "many": GraphQLField(
                GraphQLList(thing),
                bare,
                extensions={**weighing(2), **listing(list_size)},
                deprecation_reason="Old.",
            ),
            "ids": GraphQLField(GraphQLList(thing), bare, extensions=listing(ListSize(arguments=("n",)))),
        },
        interfaces=[thing],
        description=description,
        extensions=weighing(0),
    )
    query = GraphQLObjectType("Query", {"costly": GraphQLField(costly)})
    return GraphQLSchema(query, types=[costly], directives=[*specified_directives, *COST_DIRECTIVES])


def test_types_fields_and_members_of_inputs_have_their_directives() -> None:
    text = schema_text(small())
    for line in (
        'type Costly implements Thing @cost(weight: "0") {',
        '  cost(where: Where, n: Int): Int @cost(weight: "7")',
        (
            '  many(where: Where, first: Int = 20): [Thing] @deprecated(reason: "Old.") @cost(weight: "2")'
            ' @listSize(assumedSize: 20, slicingArguments: ["n", "first"], sizedFields: ["x"],'
            " requireOneSlicingArgument: false)"
        ),
        '  ids(where: Where, first: Int = 20): [Thing] @listSize(slicingArguments: ["n"])',
        '  cost: Int = 1 @cost(weight: "3")',
        "  costly: Costly",
    ):
        assert line in text.split("\n")


@pytest.mark.parametrize("description", DIFFICULT)
def test_no_description_is_taken_for_a_field(description: str) -> None:
    plain, described = schema_text(small()), schema_text(small(description))
    read = build_schema(described)
    assert APPLIED.findall(plain) == APPLIED.findall(described)
    assert print_schema(read) == print_schema(small(description))
    assert schema_text(read) == described


def test_without_the_directives_it_is_what_graphql_core_prints(installed: GraphQLSchema) -> None:
    text = schema_text(installed)
    assert len(APPLIED.findall(text)) > 100
    assert APPLIED.sub("", text) == print_schema(installed)


def test_what_is_read_from_it_has_the_same_text(installed: GraphQLSchema) -> None:
    text = schema_text(installed)
    assert schema_text(build_schema(text)) == text


def test_introspection_defines_the_directives(installed: GraphQLSchema) -> None:
    answer = graphql_sync(installed, "{ __schema { directives { name locations args { name } } } }").data
    assert answer
    found = {one["name"]: one for one in answer["__schema"]["directives"]}
    assert found["listSize"]["locations"] == ["FIELD_DEFINITION"]
    assert [one["name"] for one in found["cost"]["args"]] == ["weight"]
    assert "OBJECT" in found["cost"]["locations"]
    assert "INTERFACE" not in found["cost"]["locations"]


def test_documents_cannot_use_them(installed: GraphQLSchema) -> None:
    errors = graphql_sync(installed, '{ viewer @cost(weight: "0") { id } }').errors
    assert errors
    assert "may not be used" in errors[0].message
