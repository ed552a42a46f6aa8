"""The server: Strawberry's own ASGI application, parsed and validated documents cached, JSON by orjson."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

import orjson
import strawberry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache
from tortoise import Tortoise

from benchmarks.reads.contenders.plain_strawberry import models
from benchmarks.reads.contenders.plain_strawberry.loaders import Loaders
from benchmarks.reads.contenders.plain_strawberry.query import Query
from benchmarks.reads.contenders.plain_strawberry.types import Context
from benchmarks.reads.contenders.serving import ENVIRONMENT, Given, serve

_CONNECTIONS = 10


class Endpoint(GraphQL[Context, None]):
    """GraphQL over HTTP for whoever has the token."""

    def __init__(self, given: Given) -> None:
        schema = strawberry.Schema(Query, extensions=[ParserCache, ValidationCache])
        super().__init__(schema, graphql_ide=None)
        self._given = given
        self._authorizations = {f"Bearer {given.token}".encode()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if dict(scope["headers"]).get(b"authorization") in self._authorizations:
            await super().__call__(scope, receive, send)
        else:
            await Response(status_code=401)(scope, receive, send)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        return Context(Loaders(), self._given.keys["Contact"], self._given.keys["Opportunity"])

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)


def application(given: Given) -> Starlette:
    """Return the application."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        address = urlsplit(given.dsn)
        credentials = {
            "user": address.username,
            "password": None,
            "host": parse_qs(address.query)["host"][0],
            "port": 5432,
            "database": address.path.lstrip("/"),
            "minsize": _CONNECTIONS,
            "maxsize": _CONNECTIONS,
        }
        connection = {"engine": "tortoise.backends.asyncpg", "credentials": credentials}
        apps = {"models": {"models": [models.__name__], "default_connection": "default"}}
        config = {"connections": {"default": connection}, "apps": apps}
        # Requests run in other contexts than the one that Tortoise is made in.
        await Tortoise.init(config=config, _enable_global_fallback=True)
        yield
        await Tortoise.close_connections()

    return Starlette(routes=[Route("/graphql", endpoint=Endpoint(given))], lifespan=lifespan)


if __name__ == "__main__":
    serve(application(Given.from_json(os.environ[ENVIRONMENT])))
