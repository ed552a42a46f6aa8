"""Fields and entities that were deleted, as the catalog had them: their rows are still there."""

from dataclasses import replace
from datetime import datetime

from gql_crm.customization import entity_rows, field_rows
from gql_crm.customization.store import WorkspaceState, load
from gql_crm.database.pool import Connection
from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField
from gql_crm.plugins.merge import Contributions, merge


async def deleted_field(
    connection: Connection, contributions: Contributions, storage_key: str, now: datetime
) -> CatalogField | None:
    """Return a field; None where its entity is not there any more either."""
    rows = await field_rows.load(connection, id_=int(storage_key.rpartition(":")[2]))
    state = await load(connection)
    named = {(one.entity, one.field.key) for one in rows}
    others = [one for one in state.custom_fields if (one.entity, one.field.key) not in named]
    catalog = _merged(replace(state, custom_fields=(*others, *rows)), contributions, now)
    found = (one for one in catalog.every_field() if one.field_id == storage_key)
    return next((replace(one, deleted=True) for one in found), None)


async def deleted_entity(
    connection: Connection, contributions: Contributions, table: str, now: datetime
) -> CatalogEntity | None:
    """Return an entity with the fields that were deleted with it."""
    gone = await entity_rows.load_deleted(connection, int(table.rpartition("_")[2]))
    if gone is None:
        return None
    custom, at = gone
    state = await load(connection)
    taken = {custom.entity.name, custom.entity.plural}
    others = (one for one in state.custom_entities if taken.isdisjoint((one.entity.name, one.entity.plural)))
    fields = await field_rows.load_deleted_with(connection, table, at)
    state = replace(state, custom_entities=(*others, custom), custom_fields=(*state.custom_fields, *fields))
    return _merged(state, contributions, now).stored_entities.get(table)


def _merged(state: WorkspaceState, contributions: Contributions, now: datetime) -> Catalog:
    return merge(state.given(contributions), version=state.version, now=now)
