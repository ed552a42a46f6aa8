"""The next changes of the feed, as far as an actor may know of them.

A change is there for readers when every transaction before it has ended: so the order (transaction, id)
never gets a change in a place that somebody has read past, and writers wait for nobody.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gql_crm import sql
from gql_crm.access import RowScope, scope_predicate
from gql_crm.journal import SHARES
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.system import CORE
from gql_crm.reads.feed_cursors import FeedCursor
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.spine import visible_record
from gql_crm.sql import Column, Node

MOST_EXAMINED: Final = 1_000
"""How many changes one page looks at, for readers who may not know of all of them."""
_SPARE: Final = 10
"""How many more than asked for, where few are hidden."""
_ROW: Final = "c"
_COLUMNS: Final = (
    "id",
    "xid",
    "record_id",
    "entity",
    "action",
    "version",
    "actor_id",
    "origin",
    "diff",
    "at",
)
_SIGHT: Final = (("owner_id", f"{CORE}:owner"), ("team_id", f"{CORE}:team"))
"""What decides who sees a record: the spine's column, and the id that history has of the field."""


@dataclass(frozen=True, slots=True)
class FeedRows:
    """The page's changes: `told` numbers them by `n`, one more than asked for if there is one."""

    parts: tuple[tuple[str, Node], ...]
    """Common table expressions."""
    examined: str
    """The name of the part that has all changes which the page looks at, numbered by `rn`."""
    told: str
    """The name of the part that has those of them which the actor may know of, with `kind` and `seen`."""
    most: int
    """How many are looked at."""


@dataclass(frozen=True, slots=True)
class OnlySome:
    """Which changes are wanted: those of one record, of records that match."""

    id: Node | None = None
    matches: Callable[[Node], Node] | None = None


def feed_rows(
    scope: PlanScope,
    entities: Mapping[str, CatalogEntity],
    wanted: Sequence[str] | None,
    after: FeedCursor | None,
    size: int,
) -> FeedRows:
    """Plan the rows of a page: `wanted` entities, None for all, after a place.

    A page of nothing from nowhere looks at the newest change: its end is the present end of the feed.
    """
    stored = None if wanted is None else [entities[name].stored_as for name in wanted]
    most = max(MOST_EXAMINED, size + 1)
    scopes = {scope.access(one).read for one in entities.values()}
    if scopes <= {RowScope.ALL, RowScope.PUBLISHED}:  # who sees all but what others keep private
        most = size + 1 + (_SPARE if RowScope.PUBLISHED in scopes else 0)
    examined, told = scope.alias(), scope.alias()
    if size == 0 and after is None:
        parts = (
            (examined, _examined(scope, stored, None, 1, newest=True)),
            (told, _told(scope, examined, entities, 0)),
        )
        return FeedRows(parts, examined, told, MOST_EXAMINED)
    parts = (
        (examined, _examined(scope, stored, after, most)),
        (told, _told(scope, examined, entities, size + 1)),
    )
    return FeedRows(parts, examined, told, most)


def rows_after(
    scope: PlanScope,
    entities: Mapping[str, CatalogEntity],
    entity: CatalogEntity,
    after: FeedCursor,
    most: int,
    only: OnlySome,
) -> FeedRows:
    """Plan all that the actor may know of the next `most` changes of an entity, behind a place."""
    examined, told = scope.alias(), scope.alias()
    of_record = sql.TRUE if only.id is None else sql.equal(Column(_ROW, "record_id"), only.id)
    condition = sql.all_of(_entity_is(entity.stored_as), of_record)
    parts = (
        (examined, _in_turn(scope, [_next(after, most, condition, newest=False)], most)),
        (told, _told(scope, examined, entities, most, only.matches)),
    )
    return FeedRows(parts, examined, told, most)


def ended() -> Node:
    """Return the number of the oldest transaction that may still be open; those before it have ended."""
    return sql.call("pg_snapshot_xmin", sql.call("pg_current_snapshot"))


