"""Amounts of money in formulas: whether a result is one, and in which currency."""

from collections.abc import Callable, Sequence

from gql_crm import sql
from gql_crm.formulas.tree import Apply, Path, Tree
from gql_crm.formulas.types import Type

_CHOOSING = frozenset({"+", "-", "min", "max", "coalesce"})
_SHAPING = frozenset({"round", "floor", "ceil", "abs"})


def degree(tree: Tree, is_amount: Callable[[Path], bool]) -> int:
    """Return how many amounts a number is the product of; each that it is divided by counts against it.

    1 is an amount, 0 a number without currency. Sums are what the most of their parts are.
    """
    if isinstance(tree, Path):
        return 1 if is_amount(tree) else 0
    if not isinstance(tree, Apply) or tree.type is not Type.NUMBER:
        return 0
    return _joined(tree.name, [degree(one, is_amount) for one in tree.arguments])


def _joined(name: str, parts: list[int]) -> int:
    if name == "*":
        return sum(parts)
    if name == "/":
        return parts[0] - parts[1]
    if name == "if":
        return max(parts[1:])
    if name in _CHOOSING:
        return max(parts)
    return parts[0] if name in _SHAPING else 0


def without_mixing(value: sql.Node, currencies: Sequence[sql.Node]) -> sql.Node:
    """Return a result of any kind: amounts of different currencies have nothing in common, it is null."""
    if len(currencies) < 2:  # noqa: PLR2004 (it takes two)
        return value
    least, greatest = _ends(currencies)
    return sql.Case(((sql.Binary(least, "<>", greatest), sql.NULL),), value)


def amount_and_currency(value: sql.Node, currencies: Sequence[sql.Node]) -> tuple[sql.Node, sql.Node]:
    """Return a result as an amount of the one currency that there is; both are null where one of them is."""
    least, greatest = _ends(currencies)
    of_one = sql.equal(least, greatest)
    there = sql.all_of(of_one, sql.IsNull(value, negated=True))
    return sql.Case(((of_one, value),)), sql.Case(((there, least),))


def _ends(currencies: Sequence[sql.Node]) -> tuple[sql.Node, sql.Node]:
    """Return the first and the last of the currencies that are there."""
    codes = [sql.Collate(one) for one in currencies]
    return sql.call("least", *codes), sql.call("greatest", *codes)
