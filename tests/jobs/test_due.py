"""What is due, run by somebody who does not wait for long."""

import asyncio
from datetime import timedelta

from gql_crm.clock import system_clock
from gql_crm.database.pool import Database
from gql_crm.jobs import DueJobs, Execution, JobRun, JobState, Kinds
from tests.jobs.work import SECONDS, nothing, put, reached, seen, working


class Endless:
    """Runs until it is stopped."""

    has_begun = False

    async def __call__(self, _run: JobRun) -> None:
        self.has_begun = True
        await asyncio.Event().wait()


async def test_a_job_that_takes_too_long_is_left_to_a_worker(database: Database) -> None:
    id_, endless = await put(database), Endless()
    execution = Execution(database, {"note": endless}, system_clock)
    due = DueJobs(execution, Kinds(["note"]), timedelta(0), ending_seconds=SECONDS)
    seconds = 0.2
    while not endless.has_begun:  # a slow machine may not even begin in that time
        assert await due.run(1, seconds) == []
        seconds *= 2
        assert seconds < SECONDS
    job = await seen(database, id_)
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)
    async with working(database, nothing):
        assert (await reached(database, id_, JobState.SUCCEEDED)).attempts == 1
