"""The custom fields of a workspace, as far as checks have to know them."""

from collections.abc import Mapping
from dataclasses import dataclass

from gql_crm.clock import system_clock
from gql_crm.customization import WorkspaceState, load
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
    """What is defined, what is in the catalog, and the newest job about each field, by the field's number."""

    state: WorkspaceState
    catalog: Catalog
    jobs: Mapping[int, Job]

    @property
    def numbers(self) -> set[int]:
        """The numbers of all fields that are not deleted."""
        return {custom.id for custom in self.state.custom_fields}

    def is_worked_on(self, number: int) -> bool:
        """Whether a job about the field waits or runs."""
        return number in self.jobs and self.jobs[number].state in {JobState.QUEUED, JobState.RUNNING}


async def load_custom_fields(connection: Connection, settings: Settings) -> CustomFields:
    """Read the fields and merge the catalog."""
    state, now = await load(connection), system_clock()
    catalog = merge(state.given(contributions_of(settings, now)), version=state.version, now=now)
    jobs = await load_jobs(connection, first=_JOBS)
    about = [job for job in reversed(jobs) if job.kind.startswith("field.")]
    return CustomFields(state, catalog, {int(job.arguments["field"]): job for job in about})
