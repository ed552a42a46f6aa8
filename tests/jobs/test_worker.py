"""Workers: who runs which job when, how often, and what happens when one of them is gone."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import asyncpg
import pytest

from gql_crm.database.pool import Connection, Database
from gql_crm.jobs import JobRun, JobState, JobWorker, run_until_idle
from tests.conftest import Addresses
from tests.jobs.work import SECONDS, nothing, put, reached, seen, until, working

pytestmark = pytest.mark.postgres_smoke


class Slow:
    """Runs until it is let go; knows how many ran at the same time, and how often each job was begun."""

    def __init__(self, seconds: float = 60.0) -> None:
        self.seconds = seconds
        self.now = self.most = 0
        self.begun: list[object] = []
        self.begins = asyncio.Event()
        self.go = asyncio.Event()

    async def __call__(self, run: JobRun) -> None:
        self.begun.append(run.job.id)
        self.begins.set()
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            async with asyncio.timeout(self.seconds):
                await self.go.wait()
        except TimeoutError:
            pass
        finally:
            self.now -= 1


async def test_jobs_that_came_before_the_worker_are_run_when_it_starts(database: Database) -> None:
    ids = [await put(database) for _ in range(10)]
    async with working(database, nothing):
        for id_ in ids:
            await reached(database, id_, JobState.SUCCEEDED)


async def test_a_job_begins_within_half_a_second(database: Database) -> None:
    slow = Slow()
    async with working(database, slow):
        await asyncio.sleep(0.3)  # idle
        start = time.monotonic()
        await put(database)
        await asyncio.wait_for(slow.begins.wait(), SECONDS)
        assert time.monotonic() - start < 0.5
        slow.go.set()


async def test_a_worker_leaves_kinds_alone_that_it_does_not_know(database: Database) -> None:
    other, known = await put(database, "other"), await put(database)
    async with working(database, nothing):
        await reached(database, known, JobState.SUCCEEDED)
        assert (await seen(database, other)).state is JobState.QUEUED


async def test_several_jobs_run_at_once_but_no_more_than_allowed(database: Database) -> None:
    slow = Slow(0.05)
    ids = [await put(database) for _ in range(12)]
    async with working(database, slow, at_once=3):
        for id_ in ids:
            await reached(database, id_, JobState.SUCCEEDED)
    assert slow.most == 3


async def test_of_several_workers_one_runs_a_job(database: Database) -> None:
    slow = Slow(0.01)
    ids = [await put(database) for _ in range(60)]
    async with working(database, slow), working(database, slow), working(database, slow):
        for id_ in ids:
            await reached(database, id_, JobState.SUCCEEDED)
    assert sorted(map(str, slow.begun)) == sorted(map(str, ids))


async def test_a_kind_may_ask_to_run_one_at_a_time_in_all_workers(database: Database) -> None:
    slow = Slow(0.02)
    ids = [await put(database) for _ in range(12)]
    one = {"one_at_a_time": ("note",)}
    async with working(database, slow, **one), working(database, slow, **one):
        for id_ in ids:
            await reached(database, id_, JobState.SUCCEEDED)
    assert (slow.most, len(slow.begun)) == (1, 12)


async def test_a_kind_that_runs_one_at_a_time_goes_on_after_a_failure(database: Database) -> None:
    attempts = []

    async def note(run: JobRun) -> None:
        attempts.append(run.job.id)
        if len(attempts) == 1:
            raise RuntimeError

    ids = [await put(database) for _ in range(3)]
    assert await run_until_idle(database, {"note": note}, one_at_a_time=("note",)) == 4
    assert {(await seen(database, id_)).state for id_ in ids} == {JobState.SUCCEEDED}


async def test_the_pauses_before_further_attempts_grow(database: Database) -> None:
    begun: list[float] = []

    async def fails(_run: JobRun) -> None:
        begun.append(time.monotonic())
        raise RuntimeError

    async with working(database, fails, pauses=(0.2, 0.8)):
        id_ = await put(database)
        waiting = await until(database, id_, lambda job: job.attempts == 1 and job.state is JobState.QUEUED)
        assert waiting.error is not None
        job = await reached(database, id_, JobState.FAILED)
    assert job.attempts == 3
    first, second = (later - earlier for earlier, later in pairwise(begun))
    assert 0.2 <= first < 0.8 <= second


async def test_a_worker_that_stops_waits_for_what_is_nearly_done(database: Database) -> None:
    slow = Slow(0.2)
    worker = JobWorker(database, {"note": slow})
    await worker.start()
    id_ = await put(database)
    await asyncio.wait_for(slow.begins.wait(), SECONDS)
    await worker.stop()
    assert (await seen(database, id_)).state is JobState.SUCCEEDED


async def test_a_worker_that_stops_gives_back_what_takes_longer(database: Database) -> None:
    slow = Slow()
    worker = JobWorker(database, {"note": slow})
    await worker.start()
    id_ = await put(database)
    await asyncio.wait_for(slow.begins.wait(), SECONDS)
    await worker.stop(patience=0.05)
    job = await seen(database, id_)
    assert (job.state, job.attempts, slow.now) == (JobState.QUEUED, 0, 0)
    async with working(database, nothing):
        assert (await reached(database, id_, JobState.SUCCEEDED)).attempts == 1


async def test_a_worker_that_has_stopped_takes_nothing_and_can_start_again(database: Database) -> None:
    worker = JobWorker(database, {"note": nothing})
    for _ in range(2):
        await worker.start()
        await worker.stop()
        id_ = await put(database)
        await asyncio.sleep(0.4)
        assert (await seen(database, id_)).state is JobState.QUEUED
        async with worker:
            await reached(database, id_, JobState.SUCCEEDED)


async def test_a_job_that_killed_its_worker_each_time_fails(database: Database) -> None:
    id_ = await put(database)
    async with database.connection() as connection:
        await connection.execute("UPDATE job SET state = 'RUNNING', attempts = 5")
    assert await run_until_idle(database, {"note": nothing}) == 0
    job = await seen(database, id_)
    assert (job.state, job.error) == (
        JobState.FAILED, "The server stopped each of the 5 times that this ran.",
    )  # fmt: skip


async def test_a_run_that_lost_its_job_is_stopped_and_writes_nothing(database: Database) -> None:
    slow = Slow()
    async with working(database, slow, lost_after=timedelta(seconds=0.5)):
        id_ = await put(database)
        await asyncio.wait_for(slow.begins.wait(), SECONDS)
        async with database.connection() as connection:  # as another worker's attempt does
            await connection.execute("UPDATE job SET attempts = attempts + 1")
        async with asyncio.timeout(SECONDS):
            while slow.now:  # noqa: ASYNC110 (it announces nothing)
                await asyncio.sleep(0.01)
    job = await seen(database, id_)
    assert (job.state, job.attempts, job.error) == (JobState.RUNNING, 2, None)


async def test_a_long_run_keeps_its_job(database: Database) -> None:
    slow = Slow(1.5)
    chosen = {"lost_after": timedelta(seconds=0.5)}
    async with working(database, slow, **chosen), working(database, slow, **chosen):
        id_ = await put(database)
        job = await reached(database, id_, JobState.SUCCEEDED)
    assert (job.attempts, slow.begun) == (1, [id_])


async def test_a_worker_outlives_the_loss_of_every_connection(
    kernel_database: Addresses, database: Database
) -> None:
    async with working(database, nothing):
        await reached(database, await put(database), JobState.SUCCEEDED)
        other = await asyncpg.connect(kernel_database.app)
        for _ in range(3):
            await other.fetch(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND backend_type = 'client backend'"
                " AND pid <> pg_backend_pid()"
            )
            await asyncio.sleep(0.1)
        await other.close()
        await reached(database, await put(database), JobState.SUCCEEDED)


async def test_the_queues_own_log_does_not_grow(database: Database) -> None:
    await put(database)
    await run_until_idle(database, {"note": nothing})
    async with working(database, nothing), asyncio.timeout(SECONDS), database.connection() as connection:
        while await connection.fetchval("SELECT count(*) FROM pgqueuer_log"):  # noqa: ASYNC110 (as above)
            await asyncio.sleep(0.01)


async def test_times_are_those_of_the_given_clock(database: Database) -> None:
    then = datetime(2030, 1, 2, 3, 4, tzinfo=UTC)
    async with working(database, nothing, clock=lambda: then):
        job = await reached(database, await put(database), JobState.SUCCEEDED)
    assert (job.started_at, job.finished_at) == (then, then)


async def test_a_worker_does_every_chore_at_once_when_it_starts(database: Database) -> None:
    done: list[str] = []
    last = asyncio.Event()

    async def first(connection: Connection) -> None:
        done.append(await connection.fetchval("SELECT 'first'"))

    async def second(connection: Connection) -> None:
        done.append(await connection.fetchval("SELECT 'second'"))
        last.set()

    async with working(database, nothing, chores=(first, second)):
        await last.wait()
    assert done == ["first", "second"]
