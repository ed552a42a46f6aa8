"""Jobs for tests."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from gql_crm.clock import system_clock
from gql_crm.database.pool import Database
from gql_crm.jobs import Job, JobHandler, JobRun, JobState, JobWorker, enqueue, load_job

SECONDS = 20.0


async def put(database: Database, kind: str = "note", **arguments: Any) -> UUID:
    """Enqueue a job in a transaction of its own."""
    async with database.transaction() as connection:
        return await enqueue(connection, kind, arguments, actor_id=None, now=system_clock())


async def seen(database: Database, id: UUID) -> Job:
    """Return a job as it is now."""
    async with database.connection() as connection:
        job = await load_job(connection, id)
    assert job is not None
    return job


async def reached(database: Database, id: UUID, state: JobState) -> Job:
    """Wait until a job is in a state."""
    return await until(database, id, lambda job: job.state is state)


async def until(database: Database, id: UUID, holds: Callable[[Job], bool]) -> Job:
    """Wait until something holds of a job."""
    async with asyncio.timeout(SECONDS):
        while not holds(job := await seen(database, id)):  # noqa: ASYNC110 (a job announces nothing)
            await asyncio.sleep(0.01)
    return job


@asynccontextmanager
async def working(database: Database, handler: JobHandler, **chosen: Any) -> AsyncIterator[JobWorker]:
    """Run a worker that does the kind "note"."""
    worker = JobWorker(database, {"note": handler}, **chosen)
    await worker.start()
    try:
        yield worker
    finally:
        await worker.stop(0)


async def nothing(_run: JobRun) -> None:
    """Do nothing, well."""
