"""The kinds of jobs that a workspace does."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from gql_crm.clock import Clock
from gql_crm.customization import (
    CLEAR_JOB,
    CONVERT_JOB,
    DELETE_JOB,
    ENTITY_DELETE_JOB,
    FILL_JOB,
    INDEX_JOB,
    NAMES_JOB,
    NUMBER_JOB,
    OPTIONS_JOB,
    REMOVE_JOB,
    UNIQUE_JOB,
    ClearJob,
    ConversionJob,
    DeletionJob,
    EntityDeletionJob,
    FillJob,
    IndexJob,
    NamesJob,
    NumberJob,
    OptionsJob,
    RemovalJob,
    UniqueJob,
    ask_for_removals,
)
from gql_crm.database import Connection
from gql_crm.jobs import AFTER_COMMIT, Chore, JobHandler
from gql_crm.journal import FOUND_JOB, MAIL_JOB
from gql_crm.mail import MailDelivery
from gql_crm.records.bulk import BULK_JOB
from gql_crm.schema.idempotency import forget_old_keys
from gql_crm.workspace.after_commit import AfterCommitJob
from gql_crm.workspace.bulk_job import BulkJob
from gql_crm.workspace.found_job import FoundJob, ask_to_tell

if TYPE_CHECKING:
    from gql_crm.workspace.workspace import Workspace

ONE_AT_A_TIME: Final[Collection[str]] = (
    INDEX_JOB,
    UNIQUE_JOB,
    NUMBER_JOB,
    OPTIONS_JOB,
    CONVERT_JOB,
    FILL_JOB,
    FOUND_JOB,
    MAIL_JOB,  # a mail server that hangs keeps one job of a worker busy, and not all of them
)
"""Kinds of which one job runs at a time, in all workers of the database together."""


def handlers_of(workspace: "Workspace", clock: Clock) -> Mapping[str, JobHandler]:
    """Return who does the jobs of each kind, by a clock."""
    database, plugins, tables = workspace.database, workspace.live, workspace.tables
    return {
        INDEX_JOB: IndexJob(database, plugins, tables),
        CONVERT_JOB: ConversionJob(database, plugins, clock),
        CLEAR_JOB: ClearJob(database),
        DELETE_JOB: DeletionJob(database, plugins, tables),
        AFTER_COMMIT: AfterCommitJob(workspace, clock),
        ENTITY_DELETE_JOB: EntityDeletionJob(database, tables, clock),
        NAMES_JOB: NamesJob(database, plugins, clock),
        NUMBER_JOB: NumberJob(database, plugins),
        OPTIONS_JOB: OptionsJob(database, plugins, clock),
        REMOVE_JOB: RemovalJob(database, plugins, clock),
        BULK_JOB: BulkJob(workspace, clock),
        UNIQUE_JOB: UniqueJob(database, plugins, clock),
        FILL_JOB: FillJob(database, plugins, clock),
        FOUND_JOB: FoundJob(workspace, clock),
        MAIL_JOB: MailDelivery(database, workspace.settings, clock),
    }


def chores_of(clock: Clock) -> Sequence[Chore]:
    """Return what is looked after from time to time: what is due asks for jobs, what is old is forgotten."""

    async def forget(connection: Connection) -> None:
        await forget_old_keys(connection, clock())

    async def remove_fields(connection: Connection) -> None:
        await ask_for_removals(connection, clock())

    async def tell(connection: Connection) -> None:
        await ask_to_tell(connection, clock())

    return (remove_fields, tell, forget)
