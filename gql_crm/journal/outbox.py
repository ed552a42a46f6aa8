"""What has to follow from a write, kept with it until a worker makes a job of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from gql_crm import sql
from gql_crm.clock import uuid7

OUTBOX = "outbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEntry:
    """A message to one piece of work of one module; `event` is JSON."""

    module: str
    work: str
    event: Mapping[str, Any]
    actor_id: UUID | None
    at: datetime


def insert_entries(entries: Sequence[OutboxEntry]) -> sql.Insert:
    """Return the INSERT of entries, a part of the statement that writes what they tell of."""
    rows = tuple(
        (
            sql.Parameter(uuid7(), "uuid"),
            sql.Parameter(entry.module, "text"),
            sql.Parameter(entry.work, "text"),
            sql.Parameter(orjson.dumps(entry.event).decode(), "jsonb"),
            sql.Parameter(entry.actor_id, "uuid"),
            sql.Parameter(entry.at, "timestamptz"),
        )
        for entry in entries
    )
    return sql.Insert(OUTBOX, ("id", "module", "work", "event", "actor_id", "at"), rows=rows)
