"""The feed under writers that commit out of order, and after the database was brought elsewhere."""

import asyncio
import random
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from gql_crm.clock import system_clock
from gql_crm.database.migration_apps import KERNEL
from gql_crm.database.migrations import migrate
from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.journal import Action, Change, Origin, insert_change
from gql_crm.records.statements import run
from gql_crm.testing import Crm, Template, open_crm

PAGE = """
query ($after: String, $first: Int, $entities: [String!]) {
  changes(after: $after, first: $first, entities: $entities) {
    nodes { id sequence version } pageInfo { hasNextPage endCursor }
  }
}
"""
WRITERS, EACH = 12, 15


async def end(crm: Crm) -> str:
    cursor: str = (await crm.data(PAGE, first=0))["changes"]["pageInfo"]["endCursor"]
    return cursor


async def write(crm: Crm, record: UUID, seed: int) -> list[tuple[str, int]]:
    """Write changes in transactions of which some take long; return them."""
    chance = random.Random(seed)
    written = []
    versions = iter(range(1, EACH * 4))
    for _ in range(EACH):
        async with crm.workspace.database.transaction() as connection:
            for _ in range(chance.randint(1, 3)):
                version = next(versions)
                await run(connection, insert_change(change(record, version)))
                written.append((str(record), version))
                await asyncio.sleep(chance.choice((0, 0, 0.002, 0.03)))
    return written


def change(record: UUID, version: int) -> Change:
    return Change(
        record_id=record,
        entity="Contact",
        action=Action.UPDATED,
        version=version,
        actor_id=None,
        origin=Origin.API,
        diff={},
        at=system_clock(),
    )


async def follow(crm: Crm, after: str, done: asyncio.Event, size: int, **given: Any) -> list[tuple[str, int]]:
    """Follow the feed from page to page, until nothing is written any more and nothing is left."""
    told: list[tuple[str, int]] = []
    while True:
        over = done.is_set()
        page = (await crm.data(PAGE, after=after, first=size, **given))["changes"]
        told += [(node["id"], node["version"]) for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if over and not page["pageInfo"]["hasNextPage"]:
            return told
        await asyncio.sleep(0.001)


async def test_readers_miss_nothing_while_writers_commit_out_of_order(crm: Crm) -> None:
    records = [(await crm.create("Contact", {"firstName": f"Žydrė {n}"})).id for n in range(WRITERS)]
    start, done = await end(crm), asyncio.Event()
    readers = [
        asyncio.create_task(follow(crm, start, done, size, **given))
        for size, given in ((1, {}), (7, {}), (50, {}), (5, {"entities": ["Contact", "Organization"]}))
    ]
    written = await asyncio.gather(*(write(crm, record, seed) for seed, record in enumerate(records)))
    done.set()
    expected = sorted(one for some in written for one in some)
    assert len(expected) > WRITERS * EACH
    for told in await asyncio.gather(*readers):
        assert sorted(told) == expected
        for record in records:  # each record's changes come in their order
            of_record = [version for id_, version in told if id_ == str(record)]
            assert of_record == sorted(of_record)


async def test_a_change_waits_for_the_transactions_before_it(crm: Crm) -> None:
    record = (await crm.create("Contact", {"firstName": "Ona"})).id
    start = await end(crm)
    async with crm.workspace.database.transaction() as slow:
        await run(slow, insert_change(change(record, 2)))
        async with crm.workspace.database.transaction() as fast:
            await run(fast, insert_change(change(record, 3)))
        early = (await crm.data(PAGE, after=start))["changes"]
        assert (early["nodes"], early["pageInfo"]["endCursor"]) == ([], start)
    late = (await crm.data(PAGE, after=start))["changes"]
    assert [node["version"] for node in late["nodes"]] == [2, 3]


async def test_changes_of_one_transaction_may_be_on_several_pages(crm: Crm) -> None:
    start = await end(crm)
    async with crm.records(crm.admin) as records:
        ids = [str((await records.create("Contact", {"firstName": "Eva"})).id) for _ in range(5)]
    done = asyncio.Event()
    done.set()
    assert [id_ for id_, _ in await follow(crm, start, done, 2)] == ids


@pytest.fixture
async def moved(crm_template: Template) -> Any:
    """A CRM, and a function that makes its database believe that it lies elsewhere."""
    async with open_crm(crm_template) as crm:
        name = await crm.workspace.database.fetchrow("SELECT current_database()", [])
        dsn = crm_template.server.dsn(OWNER_ROLE, name[0] if name else "")

        async def move(home: str) -> None:
            connection = await asyncpg.connect(dsn)
            await connection.execute("UPDATE catalog_state SET feed_home = $1", home)
            await connection.close()
            await migrate(dsn, [KERNEL], app_role="gql_crm_app")

        await migrate(dsn, [KERNEL], app_role="gql_crm_app")  # a copy of the template is another place
        yield crm, move, dsn


async def test_cursors_end_where_the_database_was_brought_elsewhere(moved: Any) -> None:
    crm, move, dsn = moved
    await crm.create("Contact", {"firstName": "Ona"})
    before = await end(crm)
    await move("5/7000000000000000000/1")
    for _ in range(2):
        answer = await crm.execute(PAGE, {"after": before})
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["CURSOR_EXPIRED"]
    connection = await asyncpg.connect(dsn)
    assert await connection.fetchval("SELECT count(*) FROM change WHERE xid <> '0'") == 0
    await connection.close()
    start = await end(crm)
    new = str((await crm.create("Contact", {"firstName": "Eva"})).id)
    page = (await crm.data(PAGE, after=start))["changes"]
    assert [node["id"] for node in page["nodes"]] == [new]
    await migrate(dsn, [KERNEL], app_role="gql_crm_app")  # nothing has happened meanwhile
    assert (await crm.data(PAGE, after=start))["changes"] == page


async def test_a_new_time_line_of_the_same_server_keeps_the_order(moved: Any) -> None:
    crm, move, dsn = moved
    connection = await asyncpg.connect(dsn)
    home = await connection.fetchval("SELECT feed_home FROM catalog_state")
    await crm.create("Contact", {"firstName": "Ona"})
    before = await end(crm)
    await move(home.rpartition("/")[0] + "/99")
    answer = await crm.execute(PAGE, {"after": before})
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["CURSOR_EXPIRED"]
    assert await connection.fetchval("SELECT count(*) FROM change WHERE xid <> '0'") == 1
    await connection.close()


async def test_history_forgets_numbers_of_transactions_and_nothing_else(moved: Any) -> None:
    crm, _, dsn = moved
    await crm.create("Contact", {"firstName": "Ona"})
    connection = await asyncpg.connect(dsn)
    for rewriting in ("xid = '1'", "xid = '0', version = 9", "xid = '0', diff = '{}'"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="History is immutable"):
            await connection.execute(f"UPDATE change SET {rewriting}")
    await connection.close()
