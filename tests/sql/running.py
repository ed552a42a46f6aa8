"""Running a tree against PostgreSQL."""

from typing import Any

import asyncpg

from gql_crm import sql


async def value_of(connection: asyncpg.Connection, node: sql.Node) -> Any:
    """Evaluate an expression."""
    statement = sql.compile_statement(sql.Select((sql.Item(node, "value"),)))
    return await connection.fetchval(statement.text, *statement.parameters)


async def rows_of(connection: asyncpg.Connection, node: sql.Node) -> list[tuple[Any, ...]]:
    """Run a statement and return its rows."""
    statement = sql.compile_statement(node)
    return [tuple(row) for row in await connection.fetch(statement.text, *statement.parameters)]
