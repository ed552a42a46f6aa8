"""PostgreSQL's plan of a statement, as it is made for the statements of the server."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from gql_crm.database.plan_text import inlined_bodies, named_calls
from gql_crm.database.pool import Connection, Database

_NAME = "gql_crm_explained"


async def explain_statement(
    database: Database, text: str, parameters: Sequence[Any], *, analyze: bool
) -> list[str]:
    """Return the lines of the plan; `analyze` runs the statement, in a transaction that changes nothing.

    The values are bound, then given to the prepared statement: so the plan is the one that the server's own
    connections use, for all values alike, and not one that is made for these. Raises what PostgreSQL raises.
    """
    options = " (ANALYZE, BUFFERS)" if analyze else ""
    async with _read_only(database) as connection:
        values = await _written_out(connection, text, parameters)
        await connection.execute(f"PREPARE {_NAME} AS {text}")
        async with _forgotten(connection):
            rows = await connection.fetch(f"EXPLAIN{options} EXECUTE {_NAME}{values}")
        return named_calls([row[0] for row in rows], await inlined_bodies(connection))


@asynccontextmanager
async def _read_only(database: Database) -> AsyncIterator[Connection]:
    """Lend a connection in a transaction that can write nothing and is rolled back."""
    async with database.connection() as connection:
        transaction = connection.transaction(readonly=True)
        await transaction.start()
        try:
            yield connection
        finally:
            await transaction.rollback()


@asynccontextmanager
async def _forgotten(connection: Connection) -> AsyncIterator[None]:
    """Take the prepared statement off the connection, even where its run has failed."""
    inner = connection.transaction()
    await inner.start()
    try:
        yield
    finally:
        await inner.rollback()
        await connection.execute(f"DEALLOCATE {_NAME}")


async def _written_out(connection: Connection, text: str, parameters: Sequence[Any]) -> str:
    """Return the values as the arguments of EXECUTE, which takes no parameters: PostgreSQL quotes them."""
    if not parameters:
        return ""
    types = (await connection.prepare(text)).get_parameters()
    named = (f'"{type_.schema}"."{type_.name.removesuffix("[]")}"' for type_ in types)
    arrays = ("[]" if type_.kind == "array" else "" for type_ in types)
    quoted = ", ".join(
        f"quote_nullable((${number}::{name}{array})::text)"
        for number, (name, array) in enumerate(zip(named, arrays, strict=True), 1)
    )
    row = await connection.fetchrow(f"SELECT {quoted}", *parameters)
    return f"({', '.join(row.values())})" if row else ""
