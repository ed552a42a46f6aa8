"""Messages of writes become jobs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import asyncpg

from gql_crm import sql
from gql_crm.database.pool import Database
from gql_crm.jobs.submission import enqueue
from gql_crm.journal.outbox import CORE, OUTBOX
from gql_crm.records.statements import fetch

AFTER_COMMIT: Final = "plugin.after_commit"
"""The kind of the jobs of modules; the ids of jobs are those of the messages."""
_COLUMNS: Final = ("id", "module", "work", "event", "actor_id", "at")


async def relay(database: Database, now: datetime) -> int:
    """Make a job of each message, all in one transaction; return how many there were."""
    taken = tuple(sql.Item(sql.Column("o", column), column) for column in _COLUMNS)
    async with database.transaction() as connection:
        rows = await fetch(connection, sql.Delete(OUTBOX, "o", sql.TRUE, returning=taken))
        for row in sorted(rows, key=lambda row: row["id"]):
            kind, arguments = _job(row)
            await enqueue(connection, kind, arguments, actor_id=row["actor_id"], now=now, id=row["id"])
    return len(rows)


def _job(row: asyncpg.Record) -> tuple[str, Mapping[str, Any]]:
    """Return the kind and the arguments of a message's job."""
    if row["module"] == CORE:
        return row["work"], row["event"]
    return AFTER_COMMIT, {"module": row["module"], "work": row["work"], "event": row["event"]}
