"""What is due at a time, run for an administrator who cannot wait for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from gql_crm.jobs import DueJobs, DueRun, Execution, Kinds
from gql_crm.schema.weights import MOST_RUNS
from gql_crm.workspace.jobs import ONE_AT_A_TIME, chores_of, handlers_of

if TYPE_CHECKING:
    from gql_crm.workspace.workspace import Workspace

_PART: Final = 0.5
"""The part of an operation's time in which jobs are run; the rest is for the answer."""


async def run_due_jobs(workspace: "Workspace", as_of: datetime) -> Sequence[DueRun]:
    """Run what is due at `as_of`, not before now, with that time for now; chores first, they ask for jobs."""

    def clock() -> datetime:
        return as_of

    database = workspace.database
    handlers = handlers_of(workspace, clock)
    kinds = Kinds(handlers, ONE_AT_A_TIME)
    async with database.connection() as connection:
        for chore in chores_of(clock):
            await chore(connection)
    due = DueJobs(Execution(database, handlers, clock), kinds, as_of - workspace.clock())
    return await due.run(MOST_RUNS, workspace.settings.limit_operation_seconds * _PART)
