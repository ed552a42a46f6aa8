"""The worker: looks for jobs as long as it is started, and runs a few at once."""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Final, Self, TypeAlias

import structlog

from gql_crm.clock import Clock, system_clock
from gql_crm.database.pool import Connection, Database
from gql_crm.jobs.execution import PAUSES, Execution, JobHandler
from gql_crm.jobs.idle import run_until_idle
from gql_crm.jobs.outbox import relay
from gql_crm.jobs.queue import Entry, Kinds, Queue
from gql_crm.jobs.runs import LOST_AFTER, OUT_OF_REACH, Runs

log = structlog.get_logger(__name__)

LOOK_SECONDS: Final = 0.25
"""How often an idle worker looks for jobs. It asks instead of listening: a notification costs each commit."""
AT_ONCE: Final = 4
"""How many jobs a process runs at once."""
PATIENCE_SECONDS: Final = 5.0
"""How long a job may take to end when the server stops, and to stop when it is given back."""
Chore: TypeAlias = Callable[[Connection], Awaitable[None]]
_LONGEST_PAUSE: Final = 5.0
_TIDY_SECONDS: Final = 600.0
_SWEEPS: Final = 5
"""How often lost jobs are looked for in the time after which they count as lost."""


class JobWorker:
    """Runs the jobs whose kinds it has handlers for, and leaves the others alone.

    Any number of workers may share a database: each job runs in one of them at a time, and of the kinds in
    `one_at_a_time` only one job runs in all of them together.
    """

    def __init__(  # noqa: PLR0913 (each is a setting with a name and a default)
        self,
        database: Database,
        handlers: Mapping[str, JobHandler],
        *,
        clock: Clock = system_clock,
        one_at_a_time: Collection[str] = (),
        at_once: int = AT_ONCE,
        pauses: Sequence[float] = PAUSES,
        lost_after: timedelta = LOST_AFTER,
        chores: Sequence[Chore] = (),
    ) -> None:
        """Take the kinds' handlers, and seconds before each further attempt of a job that failed.

        `chores` are done every ten minutes: what has to be tidied up though nobody asked for it.
        """
        self._database = database
        self._handlers = handlers
        self._clock = clock
        self._kinds = Kinds(handlers, one_at_a_time)
        self._at_once = at_once
        self._lost_after = lost_after
        self._chores = chores
        self._execution = Execution(database, handlers, clock, pauses)
        self._id = uuid.uuid4()
        self._looking: asyncio.Task[None] | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._stops = asyncio.Event()
        self._patience = PATIENCE_SECONDS
        self._next_sweep = self._next_tidying = float("-inf")

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Begin to look for jobs."""
        if self._looking is None and self._handlers:
            self._stops.clear()
            self._looking = asyncio.create_task(self._work())

    async def stop(self, patience: float = PATIENCE_SECONDS) -> None:
        """Take no more jobs; wait `patience` seconds for those that run and give back the rest."""
        if self._looking is None:
            return
        self._patience = patience
        self._stops.set()
        self._wake.set()
        await asyncio.gather(self._looking, return_exceptions=True)
        self._looking = None

    async def run_until_idle(self) -> int:
        """Run every job that is due, here and now; return how many attempts were made."""
        return await run_until_idle(
            self._database,
            self._handlers,
            clock=self._clock,
            one_at_a_time=self._kinds.one_at_a_time,
        )

    async def _work(self) -> None:
        async with Runs(self._execution, self._lost_after) as runs:
            pause = LOOK_SECONDS
            while not self._stops.is_set():
                self._wake.clear()
                pause = LOOK_SECONDS if await self._look(runs) else min(pause * 2, _LONGEST_PAUSE)
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._wake.wait()
            await self._wind_up(runs)

    async def _look(self, runs: Runs) -> bool:
        """Take what is due and begin it; return whether the database could be asked."""
        try:
            for entry in await self._take():
                task = asyncio.create_task(self._make(runs, entry))
                self._running.add(task)
                task.add_done_callback(self._done)
        except OUT_OF_REACH as problem:
            log.warning("the database cannot be asked for jobs; trying again", reason=str(problem))
        except Exception:
            log.exception("looking for jobs failed; trying again")
        else:
            return True
        return False

    async def _take(self) -> list[Entry]:
        free = self._at_once - len(self._running)
        if free <= 0:
            return []
        now = time.monotonic()
        sweeps = now > self._next_sweep
        await relay(self._database, self._clock())
        async with self._database.connection() as connection:
            queue = Queue(connection)
            if now > self._next_tidying:
                await queue.forget_history(self._kinds)
                for chore in self._chores:
                    await chore(connection)
                self._next_tidying = now + _TIDY_SECONDS
            if not sweeps and not await queue.is_due(self._kinds):
                return []
            entries = await queue.take(self._kinds, self._id, free, self._lost_after)
        if sweeps:
            self._next_sweep = now + self._lost_after.total_seconds() / _SWEEPS
        return entries

    async def _make(self, runs: Runs, entry: Entry) -> None:
        """Make an attempt. When its beginning or end cannot be written, it is a lost one."""
        try:
            await runs.make(entry)
        except OUT_OF_REACH as problem:
            log.warning("a job cannot be begun or ended; it will be run again", reason=str(problem))
        except Exception:
            log.exception("a job cannot be begun or ended; it will be run again")

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._wake.set()

    async def _wind_up(self, runs: Runs) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=self._patience)
        runs.give_back()
        if self._running:
            await asyncio.wait(self._running, timeout=PATIENCE_SECONDS)
        for task in self._running:
            log.warning("a job does not stop; others take it when it gives no more signs of life")
            task.cancel()