def _examined(
    scope: PlanScope,
    wanted: Sequence[str] | None,
    after: FeedCursor | None,
    most: int,
    *,
    newest: bool = False,
) -> sql.Select:
    """Select the next changes: of each wanted entity by an index of its own, united and cut again."""
    arms = [_next(after, most, _entity_is(stored), newest=newest) for stored in wanted or ()]
    if not arms:
        arms = [_next(after, most, sql.TRUE if wanted is None else sql.FALSE, newest=newest)]
    return _in_turn(scope, arms, most, newest=newest)


def _in_turn(scope: PlanScope, arms: Sequence[sql.Select], most: int, *, newest: bool = False) -> sql.Select:
    rows, united = scope.alias(), scope.alias()
    everything = (sql.AllColumns(united),)
    source = sql.Subquery(arms[0] if len(arms) == 1 else sql.UnionAll(tuple(arms)), united)
    ordered = sql.Select(everything, source, order=_in_order(united, newest=newest), limit=most)
    return sql.Select((sql.Item(sql.RowNumber(), "rn"), sql.AllColumns(rows)), sql.Subquery(ordered, rows))


def _next(after: FeedCursor | None, most: int, condition: Node, *, newest: bool) -> sql.Select:
    row = _ROW
    conditions: list[Node] = [condition, sql.Binary(Column(row, "xid"), "<", ended())]
    if after is not None:
        place = sql.RowOf((Column(row, "xid"), Column(row, "id")))
        conditions.append(sql.Binary(place, ">", sql.RowOf((after.xid, after.id))))
    items = tuple(sql.Item(Column(row, name), name) for name in _COLUMNS)
    source = sql.Table("change", row)
    return sql.Select(
        items, source, where=sql.all_of(*conditions), order=_in_order(row, newest=newest), limit=most
    )


def _entity_is(stored: str) -> Node:
    return sql.equal(Column(_ROW, "entity"), sql.Constant(stored))


def _in_order(row: str, *, newest: bool) -> tuple[sql.OrderKey, ...]:
    return tuple(sql.OrderKey(Column(row, name), newest) for name in ("xid", "id"))


def _told(
    scope: PlanScope,
    examined: str,
    entities: Mapping[str, CatalogEntity],
    most: int,
    matches: Callable[[Node], Node] | None = None,
) -> sql.Select:
    """Select the changes that the actor may know of, and what each of them is for the actor.

    `matches` is asked, by its id, of a record that the actor sees and that was not deleted.
    """
    row, judged, numbered = scope.alias(), scope.alias(), scope.alias()
    seen, lost = Column(judged, "seen"), Column(judged, "lost")
    purged = sql.equal(Column(judged, "action"), sql.Constant("PURGED"))
    kind = sql.Case(
        (
            (purged, sql.Constant("PURGED")),
            (sql.Not(seen), sql.Constant("LOST")),
            (Column(judged, "gained"), sql.Constant("GAINED")),
        ),
        Column(judged, "action"),
    )
    deleted = sql.equal(Column(judged, "action"), sql.Constant("DELETED"))
    told = sql.any_of(seen, lost)
    if matches is not None:  # what is lost is told without it: nothing of the record can be asked any more
        matching = sql.any_of(deleted, purged, matches(Column(judged, "record_id")))
        told = sql.any_of(sql.all_of(seen, matching), sql.all_of(sql.Not(seen), lost))
    known = sql.Select(
        (sql.AllColumns(judged), sql.Item(kind, "kind")),
        sql.Subquery(_judged(scope, examined, row, entities), judged),
        where=told,
        order=(sql.OrderKey(Column(judged, "rn")),),
        limit=most,
    )
    items = (sql.Item(sql.RowNumber(), "n"), sql.AllColumns(numbered))
    return sql.Select(items, sql.Subquery(known, numbered))


