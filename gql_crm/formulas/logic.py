"""Comparisons, conditions, and what chooses among values. Truth has three values, as in SQL."""

import operator
from collections.abc import Iterator
from typing import Any

from gql_crm import sql
from gql_crm.formulas.functions import Function
from gql_crm.formulas.types import Type

_B = Type.BOOLEAN


def _compare(symbol: Any, compared: Any, type_: Type) -> Function:
    written: sql.Operator = "<>" if symbol == "!=" else symbol
    return Function(
        symbol, (type_, type_), _B, lambda left, right: sql.Binary(left, written, right), compared
    )


def _and(left: bool | None, right: bool | None) -> bool | None:  # noqa: FBT001 (operands, not switches)
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _or(left: bool | None, right: bool | None) -> bool | None:  # noqa: FBT001 (operands, not switches)
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def _if_sql(condition: sql.Node, yes: sql.Node, no: sql.Node) -> sql.Node:
    return sql.Case(((condition, yes),), no)


def _empty_sql(value: sql.Node) -> sql.Node:
    return sql.IsNull(value)


def _empty_text_sql(value: sql.Node) -> sql.Node:
    return sql.IsNull(sql.call("nullif", value, sql.Constant("")))


def _chosen(choose: Any) -> Any:
    """Choose among values that are there, as `least` and `greatest` of PostgreSQL do."""
    return lambda *values: choose((one for one in values if one is not None), default=None)


def _first(*values: Any) -> Any:
    return next((one for one in values if one is not None), None)


def _of_every_type() -> Iterator[Function]:
    for type_ in Type:
        yield _compare("=", operator.eq, type_)
        yield _compare("!=", operator.ne, type_)
        yield Function("if", (_B, type_, type_), type_, _if_sql, lambda c, y, n: y if c else n, strict=False)
        yield Function(
            "coalesce",
            (type_, type_),
            type_,
            lambda *values: sql.call("coalesce", *values),
            _first,
            strict=False,
            variadic=True,
        )
        if type_ is Type.TEXT:
            yield Function("isEmpty", (type_,), _B, _empty_text_sql, lambda one: not one, strict=False)
        else:
            yield Function("isEmpty", (type_,), _B, _empty_sql, lambda one: one is None, strict=False)


def _of_ordered_types() -> Iterator[Function]:
    for type_ in (Type.NUMBER, Type.DATE):
        yield _compare("<", operator.lt, type_)
        yield _compare("<=", operator.le, type_)
        yield _compare(">", operator.gt, type_)
        yield _compare(">=", operator.ge, type_)
        for name, function, choose in (("min", "least", min), ("max", "greatest", max)):
            yield Function(
                name,
                (type_, type_),
                type_,
                lambda *values, function=function: sql.call(function, *values),
                _chosen(choose),
                strict=False,
                variadic=True,
            )


LOGIC = (
    Function("and", (_B, _B), _B, lambda left, right: sql.Logical("AND", (left, right)), _and, strict=False),
    Function("or", (_B, _B), _B, lambda left, right: sql.Logical("OR", (left, right)), _or, strict=False),
    Function("not", (_B,), _B, lambda one: sql.equal(one, sql.FALSE), operator.not_),
    *_of_every_type(),
    *_of_ordered_types(),
)
