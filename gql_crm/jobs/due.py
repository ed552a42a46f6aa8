"""Running what is due at a time, here and now, beside the workers that look for it."""

import asyncio
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from gql_crm.jobs.execution import Execution
from gql_crm.jobs.job import Job, JobState
from gql_crm.jobs.outbox import relay
from gql_crm.jobs.queue import Entry, Kinds, Queue
from gql_crm.jobs.rows import load_job
from gql_crm.jobs.runs import LOST_AFTER, Runs

ENDING_SECONDS: Final = 2.0
"""How long a job may take to stop when the time is over."""


class DueOutcome(StrEnum):
    """What became of something that was due."""

    DONE = "DONE"
    VOID = "VOID"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class DueRun:
    """A job that was due, as it is after the attempt."""

    job: Job
    due_at: datetime
    outcome: DueOutcome


@dataclass(frozen=True, slots=True)
class DueJobs:
    """What is due `ahead` of now, which is the time that its handlers take for now."""

    execution: Execution
    kinds: Kinds
    ahead: timedelta
    ending_seconds: float = ENDING_SECONDS

    async def run(self, most: int, seconds: float) -> Sequence[DueRun]:
        """Run one job after the other, at most `most`, and begin none when `seconds` are over.

        The queue lets nobody else take what this takes. A job that takes longer is given back, and begun anew
        by a worker.
        """
        end, done, worker = time.monotonic() + seconds, list[DueRun](), uuid.uuid4()
        async with Runs(self.execution) as runs:
            while len(done) < most and time.monotonic() < end:
                entry = await self._next(worker)
                if entry is None:
                    break
                ended = await self._attempt(runs, entry, end - time.monotonic())
                if ended is not None:
                    done.append(ended)
        return done

    async def _next(self, worker: uuid.UUID) -> Entry | None:
        """Take the next line of the queue; messages of the writes of the jobs before it are among them."""
        database = self.execution.database
        await relay(database, self.execution.clock())
        async with database.connection() as connection:
            queue = Queue(connection)
            await queue.hasten(self.kinds, self.ahead)
            taken = await queue.take(self.kinds, worker, 1, LOST_AFTER)
        return taken[0] if taken else None

    async def _attempt(self, runs: Runs, entry: Entry, seconds: float) -> DueRun | None:
        """Make an attempt; None when there was no time for it."""
        before = await self._load(entry)
        attempt = asyncio.create_task(runs.make(entry))
        try:
            await asyncio.wait([attempt], timeout=seconds)
        finally:
            if not attempt.done():
                runs.give_back()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self.ending_seconds):
                        await asyncio.wait([attempt])
        after = await self._load(entry)
        if before is None or after is None or not attempt.done():
            return None
        attempt.result()
        if after.state is JobState.QUEUED and after.attempts == before.attempts:
            return None  # given back
        return DueRun(after, self._due_at(before), _outcome(after, began=attempt.result()))

    def _due_at(self, job: Job) -> datetime:
        """Return since when a job has waited: since it was asked for, or the pause after an attempt."""
        if job.started_at is None or not job.attempts:
            return job.created_at
        pauses = self.execution.pauses_of(job.kind)
        return job.started_at + timedelta(seconds=pauses[min(job.attempts, len(pauses)) - 1])

    async def _load(self, entry: Entry) -> Job | None:
        async with self.execution.database.connection() as connection:
            return await load_job(connection, entry.job_id)


def _outcome(job: Job, *, began: bool) -> DueOutcome:
    if job.state is JobState.SUCCEEDED and began:
        return DueOutcome.DONE
    return DueOutcome.FAILED if began or job.state is JobState.FAILED else DueOutcome.VOID
