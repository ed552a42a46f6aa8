"""The custom fields and entities of a workspace, as far as checks have to know them."""

from collections.abc import Mapping
from dataclasses import dataclass

from gql_crm.clock import system_clock
from gql_crm.customization import ENTITY_DELETE_JOB, WorkspaceState, load
from gql_crm.database import Connection
from gql_crm.jobs import Job, JobState, load_jobs
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.merge import merge
from gql_crm.settings import Settings
from gql_crm.workspace.contributions import contributions_of

_JOBS = 1_000
"""How many jobs are looked at, the newest first."""


@dataclass(frozen=True, slots=True)
class CustomFields:
    """What is defined, what is in the catalog, and the newest jobs, by the field's number or the table."""

    state: WorkspaceState
    catalog: Catalog
    jobs: Mapping[int, Job]
    deletions: Mapping[str, Job]
    """Deletions of custom entities."""

    @property
    def numbers(self) -> set[int]:
        """The numbers of all fields that are not deleted."""
        return {custom.id for custom in self.state.custom_fields}

    def is_worked_on(self, number: int) -> bool:
        """Whether a job about the field, or about its entity's deletion, waits or runs."""
        of_entities = [job for job in self.deletions.values() if number in job.arguments["fields"]]
        own = [self.jobs[number]] if number in self.jobs else []
        return any(_is_under_way(job) for job in (*own, *of_entities))

    def is_dropped(self, table: str) -> bool:
        """Whether a job that drops a custom entity's table waits or runs."""
        return table in self.deletions and _is_under_way(self.deletions[table])


def _is_under_way(job: Job) -> bool:
    return job.state in {JobState.QUEUED, JobState.RUNNING}


async def load_custom_fields(connection: Connection, settings: Settings) -> CustomFields:
    """Read the fields and merge the catalog."""
    state, now = await load(connection), system_clock()
    catalog = merge(state.given(contributions_of(settings, now)), version=state.version, now=now)
    jobs = await load_jobs(connection, first=_JOBS)
    about = [job for job in reversed(jobs) if job.kind.startswith("field.")]
    gone = [job for job in reversed(jobs) if job.kind == ENTITY_DELETE_JOB]
    return CustomFields(
        state,
        catalog,
        {int(job.arguments["field"]): job for job in about},
        {job.arguments["table"]: job for job in gone},
    )
