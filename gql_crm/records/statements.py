"""Running a statement tree on a connection."""

import asyncpg

from gql_crm import sql
from gql_crm.database.pool import Connection


async def fetch(connection: Connection, node: sql.Node) -> list[asyncpg.Record]:
    """Run a statement and return its rows."""
    statement = sql.compile_statement(node)
    return await connection.fetch(statement.text, *statement.parameters)


async def run(connection: Connection, node: sql.Node) -> None:
    """Run a statement whose rows nobody needs."""
    statement = sql.compile_statement(node)
    await connection.fetch(statement.text, *statement.parameters)
