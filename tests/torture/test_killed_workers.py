"""1,000 jobs and three workers, one of which is killed each second: nothing is lost or runs twice at once."""

import asyncio
import random
from itertools import groupby

import asyncpg
import pytest

from gql_crm.database.pool import Database
from tests.conftest import Addresses
from tests.jobs.process import TABLE, started
from tests.jobs.work import put

pytestmark = pytest.mark.torture

JOBS = 1_000
WORKERS = 3
LOST_AFTER = 2.0
SECONDS_A_JOB = 0.5
PATIENCE = 150.0


class Workers:
    """Worker processes; whenever one is killed, another is started."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.running: list[asyncio.subprocess.Process] = []
        self.starting: set[asyncio.Task[None]] = set()
        self.killed: set[int] = set()

    def start(self) -> None:
        task = asyncio.create_task(self._start())
        self.starting.add(task)
        task.add_done_callback(self.starting.discard)

    async def _start(self) -> None:
        self.running.append(await started(self.dsn, LOST_AFTER, SECONDS_A_JOB))

    async def kill_one(self) -> None:
        """Kill a worker, if all are at work: it takes seconds to start one."""
        if len(self.running) < WORKERS:
            return
        victim = self.running.pop(random.randrange(len(self.running)))
        victim.kill()
        await victim.communicate()
        self.killed.add(victim.pid)
        self.start()

    async def stop(self) -> None:
        await asyncio.gather(*self.starting)
        for process in self.running:
            process.kill()
            await process.communicate()


async def left(connection: asyncpg.Connection) -> int:
    count: int = await connection.fetchval("SELECT count(*) FROM job WHERE state <> 'SUCCEEDED'")
    return count


async def test_every_job_is_done_although_workers_are_killed_all_the_time(kernel_database: Addresses) -> None:
    owner = await asyncpg.connect(kernel_database.owner)
    await owner.execute(TABLE)
    database = await Database.connect(kernel_database.app)
    workers = Workers(kernel_database.app)
    try:
        for _ in range(JOBS):
            await put(database)
        for _ in range(WORKERS):
            workers.start()
        async with asyncio.timeout(PATIENCE):
            while await left(owner):
                await asyncio.sleep(1)
                await workers.kill_one()
    finally:
        await workers.stop()
        await database.close()
    rows = await owner.fetch("SELECT job, worker, step FROM did ORDER BY job, n")
    attempts = await owner.fetchval("SELECT sum(attempts) FROM job")
    waiting = await owner.fetchval("SELECT count(*) FROM pgqueuer")
    await owner.close()
    print(f"{len(workers.killed)} workers killed; {JOBS} jobs took {attempts} attempts")
    assert waiting == 0
    assert len(workers.killed) >= 5
    assert attempts > JOBS, "no worker was killed in the middle of a job"
    jobs = {
        job: [(row["worker"], row["step"]) for row in steps]
        for job, steps in groupby(rows, lambda r: r["job"])
    }
    assert len(jobs) == JOBS
    assert [job for job, steps in jobs.items() if not sound(steps, workers.killed)] == []


def sound(steps: list[tuple[int, str]], killed: set[int]) -> bool:
    """Whether a job was done, and begun anew only after the worker that had it was killed."""
    begins = [worker for worker, step in steps if step == "begin"]
    in_turn = [worker for worker, _ in groupby(worker for worker, _ in steps)] == begins
    return in_turn and steps[-1] == (begins[-1], "end") and killed.issuperset(begins[:-1])
