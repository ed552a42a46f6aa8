"""Asking for work."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from gql_crm.clock import uuid7
from gql_crm.database.pool import Connection
from gql_crm.jobs import rows
from gql_crm.jobs.queue import Queue


async def enqueue(
    connection: Connection,
    kind: str,
    arguments: Mapping[str, Any],
    *,
    actor_id: UUID | None,
    now: datetime,
    id: UUID | None = None,
) -> UUID:
    """Ask for a job inside the caller's transaction: it waits from the commit on, without one it never was.

    `arguments` must be JSON. Returns the job's id.
    """
    id_ = id or uuid7()
    await rows.insert(connection, id_, kind, arguments, actor_id=actor_id, now=now)
    await Queue(connection).put(kind, id_)
    return id_


async def retry(connection: Connection, id: UUID) -> bool:
    """Queue a job that failed again, inside the caller's transaction; False when it has not failed."""
    job = await rows.reopen(connection, id)
    if job is None:
        return False
    await Queue(connection).put(job.kind, id)
    return True
