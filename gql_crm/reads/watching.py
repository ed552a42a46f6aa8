"""What newly fits what records have wished: pairs that wait until they are told, each of them once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson

from gql_crm import sql
from gql_crm.fields.storage import FOUND_MATCH, kept_under
from gql_crm.plugins.catalog import Catalog, CatalogEntity
from gql_crm.plugins.found_lists import FoundList, Watch
from gql_crm.reads.fitting import Rows, RowsBefore, fits, ways_back
from gql_crm.reads.marks import Marking
from gql_crm.sql import Column, Node

_WISHING: Final = "f"
_FITTING: Final = "p"
_CHANGED: Final = "b"
_PAIR: Final = "m"


class Earlier(NamedTuple):
    """Where a record begins to be looked at: before the change that made this version of it."""

    version: int
    is_new: bool
    """Whether it was not there before: created then, or restored."""


class Due(NamedTuple):
    """When pairs are told that are found now, by the schedule of who has found."""

    at_once: datetime
    daily: datetime
    monthly: datetime

    @classmethod
    def after(cls, now: datetime, time_zone: str) -> "Due":
        """Return the times that follow `now`: days and months begin in the workspace's time zone."""
        zone = ZoneInfo(time_zone)
        today = now.astimezone(zone).date()
        following = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
        return cls(now, _begins(today + timedelta(days=1), zone), _begins(following, zone))

    def by(self, schedule: Node) -> Node:
        """Return the time that a schedule asks for."""
        later = (("DAILY", self.daily), ("MONTHLY", self.monthly))
        cases = tuple((sql.equal(schedule, sql.Constant(name)), _time(at)) for name, at in later)
        return sql.Case(cases, _time(self.at_once))


