"""DECIMAL: exact numbers."""

from decimal import Decimal
from typing import Any

from gql_crm import sql
from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.field import Field
from gql_crm.fields.kind import Component, FieldKind, Stored, ValueContext
from gql_crm.fields.kinds.bounds import check_bounds, check_digits
from gql_crm.fields.numbers import parse_decimal, plain
from gql_crm.fields.operators import EQUALITY, NULLITY, ORDERING
from gql_crm.fields.scalars import DECIMAL
from gql_crm.formulas import Type


class DecimalKind(FieldKind):
    name = "DECIMAL"
    description = "An exact decimal number of up to 60 digits; trailing zeros are not kept."
    options = frozenset({"min", "max", "precision", "scale"})
    components = (Component("", "numeric", "numeric"),)
    output_type = DECIMAL
    input_type = DECIMAL
    filter_name = "DecimalFilter"
    condition_type = ConditionType.NUMBER
    operators = (*EQUALITY, *ORDERING, *NULLITY)
    summable = True
    has_extremes = True
    groupable = True
    formula_type = Type.NUMBER

    def parse(self, value: Any, field: Field, context: ValueContext) -> Decimal:
        number = parse_decimal(value)
        check_digits(number, field, str(value))
        check_bounds(number, field, str(value))
        return number

    def operand(self, value: Any, stored: Stored) -> Decimal:
        return parse_decimal(value)

    def dump(self, value: Any) -> str:
        return plain(value)

    def load(self, document: Any) -> Decimal:
        return Decimal(document)

    def condition_value(self, value: Any) -> float:
        """Return the nearest number that CEL has."""
        return float(value)

    def output(self, stored: Stored) -> sql.Node:
        return sql.Cast(stored.value, "text")
