"""The job `field.index`."""

from dataclasses import dataclass

from gql_crm.customization.field_indexes import definitions_of
from gql_crm.customization.field_place import place_of
from gql_crm.customization.module_tables import ModuleTables
from gql_crm.customization.modules import Plugins
from gql_crm.database.errors import IndexNotBuilt
from gql_crm.database.field_indexes import settle_indexes
from gql_crm.database.pool import Database
from gql_crm.jobs import JobFailed, JobRun


@dataclass(frozen=True, slots=True)
class IndexJob:
    """Makes the indexes of a field what its definition says when the job runs: none of a deleted one."""

    database: Database
    plugins: Plugins
    tables: ModuleTables

    async def __call__(self, run: JobRun) -> None:
        """Build what is missing, drop what is too many; raises JobFailed with the reason for a person."""
        place = await place_of(self.database, self.plugins, run.job)
        wanted = () if place.deleted else definitions_of(place.entity, place.field)
        try:
            await settle_indexes(
                self.tables.owner_dsn, place.custom.id, wanted, schema=self.tables.schema, report=run.progress
            )
        except IndexNotBuilt as problem:
            raise JobFailed(str(problem)) from problem
