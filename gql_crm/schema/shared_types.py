"""Types that do not depend on the catalog's entities."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.fields.costs import weighing

PAGE_INFO = GraphQLObjectType(
    "PageInfo",
    {
        "hasNextPage": GraphQLField(
            GraphQLNonNull(GraphQLBoolean), description="Whether records follow this page."
        ),
        "hasPreviousPage": GraphQLField(
            GraphQLNonNull(GraphQLBoolean), description="Whether records precede this page."
        ),
        "startCursor": GraphQLField(GraphQLString, description="Cursor of the first record, for `before`."),
        "endCursor": GraphQLField(GraphQLString, description="Cursor of the last record, for `after`."),
    },
    description="Where a page stands in its list (Relay cursor connections).",
)

NODE = GraphQLInterfaceType(
    "Node",
    {"id": GraphQLField(GraphQLNonNull(GraphQLID), description="A UUIDv7, unique over all entities.")},
    description="Anything with an id (Relay global object identification).",
)

DELETED_FILTER = GraphQLEnumType(
    "DeletedFilter",
    {
        "ONLY": GraphQLEnumValue("ONLY", description="Deleted records alone."),
        "INCLUDE": GraphQLEnumValue("INCLUDE", description="Deleted records among the others."),
    },
    description="Which deleted records a list shows; without it, none.",
)


def warning_types(codes: Mapping[str, str]) -> tuple[GraphQLEnumType, GraphQLObjectType]:
    """Return `WarningCode` with the codes of the core and of all kinds, and `Warning`."""
    code = GraphQLEnumType(
        "WarningCode",
        {name: GraphQLEnumValue(name, description=text) for name, text in codes.items()},
        description="What a warning says.",
    )
    warning = GraphQLObjectType(
        "Warning",
        {
            "code": GraphQLField(GraphQLNonNull(code), description="What it is about."),
            "field": GraphQLField(
                GraphQLList(GraphQLNonNull(GraphQLString)), description="Path in the input."
            ),
            "message": GraphQLField(GraphQLNonNull(GraphQLString), description="A sentence for a person."),
            "recordIds": GraphQLField(
                GraphQLList(GraphQLNonNull(GraphQLID)), description="Records that it is about."
            ),
        },
        description="Said, but not in the way: the change was written.",
        extensions=weighing(0),
    )
    return code, warning


def user_error_types(codes: Mapping[str, str]) -> tuple[GraphQLEnumType, GraphQLObjectType]:
    """Return `UserErrorCode` with the codes of all modules, and `UserError`."""
    code = GraphQLEnumType(
        "UserErrorCode",
        {name: GraphQLEnumValue(name, description=text) for name, text in codes.items()},
        description="Why nothing was written.",
    )
    error = GraphQLObjectType(
        "UserError",
        {
            "code": GraphQLField(GraphQLNonNull(code), description="What is wrong."),
            "field": GraphQLField(
                non_null_list(GraphQLString),
                description="Path in the input, or the argument's name; empty when it is about the whole.",
            ),
            "message": GraphQLField(GraphQLNonNull(GraphQLString), description="A sentence for a person."),
            "elementIndex": GraphQLField(
                GraphQLInt, description="Which element of a list of inputs it is about, from 0."
            ),
        },
        description="Something that a person can correct; what it is about was not written.",
        extensions=weighing(0),
    )
    return code, error


def delete_payload(user_error: GraphQLObjectType) -> GraphQLObjectType:
    """Return the payload of mutations that delete."""
    return GraphQLObjectType(
        "DeletePayload",
        {
            "deletedId": GraphQLField(GraphQLID, description="Id of the deleted record."),
            "userErrors": GraphQLField(
                non_null_list(user_error), description="What kept it from being deleted."
            ),
        },
        description="Result of a deletion.",
    )


def user_errors_field(user_error: GraphQLObjectType) -> GraphQLField:
    """Return the member `userErrors` of a payload whose source has them as `errors`."""
    return GraphQLField(
        non_null_list(user_error),
        resolve=lambda source, _info: [error.as_dict() for error in source.errors],
        description="Why nothing was changed; empty when it was.",
    )


def non_null_list(type_: Any) -> GraphQLNonNull[Any]:
    """Return `[T!]!`."""
    return GraphQLNonNull(GraphQLList(GraphQLNonNull(type_)))


def id_argument(description: str) -> GraphQLArgument:
    """Return an argument `id: ID!`."""
    return GraphQLArgument(GraphQLNonNull(GraphQLID), description=description)
