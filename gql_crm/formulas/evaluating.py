"""A checked tree → a value, for what is decided in Python. It agrees with the SQL of the same tree."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gql_crm.formulas.dates import TODAY
from gql_crm.formulas.numbers import SCALE, fitting, integer
from gql_crm.formulas.texts import LONGEST
from gql_crm.formulas.tree import Literal, Path, Tree, paths_of
from gql_crm.formulas.types import Value


def evaluated(
    tree: Tree,
    values: Mapping[str, Value],
    *,
    today: date,
    currencies: Mapping[str, str] | None = None,
    scale: int | None = None,
) -> Value:
    """Return the result; `values` and `currencies` are by path, `organization.employees`."""
    if len(_used(tree, currencies or {})) > 1:
        return None
    value = _value(tree, values, today)
    if isinstance(value, Decimal):
        return fitting(value, SCALE if scale is None else scale)
    return value[:LONGEST] or None if isinstance(value, str) else value


def evaluated_integer(
    tree: Tree, values: Mapping[str, Value], *, today: date, currencies: Mapping[str, str] | None = None
) -> int | None:
    """Return the result as a whole number of 32 bits; None where it is beyond."""
    value = evaluated(tree, values, today=today, currencies=currencies, scale=0)
    return integer(value) if isinstance(value, Decimal) else None


def evaluated_amount(
    tree: Tree,
    values: Mapping[str, Value],
    *,
    today: date,
    currencies: Mapping[str, str],
    scale: int | None = None,
) -> tuple[Decimal, str] | None:
    """Return an amount and its currency, the one of the amounts that are read; None without one."""
    value = evaluated(tree, values, today=today, currencies=currencies, scale=scale)
    used = _used(tree, currencies)
    return (value, used.pop()) if isinstance(value, Decimal) and used else None


def _used(tree: Tree, currencies: Mapping[str, str]) -> set[str]:
    """Return the currencies of what a formula reads."""
    return {currencies[path.text] for path in paths_of(tree) if path.text in currencies}


def _value(tree: Tree, values: Mapping[str, Value], today: date) -> Any:
    if isinstance(tree, Path):
        return values.get(tree.text)
    if isinstance(tree, Literal):
        return tree.value
    if tree.function is None:
        msg = f'"{tree.name}" has not been checked'
        raise TypeError(msg)
    if tree.function is TODAY:
        return today
    return tree.function.apply([_value(argument, values, today) for argument in tree.arguments])
