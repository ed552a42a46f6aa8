"""graphql-core's types without its look at names: the merge checks those of modules and users.

Looking at every name of every type once more took half of the time of a build.
"""

from functools import cached_property
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLOutputType,
    resolve_thunk,
)


class GeneratedObject(GraphQLObjectType):
    """An object type whose fields have names that are known to be good."""

    @cached_property
    def fields(self) -> dict[str, GraphQLField]:
        """The fields by name."""
        return dict(resolve_thunk(self._fields))


class GeneratedInput(GraphQLInputObjectType):
    """An input type whose fields have names that are known to be good."""

    @cached_property
    def fields(self) -> dict[str, GraphQLInputField]:
        """The fields by name."""
        return dict(resolve_thunk(self._fields))


class GeneratedField(GraphQLField):
    """A field whose arguments have names that are known to be good; they may be shared by many fields."""

    def __init__(self, type_: GraphQLOutputType, args: dict[str, GraphQLArgument], **more: Any) -> None:
        super().__init__(type_, **more)
        self.args = args
