"""Two servers of one database, and a PostgreSQL that restarts: nothing is missed and nothing told twice."""

import asyncio
import os
import signal
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from typing import Any

import asyncpg
import pytest
import pytest_asyncio

from gql_crm.database.embedded import EmbeddedServer
from tests.http.served import Served, settings_for
from tests.http.sockets import socket_of
from tests.postgres import create_empty
from tests.subscriptions.living import Living

CHANGED = """
subscription ($after: String) { contactChanged(after: $after) { op id cursor contact { lastName } } }
"""


@pytest.fixture(scope="module")
def own_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """A server of PostgreSQL that may be treated badly: what it has committed stays, as it does elsewhere."""
    with EmbeddedServer.start(tmp_path_factory.mktemp("own-postgres")) as server:
        yield server


@pytest_asyncio.fixture(scope="module")
async def two_servers(
    own_postgres: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Served, Served, str]]:
    owner, app = await create_empty(own_postgres)
    with ExitStack() as stack:
        first = stack.enter_context(Served(settings_for(tmp_path_factory.mktemp("one")), owner, app))
        second = stack.enter_context(Served(settings_for(tmp_path_factory.mktemp("two")), owner, app))
        yield first, second, owner


async def test_a_change_by_one_server_is_told_by_the_other(two_servers: tuple[Served, Served, str]) -> None:
    first, second, _ = two_servers
    async with Living.at(first.url, first.token) as here, socket_of(second.url, first.token) as socket:
        await socket.subscribe(CHANGED)
        await asyncio.sleep(0.8)
        id_ = await here.create("Hafez")
        assert (await socket.told())["contactChanged"]["id"] == id_


async def test_who_moves_to_the_other_server_goes_on_where_they_were(
    two_servers: tuple[Served, Served, str],
) -> None:
    first, second, _ = two_servers
    async with Living.at(first.url, first.token) as here, Living.at(second.url, first.token) as there:
        names = [f"{n} {uuid.uuid4()}" for n in range(60)]

        async def write() -> None:
            for number, name in enumerate(names):
                await (here, there)[number % 2].create(name)

        told: list[str] = []
        cursor = None
        async with here.socket() as socket:
            await socket.subscribe(CHANGED)
            await asyncio.sleep(0.8)
            writing = asyncio.create_task(write())
            for _ in range(20):
                change = (await socket.told())["contactChanged"]
                told.append(change["contact"]["lastName"])
                cursor = change["cursor"]
        for living in (there, here):
            async with living.socket() as socket:
                await socket.subscribe(CHANGED, after=cursor)
                for _ in range(20):
                    change = (await socket.told())["contactChanged"]
                    told.append(change["contact"]["lastName"])
                    cursor = change["cursor"]
        await writing
        assert sorted(told) == sorted(names), "each once"


async def test_a_restart_of_postgresql_loses_nothing_and_repeats_nothing(
    two_servers: tuple[Served, Served, str],
) -> None:
    first, second, owner = two_servers
    async with Living.at(first.url, first.token) as here, Living.at(second.url, first.token) as there:
        sockets = here.socket(), there.socket()
        async with sockets[0] as socket, sockets[1] as other:
            for one in (socket, other):
                await one.subscribe(CHANGED)
            await asyncio.sleep(0.8)
            names = [f"before {n} {uuid.uuid4()}" for n in range(3)]
            for name in names:
                await here.create(name)
            await crash(owner)
            for name in (f"after {n} {uuid.uuid4()}" for n in range(3)):
                await created_at_last(there, name)
                names.append(name)
            for one in (socket, other):
                told = [(await one.told())["contactChanged"]["contact"]["lastName"] for _ in names]
                assert told == names
                assert await one.is_quiet()


async def test_a_server_that_stops_says_so(two_servers: tuple[Served, Served, str]) -> None:
    first, second, _ = two_servers
    async with socket_of(second.url, first.token) as socket:
        await socket.subscribe(CHANGED)
        await asyncio.sleep(0.2)
        assert second._server is not None
        second._server.should_exit = True
        assert await socket.closing() == 1012


async def crash(dsn: str) -> None:
    """Kill a backend: PostgreSQL then restarts with all its connections."""
    connection: Any = await asyncpg.connect(dsn)
    os.kill(await connection.fetchval("SELECT pg_backend_pid()"), signal.SIGKILL)
    connection.terminate()


async def created_at_last(living: Living, name: str) -> None:
    query = "mutation ($n: String) { createContact(input: {lastName: $n}) { contact { id } } }"
    async with asyncio.timeout(60):
        while True:
            answer = await living.http.post("/graphql", json={"query": query, "variables": {"n": name}})
            if "errors" not in answer.json():
                return
            await asyncio.sleep(0.1)
