"""Hand-written operations: Strawberry fields → graphql-core fields and types, converted once a module.

The one place that touches what Strawberry does not document: the converter's type map.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import strawberry
from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    is_introspection_type,
    is_specified_scalar_type,
)
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import create_type
from strawberry.types.field import StrawberryField
from strawberry.types.scalar import ScalarDefinition

from gql_crm.errors import DeclarationError
from gql_crm.fields.scalars import DATE, DATE_TIME, URL
from gql_crm.fields.scalars import JSON as JSON_SCALAR
from gql_crm.plugins.module import Operation, OperationKind
from gql_crm.schema.placeholders import JSON, PLACEHOLDER_FIELD, Date, DateTime, Url

_SCALARS: Mapping[object, GraphQLScalarType] = {
    DateTime: DATE_TIME,
    Date: DATE,
    Url: URL,
    JSON: JSON_SCALAR,
}


@dataclass(frozen=True, slots=True)
class ConvertedOperations:
    """What a set of operations brings: root fields and the types that they reach, placeholders among them."""

    queries: Mapping[str, GraphQLField] = field(default_factory=dict)
    mutations: Mapping[str, GraphQLField] = field(default_factory=dict)
    types: Mapping[str, GraphQLNamedType] = field(default_factory=dict)
    not_kept: frozenset[str] = frozenset()
    """Mutations whose answers are not kept for idempotency keys."""

    @property
    def brought(self) -> tuple[str, ...]:
        """The names of the types that are their own, no placeholders."""
        own = (
            name for name, one in self.types.items() if PLACEHOLDER_FIELD not in getattr(one, "fields", {})
        )
        return tuple(sorted(own))


class _Converting(strawberry.Schema):
    """A schema that is only converted, never executed."""

    def _extend_introspection(self) -> None:
        """Leave `__Type.isOneOf`, which all schemas of the process share, as graphql-core resolves it."""


def convert_operations(operations: Sequence[Operation]) -> ConvertedOperations:
    """Convert operations; raises `DeclarationError` when Strawberry refuses one."""
    if not operations:
        return ConvertedOperations()
    queries = [_field(op) for op in operations if op.kind is OperationKind.QUERY]
    mutations = [_field(op) for op in operations if op.kind is OperationKind.MUTATION]
    try:
        schema = _Converting(
            query=create_type("Query", queries or [_nothing()]),
            mutation=create_type("Mutation", mutations) if mutations else None,
            config=StrawberryConfig(scalar_map={one: _scalar(scalar) for one, scalar in _SCALARS.items()}),
        )
    except Exception as error:
        msg = f"Strawberry refuses its operations: {type(error).__name__}: {error}"
        raise DeclarationError(msg) from error
    types = _types(schema)
    return ConvertedOperations(
        _fields_of(types.get("Query")) if queries else {},
        _fields_of(types.get("Mutation")),
        {name: type_ for name, type_ in types.items() if name not in {"Query", "Mutation"}},
        frozenset(operation.name for operation in operations if not operation.keeps_answer),
    )


def _field(operation: Operation) -> StrawberryField:
    resolver = operation.resolver
    if not isinstance(resolver, StrawberryField):
        made = type(resolver).__name__
        msg = f'"{operation.name}" is a {made}, not what strawberry.field or strawberry.mutation returns'
        raise DeclarationError(msg)
    copied = resolver.__copy__()
    copied.python_name = operation.name
    copied.graphql_name = operation.name
    return copied


def _nothing() -> StrawberryField:
    """Strawberry wants a query; the fields of this one are not taken."""

    def nothing() -> bool:
        return True

    made: Any = strawberry.field(resolver=nothing, name="nothing")
    made.python_name = "nothing"
    return cast("StrawberryField", made)


def _scalar(scalar: GraphQLScalarType) -> ScalarDefinition:
    return ScalarDefinition(
        name=scalar.name,
        description=None,
        specified_by_url=None,
        serialize=None,
        parse_value=None,
        parse_literal=None,
        implementation=scalar,
    )


def _types(schema: strawberry.Schema) -> dict[str, GraphQLNamedType]:
    """Return the types that the operations reach, by name, without those of every GraphQL schema."""
    made = (concrete.implementation for concrete in schema.schema_converter.type_map.values())
    named = (type_ for type_ in made if isinstance(type_, GraphQLNamedType))
    return {t.name: t for t in named if not (is_specified_scalar_type(t) or is_introspection_type(t))}


def _fields_of(type_: GraphQLNamedType | None) -> Mapping[str, GraphQLField]:
    return dict(type_.fields) if isinstance(type_, GraphQLObjectType) else {}
