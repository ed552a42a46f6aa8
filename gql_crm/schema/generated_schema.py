"""A schema that is there at once: generated types make their fields when a request first asks for them."""

from collections.abc import Callable, Iterable
from typing import cast

from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLType,
    GraphQLUnionType,
    GraphQLWrappingType,
    specified_directives,
)
from graphql.type.schema import InterfaceImplementations

from gql_crm.fields.generated import GeneratedInput, GeneratedObject
from gql_crm.schema.cost_directives import COST_DIRECTIVES


class GeneratedSchema(GraphQLSchema):
    """graphql-core's schema, without asking generated types for their fields.

    graphql-core asks all types, to find those that they refer to; most of the time of a build went there, and
    few types are asked for anything before the next change. What generated types refer to is known without
    asking: `types` has to have all of it. Of the roots and of hand-written types the fields are looked at.
    """

    def __init__(
        self,
        query: GraphQLObjectType,
        mutation: GraphQLObjectType,
        subscription: GraphQLObjectType,
        types: Iterable[GraphQLType],
        take_apart: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(directives=[*specified_directives, *COST_DIRECTIVES], assume_valid=True)
        self.query_type = query
        self.mutation_type = mutation
        self.subscription_type = subscription
        self._implementations: dict[str, InterfaceImplementations] = {}
        self._take_apart = take_apart
        for root in (query, mutation, subscription):
            self._add(root)
            self._add_members(root)
        for type_ in types:
            self._add(type_)

    def get_implementations(self, interface_type: GraphQLInterfaceType) -> InterfaceImplementations:
        """Return the types that implement an interface."""
        return self._implementations.get(interface_type.name, InterfaceImplementations([], []))

    def take_apart(self) -> None:
        """Undo the circles in which types refer to each other, so that all of it is freed at once.

        For a schema that no request uses any more. The collector would free it, too, but a server lets it
        look seldom, and never at what there was when it began to serve.
        """
        self._take_apart()
        for root in (self.query_type, self.mutation_type, self.subscription_type):
            vars(root).clear()
        self.type_map.clear()
        self._implementations.clear()

    def _add(self, type_: GraphQLType) -> None:
        """Add a type and, unless it is generated, what it refers to."""
        while isinstance(type_, GraphQLWrappingType):
            type_ = type_.of_type
        named = cast("GraphQLNamedType", type_)
        known = self.type_map.get(named.name)
        if known is named:
            return
        if known is not None:
            msg = f'there are two types of the name "{named.name}"'
            raise TypeError(msg)
        self.type_map[named.name] = named
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            self._add_interfaces(named)
        if not isinstance(named, GeneratedObject | GeneratedInput):
            self._add_members(named)

    def _add_interfaces(self, type_: GraphQLObjectType | GraphQLInterfaceType) -> None:
        for interface in type_.interfaces:
            self._add(interface)
            there = self._implementations.setdefault(interface.name, InterfaceImplementations([], []))
            if isinstance(type_, GraphQLObjectType):
                there.objects.append(type_)
            else:
                there.interfaces.append(type_)

    def _add_members(self, type_: GraphQLNamedType) -> None:
        if isinstance(type_, GraphQLUnionType):
            for member in type_.types:
                self._add(member)
        elif isinstance(type_, GraphQLInputObjectType):
            for input_field in type_.fields.values():
                self._add(input_field.type)
        elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for field in type_.fields.values():
                self._add(field.type)
                for argument in field.args.values():
                    self._add(argument.type)
