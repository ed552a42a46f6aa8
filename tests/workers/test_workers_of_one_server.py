"""Two worker processes of one `gql-crm serve`: what one does the other tells, and nothing happens twice."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest_asyncio
from websockets.exceptions import ConnectionClosed

from gql_crm.settings import Settings
from gql_crm.workspace.setup import first_admin_token
from tests.http.sockets import Socket, socket_of
from tests.subscriptions.living import CREATE_FIELD
from tests.workers.processes import serving

WORKERS = 2
PATIENCE = 60.0
QUIET_SECONDS = 1.5
CHANGED = """
subscription ($after: String) { contactChanged(after: $after) { op cursor contact { lastName } } }
"""
CREATE_MANY = "mutation ($i: [CreateContactInput!]!) { createContacts(inputs: $i) { userErrors { code } } }"
BULK = """
mutation ($name: String!) {
  updateContacts(
    target: {filter: {lastName: {eq: $name}}}, input: {jobTitle: "makléř"}, errorPolicy: BEST_EFFORT
  ) {
    job { id } userErrors { message }
  }
}
"""
WATCH = "subscription ($id: ID!) { jobProgress(id: $id) { state bulk { writtenCount } } }"


class Crm:
    """One server with several workers."""

    def __init__(self, dsn: str, url: str, token: str) -> None:
        self.dsn, self.url, self.token = dsn, url, token

    async def ask(self, query: str, **variables: Any) -> tuple[int, dict[str, Any]]:
        """Ask over a connection of its own; return who has answered, and what."""
        headers = {"authorization": f"Bearer {self.token}"}
        async with httpx.AsyncClient(base_url=self.url, headers=headers, timeout=30) as client:
            response = await client.post("/graphql", json={"query": query, "variables": variables})
        return int(response.headers["x-gql-crm-worker"]), response.json()

    async def workers(self) -> set[int]:
        """Ask until all workers have answered."""
        seen: set[int] = set()
        async with asyncio.timeout(PATIENCE):
            while len(seen) < WORKERS:
                with suppress(httpx.TransportError):
                    seen.add((await self.ask("{ __typename }"))[0])
        return seen

    async def sockets(self, stack: AsyncExitStack) -> dict[int, Socket]:
        """Open a socket to each worker."""
        found: dict[int, Socket] = {}
        async with asyncio.timeout(PATIENCE):
            while len(found) < WORKERS:
                socket = await stack.enter_async_context(socket_of(self.url, self.token))
                found.setdefault(socket.worker, socket)
        return found

    async def create(self, name: str) -> int:
        """Create a contact by whichever worker; return by which."""
        query = "mutation ($n: String) { createContact(input: {lastName: $n}) { contact { id } } }"
        worker, answer = await self.ask(query, n=name)
        assert "errors" not in answer, answer
        return worker


@pytest_asyncio.fixture
async def crm(fresh_dsn: str, tmp_path: Path) -> AsyncIterator[Crm]:
    chosen = {"GQL_CRM_WORKERS": str(WORKERS), "GQL_CRM_ENVIRONMENT": "development"}
    async with serving(fresh_dsn, tmp_path, **chosen) as url:
        crm = Crm(fresh_dsn, url, await first_admin_token(Settings.load(), fresh_dsn))
        await crm.workers()
        yield crm


async def names_told(socket: Socket) -> tuple[list[str], str]:
    """Return the names that are told until nothing comes for a while, and the cursor behind them."""
    names, cursor = [], ""
    with suppress(TimeoutError):
        while True:
            async with asyncio.timeout(QUIET_SECONDS):
                change = (await socket.told())["contactChanged"]
            names.append(change["contact"]["lastName"])
            cursor = change["cursor"]
    return names, cursor


async def test_both_tell_what_either_writes_and_one_goes_on_where_the_other_was_killed(crm: Crm) -> None:
    names = [f"Žižková {number}" for number in range(40)]
    async with AsyncExitStack() as stack:
        sockets = await crm.sockets(stack)
        for socket in sockets.values():
            await socket.subscribe(CHANGED)
        await asyncio.sleep(QUIET_SECONDS)
        assert {await crm.create(name) for name in names[:20]} == set(sockets), "both have written"
        places = {}
        for worker, socket in sockets.items():
            told, places[worker] = await names_told(socket)
            assert told == names[:20], "each once, in order"
        victim, other = sockets
        os.kill(victim, signal.SIGKILL)
        with suppress(ConnectionClosed):
            await sockets[victim].receive()
        for name in names[20:]:
            await crm.create(name)
        assert (await names_told(sockets[other]))[0] == names[20:]
        await sockets[other].subscribe(CHANGED, after=places[victim])
        assert (await names_told(sockets[other]))[0] == names[20:], "nothing missed, nothing told twice"
        assert victim not in await crm.workers(), "another one has taken the place of the dead one"


async def test_both_know_a_new_field_with_the_next_request(crm: Crm) -> None:
    for number in range(5):
        key = f"field{number}"
        field = {"entity": "Contact", "key": key, "kind": "INTEGER", "label": {"en": key}}
        _, created = await crm.ask(CREATE_FIELD, input=field)
        assert created["data"]["createField"]["userErrors"] == []
        seen: set[int] = set()
        while len(seen) < WORKERS:
            worker, answer = await crm.ask(f"{{ contacts(first: 1) {{ nodes {{ {key} }} }} }}")
            assert "errors" not in answer, f"a worker does not know {key}"
            seen.add(worker)


async def test_a_job_is_done_once_and_both_tell_how_it_gets_on(crm: Crm) -> None:
    jobs = []
    for number in range(4):
        name = f"Петров {number}"
        for batch in range(5):
            inputs = [{"lastName": name, "firstName": f"{batch}-{n}"} for n in range(210)]
            _, made = await crm.ask(CREATE_MANY, i=inputs)
            assert made["data"]["createContacts"]["userErrors"] == [], made
        _, begun = await crm.ask(BULK, name=name)
        jobs.append(begun["data"]["updateContacts"]["job"]["id"])
    async with AsyncExitStack() as stack:
        for socket in (await crm.sockets(stack)).values():
            for job in jobs:
                assert await last_told(socket, job) == {"state": "SUCCEEDED", "bulk": {"writtenCount": 1050}}
    connection = await asyncpg.connect(crm.dsn)
    try:
        written = await connection.fetch(
            "SELECT count(*) AS n FROM change WHERE action = 'UPDATED' GROUP BY record_id"
        )
        attempts = await connection.fetchval("SELECT max(attempts) FROM job")
    finally:
        await connection.close()
    assert len(written) == 4 * 1050
    assert {row["n"] for row in written} == {1}, "no record was written twice"
    assert attempts == 1


async def last_told(socket: Socket, job: str) -> Any:
    """Follow a job until it is over."""
    await socket.subscribe(WATCH, id=job)
    told = None
    while (message := await socket.receive())["type"] != "complete":
        told = message["payload"]["data"]["jobProgress"]
    return told
