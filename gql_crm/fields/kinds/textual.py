"""What kinds that are a text have in common."""

import unicodedata
from typing import Any

from graphql import GraphQLString

from gql_crm import sql
from gql_crm.fields.field import Field
from gql_crm.fields.kind import Component, FieldKind, OrderPart, Stored, ValueProblem
from gql_crm.fields.operators import EQUALITY, MATCHING, NULLITY
from gql_crm.fields.unsafe_text import UNSAFE
from gql_crm.text import shown


def text_order(value: sql.Node) -> tuple[OrderPart, ...]:
    """Order as a reader expects it; texts that differ only in case or diacritics by their bytes."""
    return (
        OrderPart(sql.Collate(sql.call("gql_crm_sort", value)), "text"),
        OrderPart(sql.Collate(value), "text"),
    )


def checked_text(value: Any) -> str:
    """Take a text that PostgreSQL can hold."""
    if not isinstance(value, str):
        raise ValueProblem(f"{shown(value)} is no text.")
    if UNSAFE.search(value):
        raise ValueProblem(f"{shown(value)} contains NUL or half of a surrogate pair.")
    return value


def trimmed(value: Any, expected: str) -> str:
    """Take a text without the space around it; refuse an empty one."""
    text = checked_text(value).strip()
    if not text:
        raise ValueProblem(f"An empty text is no {expected}; use null to clear the field.")
    return text


def limited(text: str, field: Field, limit: int) -> str:
    """Check the length, in Unicode code points: the field's own limits, or the kind's."""
    most = field.max_length if field.max_length is not None else limit
    if len(text) > most:
        raise ValueProblem(f"{shown(text)} has {len(text)} characters; {most} are the most.")
    if field.min_length is not None and len(text) < field.min_length:
        raise ValueProblem(f"{shown(text)} has {len(text)} characters; {field.min_length} are the least.")
    return text


class TextualKind(FieldKind):
    """A text: compared exactly by eq, ne, in and notIn, folded by the other operators."""

    components = (Component("", "text", "text"),)
    filter_value_type = GraphQLString
    filter_name = "TextFilter"
    operators = (*EQUALITY, *MATCHING, *NULLITY)
    searchable = True

    def operand(self, value: Any, stored: Stored) -> sql.Parameter:
        return sql.Parameter(checked_text(value), "text")

    def fragment(self, value: str) -> str:
        return checked_text(value)

    def unique_key(self, value: Any) -> str:
        return unicodedata.normalize("NFC", value).strip().casefold()

    def order_parts(self, stored: Stored) -> tuple[OrderPart, ...]:
        return text_order(stored.value)
