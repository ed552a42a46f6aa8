"""TAGS: the words that people put on records. No field that is declared or made has this kind."""

from typing import Any, Final
from unicodedata import category

from graphql import GraphQLBoolean, GraphQLInputType, GraphQLList, GraphQLNonNull, GraphQLString

from gql_crm import sql
from gql_crm.fields.field import Field
from gql_crm.fields.kind import (
    Component,
    FieldKind,
    FilterContext,
    FilterOperator,
    Stored,
    ValueContext,
    ValueProblem,
)
from gql_crm.fields.operators import filled, flag
from gql_crm.fields.storage import RECORD_TAG
from gql_crm.text import shown

LONGEST_TAG: Final = 100
MOST_TAGS: Final = 50
"""Tags of one record."""
SEPARATOR: Final = ","
_BREAKS: Final = frozenset({"Cc", "Zl", "Zp"})
"""Unicode's categories of line breaks and other controls; signs that join letters (Persian) are none."""
_ROW: Final = "tg"


class _ContainsAny(FilterOperator):
    name = "containsAny"
    description = "At least one of these values is chosen."

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return kind.input_type

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        return _has_one(stored, _keys(kind, stored, filled(self.name, argument)))


class _ContainsAll(FilterOperator):
    name = "containsAll"
    description = "All of these values are chosen."

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return kind.input_type

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        wanted = filled(self.name, argument)
        keys = _keys(kind, stored, wanted)
        all_there = sql.Binary(sql.ArrayOf(_rows(stored, "key")), "@>", keys)
        # The index finds records by one of the tags; of none, every record has all, but has to be there.
        return sql.all_of(_has_one(stored, keys), all_there) if wanted.look(bool) else all_there


class _IsEmpty(FilterOperator):
    name = "isEmpty"
    description = "Nothing is chosen (true), or something is (false)."

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return GraphQLBoolean

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        some = sql.Exists(_rows(stored, "key"))
        return sql.Not(some) if flag(self.name, argument) else some


class TagsKind(FieldKind):
    """Texts in the order in which they were given. Two that differ in case or diacritics only are one tag."""

    name = "TAGS"
    description = "Words that people put on a record, compared without case and diacritics."
    components = (Component("", "text[]", "jsonb"),)
    output_type = GraphQLString
    output_list = True
    input_type = GraphQLList(GraphQLNonNull(GraphQLString))
    filter_name = "MultiChoiceFilter"
    operators = (_ContainsAny(), _ContainsAll(), _IsEmpty())
    sortable = False
    can_be_unique = False

    def parse(self, value: Any, field: Field, context: ValueContext) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            raise ValueProblem(f"{shown(value)} is no list of tags.")
        return tuple(dict.fromkeys(parse_tag(one) for one in value))

    def operand(self, value: Any, stored: Stored) -> list[str]:
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise ValueProblem(f"{shown(value)} is no list of tags.")
        return list(value)

    def columns(self, value: Any) -> tuple[Any, ...]:
        return (list(value),)

    def dump(self, value: Any) -> list[str]:
        return list(value)

    def load(self, document: Any) -> tuple[str, ...]:
        return tuple(document)

    def export_text(self, value: Any) -> str:
        return ", ".join(value)

    def import_text(self, text: str, field: Field, context: ValueContext) -> tuple[str, ...]:
        return self.parse([part for part in text.split(SEPARATOR) if part.strip()], field, context)


def parse_tag(value: Any) -> str:
    """Return a tag without space around it; raise `ValueProblem` for what cannot be one."""
    if not isinstance(value, str):
        raise ValueProblem(f"{shown(value)} is no text.")
    tag = value.strip()
    if not tag:
        raise ValueProblem("A tag needs at least one letter, digit or sign; this one is empty.")
    if len(tag) > LONGEST_TAG:
        raise ValueProblem(f"{shown(tag)} has {len(tag)} characters; a tag has at most {LONGEST_TAG}.")
    if SEPARATOR in tag or any(category(sign) in _BREAKS for sign in tag):
        raise ValueProblem(
            f"{shown(tag)} is no tag: commas and line breaks separate tags; give each as an element."
        )
    return tag


def _keys(kind: FieldKind, stored: Stored, values: sql.Given[Any]) -> sql.Node:
    """Return what tags are compared by, an array."""
    given = sql.Parameter(values.map(lambda several: kind.operand(several, stored)), "text[]")
    key = sql.call("gql_crm_fold", sql.Column("given", "value"))
    return sql.ArrayOf(sql.Select((sql.Item(key, "key"),), sql.Unnested(given, "given")))


def _has_one(stored: Stored, keys: sql.Node) -> sql.Node:
    return sql.Exists(_rows(stored, "key", sql.AnyOf(sql.Column(_ROW, "key"), keys)))


def _rows(stored: Stored, column: str, condition: sql.Node = sql.TRUE) -> sql.Select:
    own = sql.equal(sql.Column(_ROW, "record_id"), stored.parts[1])
    return sql.Select(
        (sql.Item(sql.Column(_ROW, column), column),),
        sql.Table(RECORD_TAG, _ROW),
        where=sql.all_of(own, condition),
    )
