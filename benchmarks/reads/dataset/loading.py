"""Puts the dataset into a database that migrations and `createFields` have made ready.

Millions of values are copied straight into the tables, as one would restore a backup: foreign keys are not
checked meanwhile, and indexes are built when everything is there.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import islice
from typing import Any

import asyncpg

from benchmarks.reads.dataset import rows
from benchmarks.reads.dataset.custom_fields import CustomField
from benchmarks.reads.dataset.population import Population
from gql_crm.database.session import set_codecs

_AT_ONCE = 20_000
_SPINE_COLUMNS = ("id", "entity", "owner_id", "team_id", "created_at", "updated_at")
_TEXT_COLUMNS = ("record_id", "label", "search_text")
_PLAIN_INDEXES = """
SELECT x.relname AS name, pg_get_indexdef(i.indexrelid) AS statement
FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
WHERE t.relname = ANY($1) AND t.relnamespace = 'public'::regnamespace AND NOT i.indisunique
ORDER BY x.relname
"""
_STORAGE_KEYS = "SELECT key, storage_key FROM custom_field WHERE entity = $1"
_LOADING_SETTINGS = ("session_replication_role = replica", "maintenance_work_mem = '256MB'")


class Loader:
    """Copies records into one database; `dsn` is of a superuser."""

    def __init__(self, connection: asyncpg.Connection, there: Population) -> None:
        self._connection = connection
        self._rows = rows.Rows(there)

    async def load_people(self, contact_fields: Sequence[CustomField]) -> None:
        """Load organizations and contacts."""
        keys = await self.storage_keys("Contact")
        organizations = self._rows.organizations()
        await self.copy("Organization", "people_organization", rows.ORGANIZATION_COLUMNS, organizations)
        contacts = self._rows.contacts(contact_fields, keys)
        await self.copy("Contact", "people_contact", rows.CONTACT_COLUMNS, contacts)

    async def load_sales(self) -> None:
        """Load opportunities and events."""
        keys = await self.storage_keys("Opportunity")
        opportunities = self._rows.opportunities(keys)
        await self.copy("Opportunity", "benchmark_opportunity", rows.OPPORTUNITY_COLUMNS, opportunities)
        events = self._rows.events()
        await self.copy("ContactEvent", "benchmark_contact_event", rows.EVENT_COLUMNS, events)

    async def copy(self, entity: str, table: str, columns: Sequence[str], made: Iterator[rows.Row]) -> None:
        """Load records with their spine and texts."""
        own_columns = (*rows.SYSTEM_COLUMNS, *columns)
        while batch := list(islice(made, _AT_ONCE)):
            spine = ((row.id, entity, *row.spine[1:]) for row in batch)
            texts = ((row.id, row.label, row.search_text) for row in batch)
            own = (row.own for row in batch)
            for name, names, records in (
                ("record", _SPINE_COLUMNS, spine),
                ("record_text", _TEXT_COLUMNS, texts),
                (table, own_columns, own),
            ):
                await self._connection.copy_records_to_table(name, columns=names, records=records)

    async def copy_rows(self, table: str, columns: Sequence[str], made: Iterator[tuple[Any, ...]]) -> None:
        """Load what is no record."""
        while batch := list(islice(made, _AT_ONCE)):
            await self._connection.copy_records_to_table(table, columns=columns, records=batch)

    async def storage_keys(self, entity: str) -> Mapping[str, str]:
        """Return the key in the document `custom` of each custom field of an entity."""
        return await storage_keys(self._connection, entity)


async def storage_keys(connection: asyncpg.Connection, entity: str) -> Mapping[str, str]:
    """Return the key in the document `custom` of each custom field of an entity."""
    return {row["key"]: row["storage_key"] for row in await connection.fetch(_STORAGE_KEYS, entity)}


@asynccontextmanager
async def loading(dsn: str, there: Population, tables: Sequence[str]) -> AsyncIterator[Loader]:
    """Enter the loading of `tables` and the spine; then they are indexed, analyzed and written out."""
    connection: asyncpg.Connection = await asyncpg.connect(dsn)
    try:
        await set_codecs(connection)
        for setting in _LOADING_SETTINGS:
            await connection.execute(f"SET {setting}")
        touched = ["record", "record_text", *tables]
        indexes = await connection.fetch(_PLAIN_INDEXES, touched)
        for index in indexes:
            await connection.execute(f'DROP INDEX "{index["name"]}"')
        yield Loader(connection, there)
        for index in indexes:
            await connection.execute(index["statement"])
        for table in touched:
            await connection.execute(f'VACUUM (ANALYZE) "{table}"')
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()
