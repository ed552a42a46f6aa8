"""MULTI_CHOICE: any number of the field's options."""

from typing import Any

from graphql import GraphQLBoolean, GraphQLInputType, GraphQLList, GraphQLNonNull, GraphQLString

from gql_crm import sql
from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.field import Field
from gql_crm.fields.kind import (
    Component,
    FieldKind,
    FilterContext,
    FilterOperator,
    Stored,
    ValueContext,
    ValueIndex,
    ValueProblem,
)
from gql_crm.fields.kinds.choice import ChoiceKind
from gql_crm.fields.kinds.textual import checked_text
from gql_crm.fields.operators import filled, flag
from gql_crm.text import shown

_LONGEST_FREE_TEXT = 200


def _options(kind: FieldKind, stored: Stored, values: sql.Given[Any]) -> sql.Parameter:
    return sql.Parameter(values.map(lambda several: kind.operand(several, stored)), "text[]")


class _ContainsAny(FilterOperator):
    name = "containsAny"
    description = "At least one of these values is chosen."

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return kind.input_type

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        operator: sql.Operator = "&&" if stored.in_column else "?|"
        return sql.Binary(stored.value, operator, _options(kind, stored, filled(self.name, argument)))


class _ContainsAll(FilterOperator):
    name = "containsAll"
    description = "All of these values are chosen."

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return kind.input_type

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        operator: sql.Operator = "@>" if stored.in_column else "?&"
        return sql.Binary(stored.value, operator, _options(kind, stored, filled(self.name, argument)))


class _IsEmpty(FilterOperator):
    name = "isEmpty"
    description = "Nothing is chosen (true), or something is (false)."

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return GraphQLBoolean

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        length = sql.call("cardinality" if stored.in_column else "jsonb_array_length", stored.value)
        filled = sql.Binary(length, ">", sql.Constant(0))
        return sql.Not(filled) if flag(self.name, argument) else filled


class MultiChoiceKind(FieldKind):
    name = "MULTI_CHOICE"
    description = "Any number of the field's options, by their values, each once."
    options = frozenset({"options"})
    components = (Component("", "text[]", "jsonb"),)
    output_type = GraphQLString
    output_list = True
    input_type = GraphQLList(GraphQLNonNull(GraphQLString))
    filter_name = "MultiChoiceFilter"
    condition_type = ConditionType.TEXTS
    operators = (_ContainsAny(), _ContainsAll(), _IsEmpty())
    sortable = False
    can_be_unique = False
    can_be_enum = True
    groupable = True

    def parse(self, value: Any, field: Field, context: ValueContext) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            raise ValueProblem(f"{shown(value)} is no list of options.")
        if field.free_choice:
            return tuple(dict.fromkeys(_free_text(item) for item in value))
        choice = ChoiceKind()
        return tuple(dict.fromkeys(choice.parse(item, field, context) for item in value))

    def operand(self, value: Any, stored: Stored) -> list[str]:
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise ValueProblem(f"{shown(value)} is no list of options.")
        return list(value)

    def grouped(self, stored: Stored) -> sql.Node:
        if stored.in_column:
            return sql.Collate(stored.value)
        value = sql.Item(sql.call("jsonb_array_elements_text", stored.value), "value")
        return sql.Collate(sql.ArrayOf(sql.Select((value,))))

    def indexes(self, stored: Stored) -> tuple[ValueIndex, ...]:
        return (ValueIndex("elements", (stored.value,)),)

    def columns(self, value: Any) -> tuple[Any, ...]:
        return (list(value),)

    def dump(self, value: Any) -> list[str]:
        return list(value)

    def load(self, document: Any) -> tuple[str, ...]:
        return tuple(document)

    def export_text(self, value: Any) -> str:
        return ", ".join(value)

    def import_text(self, text: str, field: Field, context: ValueContext) -> tuple[str, ...]:
        choice = ChoiceKind()
        return tuple(
            dict.fromkeys(
                choice.import_text(part, field, context) for part in text.split(",") if part.strip()
            )
        )

    def definition_problems(self, field: Field) -> list[tuple[str, str]]:
        return [] if field.free_choice else ChoiceKind().definition_problems(field)


def _free_text(value: Any) -> str:
    text = checked_text(value)
    if not text.strip() or len(text) > _LONGEST_FREE_TEXT:
        raise ValueProblem(f"{shown(text)} is empty or has more than {_LONGEST_FREE_TEXT} characters.")
    return text
