"""Keyset pages: one arm a prefix of the order's keys, each of which an index can serve, united and cut again.

A single OR condition, or `NULLS LAST` on a column without nulls, would read everything before the cursor.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gql_crm import sql
from gql_crm.access import RowBranch
from gql_crm.reads.cursors import CursorValues
from gql_crm.reads.ordering import Order, SortKey, without_nulls
from gql_crm.sql import Node


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows of an ordered list: `size` rows after (or, backward, before) a cursor."""

    order: Order
    size: int
    backward: bool
    cursor: CursorValues | None


@dataclass(frozen=True, slots=True)
class Glance:
    """Two ways to the rows of many: which rows are of them is asked of the next so many rows of all.

    Where too few of those are, each of the many gives its own first rows. `gate` says whether either is gone.
    """

    part: str
    """What the common table expression is called that has the rows of the first way."""
    rows: int
    gate: Node
    condition: Node
    many: str
    """The common table expression with the ids of all of the many."""
    each: str
    of_each: Node
    """The condition that a row is of `each`."""


@dataclass(frozen=True, slots=True)
class Arm:
    """A part of the page: a condition, the keys that cannot be null under it, and those that are null."""

    condition: Node
    filled: frozenset[int] = frozenset()
    empty: frozenset[int] = frozenset()


def page_arms(page: Page) -> list[Arm]:
    """Return parts that exclude each other and together hold every row of the page."""
    keys = page.order.keys
    if page.cursor is not None:
        return _arms_beyond(keys, page.cursor, backward=page.backward)
    if keys[0].nullable:
        first = keys[0].value
        return [
            Arm(sql.IsNull(first, negated=True), _with_followers(keys, 0)),
            Arm(sql.IsNull(first), empty=_with_followers(keys, 0)),
        ]
    return [Arm(sql.TRUE)]


def _arms_beyond(keys: tuple[SortKey, ...], cursor: CursorValues, *, backward: bool) -> list[Arm]:
    arms: list[Arm] = []
    same: list[Node] = []
    filled: frozenset[int] = frozenset()
    empty: frozenset[int] = frozenset()
    for index, (key, value) in enumerate(zip(keys, cursor, strict=True)):
        if index in empty:
            continue
        if value is None:
            if backward:
                there = sql.IsNull(key.value, negated=True)
                arms.append(Arm(sql.all_of(*same, there), filled | _with_followers(keys, index), empty))
            same.append(sql.IsNull(key.value))
            empty |= _with_followers(keys, index)
            continue
        operator: sql.Operator = "<" if key.descending != backward else ">"
        if key.nullable and not backward:
            missing = sql.all_of(*same, sql.IsNull(key.value))
            arms.append(Arm(missing, filled, empty | _with_followers(keys, index)))
        filled |= _with_followers(keys, index)
        if _go_one_way(keys[index:], cursor[index:]):
            rest = frozenset(range(index, len(keys)))
            beyond = _beyond_all(keys[index:], operator, cursor[index:])
            return [*arms, Arm(sql.all_of(*same, beyond), filled | rest, empty)]
        bound = _bound(key, value)
        beyond = sql.Binary(key.part.expression, operator, bound)
        arms.append(Arm(sql.all_of(*same, beyond), filled, empty))
        same.append(sql.equal(key.part.expression, bound))
    return arms


def _go_one_way(keys: tuple[SortKey, ...], cursor: CursorValues) -> bool:
    """Tell whether one comparison of rows decides what lies beyond a cursor: for an index that is one range.

    All keys have to go the same way, and none but the first to be null where those before it are not.
    """
    first, *others = keys
    return None not in cursor and all(
        key.descending == first.descending and not key.nullable for key in others
    )


def _beyond_all(keys: tuple[SortKey, ...], operator: sql.Operator, cursor: CursorValues) -> Node:
    """Compare all keys with a cursor that has a value for each."""
    values = tuple(key.part.expression for key in keys)
    bounds = tuple(_bound(key, value) for key, value in zip(keys, cursor, strict=True) if value is not None)
    return sql.Binary(sql.RowOf(values), operator, sql.RowOf(bounds))


def _with_followers(keys: tuple[SortKey, ...], index: int) -> frozenset[int]:
    end = index + 1
    while end < len(keys) and keys[end].follower:
        end += 1
    return frozenset(range(index, end))


def _bound(key: SortKey, value: sql.Given[str]) -> Node:
    bound = sql.Cast(sql.Parameter(value, "text"), key.part.type)
    return sql.Collate(bound) if key.part.type == "text" else bound


