"""The attempts that one process makes now: kept alive by signs in the queue, stopped when they are lost."""

import asyncio
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Self

import asyncpg
import structlog

from gql_crm.database.errors import DatabaseError
from gql_crm.jobs import rows
from gql_crm.jobs.execution import Execution, JobLost, JobRun
from gql_crm.jobs.queue import Entry, Queue

log = structlog.get_logger(__name__)

LOST_AFTER: Final = timedelta(seconds=15)
"""How long a worker may be silent before others take its jobs."""
_SIGNS: Final = 5
"""How many signs of life are given in that time."""
OUT_OF_REACH: Final = (DatabaseError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


@dataclass(slots=True)
class _Attempt:
    entry: Entry
    run: JobRun
    task: asyncio.Task[None]
    is_lost: bool = False


class Runs:
    """Makes attempts, any number at once. A context manager: signs of life are given inside of it."""

    def __init__(self, execution: Execution, lost_after: timedelta = LOST_AFTER) -> None:
        self._execution = execution
        self._lost_after = lost_after
        self._attempts: dict[int, _Attempt] = {}
        self._gives_back = False
        self._signs: asyncio.Task[None] | None = None
        self._last_sign = time.monotonic()

    async def __aenter__(self) -> Self:
        self._signs = asyncio.create_task(self._give_signs())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._signs:
            self._signs.cancel()
            await asyncio.gather(self._signs, return_exceptions=True)

    async def make(self, entry: Entry) -> bool:
        """Make an attempt and write its end; return whether there was one to make."""
        if entry.number in self._attempts:  # our own sign was late, and we took it from ourselves
            return False
        run = await self._execution.begin(entry)
        if run is None:
            return False
        attempt = _Attempt(entry, run, asyncio.create_task(self._execution.handle(run)))
        self._attempts[entry.number] = attempt
        if self._gives_back:
            attempt.task.cancel()
        try:
            await self._end(attempt)
        finally:
            attempt.task.cancel()
            del self._attempts[entry.number]
        return True

    def give_back(self) -> None:
        """Stop every attempt; other workers, or a later one, make it anew."""
        self._gives_back = True
        for attempt in self._attempts.values():
            attempt.task.cancel()

    async def _end(self, attempt: _Attempt) -> None:
        entry, job, task = attempt.entry, attempt.run.job, attempt.task
        await asyncio.wait([task])
        problem = asyncio.CancelledError() if task.cancelled() else task.exception()
        if problem is None:
            await self._execution.succeed(entry, job)
        elif attempt.is_lost or isinstance(problem, JobLost):
            log.warning("job was lost to another worker", job=str(job.id), kind=job.kind)
        elif task.cancelled() and self._gives_back:
            await self._execution.give_back(entry, job)
        else:
            await self._execution.fail(entry, job, problem)

    async def _give_signs(self) -> None:
        pause = self._lost_after.total_seconds() / _SIGNS
        while True:
            await asyncio.sleep(pause)
            try:
                await self._give_sign()
            except OUT_OF_REACH as problem:
                log.warning("no sign of life could be given for the jobs that run", reason=str(problem))
                if time.monotonic() - self._last_sign > self._lost_after.total_seconds():
                    self._lose(list(self._attempts.values()))
            else:
                self._last_sign = time.monotonic()

    async def _give_sign(self) -> None:
        attempts = list(self._attempts.values())
        if not attempts:
            return
        async with self._execution.database.connection() as connection:
            held = await rows.held(connection, [attempt.run.job for attempt in attempts])
            ours = [attempt for attempt in attempts if attempt.run.job.id in held]
            if ours:
                await Queue(connection).keep([attempt.entry for attempt in ours])
        self._lose([attempt for attempt in attempts if attempt.run.job.id not in held])

    @staticmethod
    def _lose(attempts: list[_Attempt]) -> None:
        for attempt in attempts:
            if not attempt.task.done():
                attempt.is_lost = True
                attempt.task.cancel()
