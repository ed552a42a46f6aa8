"""What `timelineAppended` tells next: events of the timeline of a record, or of the actor.

An event that flows in by a link or a merge that was made later is part of the timeline from then on; it is
not told again, because it was written before the place that was told last.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphql import FieldNode

from gql_crm import sql
from gql_crm.fields.scalars import parse_id
from gql_crm.journal import EVENT
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.event_objects import EventObjects, EventReaders
from gql_crm.reads.feed_rows import ended
from gql_crm.reads.live_pages import MOST_TOLD, OUT_OF_SIGHT, SUBSCRIPTION, live_page, place_of
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import arguments
from gql_crm.reads.spine import visible_record
from gql_crm.reads.streams import record_stream, viewers_stream
from gql_crm.reads.timelines import event_condition
from gql_crm.reads.told_once import told_once
from gql_crm.sql import Column, Node

TIMELINE_APPENDED: Final = "timelineAppended"
BEGINNING: Final = f"{0:020}:{'00000000-0000-0000-0000-000000000000'}"
"""The place before all events."""
_COLUMNS: Final = (
    "id",
    "xid",
    "kind",
    "subject_id",
    "actor_id",
    "occurred_at",
    "recorded_at",
    "payload",
    "note",
)


def events_after(
    scope: PlanScope, entity: CatalogEntity | None, nodes: Sequence[FieldNode], read: EventReaders
) -> Node:
    """Plan the next page; NULL where the place is unknown. `entity` is the one of the named record, if any.

    Of a record that the actor does not see any more, it is told that it is out of sight.
    """
    given = arguments(scope, SUBSCRIPTION, nodes[0])
    place = place_of(scope)
    xid = sql.Cast(sql.Parameter(place.map(_xid), "text"), "xid8")
    id_ = sql.Parameter(place.map(_id), "uuid")
    page = _page(scope, entity, given, (xid, id_), EventObjectsOf(nodes, read))
    return sql.Case(((_is_known(scope, xid, id_), page),))


class EventObjectsOf:
    """How events are told: by what was selected."""

    def __init__(self, nodes: Sequence[FieldNode], read: EventReaders) -> None:
        self._nodes, self._read = nodes, read

    def of(self, scope: PlanScope, row: str) -> tuple[Node, Node]:
        """Return the place and the object of a row."""
        events = EventObjects(scope, row, self._read)
        return events.sequence([]), events.object(self._nodes)


def _page(
    scope: PlanScope,
    entity: CatalogEntity | None,
    given: Mapping[str, sql.Given[Any]],
    after: tuple[Node, Node],
    told: EventObjectsOf,
) -> Node:
    examined, row, parent = scope.alias(), scope.alias(), scope.alias()
    stream = viewers_stream(scope) if entity is None else record_stream(scope, entity, parent)
    place, value = told.of(scope, row)
    once = told_once(scope, stream, row, given.get("kinds"))
    where = sql.all_of(event_condition(scope, row, given), once, stream.tells(scope, row))
    rows = sql.Select((), sql.Table(examined, row), where=where)

    def cursor(last: str) -> Node:
        return told.of(scope, last)[0]

    page = live_page(scope, rows, (place, value, Column(row, "rn")), examined, cursor)
    parts = (*stream.parts, (examined, _examined(scope, after)))
    whole = sql.Scalar(sql.With(parts, sql.Select((sql.Item(page, "page"),)), recursive=True))
    if entity is None:
        return whole
    there = sql.all_of(
        sql.equal(Column(parent, "id"), sql.Parameter(given["recordId"].map(parse_id), "uuid")),
        sql.equal(Column(parent, "entity"), sql.Constant(entity.stored_as)),
        visible_record(scope, parent),
    )
    nothing = sql.Cast(sql.Constant(f'{{"{OUT_OF_SIGHT}":true}}'), "json")
    found = sql.Scalar(sql.Select((sql.Item(whole, "page"),), sql.Table("record", parent), where=there))
    return sql.call("coalesce", found, nothing)


def _examined(scope: PlanScope, after: tuple[Node, Node]) -> sql.Select:
    row, rows = scope.alias(), scope.alias()
    place = sql.RowOf((Column(row, "xid"), Column(row, "id")))
    following = sql.Select(
        tuple(sql.Item(Column(row, name), name) for name in _COLUMNS),
        sql.Table(EVENT, row),
        where=sql.all_of(
            sql.Binary(Column(row, "xid"), "<", ended()), sql.Binary(place, ">", sql.RowOf(after))
        ),
        order=(sql.OrderKey(Column(row, "xid")), sql.OrderKey(Column(row, "id"))),
        limit=MOST_TOLD,
    )
    return sql.Select((sql.Item(sql.RowNumber(), "rn"), sql.AllColumns(rows)), sql.Subquery(following, rows))


def _is_known(scope: PlanScope, xid: Node, id_: Node) -> Node:
    """Tell whether a place is one of these events: after a move or a restoration it may be another's."""
    row = scope.alias()
    same = sql.all_of(sql.equal(Column(row, "id"), id_), sql.equal(Column(row, "xid"), xid))
    one = (sql.Item(sql.Constant(1), "one"),)
    beginning = sql.equal(id_, sql.Cast(sql.Constant(_id(BEGINNING)), "uuid"))
    return sql.any_of(beginning, sql.Exists(sql.Select(one, sql.Table(EVENT, row), where=same)))


def _xid(place: str) -> str:
    return str(int(place.partition(":")[0]))


def _id(place: str) -> str:
    return place.partition(":")[2]
