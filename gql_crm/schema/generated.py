"""graphql-core's types without its look at names: the merge has checked those of generated types.

Looking at every name of every type once more took half of the time of a build.
"""

from functools import cached_property

from graphql import (
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLObjectType,
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
