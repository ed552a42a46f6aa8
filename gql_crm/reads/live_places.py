"""Places in what subscriptions are told: where they begin, and which of two comes later."""

import base64
import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

import orjson

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.reads.feed_cursors import FEED, current_epoch, feed_cursor, feed_place
from gql_crm.reads.feed_rows import ended
from gql_crm.reads.live_events import BEGINNING
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.spine import visible_record
from gql_crm.sql import Column, Node
from gql_crm.text import shown

Place: TypeAlias = tuple[int, str]
"""A transaction and an id in it."""
_SEQUENCE: Final = re.compile(r"([0-9]{20}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_LARGEST: Final = 2**63 - 1
_NEW: Final = ("xid", "id")
_FIRST: Final[Place] = (0, BEGINNING.partition(":")[2])
_PIECE: Final = 1_000


class Ends(NamedTuple):
    """The present ends: after them comes all that is told from now on."""

    changes: str
    events: str


class NewRows(NamedTuple):
    """What has become certain since some place: ids of changed records by entity, and where it ends."""

    changed: Mapping[str, frozenset[str]]
    change_end: Place
    event_end: Place
    is_piece: bool
    """Whether there may be more."""


def place_of_change(cursor: str) -> Place:
    """Return the place that a cursor of the feed says. Raises ClientError."""
    _, xid, id_ = feed_place(cursor)
    return int(xid), id_


def place_of_event(sequence: str) -> Place:
    """Return the place that the sequence of an event says. Raises ClientError."""
    found = _SEQUENCE.fullmatch(sequence)
    if found is None or int(found[1]) > _LARGEST:
        raise ClientError(
            "BAD_USER_INPUT",
            f'after: {shown(sequence)} is no sequence of an event; pass one that "Event" has.',
        )
    return int(found[1]), found[2]


def ends() -> sql.Select:
    """Return the SELECT of the present ends, for `read_ends`."""
    change, event = _newest("change", "c"), _newest("event", "e")
    items = (
        sql.Item(current_epoch(), "epoch"),
        sql.Item(sql.Scalar(change), "change"),
        sql.Item(sql.Scalar(event), "event"),
    )
    return sql.Select(items)


def read_ends(epoch: str, change: str | None, event: str | None) -> Ends:
    """Read the row of `ends`."""
    if change is None:
        first = orjson.dumps([FEED, epoch, str(_FIRST[0]), _FIRST[1]])
        change = base64.b64encode(first).decode()
    return Ends(change, event or BEGINNING)


def _newest(table: str, row: str) -> sql.Select:
    xid, id_ = Column(row, "xid"), Column(row, "id")
    place: Node
    if table == "change":
        place = feed_cursor(row)
    else:
        padded = sql.call("lpad", sql.Cast(xid, "text"), sql.Constant(20), sql.Constant("0"))
        place = sql.concat(padded, sql.Constant(":"), sql.Cast(id_, "text"))
    return sql.Select(
        (sql.Item(place, "place"),),
        sql.Table(table, row),
        where=sql.Binary(xid, "<", ended()),
        order=(sql.OrderKey(xid, descending=True), sql.OrderKey(id_, descending=True)),
        limit=1,
    )


def new_rows(change: Place, event: Place) -> sql.Select:
    """Return the SELECT of what has become certain since two places, for `read_new_rows`."""
    return sql.Select(
        (
            sql.Item(_new("change", "c", ("entity", "record_id"), change), "changes"),
            sql.Item(_new("event", "e", (), event), "events"),
        )
    )


def read_new_rows(changes: bytes, events: bytes, change: Place, event: Place) -> NewRows:
    """Read the row of `new_rows`, which was made for the same places."""
    of_changes: Sequence[Mapping[str, str]] = orjson.loads(changes)
    of_events: Sequence[Mapping[str, str]] = orjson.loads(events)
    changed: dict[str, set[str]] = {}
    for row in of_changes:
        changed.setdefault(row["entity"], set()).add(row["record_id"])
    return NewRows(
        {entity: frozenset(ids) for entity, ids in changed.items()},
        _place(of_changes[-1]) if of_changes else change,
        _place(of_events[-1]) if of_events else event,
        max(len(of_changes), len(of_events)) == _PIECE,
    )


def _place(row: Mapping[str, str]) -> Place:
    return int(row["xid"]), row["id"]


def _new(table: str, row: str, more: Sequence[str], after: Place) -> Node:
    xid, id_ = Column(row, "xid"), Column(row, "id")
    place = sql.RowOf(
        (
            sql.Cast(sql.Parameter(str(after[0]), "text"), "xid8"),
            sql.Cast(sql.Parameter(after[1], "text"), "uuid"),
        )
    )
    where = sql.all_of(sql.Binary(xid, "<", ended()), sql.Binary(sql.RowOf((xid, id_)), ">", place))
    items = tuple(sql.Item(Column(row, name), name) for name in (*_NEW, *more))
    order = (sql.OrderKey(xid), sql.OrderKey(id_))
    following = sql.Select(items, sql.Table(table, row), where=where, order=order, limit=_PIECE)
    found = f"n{row}"
    members = tuple(sql.JsonMember(name, sql.Cast(Column(found, name), "text")) for name in (*_NEW, *more))
    listed = sql.Item(sql.JsonAggregate(sql.JsonObject(members)), "rows")
    return sql.Scalar(sql.Select((listed,), sql.Subquery(following, found)))


def entity_of_record(scope: PlanScope, id_: Node) -> sql.Select:
    """Return the SELECT of the stored entity of a record, if the actor sees it."""
    row = scope.alias()
    where = sql.all_of(sql.equal(Column(row, "id"), id_), visible_record(scope, row))
    return sql.Select((sql.Item(Column(row, "entity"), "entity"),), sql.Table("record", row), where=where)
