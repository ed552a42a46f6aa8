"""One attempt of one job: started, handed to its handler, and its end written in one transaction."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, TypeAlias

import structlog

from gql_crm.clock import Clock, uuid7
from gql_crm.database.pool import Connection, Database
from gql_crm.errors import UserErrors
from gql_crm.jobs import rows
from gql_crm.jobs.job import Job, JobDelayed, JobFailed, JobState
from gql_crm.jobs.queue import Entry, Queue

log = structlog.get_logger(__name__)

PAUSES: Final[Sequence[float]] = (1.0, 10.0)
"""Seconds before each further attempt; a job that fails once more stays FAILED.

A handler that has `pauses` of its own goes by those.
"""
MOST_STARTS: Final = 5
"""How often a job is started whose worker dies each time: it may be what kills them."""
_DEATHS: Final = 2
"""How many workers may die at least of a kind of jobs that has more attempts than most."""
PROGRESS_SECONDS: Final = 0.5
"""How often at most the progress of a run is written."""


class JobLost(Exception):  # noqa: N818 (what happened to the run)
    """Another worker runs the job, because this one gave no sign for too long."""


@dataclass(slots=True)
class JobRun:
    """One attempt of a job, as its handler sees it."""

    job: Job
    _database: Database
    _written_at: float = field(default=-PROGRESS_SECONDS)

    async def progress(self, fraction: float) -> None:
        """Say how far the work is, from 0 to 1. It may be called often: it writes twice a second."""
        now = time.monotonic()
        if now - self._written_at < PROGRESS_SECONDS:
            return
        self._written_at = now
        async with self._database.connection() as connection:
            if await rows.set_progress(connection, self.job, min(max(fraction, 0.0), 1.0)) is None:
                raise JobLost

    async def outcome(self, connection: Connection) -> Mapping[str, Any] | None:
        """Return what this attempt and those before it have kept; None when that is nothing."""
        job = await rows.load_job(connection, self.job.id)
        return None if job is None else job.outcome

    async def keep(self, connection: Connection, outcome: Mapping[str, Any]) -> None:
        """Keep what the work has done, as JSON, in the transaction that does it.

        When another worker has taken the job over, it is lost here, and the transaction with it.
        """
        if await rows.set_outcome(connection, self.job, outcome) is None:
            raise JobLost


JobHandler: TypeAlias = Callable[[JobRun], Awaitable[None]]
"""Does the jobs of a kind. It may be run again for a job that it has half done, or done: a worker may die."""


@dataclass(frozen=True, slots=True)
class Execution:
    """How attempts are made: on which database, by which handlers, with which pauses after a failure."""

    database: Database
    handlers: Mapping[str, JobHandler]
    clock: Clock
    pauses: Sequence[float] = PAUSES
    waits: bool = True
    """Whether there are pauses at all."""

    def pauses_of(self, kind: str) -> Sequence[float]:
        """Return the seconds before each further attempt of a job of that kind."""
        own: Sequence[float] | None = getattr(self.handlers.get(kind), "pauses", None)
        pauses = self.pauses if own is None else own
        return pauses if self.waits else [0.0] * len(pauses)

    async def begin(self, entry: Entry) -> JobRun | None:
        """Start the next attempt; None when there is nothing to do."""
        async with self.database.transaction() as connection:
            now = self.clock()
            job = await rows.start(connection, entry.job_id, now)
            most = 0 if job is None else max(MOST_STARTS, 1 + len(self.pauses_of(job.kind)) + _DEATHS)
            if job is not None and job.attempts <= most:
                return JobRun(job, self.database)
            if job is not None:
                text = f"The server stopped each of the {most} times that this ran."
                await rows.finish(connection, job, JobState.FAILED, now, text)
            await Queue(connection).remove(entry, successful=False)
        return None

    async def handle(self, run: JobRun) -> None:
        """Do the work."""
        await self.handlers[run.job.kind](run)

    async def succeed(self, entry: Entry, job: Job) -> None:
        """Write that the work is done."""
        async with self.database.transaction() as connection:
            if await rows.finish(connection, job, JobState.SUCCEEDED, self.clock()):
                await Queue(connection).remove(entry, successful=True)

    async def fail(self, entry: Entry, job: Job, problem: BaseException) -> None:
        """Write why an attempt failed; the job waits for the next one, if there is one."""
        error, is_final = _told(job, problem)
        pauses = self.pauses_of(job.kind)
        async with self.database.transaction() as connection:
            if is_final or job.attempts > len(pauses):
                if await rows.finish(connection, job, JobState.FAILED, self.clock(), error):
                    await Queue(connection).remove(entry, successful=False)
            elif await rows.queue_again(connection, job, error=error, attempts=job.attempts):
                pause = timedelta(seconds=pauses[job.attempts - 1])
                await Queue(connection).put_back(entry, pause)

    async def give_back(self, entry: Entry, job: Job) -> None:
        """Let another worker do it from its beginning, as if this one had not begun."""
        async with self.database.transaction() as connection:
            if await rows.queue_again(connection, job, error=job.error, attempts=job.attempts - 1):
                await Queue(connection).put_back(entry, timedelta(0))


def _told(job: Job, problem: BaseException) -> tuple[str, bool]:
    """Return what people read, and whether trying again is of no use."""
    if isinstance(problem, JobFailed):
        return str(problem), True
    if isinstance(problem, JobDelayed):
        log.warning("job is delayed", job=str(job.id), kind=job.kind, attempt=job.attempts)
        return str(problem), False
    if isinstance(problem, UserErrors):
        return " ".join(error.message for error in problem.errors), True
    id_ = str(uuid7())
    log.error("job failed", id=id_, job=str(job.id), kind=job.kind, attempt=job.attempts, exc_info=problem)
    return f"The server failed. Its log has the reason under the id {id_}.", False
