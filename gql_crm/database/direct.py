"""Direct connections for work that changes the database itself: no pool, no limit on a statement's time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from gql_crm.database.errors import DatabaseUnavailable
from gql_crm.database.session import session_settings

CONNECT_SECONDS = 10.0


@asynccontextmanager
async def direct_connection(
    dsn: str, *, schema: str, lock_timeout_ms: int = 0
) -> AsyncIterator[asyncpg.Connection]:
    """Open a connection of its own, with `schema` as its search path."""
    settings = session_settings(
        schema=schema, application_name="gql_crm schema", lock_timeout_ms=lock_timeout_ms
    )
    try:
        connection = await asyncpg.connect(
            dsn, timeout=CONNECT_SECONDS, server_settings=settings, statement_cache_size=0
        )
    except (OSError, TimeoutError, asyncpg.PostgresError) as problem:
        raise DatabaseUnavailable(
            f"PostgreSQL does not let us in: {str(problem) or 'it does not answer.'}"
        ) from problem
    try:
        yield connection
    finally:
        if not connection.is_closed():
            await connection.close(timeout=CONNECT_SECONDS)


async def trigram_schema(connection: asyncpg.Connection) -> str:
    """Return the schema that holds the extension pg_trgm, or "public" where it is not installed."""
    found = await connection.fetchval(
        "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
        " WHERE e.extname = 'pg_trgm'"
    )
    return str(found or "public")