def sort_order(page: Page, arm: Arm, expressions: tuple[Node, ...]) -> tuple[sql.OrderKey, ...]:
    """Return ORDER BY over `expressions` (the keys themselves or columns that hold them)."""
    return tuple(
        _order_key(expression, key, backward=page.backward, filled=index in arm.filled)
        for index, (expression, key) in enumerate(zip(expressions, page.order.keys, strict=True))
        if index not in arm.empty
    )


def _order_key(expression: Node, key: SortKey, *, backward: bool, filled: bool) -> sql.OrderKey:
    descending = key.descending != backward
    if filled or not (key.nullable or key.follower):
        return sql.OrderKey(expression, descending)
    # Nulls are last going forward, first going backward. PostgreSQL's default: last for ASC, first for DESC.
    if backward:
        return sql.OrderKey(expression, descending, "" if descending else "FIRST")
    return sql.OrderKey(expression, descending, "LAST" if descending else "")


def page_select(
    source: Node,
    alias: str,
    page: Page,
    base: Node,
    branches: tuple[RowBranch, ...],
    glance: Glance | None = None,
    *,
    keys_wanted: bool,
) -> Node:
    """Return the select of a page's rows: all columns of `alias` and, as `_k0`, `_k1` …, the sort keys."""
    page = replace(page, order=without_nulls(page.order, base))
    arms = page_arms(page)
    single = len(arms) * len(branches) == 1 and branches[0].each is None
    expressions = tuple(key.part.expression for key in page.order.keys)
    named = tuple(sql.Item(each, key_column(index)) for index, each in enumerate(expressions))
    keys = () if single and not keys_wanted else named

    def rows(condition: Node, arm: Arm) -> sql.Select:
        return sql.Select(
            (sql.AllColumns(alias), *keys),
            source,
            where=sql.all_of(base, condition, arm.condition),
            order=sort_order(page, arm, expressions),
            limit=page.size,
        )

    selects = [_of_branch(branch, rows(branch.condition, arm)) for arm in arms for branch in branches]
    if single:
        return selects[0]
    united: Node = sql.UnionAll(tuple(selects))
    if glance is not None:
        (arm,) = arms  # no key may be null there, and all go the same way
        ways = rows(glance.condition, replace(arm, condition=sql.TRUE)), rows(glance.of_each, arm)
        united = _by_glance(glance, alias, arm.condition, ways, selects)
    columns = tuple(sql.Column("u", key_column(i)) for i in range(len(expressions)))
    order = sort_order(page, Arm(sql.TRUE), columns)
    return sql.Select((sql.AllColumns("u"),), sql.Subquery(united, "u"), order=order, limit=page.size)


def _by_glance(
    glance: Glance,
    alias: str,
    beyond: Node,
    ways: tuple[sql.Select, sql.Select],
    others: Sequence[Node],
) -> sql.With:
    """Unite others with what is found at a glance, if that is a page, and what each has, if it is not.

    `beyond` is the condition that a row lies behind the cursor; `ways` are the page of those rows that are of
    the many, and of those of one of them.
    """
    of_many, of_each = ways
    coming = sql.Select(
        (sql.AllColumns(alias),),
        of_many.source,
        where=sql.all_of(glance.gate, beyond),
        order=of_many.order,
        limit=glance.rows,
    )
    found = replace(of_many, source=sql.Subquery(coming, alias))
    part = sql.Table(glance.part, glance.part)
    count = sql.Scalar(sql.Select((sql.Item(sql.CountRows(), "n"),), part))
    enough = sql.Binary(count, ">=", sql.Constant(of_many.limit))
    ids = (sql.Item(sql.Column(glance.many, "id"), "id"),)
    without = sql.all_of(glance.gate, sql.Not(enough))
    many = sql.Subquery(sql.Select(ids, sql.Table(glance.many, glance.many), where=without), glance.each)
    selects = (
        *others,
        sql.Select((sql.AllColumns(glance.part),), part, where=enough),
        _of_branch(RowBranch(sql.TRUE, many), of_each),
    )
    return sql.With(((glance.part, found),), sql.UnionAll(selects))


def _of_branch(branch: RowBranch, select: sql.Select) -> Node:
    if branch.each is None:
        return select
    each = sql.lateral(sql.Subquery(select, "b"))
    return sql.Select((sql.AllColumns("b"),), branch.each, (each,))


def key_column(index: int) -> str:
    """Return a sort key's name among a page's columns; no column of an entity begins with an underscore."""
    return f"_k{index}"
