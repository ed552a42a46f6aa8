"""Functions of numbers. Sums are exact; products, quotients and results are rounded half away from zero."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import Any

from gql_crm import sql
from gql_crm.formulas.functions import Function
from gql_crm.formulas.types import Type

SCALE = 20
"""Digits behind the point that products and quotients have."""
LARGEST = Decimal("1e40")
"""A result beyond this is null: no field could hold it."""
LEAST_INTEGER, MOST_INTEGER = -(2**31), 2**31 - 1
EXACTLY = Context(prec=60_000, rounding=ROUND_HALF_UP)
"""So many digits that a formula of the greatest length loses none before it is rounded."""
_N = Type.NUMBER


def rounded(value: Decimal, scale: int) -> Decimal:
    """Round half away from zero."""
    return value.quantize(Decimal(1).scaleb(-scale), context=EXACTLY)


def fitting(value: Decimal, scale: int) -> Decimal | None:
    """Return a result as a field holds it; None where it is too large."""
    kept = rounded(value, scale)
    return kept if kept.copy_abs() < LARGEST else None


def fitting_sql(value: sql.Node, scale: int) -> sql.Node:
    """Return the expression of a result as a field holds it."""
    return sql.call("gql_crm_fitting", value, sql.Constant(scale))


def integer(value: Decimal) -> int | None:
    """Return the nearest whole number, half away from zero; None where it is beyond 32 bits."""
    nearest = int(rounded(value, 0))
    return nearest if LEAST_INTEGER <= nearest <= MOST_INTEGER else None


def integer_sql(value: sql.Node) -> sql.Node:
    """Return the expression of the nearest whole number of 32 bits."""
    return sql.call("gql_crm_integer", value)


def whole_sql(value: sql.Node, least: int, most: int) -> sql.Node:
    """Return the whole part of a number between bounds, an integer."""
    return sql.call("gql_crm_whole", value, sql.Constant(least), sql.Constant(most))


def whole(value: Decimal, least: int, most: int) -> int:
    """Return the whole part of a number between bounds."""
    return int(max(min(value, Decimal(most)), Decimal(least)))


def _divided(left: Decimal, right: Decimal) -> Decimal | None:
    if not right:
        return None
    doubled = EXACTLY.multiply(EXACTLY.multiply(2, left.copy_abs()), Decimal(10) ** SCALE)
    parts = EXACTLY.divide_int(EXACTLY.add(doubled, right.copy_abs()), EXACTLY.multiply(2, right.copy_abs()))
    quotient = EXACTLY.scaleb(parts, -SCALE)
    return quotient.copy_negate() if (left < 0) != (right < 0) else quotient


def _binary(operator: Any) -> Any:
    return lambda left, right: sql.Binary(left, operator, right)


def _named(name: str) -> Any:
    return lambda *arguments: sql.call(name, *arguments)


def _rounded_sql(value: sql.Node, scale: sql.Node) -> sql.Node:
    return sql.call("round", value, whole_sql(scale, 0, SCALE))


NUMBERS = (
    Function("+", (_N, _N), _N, _binary("+"), EXACTLY.add),
    Function("-", (_N, _N), _N, _binary("-"), EXACTLY.subtract),
    Function(
        "*",
        (_N, _N),
        _N,
        lambda left, right: sql.call("round", sql.Binary(left, "*", right), sql.Constant(SCALE)),
        lambda left, right: rounded(EXACTLY.multiply(left, right), SCALE),
    ),
    Function("/", (_N, _N), _N, _named("gql_crm_divide"), _divided),
    Function("-", (_N,), _N, lambda one: sql.Binary(sql.Constant(0), "-", one), EXACTLY.minus),
    Function("+", (_N,), _N, lambda one: one, lambda one: one),
    Function("abs", (_N,), _N, _named("abs"), EXACTLY.abs),
    Function("round", (_N,), _N, lambda one: _rounded_sql(one, sql.Constant(0)), lambda one: rounded(one, 0)),
    Function("round", (_N, _N), _N, _rounded_sql, lambda one, scale: rounded(one, whole(scale, 0, SCALE))),
    Function("floor", (_N,), _N, _named("floor"), lambda one: one.to_integral_value(ROUND_FLOOR)),
    Function("ceil", (_N,), _N, _named("ceil"), lambda one: one.to_integral_value(ROUND_CEILING)),
)
