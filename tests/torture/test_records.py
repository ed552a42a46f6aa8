"""Servers killed in the middle of many records, clients that go away, writers that want the same."""

import asyncio
import random
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from gql_crm.settings import Settings
from gql_crm.testing import Crm
from gql_crm.workspace.setup import first_admin_token
from tests.workers.processes import started

pytestmark = pytest.mark.torture

ROUNDS = 20
MANY = 250
AT_ONCE = 50
CANCELLED = 3_000

CREATE = """
mutation ($inputs: [CreateContactInput!]!) {
  createContacts(inputs: $inputs) { contacts { id } userErrors { code message } }
}
"""
UPDATE = """
mutation ($from: String!, $to: String!) {
  updateContacts(target: {filter: {jobTitle: {eq: $from}}}, input: {jobTitle: $to}) {
    contacts { id } userErrors { code message }
  }
}
"""
MEMBER_NUMBER = """
mutation {
  createField(input: {entity: "Contact", key: "memberNumber", kind: TEXT, unique: true}) {
    userErrors { message }
  }
}
"""
WRONG = """
SELECT count(*) FROM record AS r
FULL JOIN people_contact AS c USING (id)
WHERE (r.entity = 'Contact' OR r.id IS NULL) AND (
  r.id IS NULL OR c.id IS NULL
  OR (r.owner_id, r.created_at, r.updated_at, r.deleted_at)
     IS DISTINCT FROM (c.owner_id, c.created_at, c.updated_at, c.deleted_at)
  OR c.version <> (SELECT count(*) FROM change WHERE record_id = c.id)
  OR NOT EXISTS (SELECT FROM record_text WHERE record_id = c.id)
  OR (c.custom <> '{}') <> EXISTS (SELECT FROM unique_value WHERE record_id = c.id))
"""
BUSY = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'gql_crm' AND state <> 'idle'
"""


class Killed:
    """A server that is killed in the middle of what it does, and what it leaves."""

    def __init__(self, dsn: str, folder: Path) -> None:
        self.dsn = dsn
        self.folder = folder
        self.title = "Vadybininkė"
        self.outcomes: set[tuple[str, bool]] = set()

    async def round(self, number: int, seconds: float) -> None:
        """Begin both calls, kill the server after that time, and look at what is there."""
        process, address = await started(self.dsn, self.folder)
        title = f"Директор {number}"
        try:
            async with await client_of(self.dsn, address) as client:
                names = [
                    {"lastName": f"Ratas {number}", "memberNumber": f"{number}/{n}"} for n in range(MANY)
                ]
                variables = {"from": self.title, "to": title}
                calls = [
                    asyncio.create_task(post(client, CREATE, inputs=names)),
                    asyncio.create_task(post(client, UPDATE, **variables)),
                ]
                await asyncio.sleep(seconds)
                process.kill()
                await asyncio.gather(*calls, return_exceptions=True)
        finally:
            await process.communicate()
        await self._check(number, title)

    async def _check(self, number: int, title: str) -> None:
        connection = await asyncpg.connect(self.dsn)
        try:
            await quiet(connection)
            made = await connection.fetchval(
                "SELECT count(*) FROM people_contact WHERE last_name = $1", f"Ratas {number}"
            )
            assert made in {0, MANY}, "half of the contacts were made"
            titles = await connection.fetch(
                "SELECT job_title, count(*) FROM people_contact WHERE job_title IS NOT NULL GROUP BY 1"
            )
            assert len(titles) == 1, "half of the contacts were changed"
            assert titles[0]["count"] == MANY
            assert await connection.fetchval(WRONG) == 0, "rows and what belongs to them differ"
            changed = titles[0]["job_title"] == title
            self.title = titles[0]["job_title"]
            self.outcomes |= {("made", made == MANY), ("changed", changed)}
        finally:
            await connection.close()


async def client_of(dsn: str, address: str) -> httpx.AsyncClient:
    token = await first_admin_token(Settings.load(), dsn)
    return httpx.AsyncClient(base_url=address, headers={"authorization": f"Bearer {token}"}, timeout=60)


async def post(client: httpx.AsyncClient, query: str, **variables: Any) -> dict[str, Any]:
    response = await client.post("/graphql", json={"query": query, "variables": variables})
    document: dict[str, Any] = response.json()
    return document


async def quiet(connection: asyncpg.Connection) -> None:
    """Wait until PostgreSQL has noticed that nobody is there any more."""
    async with asyncio.timeout(20):
        while await connection.fetchval(BUSY):  # noqa: ASYNC110 (a backend announces nothing)
            await asyncio.sleep(0.05)


async def test_a_server_that_is_killed_leaves_nothing_half_written(fresh_dsn: str, tmp_path: Path) -> None:
    killed = Killed(fresh_dsn, tmp_path)
    process, address = await started(fresh_dsn, tmp_path)
    async with await client_of(fresh_dsn, address) as client:
        people = [
            {"firstName": "Петър", "memberNumber": f"П{n}", "jobTitle": killed.title} for n in range(MANY)
        ]
        assert "errors" not in await post(client, MEMBER_NUMBER)
        begun = asyncio.get_running_loop().time()
        answer = await post(client, CREATE, inputs=people)
        takes = asyncio.get_running_loop().time() - begun
    process.terminate()
    await process.communicate()
    assert answer["data"]["createContacts"]["userErrors"] == []
    for number in range(ROUNDS):
        await killed.round(number, random.uniform(0.02, 3 * takes))
    print(f"{ROUNDS} servers killed within {3 * takes:.2f} s; seen: {sorted(killed.outcomes)}")
    assert killed.outcomes >= {("made", True), ("made", False)}, "all were killed before, or all after"


async def test_of_fifty_writers_with_one_version_exactly_one_wins(crm: Crm) -> None:
    id_ = str((await crm.create("Contact", {"firstName": "Ona"})).id)
    update = (
        "mutation ($id: ID!, $name: String!, $version: Int!) {"
        " updateContact(id: $id, input: {firstName: $name}, expectedVersion: $version)"
        " { contact { version } userErrors { code } } }"
    )
    for version in range(1, ROUNDS + 1):
        answers = await asyncio.gather(
            *(
                crm.data(update, id=id_, name=f"Šarūnas {version}/{n}", version=version)
                for n in range(AT_ONCE)
            )
        )
        written = [
            one["updateContact"]["contact"] for one in answers if not one["updateContact"]["userErrors"]
        ]
        lost = [e["code"] for one in answers for e in one["updateContact"]["userErrors"]]
        assert written == [{"version": version + 1}]
        assert lost == ["CONFLICT"] * (AT_ONCE - 1)


async def test_of_fifty_who_create_one_unique_value_one_does(crm: Crm) -> None:
    create = (
        "mutation ($number: String!) { createContact(input: {memberNumber: $number})"
        " { contact { id } userErrors { code } } }"
    )
    await crm.data(MEMBER_NUMBER)
    for round_ in range(ROUNDS):
        numbers = (f"{'Ž' if n % 2 else 'ž'}{round_}" for n in range(AT_ONCE))
        answers = await asyncio.gather(*(crm.data(create, number=number) for number in numbers))
        codes = sorted(e["code"] for one in answers for e in one["createContact"]["userErrors"])
        assert codes == ["DUPLICATE"] * (AT_ONCE - 1)
    assert (await crm.data("{ contacts { totalCount } }"))["contacts"]["totalCount"] == ROUNDS


async def test_operations_that_are_cancelled_leak_no_connection(crm: Crm) -> None:
    ids = [str((await crm.create("Contact", {"firstName": f"Ona {n}"})).id) for n in range(10)]
    rename = (
        "mutation ($id: ID!, $name: String!) { updateContact(id: $id, input: {firstName: $name})"
        " { contact { version } } }"
    )
    read = "{ contacts(first: 50) { nodes { id firstName createdBy { name } } totalCount } }"
    ended = 0

    async def begin_and_cancel(number: int) -> bool:
        asked = rename if number % 2 else read
        variables = {"id": random.choice(ids), "name": f"Мария {number}"} if number % 2 else {}
        task = asyncio.create_task(crm.execute(asked, variables))
        await asyncio.sleep(random.expovariate(100))
        task.cancel()
        done, _ = await asyncio.wait([task])
        return not done.pop().cancelled()

    for start in range(0, CANCELLED, AT_ONCE):
        ended += sum(await asyncio.gather(*(begin_and_cancel(start + n) for n in range(AT_ONCE))))
    print(f"{CANCELLED} operations cancelled, {ended} of them too late")
    assert 0 < ended < CANCELLED
    others = f"{BUSY} AND pid <> pg_backend_pid()"
    async with crm.workspace.database.connection() as connection:
        async with asyncio.timeout(10):
            while await connection.fetchval(others):  # noqa: ASYNC110 (see above)
                await asyncio.sleep(0.05)
        assert await connection.fetchval(WRONG) == 0
    async with asyncio.timeout(10):
        answers = await asyncio.gather(*(crm.data(read) for _ in range(AT_ONCE)))
    assert {one["contacts"]["totalCount"] for one in answers} == {len(ids)}
