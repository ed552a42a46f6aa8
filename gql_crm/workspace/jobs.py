"""The kinds of jobs that a workspace does."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from gql_crm.customization import DELETE_JOB, INDEX_JOB, UNIQUE_JOB, DeletionJob, IndexJob, UniqueJob
from gql_crm.jobs import JobHandler

if TYPE_CHECKING:
    from gql_crm.workspace.workspace import Workspace

ONE_AT_A_TIME: Final[Collection[str]] = (INDEX_JOB, UNIQUE_JOB)
"""Kinds of which one job runs at a time, in all workers of the database together."""


def handlers_of(workspace: "Workspace") -> Mapping[str, JobHandler]:
    """Return who does the jobs of each kind."""
    database, plugins, tables = workspace.database, workspace.live, workspace.tables
    return {
        INDEX_JOB: IndexJob(database, plugins, tables),
        DELETE_JOB: DeletionJob(database, plugins, tables),
        UNIQUE_JOB: UniqueJob(database, plugins, workspace.clock),
    }
