"""A worker in a process of its own: `python -m tests.jobs.process DSN LOST_AFTER SECONDS`.

It does jobs of the kind "note", each in `SECONDS`, and notes their begin and end in the table `did`.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from gql_crm.database.pool import Database
from gql_crm.jobs import JobRun, JobWorker

ROOT = Path(__file__).parents[2]
TABLE = """
CREATE TABLE did (
  n bigint GENERATED ALWAYS AS IDENTITY, job uuid, worker int, step text
)
"""


async def work(dsn: str, lost_after: float, seconds: float) -> None:
    """Work until killed or left alone."""
    database = await Database.connect(dsn)

    async def write(run: JobRun, step: str) -> None:
        async with database.connection() as connection:
            insert = "INSERT INTO did (job, worker, step) VALUES ($1, $2, $3)"
            await connection.execute(insert, run.job.id, os.getpid(), step)

    async def note(run: JobRun) -> None:
        await write(run, "begin")
        await asyncio.sleep(seconds)
        await write(run, "end")

    async with JobWorker(database, {"note": note}, lost_after=timedelta(seconds=lost_after)):
        print("working", flush=True)
        await asyncio.to_thread(sys.stdin.read)  # until who started it is gone


async def started(dsn: str, lost_after: float, seconds: float) -> asyncio.subprocess.Process:
    """Start a worker process; it works when this returns."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.jobs.process", dsn, str(lost_after), str(seconds),
        cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert await process.stdout.readline() == b"working\n"
    return process


@asynccontextmanager
async def worker_process(
    dsn: str, lost_after: float, seconds: float
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a worker process, and kill it at the end."""
    process = await started(dsn, lost_after, seconds)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], float(sys.argv[2]), float(sys.argv[3])))
