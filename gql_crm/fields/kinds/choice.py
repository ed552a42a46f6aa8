"""CHOICE: one of the field's options."""

import re
from typing import Any

from graphql import GraphQLString

from gql_crm import sql
from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.enums import enum_problems
from gql_crm.fields.field import ChoiceOption, Field
from gql_crm.fields.kind import Component, FieldKind, OrderPart, Stored, ValueContext, ValueProblem
from gql_crm.fields.kinds.textual import checked_text
from gql_crm.fields.operators import EQUALITY, NULLITY
from gql_crm.formulas import Type
from gql_crm.text import did_you_mean, listed, shown

OPTIONS_LIMIT = 1_000
_OPTION_VALUE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")


class ChoiceKind(FieldKind):
    name = "CHOICE"
    description = (
        "One of the field's options, by its value. An inactive option is readable and can no longer be set."
    )
    options = frozenset({"options"})
    components = (Component("", "text", "text"),)
    output_type = GraphQLString
    input_type = GraphQLString
    filter_name = "ChoiceFilter"
    condition_type = ConditionType.TEXT
    operators = (*EQUALITY, *NULLITY)
    can_be_enum = True
    groupable = True
    formula_type = Type.TEXT

    def parse(self, value: Any, field: Field, context: ValueContext) -> str:
        text = checked_text(value)
        option = next((option for option in field.options if option.value == text), None)
        if option is None:
            raise ValueProblem(_unknown(text, field.options))
        if not option.active:
            raise ValueProblem(f"{shown(text)} is inactive and cannot be set; {_choices(field.options)}.")
        return text

    def operand(self, value: Any, stored: Stored) -> str:
        return checked_text(value)

    def import_text(self, text: str, field: Field, context: ValueContext) -> str:
        """Take the value or, whatever its case, the label in any language."""
        wanted = text.strip().casefold()
        for option in field.options:
            if wanted in {option.value.casefold(), *(label.casefold() for label in option.label.values())}:
                return self.parse(option.value, field, context)
        return self.parse(text.strip(), field, context)

    def comparable(self, stored: Stored) -> sql.Node:
        return stored.value if stored.in_column else sql.Collate(stored.value)

    def order_parts(self, stored: Stored) -> tuple[OrderPart, ...]:
        return (OrderPart(sql.Collate(stored.value), "text"),)

    def definition_problems(self, field: Field) -> list[tuple[str, str]]:
        if not field.options:
            return [("options", f"A {field.kind} field needs at least one option.")]
        if len(field.options) > OPTIONS_LIMIT:
            return [("options", f"There are {len(field.options)} options; {OPTIONS_LIMIT} are the most.")]
        return [("options", text) for text in _option_problems(field.options)] + enum_problems(field)


def _option_problems(options: tuple[ChoiceOption, ...]) -> list[str]:
    problems = [
        f"{shown(option.value)} cannot be an option's value; expected a letter, then letters, digits or _."
        for option in options
        if not _OPTION_VALUE.fullmatch(option.value)
    ]
    values = [option.value for option in options]
    twice = dict.fromkeys(value for value in values if values.count(value) > 1)
    return problems + [f"The option {shown(value)} is there more than once." for value in twice]


def _choices(options: tuple[ChoiceOption, ...]) -> str:
    return f"the options are {listed((option.value for option in options if option.active), 'and')}"


def _unknown(text: str, options: tuple[ChoiceOption, ...]) -> str:
    hint = did_you_mean(text, (option.value for option in options if option.active))
    return f"{shown(text)} is no option of this field; {_choices(options)}.{hint}"
