"""What has to follow from a write, kept with it until a worker makes a job of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, Self
from uuid import UUID

import orjson

from gql_crm import sql
from gql_crm.clock import uuid7

OUTBOX = "outbox"
CORE: Final = ""
"""What stands for a module in messages of the core's own: their work is the kind of a job."""

FOUND_JOB: Final = "found.tell"
"""The kind of the jobs that look at records which may newly fit others; one looks at many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEntry:
    """A message to one piece of work of one module; `event` is JSON."""

    module: str
    work: str
    event: Mapping[str, Any]
    actor_id: UUID | None
    at: datetime
    id: UUID = field(default_factory=uuid7)

    @classmethod
    def of_core(cls, kind: str, *, id: UUID, at: datetime) -> Self:
        """Return a message of the core's: a job of that kind and id, asked for by nobody but the server."""
        return cls(module=CORE, work=kind, event={}, actor_id=None, at=at, id=id)


def outbox_parts(
    entries: Sequence[OutboxEntry] | sql.Given[Sequence[OutboxEntry]],
) -> Iterator[tuple[str, sql.Node]]:
    """Return the named INSERT of entries, a part of the statement that writes what they tell of."""
    rows = tuple(
        (
            sql.Parameter(entry.map(attrgetter("id")), "uuid"),
            sql.Parameter(entry.map(attrgetter("module")), "text"),
            sql.Parameter(entry.map(attrgetter("work")), "text"),
            sql.Parameter(entry.map(_event), "jsonb"),
            sql.Parameter(entry.map(attrgetter("actor_id")), "uuid"),
            sql.Parameter(entry.map(attrgetter("at")), "timestamptz"),
        )
        for entry in sql.given(entries).elements()
    )
    if rows:
        yield "w_outbox", sql.Insert(OUTBOX, ("id", "module", "work", "event", "actor_id", "at"), rows=rows)


def _event(entry: OutboxEntry) -> bytes:
    return orjson.dumps(entry.event)
