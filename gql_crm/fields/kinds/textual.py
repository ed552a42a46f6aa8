"""What kinds that are a text have in common."""

import unicodedata
from typing import Any, ClassVar

from graphql import GraphQLString

from gql_crm import sql
from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.field import Field
from gql_crm.fields.kind import Component, FieldKind, OrderPart, Stored, ValueIndex, ValueProblem
from gql_crm.fields.operators import EQUALITY, NULLITY
from gql_crm.fields.pattern import compile_pattern
from gql_crm.fields.text_matching import MATCHING
from gql_crm.fields.unsafe_text import UNSAFE
from gql_crm.formulas import Type
from gql_crm.text import shown

_SORTED_LENGTH = 200
_KEY_LENGTH = 400
"""One letter may become several in the key; both lengths together fit into an index, whatever the script."""


def text_order(value: sql.Node) -> tuple[OrderPart, ...]:
    """Order as a reader expects it; texts that differ only in case or diacritics by their bytes.

    The first 200 characters count: no index holds a text of any length.
    """
    start = sql.call("left", value, sql.Constant(_SORTED_LENGTH))
    key = sql.call("left", sql.call("gql_crm_sort", start), sql.Constant(_KEY_LENGTH))
    return (OrderPart(sql.Collate(key), "text"), OrderPart(sql.Collate(start), "text"))


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


def matched(text: str, field: Field) -> str:
    """Check the field's own pattern."""
    if field.pattern is not None and not compile_pattern(field.pattern).fullmatch(text):
        raise ValueProblem(f"{shown(text)} does not match the pattern {shown(field.pattern)}.")
    return text


class TextualKind(FieldKind):
    """A text: compared exactly by eq, ne, in and notIn, folded by the other operators."""

    components = (Component("", "text", "text"),)
    filter_value_type = GraphQLString
    filter_name = "TextFilter"
    condition_type = ConditionType.TEXT
    operators = (*EQUALITY, *MATCHING, *NULLITY)
    searchable = True
    groupable = True
    formula_type: ClassVar[Type | None] = Type.TEXT

    def operand(self, value: Any, stored: Stored) -> str:
        return checked_text(value)

    def fragment(self, value: str) -> str:
        return checked_text(value)

    def compare(self, stored: Stored, operator: sql.Operator, value: sql.Given[Any]) -> sql.Node:
        """Compare with one value; equal texts have equal sort keys, which the index can find."""
        exactly = super().compare(stored, operator, value)
        if operator != "=" or not self._found_by_key(stored):
            return exactly
        pairs = zip(self.order_parts(stored), self._order_parts_of(self.bound(stored, value)), strict=True)
        return sql.all_of(*(sql.equal(own.expression, wanted.expression) for own, wanted in pairs), exactly)

    def equals_any(self, stored: Stored, values: sql.Given[Any]) -> sql.Node:
        exactly = super().equals_any(stored, values)
        if not self._found_by_key(stored):
            return exactly
        bound = self.bound_list(stored, values)
        wanted = self._order_parts_of(sql.Column("wanted", "value"))[0].expression
        keys = sql.Select((sql.Item(wanted, "key"),), sql.Unnested(bound, "wanted"))
        return sql.all_of(sql.AnyOf(self.order_parts(stored)[0].expression, sql.ArrayOf(keys)), exactly)

    def _found_by_key(self, stored: Stored) -> bool:
        ordered = stored.indexed and self.sortable
        return ordered and self.order_parts(stored)[0].expression != self.comparable(stored)

    def _order_parts_of(self, text: sql.Node) -> tuple[OrderPart, ...]:
        return self.order_parts(Stored((text,), in_column=False))

    def indexes(self, stored: Stored) -> tuple[ValueIndex, ...]:
        folded = sql.call("gql_crm_fold", stored.value)
        return (*super().indexes(stored), ValueIndex("fragments", (folded,)))

    def unique_key(self, value: Any) -> str:
        return unicodedata.normalize("NFC", value).strip().casefold()

    def order_parts(self, stored: Stored) -> tuple[OrderPart, ...]:
        return text_order(stored.value)
