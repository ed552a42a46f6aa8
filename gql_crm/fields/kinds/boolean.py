"""BOOLEAN: yes or no."""

from typing import Any

from graphql import GraphQLBoolean

from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.field import Field
from gql_crm.fields.kind import Component, FieldKind, Stored, ValueContext, ValueProblem
from gql_crm.fields.operators import Equal, IsNull
from gql_crm.formulas import Type
from gql_crm.text import shown

_TEXTS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class BooleanKind(FieldKind):
    name = "BOOLEAN"
    description = "True or false."
    components = (Component("", "boolean", "boolean"),)
    output_type = GraphQLBoolean
    input_type = GraphQLBoolean
    filter_name = "BooleanFilter"
    condition_type = ConditionType.TRUTH
    operators = (Equal(), IsNull())
    can_be_unique = False
    groupable = True
    formula_type = Type.BOOLEAN

    def parse(self, value: Any, field: Field, context: ValueContext) -> bool:
        return _boolean(value)

    def operand(self, value: Any, stored: Stored) -> bool:
        return _boolean(value)

    def export_text(self, value: Any) -> str:
        return "true" if value else "false"

    def import_text(self, text: str, field: Field, context: ValueContext) -> bool:
        return _boolean(_TEXTS.get(text.strip().casefold(), text))


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueProblem(f"{shown(value)} is neither true nor false.")
    return value
