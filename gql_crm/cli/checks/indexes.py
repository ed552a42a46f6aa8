"""Indexes: do those of custom fields serve, and is any broken or of no use."""

from collections.abc import AsyncIterator, Iterator, Sequence

from gql_crm.cli.checks.custom_fields import CustomFields, load_custom_fields
from gql_crm.cli.database import DatabaseAddress
from gql_crm.cli.findings import Finding, error, ok, warning
from gql_crm.customization import FieldIndex, FieldIndexState, load_indexes
from gql_crm.database import Connection, Database
from gql_crm.database.direct import direct_connection
from gql_crm.database.field_indexes import FoundIndex, broken_indexes, dropping, found_indexes, rebuilding
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.settings import Settings

_Indexed = tuple[CatalogEntity, CatalogField, FieldIndex]


async def check_indexes(settings: Settings, address: DatabaseAddress) -> AsyncIterator[Finding]:
    """Look at a database whose tables are in order."""
    database = await Database.connect(address.app_dsn, schema=settings.database_schema, max_size=1)
    try:
        async with database.connection() as connection:
            fields = await load_custom_fields(connection, settings)
            indexed = await _indexed(connection, fields)
            found = [*_without_index(indexed), *_useless(fields, await found_indexes(connection))]
    finally:
        await database.close()
    async with direct_connection(address.owner_dsn, schema=settings.database_schema) as owner:
        found.extend(_broken(name) for name in await broken_indexes(owner))
    for finding in found:
        yield finding
    if not found:
        building = sum(index.state is FieldIndexState.BUILDING for _, _, index in indexed)
        more = f" {building} more are being built." if building else ""
        yield ok("indexes", f"Those of {len(indexed) - building} custom fields serve.{more}")


async def _indexed(connection: Connection, fields: CustomFields) -> list[_Indexed]:
    all_ = [(e, field) for e in fields.catalog.entities.values() for field in e.fields.values()]
    indexes = await load_indexes(connection, all_)
    return [(e, field, indexes[field.field_id]) for e, field in all_ if field.field_id in indexes]


def _broken(name: str) -> Finding:
    text = f'"{name}" is broken: it serves nobody and costs writes.'
    return error("indexes", text, f"{rebuilding(name)};")


def _without_index(indexed: Sequence[_Indexed]) -> Iterator[Finding]:
    for entity, field, index in indexed:
        if index.state is FieldIndexState.FAILED:
            cure = f'`updateField(entity: "{entity.name}", key: "{field.key}", input: {{indexed: true}})`'
            text = f'"{field.key}" of {entity.name} lacks its index: {index.error}'
            yield error("indexes", text, f"{cure} in GraphQL.")


def _useless(fields: CustomFields, found: Sequence[FoundIndex]) -> Iterator[Finding]:
    """Name indexes of fields that are not to have any, unless a job is about to drop them."""
    used = {custom.id for custom in fields.state.custom_fields if custom.field.indexed}
    for index in found:
        if index.number not in used and not fields.is_worked_on(index.number):
            text = f'"{index.name}" belongs to a custom field that is not indexed any more.'
            yield warning("indexes", text, f"{dropping(index.name)};")
