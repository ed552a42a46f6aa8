"""graphql-core alone: the same types once more, out of plain lists, and nothing but that.

No schema of these types can be had faster from graphql-core, so ours is compared with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    is_introspection_type,
)

Types = Mapping[str, Any]
Reference = tuple[str, tuple[type[Any], ...]]
"""A type's name and what is wrapped around it, from the inside out."""


@dataclass(frozen=True)
class _Member:
    name: str
    reference: Reference
    kwargs: dict[str, Any]
    arguments: tuple["_Member", ...] = ()


class BareSchema:
    """A schema as plain lists, ready to be made again and again."""

    def __init__(self, schema: GraphQLSchema) -> None:
        named = [type_ for type_ in schema.type_map.values() if not is_introspection_type(type_)]
        composed = GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType
        self._leaves = {type_.name: type_ for type_ in named if not isinstance(type_, composed)}
        self._plans = [_plan(type_) for type_ in named if isinstance(type_, composed)]

    def build(self) -> GraphQLSchema:
        """Construct types and schema."""
        types: dict[str, Any] = dict(self._leaves)
        for plan in self._plans:
            made = plan(types)
            types[made.name] = made
        return GraphQLSchema(
            query=types["Query"], mutation=types["Mutation"], types=list(types.values()), assume_valid=True
        )


def _plan(type_: Any) -> Callable[[Types], Any]:
    is_input = isinstance(type_, GraphQLInputObjectType)
    members = [_member(name, field, is_input=is_input) for name, field in type_.fields.items()]
    name, text = type_.name, type_.description
    if is_input:
        return lambda types: GraphQLInputObjectType(
            name, lambda: {m.name: _input_field(m, types) for m in members}, description=text
        )
    class_ = GraphQLObjectType if isinstance(type_, GraphQLObjectType) else GraphQLInterfaceType
    interfaces = [interface.name for interface in type_.interfaces]
    return lambda types: class_(
        name,
        lambda: {m.name: _field(m, types) for m in members},
        interfaces=lambda: [types[interface] for interface in interfaces],
        description=text,
    )


def _member(name: str, field: Any, *, is_input: bool) -> _Member:
    kwargs = {"description": field.description, "deprecation_reason": field.deprecation_reason}
    if is_input:
        return _Member(name, _reference(field.type), kwargs)
    arguments = tuple(
        _Member(key, _reference(argument.type), {"description": argument.description})
        for key, argument in field.args.items()
    )
    return _Member(name, _reference(field.type), {**kwargs, "resolve": field.resolve}, arguments)


def _reference(type_: Any) -> Reference:
    wrappers: list[type[Any]] = []
    while isinstance(type_, GraphQLNonNull | GraphQLList):
        wrappers.append(type(type_))
        type_ = type_.of_type
    return type_.name, tuple(reversed(wrappers))


def _resolved(reference: Reference, types: Types) -> Any:
    name, wrappers = reference
    type_ = types[name]
    for wrapper in wrappers:
        type_ = wrapper(type_)
    return type_


def _field(member: _Member, types: Types) -> GraphQLField:
    arguments = {
        argument.name: GraphQLArgument(_resolved(argument.reference, types), **argument.kwargs)
        for argument in member.arguments
    }
    return GraphQLField(_resolved(member.reference, types), arguments, **member.kwargs)


def _input_field(member: _Member, types: Types) -> GraphQLInputField:
    return GraphQLInputField(_resolved(member.reference, types), **member.kwargs)
