"""How the tests of kinds read and refuse values."""

from typing import Any

import pytest
from graphql import GraphQLObjectType

from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind, ValueContext, ValueProblem
from gql_crm.fields.kinds import DEFAULT_KINDS

KINDS = {kind.name: kind for kind in DEFAULT_KINDS}
IN_STORAGE = tuple(
    kind
    for kind in DEFAULT_KINDS
    if not kind.many and kind.placed(Field(key="value", kind=kind.name)).writable
)
"""Kinds whose values are given and lie in columns and documents; references to many records are rows."""


def field_of(kind: str, **options: Any) -> Field:
    return Field(key="value", kind=kind, **options)


def parsed(kind: str, value: Any, country: str | None = None, **options: Any) -> Any:
    return KINDS[kind].parse(value, field_of(kind, **options), ValueContext(country))


def problem(kind: str, value: Any, country: str | None = None, **options: Any) -> str:
    with pytest.raises(ValueProblem) as caught:
        parsed(kind, value, country, **options)
    return str(caught.value)


def shown_form(kind: FieldKind, value: Any) -> Any:
    """Return a value as responses show it; parts that it lacks are null."""
    document = kind.dump(value)
    if isinstance(kind.output_type, GraphQLObjectType):
        return {name: document.get(name) for name in kind.output_type.fields}
    return document


def kept(kind: FieldKind, value: Any) -> Any:
    """Send a value through its JSON form."""
    return kind.load(kind.dump(value))
