"""Weaves operations' types into the generated ones: a generated type replaces its placeholder, by name."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLTypeResolver,
    GraphQLUnionType,
)

from gql_crm.errors import DeclarationError
from gql_crm.fields.scalars import SCALARS
from gql_crm.plugins.core_names import CORE_TYPES
from gql_crm.schema.operations import ConvertedOperations
from gql_crm.schema.placeholders import PLACEHOLDER_FIELD
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.weights import with_list_size

T = TypeVar("T")
_CORE_SCALARS = {scalar.name: scalar for scalar in SCALARS}
_DEFINITION = "strawberry-definition"


def weave(registry: TypeRegistry, operations: ConvertedOperations, origin: str) -> None:
    """Add a module's operations and their types to the registry; `DeclarationError`: nothing was added."""
    for name, type_ in operations.types.items():
        _check_type(registry, name, type_, origin)
    new = {name: type_ for name, type_ in operations.types.items() if registry.for_operations(name) is None}
    woven = _Weaver(registry)
    for type_ in new.values():
        registry.add(woven.rebuilt(type_))
        registry.origins[type_.name] = f'module "{origin}"'
    registry.queries.update({name: woven.field(field) for name, field in operations.queries.items()})
    registry.mutations.update({name: woven.field(field) for name, field in operations.mutations.items()})


class _Weaver:
    """Re-creates types so that they refer to the registry's."""

    def __init__(self, registry: TypeRegistry) -> None:
        self._registry = registry

    def rebuilt(self, type_: GraphQLNamedType) -> GraphQLNamedType:
        """Return the type with its references rewritten; enums and scalars have none."""
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            kwargs: dict[str, Any] = {
                **type_.to_kwargs(),
                "fields": self._later(type_, self.field),
                "interfaces": lambda: [self._registry.types[i.name] for i in type_.interfaces],
            }
            return type(type_)(**kwargs)
        if isinstance(type_, GraphQLInputObjectType):
            inputs: dict[str, Any] = {
                **type_.to_kwargs(),
                "fields": self._later(type_, self._input_field),
            }
            return GraphQLInputObjectType(**inputs)
        if isinstance(type_, GraphQLUnionType):
            members: dict[str, Any] = {
                **type_.to_kwargs(),
                "types": lambda: [self._registry.types[t.name] for t in type_.types],
                "resolve_type": _asked_of(type_),
            }
            return GraphQLUnionType(**members)
        return type_

    def field(self, field: GraphQLField) -> GraphQLField:
        """Return a field with its types rewritten."""
        arguments = {name: self._argument(argument) for name, argument in field.args.items()}
        kwargs: dict[str, Any] = {**field.to_kwargs(), "type_": self._type(field.type), "args": arguments}
        return with_list_size(GraphQLField(**kwargs))

    def _argument(self, argument: GraphQLArgument) -> GraphQLArgument:
        return GraphQLArgument(**{**argument.to_kwargs(), "type_": self._type(argument.type)})

    def _input_field(self, field: GraphQLInputField) -> GraphQLInputField:
        return GraphQLInputField(**{**field.to_kwargs(), "type_": self._type(field.type)})

    def _later(self, type_: Any, convert: Callable[[Any], T]) -> Callable[[], Mapping[str, T]]:
        return lambda: {
            name: convert(field) for name, field in type_.fields.items() if name != PLACEHOLDER_FIELD
        }

    def _type(self, type_: Any) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return GraphQLNonNull(self._type(type_.of_type))
        if isinstance(type_, GraphQLList):
            return GraphQLList(self._type(type_.of_type))
        return self._registry.for_operations(type_.name) or type_


def _check_type(registry: TypeRegistry, name: str, type_: GraphQLNamedType, origin: str) -> None:
    there = registry.for_operations(name)
    if _is_placeholder(type_):
        if there is None:
            msg = f'module "{origin}" uses the placeholder "{name}", which no enabled entity or kind has.'
            raise DeclarationError(msg)
    elif name in _CORE_SCALARS:
        if type_ is not _CORE_SCALARS[name]:
            msg = f'module "{origin}" brings a scalar "{name}" of its own, which the core has.'
            raise DeclarationError(msg)
    elif (there is not None and not _is_same(type_, there)) or (there is None and name in CORE_TYPES):
        owner = registry.origins.get(name, "the core or an entity")
        msg = f'module "{origin}" brings a type "{name}", which {owner} has brought already.'
        raise DeclarationError(msg)


def _is_same(one: GraphQLNamedType, other: GraphQLNamedType) -> bool:
    """Whether both were made of one Python class: modules may share the classes of another's package.

    An operation's enum is also that of a field whose options are its values.
    """
    if isinstance(one, GraphQLEnumType) and isinstance(other, GraphQLEnumType):
        return bool(one.values.keys() == other.values.keys())
    if isinstance(one, GraphQLScalarType) and isinstance(other, GraphQLScalarType):
        return (one.parse_value, one.serialize) == (other.parse_value, other.serialize)
    made_of = one.extensions.get(_DEFINITION)
    return made_of is not None and made_of is other.extensions.get(_DEFINITION)


def _asked_of(union: GraphQLUnionType) -> GraphQLTypeResolver | None:
    """Let Strawberry find a value's type among the types that it made itself; the name is the same."""
    resolve = union.resolve_type
    return resolve and (lambda value, info, _woven: resolve(value, info, union))


def _is_placeholder(type_: GraphQLNamedType) -> bool:
    return PLACEHOLDER_FIELD in getattr(type_, "fields", {})
