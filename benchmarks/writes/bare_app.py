"""The bare endpoint: Starlette, asyncpg and one statement by hand in a transaction."""

import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.reads.contenders.serving import ENVIRONMENT, Given, serve
from benchmarks.reads.dataset.population import BROAD, named_id
from benchmarks.writes.bare_statements import CHANGE_STAGE, create_statement
from benchmarks.writes.cases import W1, W2
from gql_crm.clock import uuid7

Arguments: TypeAlias = Callable[[Mapping[str, Any]], Sequence[Any]]

_USER, _TEAM = named_id("user", BROAD), named_id("team", BROAD)
_RULES = ("people.Contact.email", "people.Contact.phone", "people.Contact.nameAndOrganization")
_COLUMNS = ("firstName", "lastName", "email", "phone")


def application(given: Given) -> Starlette:
    """Return the application."""
    keys = given.keys["Contact"]
    authorizations = {f"Bearer {given.token}"}

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with asyncpg.create_pool(
            given.dsn, min_size=10, max_size=10, init=_codecs, reset=_keep
        ) as pool:
            app.state.pool = pool
            yield

    def endpoint(case: str, statement: str, arguments: Arguments) -> Route:
        async def answer(request: Request) -> Response:
            if request.headers.get("authorization") not in authorizations:
                return Response(status_code=401)
            variables = orjson.loads(await request.body())
            async with request.app.state.pool.acquire() as connection, connection.transaction():
                data: bytes = await connection.fetchval(statement, *arguments(variables))
            return Response(b'{"data":' + data + b"}", media_type="application/json")

        return Route(f"/{case}", answer, methods=["POST"])

    def new_contact(variables: Mapping[str, Any]) -> Sequence[Any]:
        return _new_contact(variables["input"], keys)

    routes = [
        endpoint(W1, create_statement(keys), new_contact),
        endpoint(W2, CHANGE_STAGE, _new_stage),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


def _new_contact(given: Mapping[str, Any], keys: Mapping[str, str]) -> Sequence[Any]:
    first, last, email, phone = (given[name] for name in _COLUMNS)
    label = f"{first} {last}"
    custom = {keys[name]: value for name, value in given.items() if name in keys}
    return (
        *(uuid7(), _USER, _TEAM, datetime.now(UTC), first, last, email, phone, custom),
        *(label, f"{label} {email} {phone} {given['customerNumber']}"),
        *(_RULES, (email, phone, ""), ("", "", f"{first}␟{last}")),
        *(uuid7(), uuid7(), {name: [None, value] for name, value in given.items()}),
    )


def _new_stage(variables: Mapping[str, Any]) -> Sequence[Any]:
    return UUID(variables["id"]), variables["input"]["stage"], _USER, datetime.now(UTC), uuid7(), uuid7()


async def _codecs(connection: asyncpg.Connection) -> None:
    await connection.set_type_codec(
        "json", schema="pg_catalog", encoder=bytes, decoder=bytes, format="binary"
    )
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: b"\x01" + orjson.dumps(value),
        decoder=lambda value: orjson.loads(value[1:]),
        format="binary",
    )


async def _keep(_connection: asyncpg.Connection) -> None:
    """Reset nothing: a reset would be a round trip of its own."""


if __name__ == "__main__":
    serve(application(Given.from_json(os.environ[ENVIRONMENT])))