@dataclass(frozen=True, slots=True)
class Watched:
    """A found list that is watched, and the statements that it needs."""

    catalog: Catalog
    found: FoundList
    watch: Watch
    wishing: CatalogEntity = field(init=False)
    fitting: CatalogEntity = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "wishing", self.catalog.entity(self.found.entity))
        object.__setattr__(self, "fitting", self.catalog.entity(self.found.node.entity))

    @property
    def name(self) -> str:
        """What its pairs are kept under."""
        return kept_under(self.found.entity, self.found.key)

    def earlier_values(self, looked_at: Mapping[UUID, Earlier]) -> sql.Select:
        """Select the changes of records that were there before, the oldest first."""
        ids = [id_ for id_, earlier in looked_at.items() if not earlier.is_new]
        versions = [looked_at[id_].version for id_ in ids]
        arrays = (("id", sql.parameters(ids, "uuid")), ("version", sql.parameters(versions, "integer")))
        same = sql.all_of(
            sql.equal(Column("c", "record_id"), Column("u", "id")),
            sql.Binary(Column("c", "version"), ">=", Column("u", "version")),
        )
        return sql.Select(
            (sql.Item(Column("u", "id"), "id"), sql.Item(Column("c", "diff"), "diff")),
            sql.UnnestedTogether(arrays, "u"),
            (sql.Join("JOIN", sql.Table("change", "c"), same),),
            order=(sql.OrderKey(Column("c", "version")), sql.OrderKey(Column("c", "id"))),
        )

    def kept(
        self,
        before: Mapping[UUID, Mapping[str, Any] | None],
        due: Due,
        shown: Mapping[UUID, Collection[UUID]] = MappingProxyType({}),
    ) -> sql.Insert:
        """Keep the pairs of the records in `before` that fit now and did not fit before.

        A record's earlier values are those of fields that have changed, by id, as history has them; None
        where the record was not there. To the owners in `shown` a record counts as new: they did not see it.
        """
        rows = Rows(self.wishing, _WISHING, self.fitting, _FITTING)
        schedule = self.watch.schedule
        due_at = due.by(rows.wished(schedule)[1].value) if schedule else _time(due.at_once)
        items: dict[str, Node] = {
            "list": sql.Constant(self.name),
            "finder_id": Column(_WISHING, "id"),
            "found_id": Column(_FITTING, "id"),
            "due_at": due_at,
        }
        new = sql.all_of(self._holds(rows, led=True), self._is_new())
        joins = (
            sql.Join("JOIN", sql.Table(self.fitting.table, _FITTING), _same(_FITTING, _CHANGED)),
            sql.beside(sql.Table(self.wishing.table, _WISHING)),
        )
        selects = tuple(
            sql.Select(
                tuple(sql.Item(value, name) for name, value in items.items()),
                _changed_records(before, shown),
                joins if way.each is None else (*joins, sql.beside(way.each)),
                where=sql.all_of(way.condition, new),
            )
            for way in ways_back(rows, self.found, "w")
        )
        return sql.Insert(
            FOUND_MATCH, tuple(items), select=sql.UnionAll(selects), on_conflict_do_nothing=True
        )

    def waiting(self, now: datetime, most: int) -> sql.Select:
        """Select pairs that are due, by who has found: whose record it is, and whether it still holds."""
        rows = Rows(self.wishing, _WISHING, self.fitting, _FITTING)
        wishing = sql.equal(Column(_WISHING, "id"), Column(_PAIR, "finder_id"))
        fitting = sql.equal(Column(_FITTING, "id"), Column(_PAIR, "found_id"))
        return sql.Select(
            (
                sql.Item(Column(_PAIR, "finder_id"), "finder_id"),
                sql.Item(Column(_PAIR, "found_id"), "found_id"),
                sql.Item(Column(_WISHING, "owner_id"), "owner_id"),
                sql.Item(_certainly(self._holds(rows)), "holds"),
            ),
            sql.Table(FOUND_MATCH, _PAIR),
            (
                sql.Join("JOIN", sql.Table(self.wishing.table, _WISHING), wishing),
                sql.Join("JOIN", sql.Table(self.fitting.table, _FITTING), fitting),
            ),
            where=sql.all_of(sql.equal(Column(_PAIR, "list"), sql.Constant(self.name)), is_due(now)),
            order=(sql.OrderKey(Column(_PAIR, "finder_id")), sql.OrderKey(Column(_PAIR, "found_id"))),
            limit=most,
        )

    def told(self, pairs: Collection[tuple[UUID, UUID]], now: datetime) -> sql.Update:
        """Say that pairs are told now; it returns those that nobody has told before."""
        returning = tuple(sql.Item(Column(_PAIR, name), name) for name in ("finder_id", "found_id"))
        untold = sql.IsNull(Column(_PAIR, "told_at"))
        where = sql.all_of(self._are(pairs), untold)
        return sql.Update(FOUND_MATCH, _PAIR, (("told_at", _time(now)),), where, returning=returning)

    def forgotten(self, pairs: Collection[tuple[UUID, UUID]]) -> sql.Delete:
        """Forget pairs that do not hold any more; they may be found anew."""
        return sql.Delete(
            FOUND_MATCH, _PAIR, sql.all_of(self._are(pairs), sql.IsNull(Column(_PAIR, "told_at")))
        )

    def _is_new(self) -> Node:
        """Return whether a record did not fit before, was not there, or not seen by who owns the finder."""
        earlier = RowsBefore(self.wishing, _WISHING, self.fitting, _FITTING, _CHANGED)
        was_there = sql.IsNull(Column(_CHANGED, "named"), negated=True)
        owner = sql.Cast(Column(_WISHING, "owner_id"), "text")
        is_shown = sql.IsNull(sql.Binary(Column(_CHANGED, "shown"), "->", owner), negated=True)
        return sql.any_of(sql.Not(was_there), is_shown, sql.Not(_certainly(fits(earlier, self.found))))

    def _holds(self, rows: Rows, *, led: bool = False) -> Node:
        """Return whether a pair fits, is to be told at all, and has nothing in the way."""
        asked = (
            sql.equal(rows.wished(key)[1].value, sql.Constant(value))
            for key, value in self.watch.where.items()
        )
        live = (sql.IsNull(Column(row, "deleted_at")) for row in (_WISHING, _FITTING))
        return sql.all_of(*live, *asked, fits(rows, self.found, led=led), *self._unmarked(rows))

    def _unmarked(self, rows: Rows) -> Iterator[Node]:
        if self.watch.unless is not None:
            numbers = count(1)
            marking = Marking(
                self.catalog.entity, lambda: f"k{next(numbers)}", lambda _entity, _row: sql.TRUE
            )
            yield sql.Not(marking.is_marked(self.found.node.marks[self.watch.unless], rows))

    def _are(self, pairs: Collection[tuple[UUID, UUID]]) -> Node:
        names = ("finder_id", "found_id")
        columns = zip(*sorted(pairs), strict=True)
        arrays = tuple((name, sql.parameters(ids, "uuid")) for name, ids in zip(names, columns, strict=True))
        same = sql.all_of(*(sql.equal(Column("u", name), Column(_PAIR, name)) for name in names))
        one = (sql.Item(sql.Constant(1), "one"),)
        these = sql.Exists(sql.Select(one, sql.UnnestedTogether(arrays, "u"), where=same))
        return sql.all_of(sql.equal(Column(_PAIR, "list"), sql.Constant(self.name)), these)


