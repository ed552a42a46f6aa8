"""Types as tables of their members: a row is a member's type, where its value comes from, its meaning."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
)

from gql_crm.fields.generated import GeneratedInput, GeneratedObject
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.weights import FREE

Read = Callable[[Any, OperationContext], object]
Member = tuple[GraphQLOutputType, Read, str] | tuple[GraphQLOutputType, Read, str, Mapping[str, Any]]
"""A member of an output type: its type, how it is read from the source, its description, its extensions."""
InputMember = tuple[GraphQLInputType, str]
"""A member of an input: its type and description."""


def object_of(
    name: str, description: str, members: Mapping[str, Member], *, free: bool = False
) -> GraphQLObjectType:
    """Return the object type of a table; a `free` one costs nothing."""
    return GeneratedObject(
        name,
        lambda: {key: _field(*member) for key, member in members.items()},
        description=description,
        extensions=FREE if free else None,
    )


def input_of(name: str, description: str, members: Mapping[str, InputMember]) -> GraphQLInputObjectType:
    """Return the input type of a table."""
    return GeneratedInput(
        name,
        lambda: {key: GraphQLInputField(type_, description=text) for key, (type_, text) in members.items()},
        description=description,
    )


def enum_of(name: str, description: str, values: Sequence[str]) -> GraphQLEnumType:
    """Return an enum of words that explain themselves."""
    members = {value: GraphQLEnumValue(value, description=value.capitalize()) for value in values}
    return GraphQLEnumType(name, members, description=description)


def required_input(type_: GraphQLInputObjectType) -> GraphQLArgument:
    """Return the argument `input` of a mutation."""
    return GraphQLArgument(GraphQLNonNull(type_), description="The values.")


def _field(
    type_: GraphQLOutputType, read: Read, description: str, extensions: Mapping[str, Any] | None = None
) -> GraphQLField:
    def resolve(source: object, info: Info) -> object:
        return read(source, info.context)

    more = dict(extensions or {})
    return GraphQLField(type_, resolve=resolve, description=description, extensions=more)
