"""Messages of writes become jobs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import asyncpg

from gql_crm import sql
from gql_crm.database.pool import Database
from gql_crm.jobs.submission import enqueue
from gql_crm.journal.outbox import CORE, FOUND_JOB, OUTBOX
from gql_crm.records.statements import fetch

AFTER_COMMIT: Final = "plugin.after_commit"
"""The kind of the jobs of modules; the ids of jobs are those of the messages."""
LOOKED_AT: Final = "looked_at"
"""The argument of a job that is asked for by many messages: what each of them says."""
_COLUMNS: Final = ("id", "module", "work", "event", "actor_id", "at")
_AT_ONCE: Final = 250
"""How many messages one such job takes."""


async def relay(database: Database, now: datetime) -> int:
    """Make jobs of the messages, all in one transaction; return how many messages there were."""
    taken = tuple(sql.Item(sql.Column("o", column), column) for column in _COLUMNS)
    async with database.transaction() as connection:
        rows = await fetch(connection, sql.Delete(OUTBOX, "o", sql.TRUE, returning=taken))
        rows.sort(key=lambda row: row["id"])
        for row in rows:
            if not _is_gathered(row):
                kind, arguments = _job(row)
                await enqueue(connection, kind, arguments, actor_id=row["actor_id"], now=now, id=row["id"])
        for events in _portions([row["event"] for row in rows if _is_gathered(row)]):
            await enqueue(connection, FOUND_JOB, {LOOKED_AT: events}, actor_id=None, now=now)
    return len(rows)


def _is_gathered(row: asyncpg.Record) -> bool:
    """Whether a message shares a job with others: a thousand new records are looked at a few times."""
    return bool(row["module"] == CORE and row["work"] == FOUND_JOB)


def _portions(events: Sequence[Mapping[str, Any]]) -> Iterator[Sequence[Mapping[str, Any]]]:
    for start in range(0, len(events), _AT_ONCE):
        yield events[start : start + _AT_ONCE]


def _job(row: asyncpg.Record) -> tuple[str, Mapping[str, Any]]:
    """Return the kind and the arguments of a message's job."""
    if row["module"] == CORE:
        return row["work"], row["event"]
    return AFTER_COMMIT, {"module": row["module"], "work": row["work"], "event": row["event"]}
