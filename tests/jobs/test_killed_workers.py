"""Workers that are killed or frozen in the middle of a job."""

import asyncio
import os
import signal
from uuid import UUID

import asyncpg
import pytest

from gql_crm.database.pool import Database
from gql_crm.jobs import JobState
from tests.conftest import Addresses
from tests.jobs.process import TABLE, worker_process
from tests.jobs.work import put, reached, until

pytestmark = pytest.mark.postgres_smoke

LOST_AFTER = 1.0


async def steps(dsn: str, id: UUID) -> list[tuple[int, str]]:
    connection = await asyncpg.connect(dsn)
    rows = await connection.fetch("SELECT worker, step FROM did WHERE job = $1 ORDER BY n", id)
    await connection.close()
    return [(row["worker"], row["step"]) for row in rows]


@pytest.fixture
async def dsn(kernel_database: Addresses) -> str:
    connection = await asyncpg.connect(kernel_database.owner)
    await connection.execute(TABLE)
    await connection.close()
    return kernel_database.app


async def begun(database: Database, dsn: str, id: UUID) -> None:
    await until(database, id, lambda job: job.state is JobState.RUNNING)
    while not await steps(dsn, id):  # noqa: ASYNC110 (the other process announces nothing)
        await asyncio.sleep(0.01)


async def test_another_worker_takes_the_job_of_one_that_was_killed(database: Database, dsn: str) -> None:
    async with worker_process(dsn, LOST_AFTER, 30) as first:
        id_ = await put(database)
        await begun(database, dsn, id_)
        first.kill()
        await first.wait()
        async with worker_process(dsn, LOST_AFTER, 0.1) as second:
            job = await reached(database, id_, JobState.SUCCEEDED)
            assert await steps(dsn, id_) == [(first.pid, "begin"), (second.pid, "begin"), (second.pid, "end")]
    assert job.attempts == 2


async def test_a_worker_that_was_frozen_leaves_the_job_to_who_took_it(database: Database, dsn: str) -> None:
    async with worker_process(dsn, LOST_AFTER, 1.5) as first:
        id_ = await put(database)
        await begun(database, dsn, id_)
        os.kill(first.pid, signal.SIGSTOP)
        async with worker_process(dsn, LOST_AFTER, 1.5) as second:
            await until(database, id_, lambda job: job.attempts == 2)
            os.kill(first.pid, signal.SIGCONT)  # it finds its work done, or its time over, and the job lost
            job = await reached(database, id_, JobState.SUCCEEDED)
            assert (second.pid, "end") in await steps(dsn, id_)
            await asyncio.sleep(0.5)
            again = await reached(database, id_, JobState.SUCCEEDED)
    assert (again.attempts, again.finished_at) == (2, job.finished_at)
