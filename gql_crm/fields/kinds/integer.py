"""INTEGER: whole numbers of 32 bits."""

from typing import Any

from graphql import GraphQLInt

from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.field import Field
from gql_crm.fields.kind import Component, FieldKind, Stored, ValueContext, ValueProblem
from gql_crm.fields.kinds.bounds import check_bounds
from gql_crm.fields.numbers import parse_decimal
from gql_crm.fields.operators import EQUALITY, NULLITY, ORDERING
from gql_crm.formulas import Type
from gql_crm.text import shown

_LEAST, _MOST = -(2**31), 2**31 - 1


class IntegerKind(FieldKind):
    name = "INTEGER"
    description = "A whole number from -2147483648 to 2147483647; DECIMAL with scale 0 holds larger ones."
    options = frozenset({"min", "max"})
    components = (Component("", "integer", "integer"),)
    output_type = GraphQLInt
    input_type = GraphQLInt
    filter_name = "IntFilter"
    condition_type = ConditionType.WHOLE_NUMBER
    operators = (*EQUALITY, *ORDERING, *NULLITY)
    summable = True
    has_extremes = True
    groupable = True
    formula_type = Type.NUMBER

    def parse(self, value: Any, field: Field, context: ValueContext) -> int:
        number = _whole(value)
        check_bounds(number, field, str(number))
        return number

    def operand(self, value: Any, stored: Stored) -> int:
        return _whole(value)


def _whole(value: Any) -> int:
    number = parse_decimal(value, example="1234")
    if number != number.to_integral_value():
        raise ValueProblem(f"{shown(value)} is no whole number.")
    if not _LEAST <= number <= _MOST:
        raise ValueProblem(
            f"{shown(value)} is not between {_LEAST} and {_MOST}; fields of kind DECIMAL hold larger numbers."
        )
    return int(number)
