"""The job `field.index`."""

from dataclasses import dataclass

from gql_crm.customization.field_indexes import INDEX_JOB, definitions_of
from gql_crm.customization.field_place import FieldPlace, place_of
from gql_crm.customization.module_tables import ModuleTables
from gql_crm.customization.modules import Plugins
from gql_crm.database.errors import IndexNotBuilt
from gql_crm.database.field_indexes import analyze_new_indexes, settle_indexes
from gql_crm.database.pool import Database
from gql_crm.jobs import JobFailed, JobRun, JobState, load_jobs

_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class IndexJob:
    """Makes the indexes of a field what its definition says when the job runs: none of a deleted one."""

    database: Database
    plugins: Plugins
    tables: ModuleTables

    async def __call__(self, run: JobRun) -> None:
        """Build what is missing, drop what is too many; raises JobFailed with the reason for a person."""
        place = await place_of(self.database, self.plugins, run.job)
        if place is None:
            return
        wanted = () if place.deleted else definitions_of(place.entity, place.field)
        try:
            await settle_indexes(
                self.tables.owner_dsn, place.custom.id, wanted, schema=self.tables.schema, report=run.progress
            )
        except IndexNotBuilt as problem:
            raise JobFailed(str(problem)) from problem
        if not await self._more_waits(place):
            await analyze_new_indexes(self.tables.owner_dsn, place.entity.table, schema=self.tables.schema)

    async def _more_waits(self, place: FieldPlace) -> bool:
        """Whether another index of the same entity is going to be built, which must be analyzed too."""
        async with self.database.connection() as connection:
            waiting = await load_jobs(connection, state=JobState.QUEUED, kind=INDEX_JOB, first=_LOOKED_AT)
        return any(job.arguments["entity"] == place.entity.name for job in waiting)
