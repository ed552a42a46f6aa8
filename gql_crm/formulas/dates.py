"""Functions of days. A day outside the years 1 to 9999 is null."""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Any

from gql_crm import sql
from gql_crm.formulas.functions import Function
from gql_crm.formulas.numbers import whole
from gql_crm.formulas.types import Type

_D, _N = Type.DATE, Type.NUMBER
_MANY = 4_000_000
"""More days, or months, than there are."""
_MONTHS = 12


def _between_sql(first: sql.Node, last: sql.Node) -> sql.Node:
    return sql.Cast(sql.Binary(last, "-", first), "numeric")


def _between(first: date, last: date) -> Decimal:
    return Decimal((last - first).days)


def _shifted(day: date, count: Decimal) -> date | None:
    ordinal = day.toordinal() + whole(count, -_MANY, _MANY)
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def _months_on(day: date, count: Decimal) -> date | None:
    months = day.year * _MONTHS + day.month - 1 + whole(count, -_MANY, _MANY)
    year, month = divmod(months, _MONTHS)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _part(name: str) -> Function:
    def of_sql(day: sql.Node) -> sql.Node:
        return sql.Cast(sql.call("date_part", sql.Constant(name), day), "numeric")

    return Function(name, (_D,), _N, of_sql, lambda day: Decimal(getattr(day, name)))


def _today(*_none: Any) -> Any:
    raise NotImplementedError  # compiling and evaluating are told the day


def _shift_sql(day: sql.Node, count: sql.Node) -> sql.Node:
    return sql.call("gql_crm_days_on", day, count)


def _minus_sql(day: sql.Node, count: sql.Node) -> sql.Node:
    return _shift_sql(day, sql.Binary(sql.Constant(0), "-", count))


TODAY = Function("today", (), _D, _today, _today, indexable=False)
DATES = (
    TODAY,
    Function(
        "-",
        (_D, _D),
        _N,
        lambda last, first: _between_sql(first, last),
        lambda last, first: _between(first, last),
    ),
    Function("daysBetween", (_D, _D), _N, _between_sql, _between),
    Function("+", (_D, _N), _D, _shift_sql, _shifted),
    Function("-", (_D, _N), _D, _minus_sql, lambda day, count: _shifted(day, count.copy_negate())),
    Function("addDays", (_D, _N), _D, _shift_sql, _shifted),
    Function(
        "addMonths", (_D, _N), _D, lambda day, count: sql.call("gql_crm_months_on", day, count), _months_on
    ),
    _part("year"),
    _part("month"),
    _part("day"),
)
