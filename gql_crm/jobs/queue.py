"""The queue: pgqueuer's tables and statements, on connections and at times of our choosing.

Of pgqueuer its `Queries` are used, not its `QueueManager`: taking, keeping and giving back lines of the queue
happens in the transactions that change the jobs they stand for.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast
from uuid import UUID

import asyncpg
from pgqueuer import AsyncpgDriver, Queries
from pgqueuer import Job as Line
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder
from pgqueuer.domain.settings import DBSettings
from pgqueuer.domain.types import Channel, QueueEntrypoint, QueueManagerId
from pgqueuer.ports.repository import EntrypointExecutionParameter

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.records.statements import run

if TYPE_CHECKING:
    from pgqueuer.domain.types import JOB_STATUS

_TABLE: Final = "pgqueuer"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the queue that this worker has taken."""

    line: Line

    @property
    def number(self) -> int:
        """The line's number in the queue."""
        return self.line.id

    @property
    def job_id(self) -> UUID:
        """The job that it stands for."""
        return UUID(bytes=self.line.payload)


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of jobs that a worker does; of those in `one_at_a_time` only one runs in all workers."""

    names: Collection[str]
    one_at_a_time: Collection[str] = ()


class Queue:
    """The queue, seen through one connection; what happens belongs to that connection's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        settings = _settings()
        self._queries = Queries(
            AsyncpgDriver(cast(asyncpg.Connection, connection)),
            QueryBuilderEnvironment(settings),
            QueryQueueBuilder(settings),
        )

    async def put(self, kind: str, job_id: UUID) -> None:
        """Append a line for a job."""
        await self._queries.enqueue(kind, job_id.bytes)

    async def is_due(self, kinds: Kinds) -> bool:
        """Whether a job of these kinds may wait to be taken."""
        names = [QueueEntrypoint(name) for name in kinds.names]
        return await self._queries.eligible_queued_work(names) > 0

    async def take(self, kinds: Kinds, worker: UUID, most: int, lost_after: timedelta) -> list[Entry]:
        """Take at most `most` lines that are due, or whose worker has given no sign for `lost_after`.

        Not inside a transaction: who loses a race for a kind that runs one at a time gets an error, told as
        an empty list.
        """
        limits = {
            QueueEntrypoint(name): EntrypointExecutionParameter(int(name in kinds.one_at_a_time))
            for name in kinds.names
        }
        lines = await self._queries.dequeue(most, limits, QueueManagerId(worker), None, lost_after)
        return [Entry(line) for line in lines]

    async def hasten(self, kinds: Kinds, ahead: timedelta) -> None:
        """Let lines of these kinds be due now that would be so after a time."""
        wait = sql.Column("q", "execute_after")
        now = sql.call("now")
        later = sql.Binary(now, "+", sql.Parameter(ahead, "interval"))
        waiting = sql.equal(sql.Cast(sql.Column("q", "status"), "text"), sql.Constant("queued"))
        of_kinds = sql.AnyOf(sql.Column("q", "entrypoint"), sql.parameters(sorted(kinds.names), "text"))
        due = sql.all_of(waiting, of_kinds, sql.Binary(wait, ">", now), sql.Binary(wait, "<=", later))
        await run(self._connection, sql.Update(_TABLE, "q", (("execute_after", now),), due))

    async def keep(self, entries: Sequence[Entry]) -> None:
        """Give a sign that the worker lives."""
        await self._queries.update_heartbeat([entry.line.id for entry in entries])

    async def put_back(self, entry: Entry, pause: timedelta) -> None:
        """Let a line wait again, not before `pause` is over."""
        await self._queries.retry_job(entry.line, pause, None)

    async def remove(self, entry: Entry, *, successful: bool) -> None:
        """Take a line out: its job is over."""
        status: JOB_STATUS = "successful" if successful else "exception"
        await self._queries.log_jobs([(entry.line, status, None)])

    async def forget_history(self, kinds: Kinds) -> None:
        """Empty pgqueuer's log, which nothing else does: the jobs' own rows tell what happened."""
        if kinds.names:
            await self._queries.clear_queue_log(list(kinds.names))


def _settings() -> DBSettings:
    """Name every table ourselves: pgqueuer reads names from variables like QUEUE_TABLE and CHANNEL."""
    return DBSettings.model_construct(
        prefix="",
        db_schema=None,
        channel=Channel("ch_pgqueuer"),
        function="fn_pgqueuer_changed",
        statistics_table="pgqueuer_statistics",
        queue_status_type="pgqueuer_status",
        queue_table=_TABLE,
        queue_table_log="pgqueuer_log",
        trigger="tg_pgqueuer_changed",
        schedules_table="pgqueuer_schedules",
    )
