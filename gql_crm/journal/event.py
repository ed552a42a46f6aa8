"""One line of a record's timeline: something that happened to it, or was done with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

import orjson

from gql_crm import sql
from gql_crm.transient import transient

EVENT: Final = "event"
EVENT_RECORD: Final = "event_record"
RELATED: Final = ""
"""The key of records that an event names without a field of its payload for them."""
_NAMED: Final = ("event_id", "key", "record_id", "position")


_TYPES: Final[Mapping[str, str]] = {
    "id": "uuid",
    "kind": "text",
    "subject_id": "uuid",
    "actor_id": "uuid",
    "occurred_at": "timestamptz",
    "recorded_at": "timestamptz",
    "note": "text",
}
_VALUES: Final = attrgetter(*_TYPES)


@transient(kw_only=True)
class Event:
    """An event of one record, its `subject`.

    `payload` is JSON by field key. `records` are those that the event names: by the key of the field of its
    payload, and under `RELATED` the others, in order.
    """

    id: UUID
    kind: str
    subject_id: UUID
    actor_id: UUID | None
    occurred_at: datetime
    recorded_at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    note: str | None = None
    records: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)


def event_parts(
    events: Sequence[Event] | sql.Given[Sequence[Event]], *, once: bool = False
) -> Iterator[tuple[str, sql.Node]]:
    """Return the named INSERTs of events, parts of the statement that writes what they tell of.

    With `once`, an event whose id is there already is not written again.
    """
    each = sql.given(events).elements()
    if not each:
        return
    columns: list[dict[str, sql.Node]] = [_columns(event) for event in each]
    rows = tuple(tuple(one.values()) for one in columns)
    yield "w_event", sql.Insert(EVENT, tuple(columns[0]), rows=rows, on_conflict_do_nothing=once)
    named = tuple(row for event in each for row in _named(event))
    if named:
        insert = sql.Insert(EVENT_RECORD, _NAMED, rows=named, on_conflict_do_nothing=once)
        yield "w_event_record", insert


def _columns(event: sql.Given[Event]) -> dict[str, sql.Node]:
    values = event.map(_VALUES).spread(len(_TYPES))
    columns = zip(_TYPES.items(), values, strict=True)
    return {
        **{name: sql.Parameter(value, type_) for (name, type_), value in columns},
        "xid": sql.call("pg_current_xact_id"),
        "payload": sql.Parameter(event.map(_payload), "jsonb"),
    }


def _payload(event: Event) -> bytes:
    return orjson.dumps(event.payload)


def name_record(key: str, record_id: UUID, event: sql.Select) -> sql.Insert:
    """Return the INSERT of a record that an event names, which `event` selects the id of."""
    row = (
        sql.Scalar(event),
        sql.Parameter(key, "text"),
        sql.Parameter(record_id, "uuid"),
        sql.Constant(0),
    )
    return sql.Insert(EVENT_RECORD, _NAMED, rows=(row,))


def _named(event: sql.Given[Event]) -> Iterator[tuple[sql.Node, ...]]:
    id_ = event.map(attrgetter("id"))
    for key, ids in event.map(attrgetter("records")).plain().items():
        for position, record_id in enumerate(dict.fromkeys(ids)):
            yield (
                sql.Parameter(id_, "uuid"),
                sql.Parameter(key, "text"),
                sql.Parameter(record_id, "uuid"),
                sql.Parameter(position, "integer"),
            )
