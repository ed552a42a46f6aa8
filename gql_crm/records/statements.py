"""Running a statement tree on a connection."""

from collections.abc import Callable, Hashable
from typing import Any, TypeAlias, TypeVar

import asyncpg

from gql_crm import sql
from gql_crm.database.late import begun
from gql_crm.database.pool import Connection
from gql_crm.database.prepared import fetch_kept
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.sql.kept import Looks

_Statement: TypeAlias = tuple[str, Callable[[Any], list[Any]]]
"""Its text, and what finds its parameters in a request."""
Request = TypeVar("Request")


async def fetch(connection: Connection, node: sql.Node) -> list[asyncpg.Record]:
    """Run a statement and return its rows."""
    statement = sql.compile_statement(node)
    return await (await begun(connection)).fetch(statement.text, *statement.parameters)


async def run(connection: Connection, node: sql.Node) -> None:
    """Run a statement whose rows nobody needs."""
    await fetch(connection, node)


async def fetch_again(
    connection: Connection,
    entity: CatalogEntity,
    purpose: Hashable,
    request: Request,
    build: Callable[[sql.Given[Request]], sql.Node],
) -> list[asyncpg.Record]:
    """Run a statement that is kept with an entity, for all requests that answer alike what `build` looks at.

    `build` depends on nothing but the entity, the purpose and what it looks at.
    """
    text, parameters = statement_again(entity, purpose, request, build)
    return await fetch_kept(await begun(connection), text, parameters)


def statement_again(
    entity: CatalogEntity,
    purpose: Hashable,
    request: Request,
    build: Callable[[sql.Given[Request]], sql.Node],
) -> tuple[str, list[Any]]:
    """Return the text of the statement that `fetch_again` runs, and its parameters."""
    kept: Looks[_Statement] = entity.kept.get(purpose, Looks)
    found = kept.find(request)
    if found is None:
        trace = sql.Trace()
        statement = sql.compile_statement(build(sql.Given.of_request(request, trace)))
        found = statement.text, statement.binder()
        kept.put(trace, found)
    text, bind = found
    return text, bind(request)
