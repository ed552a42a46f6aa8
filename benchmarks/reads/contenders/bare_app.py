"""The bare endpoint: Starlette, asyncpg and one statement by hand a query; PostgreSQL makes the JSON."""

import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.reads.contenders.bare_statements import statements
from benchmarks.reads.contenders.serving import ENVIRONMENT, Given, serve

Arguments: TypeAlias = Callable[[Mapping[str, Any]], Sequence[Any]]

_ARGUMENTS: Mapping[str, Arguments] = {
    "Q1": lambda given: (given["id"],),
    "Q2": lambda given: (given["from"], given["to"]),
    "Q3": lambda given: (given["industry"],),
    "Q4": lambda given: (
        given["stage"],
        Decimal(given["amount"]["amount"]),
        given["amount"]["currency"],
    ),
    "Q5": lambda given: (given["contact"], given["kind"]),
    "Q6": lambda given: (date.fromisoformat(given["from"]),),
}


def application(given: Given) -> Starlette:
    """Return the application."""
    texts = statements(given.keys)
    authorizations = {f"Bearer {given.token}"}

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with asyncpg.create_pool(
            given.dsn, min_size=10, max_size=10, init=_json_as_bytes, reset=_keep
        ) as pool:
            app.state.pool = pool
            yield

    def endpoint(query: str) -> Route:
        statement, arguments = texts[query], _ARGUMENTS[query]

        async def answer(request: Request) -> Response:
            if request.headers.get("authorization") not in authorizations:
                return Response(status_code=401)
            variables = orjson.loads(await request.body())
            async with request.app.state.pool.acquire() as connection:
                data: bytes = await connection.fetchval(statement, *arguments(variables))
            return Response(b'{"data":' + data + b"}", media_type="application/json")

        return Route(f"/{query}", answer, methods=["POST"])

    return Starlette(routes=[endpoint(query) for query in texts], lifespan=lifespan)


async def _json_as_bytes(connection: asyncpg.Connection) -> None:
    await connection.set_type_codec(
        "json", schema="pg_catalog", encoder=bytes, decoder=bytes, format="binary"
    )
    await connection.execute("SET TimeZone = 'UTC'")


async def _keep(_connection: asyncpg.Connection) -> None:
    """Reset nothing: a reset would be a round trip of its own."""


if __name__ == "__main__":
    serve(application(Given.from_json(os.environ[ENVIRONMENT])))
