"""A checked tree → a value, for what is decided in Python. It agrees with the SQL of the same tree."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gql_crm.formulas.dates import TODAY
from gql_crm.formulas.numbers import SCALE, fitting
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
    used = {(currencies or {}).get(path.text) for path in paths_of(tree)} - {None}
    if len(used) > 1:
        return None
    value = _value(tree, values, today)
    if isinstance(value, Decimal):
        return fitting(value, SCALE if scale is None else scale)
    return value[:LONGEST] or None if isinstance(value, str) else value


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