def watched_lists(catalog: Catalog) -> Sequence[Watched]:
    """Return all found lists that are watched."""
    return [
        Watched(catalog, found, found.watch)
        for entity in catalog.entities.values()
        for found in entity.found.values()
        if found.watch is not None
    ]


def oldest_values(changes: Sequence[Mapping[str, tuple[Any, Any]]]) -> Mapping[str, Any]:
    """Return the old values of fields before changes of one record, by id; the changes are in their order."""
    old: dict[str, Any] = {}
    for diff in changes:
        for field_id, (before, _) in diff.items():
            old.setdefault(field_id, before)
    return old


def is_due(now: datetime) -> Node:
    """Return the condition that a pair waits and is due."""
    at = sql.Binary(Column(_PAIR, "due_at"), "<=", _time(now))
    return sql.all_of(sql.IsNull(Column(_PAIR, "told_at")), at)


def some_are_due(now: datetime) -> sql.Select:
    """Select a pair that is due, of whichever list."""
    item = sql.Item(Column(_PAIR, "finder_id"), "finder_id")
    return sql.Select((item,), sql.Table(FOUND_MATCH, _PAIR), where=is_due(now), limit=1)


def _changed_records(
    before: Mapping[UUID, Mapping[str, Any] | None], shown: Mapping[UUID, Collection[UUID]]
) -> sql.Subquery:
    """Return records as rows of `id` with the documents `named` and `old` of `RowsBefore`, and `shown`."""
    document = {
        str(id_): {**_documents(values), "shown": {str(owner): True for owner in shown.get(id_, ())}}
        for id_, values in before.items()
    }
    key, value = Column("each", "key"), Column("each", "value")
    items = (
        sql.Item(sql.Cast(key, "uuid"), "id"),
        *(sql.Item(sql.json_part(value, name), name) for name in ("named", "old", "shown")),
    )
    members = sql.Members(sql.Parameter(orjson.dumps(document), "jsonb"), "each")
    return sql.Subquery(sql.Select(items, members), _CHANGED)


def _documents(values: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if values is None:
        return {}
    named = dict.fromkeys(values, True)
    return {"named": named, "old": {key: value for key, value in values.items() if value is not None}}


def _certainly(condition: Node) -> Node:
    return sql.call("coalesce", condition, sql.FALSE)


def _same(row: str, other: str) -> Node:
    return sql.equal(Column(row, "id"), Column(other, "id"))


def _begins(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


def _time(at: datetime) -> sql.Parameter:
    return sql.Parameter(at, "timestamptz")
