"""A checked tree → SQL."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

from gql_crm import sql
from gql_crm.formulas.dates import TODAY
from gql_crm.formulas.numbers import SCALE, fitting_sql
from gql_crm.formulas.texts import LONGEST
from gql_crm.formulas.tree import Apply, Literal, Path, Tree, paths_of
from gql_crm.formulas.types import Type


@dataclass(frozen=True, slots=True)
class Source:
    """Where values come from: of a path its value and, of money, its currency; the day that it is."""

    value: Callable[[Path], sql.Node]
    currency: Callable[[Path], sql.Node | None]
    today: Callable[[], sql.Node]


def compiled(tree: Tree, source: Source, scale: int | None = None) -> sql.Node:
    """Return the expression of the result; numbers keep `scale` digits behind the point."""
    value = _settled(tree.type, _value(tree, source), SCALE if scale is None else scale)
    paths = {path.text: path for path in paths_of(tree)}.values()
    found = (source.currency(path) for path in paths)
    return _of_one_currency(value, [currency for currency in found if currency is not None])


def _settled(type_: Type | None, value: sql.Node, scale: int) -> sql.Node:
    if type_ is Type.NUMBER:
        return fitting_sql(value, scale)
    if type_ is Type.TEXT:
        return sql.call("nullif", sql.call("left", value, sql.Constant(LONGEST)), sql.Constant(""))
    return value


def _of_one_currency(value: sql.Node, currencies: Iterable[sql.Node]) -> sql.Node:
    """Amounts of different currencies have nothing in common: the result is null."""
    mixed = [sql.Binary(one, "<>", other) for one, other in combinations(currencies, 2)]
    return sql.Case(((sql.any_of(*mixed), sql.NULL),), value) if mixed else value


def _value(tree: Tree, source: Source) -> sql.Node:
    if isinstance(tree, Path):
        return source.value(tree)
    if isinstance(tree, Literal):
        return sql.Parameter(tree.value, tree.type.sql if tree.type else "text")
    return _applied(tree, source)


def _applied(tree: Apply, source: Source) -> sql.Node:
    if tree.function is None:
        msg = f'"{tree.name}" has not been checked'
        raise TypeError(msg)
    if tree.function is TODAY:
        return source.today()
    return tree.function.sql(*(_value(argument, source) for argument in tree.arguments))
