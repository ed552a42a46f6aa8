"""Running what waits, here and now."""

import uuid
from collections.abc import Collection, Mapping

from gql_crm.clock import Clock, system_clock
from gql_crm.database.pool import Database
from gql_crm.jobs.execution import Execution, JobHandler
from gql_crm.jobs.outbox import relay
from gql_crm.jobs.queue import Kinds, Queue
from gql_crm.jobs.runs import LOST_AFTER, Runs


async def run_until_idle(
    database: Database,
    handlers: Mapping[str, JobHandler],
    *,
    clock: Clock = system_clock,
    one_at_a_time: Collection[str] = (),
) -> int:
    """Run every job that is due, one after the other in the order of the queue, until none is left.

    Jobs that these jobs enqueue are among them, and further attempts follow without a pause. Returns how many
    attempts were made.
    """
    kinds, worker, count = Kinds(handlers, one_at_a_time), uuid.uuid4(), 0
    async with Runs(Execution(database, handlers, clock, waits=False)) as runs:
        while handlers:
            await relay(database, clock())
            async with database.connection() as connection:
                entries = await Queue(connection).take(kinds, worker, 1, LOST_AFTER)
            if not entries:
                break
            count += await runs.make(entries[0])
    return count
