"""Where the values of a custom field lie, for jobs: the field may be deleted, and its module switched off."""

from dataclasses import dataclass

from gql_crm.customization import field_rows
from gql_crm.customization.modules import Plugins
from gql_crm.customization.store import load
from gql_crm.database.pool import Database
from gql_crm.jobs import Job, JobFailed
from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField
from gql_crm.plugins.merge import CustomField, merge
from gql_crm.plugins.names import is_custom_table
from gql_crm.plugins.placement import custom_field


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """A custom field as its definition is now, its entity, and the catalog, which lacks a deleted field."""

    custom: CustomField
    field: CatalogField
    entity: CatalogEntity
    catalog: Catalog
    deleted: bool

    @property
    def in_entity(self) -> CatalogField:
        """The field as its entity has it, perhaps under another key; it must not be deleted."""
        fields = self.entity.all_fields.values()
        return next(one for one in fields if one.field_id == self.field.field_id)


async def place_of(database: Database, plugins: Plugins, job: Job) -> FieldPlace | None:
    """Find the field that a job is about, by the argument `field`; raises JobFailed.

    None: it went with its entity, which a user has deleted.
    """
    number = int(job.arguments["field"])
    async with database.connection() as connection:
        state = await load(connection)
        found = await field_rows.load(connection, id_=number)
    catalog = merge(state.given(plugins.contributions), version=state.version, now=job.created_at)
    name = f'the custom field "{job.arguments["key"]}" of {job.arguments["entity"]}'
    if not found:
        raise JobFailed(f"There is no trace of {name} any more.")
    custom = found[0]
    entity = next((one for one in catalog.entities.values() if one.stored_as == custom.entity), None)
    kind = catalog.kinds.get(custom.field.kind)
    deleted = all(other.id != number for other in state.custom_fields)
    if entity is None and deleted and is_custom_table(custom.entity):
        return None
    if entity is None or kind is None:
        raise JobFailed(f"The module that {name} needs is switched off. Enable it, then try again.")
    field = custom_field(
        custom.field, kind, custom.storage_key, retired=custom.retired, values_key=custom.values_key
    )
    return FieldPlace(custom, field, entity, catalog, deleted)
