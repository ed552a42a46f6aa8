"""A checked tree → SQL."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from gql_crm import sql
from gql_crm.formulas.amounts import amount_and_currency, without_mixing
from gql_crm.formulas.dates import TODAY
from gql_crm.formulas.numbers import SCALE, fitting_sql, integer_sql
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
    return without_mixing(_result(tree, source, scale), _currencies(tree, source))


def compiled_integer(tree: Tree, source: Source) -> sql.Node:
    """Return the expression of a whole number of 32 bits; null where the result is beyond."""
    return integer_sql(compiled(tree, source, 0))


def compiled_amount(tree: Tree, source: Source, scale: int | None = None) -> tuple[sql.Node, sql.Node]:
    """Return the expressions of an amount and of its currency, the one of the amounts that are read."""
    value, currencies = _result(tree, source, scale), _currencies(tree, source)
    if not currencies:  # a field that it reads is no money any more
        return sql.Cast(sql.NULL, "numeric"), sql.Cast(sql.NULL, "text")
    return amount_and_currency(value, currencies)


def _result(tree: Tree, source: Source, scale: int | None) -> sql.Node:
    return _settled(tree.type, _value(tree, source), SCALE if scale is None else scale)


def _currencies(tree: Tree, source: Source) -> list[sql.Node]:
    paths = {path.text: path for path in paths_of(tree)}.values()
    return [currency for path in paths if (currency := source.currency(path)) is not None]


def _settled(type_: Type | None, value: sql.Node, scale: int) -> sql.Node:
    if type_ is Type.NUMBER:
        return fitting_sql(value, scale)
    if type_ is Type.TEXT:
        return sql.call("nullif", sql.call("left", value, sql.Constant(LONGEST)), sql.Constant(""))
    return value


def _value(tree: Tree, source: Source) -> sql.Node:
    if isinstance(tree, Path):
        return source.value(tree)
    if isinstance(tree, Literal):
        return _literal(tree)
    return _applied(tree, source)


def _literal(literal: Literal) -> sql.Node:
    """Return a constant: an index is found by the same expression, which has no parameters.

    Texts are given by their bytes, so that no word of a client stands in SQL.
    """
    match literal.value:
        case None:
            return sql.Cast(sql.NULL, literal.type.sql if literal.type else "text")
        case bool() as truth:
            return sql.Constant(truth)
        case str() as text:
            return sql.call("gql_crm_text", sql.Constant(text.encode().hex()))
        case Decimal() as number:
            return sql.Cast(sql.Constant(f"{number:f}"), "numeric")
        case day:
            return sql.Cast(sql.Constant(day.isoformat()), "date")


def _applied(tree: Apply, source: Source) -> sql.Node:
    if tree.function is None:
        msg = f'"{tree.name}" has not been checked'
        raise TypeError(msg)
    if tree.function is TODAY:
        return source.today()
    return tree.function.sql(*(_value(argument, source) for argument in tree.arguments))
