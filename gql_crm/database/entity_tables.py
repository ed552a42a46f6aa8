"""The tables of entities that users define: made and dropped at run time, by the role that owns them.

They refer to no other table, so that making one waits for nobody; their names are numbers, so that no
client's name comes into SQL.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

import asyncpg
from tortoise.models import Model

from gql_crm.database.declared import table_statements
from gql_crm.database.direct import direct_connection
from gql_crm.database.errors import TablesInUse
from gql_crm.database.migrations import IN_USE, LOCK_TIMEOUT_MS, Patience
from gql_crm.database.session import quoted, set_codecs

if TYPE_CHECKING:
    from gql_crm.database.pool import Connection, Database

FOUND = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname ~ '^custom_[0-9]+$'
ORDER BY relname
"""


@asynccontextmanager
async def owner_transaction(dsn: str, *, schema: str) -> "AsyncIterator[Connection]":
    """Open a transaction of the role that owns the tables, which waits for no lock longer than a moment."""
    async with direct_connection(dsn, schema=schema, lock_timeout_ms=LOCK_TIMEOUT_MS) as connection:
        await set_codecs(connection)
        async with connection.transaction():
            yield cast("Connection", connection)  # a pool lends the same, in a wrapper


async def make_table(connection: "Connection", model: type[Model], role: str) -> None:
    """Make the table of a model inside a transaction of the owner, and let the server's role use its rows."""
    for statement in table_statements(model, trigram_schema=""):
        await connection.execute(statement)
    if role != await connection.fetchval("SELECT current_user"):
        rights = "SELECT, INSERT, UPDATE, DELETE"
        await connection.execute(f"GRANT {rights} ON {quoted(model._meta.db_table)} TO {quoted(role)}")


async def server_role(database: "Database") -> str:
    """Return the role that serves requests."""
    async with database.connection() as connection:
        return cast("str", await connection.fetchval("SELECT current_user"))


async def drop_table(dsn: str, table: str, *, schema: str, patience_seconds: float) -> None:
    """Drop a table, if it is there, in a moment in which nobody uses it; raises TablesInUse."""
    patience = Patience(patience_seconds)
    async with direct_connection(dsn, schema=schema, lock_timeout_ms=LOCK_TIMEOUT_MS) as connection:
        while True:
            try:
                await connection.execute(dropping(table))
            except IN_USE as problem:
                if patience.is_over:
                    raise TablesInUse(f'Others use the table "{table}" all the time.') from problem
                await asyncio.sleep(random.uniform(0.05, 0.3))  # noqa: S311 (spreads the tries, hides nothing)
            else:
                return


def dropping(table: str) -> str:
    """Return the statement that drops a table."""
    return f"DROP TABLE IF EXISTS {quoted(table)}"


async def found_tables(connection: asyncpg.Connection) -> list[str]:
    """Return the tables of entities that users have defined, those that no entity has any more among them."""
    return [row["relname"] for row in await connection.fetch(FOUND)]
