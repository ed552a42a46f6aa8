"""Collations: does the server sort as it did when the indexes were built."""

from collections.abc import AsyncIterator

from gql_crm.cli.database import DatabaseAddress
from gql_crm.cli.findings import Finding, error, ok
from gql_crm.database.collations import provider, stale_collations
from gql_crm.database.direct import direct_connection
from gql_crm.settings import Settings


async def check_collations(settings: Settings, address: DatabaseAddress) -> AsyncIterator[Finding]:
    """Compare versions. After a change of the system's libraries, indexes over text may find nothing."""
    async with direct_connection(address.owner_dsn, schema=settings.database_schema) as connection:
        stale = await stale_collations(connection)
        for sentence in stale:
            cure = "REINDEX DATABASE; then ALTER DATABASE … or ALTER COLLATION … REFRESH VERSION."
            yield error("collations", f"{sentence}: indexes over text may be wrong.", cure)
        if not stale:
            yield ok("collations", f"None has changed (provider {await provider(connection)}).")