def _judged(scope: PlanScope, examined: str, row: str, entities: Mapping[str, CatalogEntity]) -> sql.Select:
    """Add what the actor sees of a change: its record now, or that it took or gave sight of it."""
    record, old, new = scope.alias(), scope.alias(), scope.alias()
    was = sql.any_of(_in_sight(scope, row, old, entities), _told_by_shares(scope, row, 0, entities))
    became = sql.any_of(_in_sight(scope, row, new, entities), _told_by_shares(scope, row, 1, entities))
    updated = sql.equal(Column(row, "action"), sql.Constant("UPDATED"))
    anyway = sql.all_of(_leaves_sight(row), _in_sight(scope, row, record, entities))
    everywhere = _of_entities(row, [e for e in entities.values() if scope.access(e).read is RowScope.ALL])
    purged = sql.all_of(everywhere, sql.equal(Column(row, "action"), sql.Constant("PURGED")))
    items = (
        sql.AllColumns(row),
        sql.Item(visible_record(scope, record), "seen"),
        sql.Item(sql.any_of(purged, was), "lost"),
        sql.Item(sql.all_of(updated, became, sql.Not(was), sql.Not(anyway)), "gained"),
    )
    own = sql.equal(Column(record, "id"), Column(row, "record_id"))
    joins = (
        sql.Join("JOIN", sql.Table("record", record), own),
        sql.lateral(_sight(row, 0, old)),
        sql.lateral(_sight(row, 1, new)),
    )
    return sql.Select(items, sql.Table(examined, row), joins)


def _sight(row: str, place: int, alias: str) -> sql.Subquery:
    """Return the owner and team that a change names at a place of its pairs, as a spine row has them."""
    items = []
    for column, field_id in _SIGHT:
        pair = sql.Binary(Column(row, "diff"), "->", sql.Constant(field_id))
        value = sql.Binary(pair, "->>", sql.Constant(place))
        items.append(sql.Item(sql.Cast(value, "uuid"), column))
    return sql.Subquery(sql.Select(tuple(items)), alias)


def _leaves_sight(row: str) -> Node:
    """Return whether a change leaves owner and team as they were."""
    pairs = (sql.Binary(Column(row, "diff"), "->", sql.Constant(field_id)) for _, field_id in _SIGHT)
    return sql.all_of(*(sql.IsNull(pair) for pair in pairs))


def _in_sight(scope: PlanScope, row: str, sight: str, entities: Mapping[str, CatalogEntity]) -> Node:
    """Return whether an owner and team are such that the actor sees the record for them."""
    by_scope: dict[RowScope, list[CatalogEntity]] = {}
    for entity in entities.values():
        read = scope.access(entity).read
        told = RowScope.TEAM if read is RowScope.PUBLISHED else read  # an owner and a team tell no more
        by_scope.setdefault(told, []).append(entity)
    return sql.any_of(
        *(
            sql.all_of(_of_entities(row, them), scope_predicate(row_scope, sight, scope.viewer))
            for row_scope, them in by_scope.items()
            if row_scope is not RowScope.ALL
        )
    )


def _told_by_shares(scope: PlanScope, row: str, place: int, entities: Mapping[str, CatalogEntity]) -> Node:
    """Return whether a change tells that the record was, or is, shared with the actor."""
    concerned = [one for one in entities.values() if scope.access(one).to_read.is_shared]
    if not concerned:
        return sql.FALSE
    line = scope.alias()
    sides = sql.Binary(Column(row, "diff"), "->", sql.Constant(SHARES))
    lines = sql.Elements(sql.Binary(sides, "->", sql.Constant(place)), line)
    grantee = sql.Cast(sql.json_text(Column(line, "value"), "id"), "uuid")
    mine = sql.AnyOf(grantee, scope.viewer.grantees())
    one = (sql.Item(sql.Constant(1), "one"),)
    return sql.all_of(_of_entities(row, concerned), sql.Exists(sql.Select(one, lines, where=mine)))


def _of_entities(row: str, entities: Sequence[CatalogEntity]) -> Node:
    if not entities:
        return sql.FALSE
    stored = sql.parameters(sorted(entity.stored_as for entity in entities), "text")
    return sql.AnyOf(Column(row, "entity"), stored)
