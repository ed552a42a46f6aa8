"""Building and dropping indexes beside others, and how far that is."""

import asyncio

import asyncpg
import pytest

from gql_crm.database import field_indexes
from gql_crm.database.errors import IndexNotBuilt
from gql_crm.database.field_indexes import IndexDefinition, analyze_new_indexes, found_indexes, settle_indexes
from tests.conftest import Addresses

TABLE = "CREATE TABLE thing (id int PRIMARY KEY, custom jsonb NOT NULL)"
FILL = """
INSERT INTO thing SELECT n, jsonb_build_object('custom:7', repeat('Žiedas ', 20) || n)
FROM generate_series(1, 4000) AS n
"""
VALUE = """("thing"."custom" ->> 'custom:7')"""
BY_VALUE = IndexDefinition("thing", 7, "order", (f"left({VALUE}, 200)",))
BY_PARTS = IndexDefinition("thing", 7, "fragments", (f"gql_crm_fold({VALUE})",))


async def settle(addresses: Addresses, *wanted: IndexDefinition, number: int = 7) -> list[float]:
    """Settle the indexes of a field; return what was reported."""
    reported: list[float] = []

    async def report(part: float) -> None:
        reported.append(part)

    await settle_indexes(addresses.owner, number, wanted, schema="public", report=report)
    return reported


async def there(addresses: Addresses) -> dict[str, bool]:
    """Return which indexes there are, and whether they are whole."""
    connection = await asyncpg.connect(addresses.owner)
    try:
        return {index.name: index.valid for index in await found_indexes(connection)}
    finally:
        await connection.close()


async def run(addresses: Addresses, *statements: str) -> None:
    connection = await asyncpg.connect(addresses.owner)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


async def test_what_is_done_is_told_from_nothing_to_all(
    kernel_database: Addresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(field_indexes, "PAUSE_SECONDS", 0.002)
    await run(kernel_database, TABLE, FILL)
    reported = await settle(kernel_database, BY_VALUE, BY_PARTS)
    assert reported == sorted(reported)
    assert {0.5, 1.0} <= set(reported)
    assert any(0 < part < 0.5 for part in reported)
    assert await there(kernel_database) == {BY_VALUE.name: True, BY_PARTS.name: True}
    assert await settle(kernel_database, BY_VALUE, BY_PARTS) == []


async def test_only_the_indexes_of_the_field_are_dropped(kernel_database: Addresses) -> None:
    other = IndexDefinition("thing", 77, "order", (VALUE,))
    await run(kernel_database, TABLE)
    await settle(kernel_database, BY_VALUE)
    await settle(kernel_database, other, number=77)
    await settle(kernel_database)
    assert await there(kernel_database) == {other.name: True}


async def test_another_definition_is_another_index(kernel_database: Addresses) -> None:
    await run(kernel_database, TABLE)
    await settle(kernel_database, BY_VALUE)
    changed = IndexDefinition("thing", 7, "order", (f"left({VALUE}, 100)",))
    await settle(kernel_database, changed)
    assert await there(kernel_database) == {changed.name: True}
    assert changed.name != BY_VALUE.name


async def test_a_build_that_was_killed_is_begun_anew(kernel_database: Addresses) -> None:
    await run(kernel_database, TABLE, FILL)
    writer = await asyncpg.connect(kernel_database.owner)
    transaction = writer.transaction()
    await transaction.start()
    await writer.execute("INSERT INTO thing VALUES (0, '{}')")
    building = asyncio.create_task(settle(kernel_database, BY_VALUE))
    async with asyncio.timeout(60):
        while not await there(kernel_database):  # noqa: ASYNC110 (PostgreSQL announces nothing)
            await asyncio.sleep(0.01)
    building.cancel()
    await asyncio.gather(building, return_exceptions=True)
    assert await there(kernel_database) == {BY_VALUE.name: False}
    await transaction.rollback()
    await writer.close()
    await settle(kernel_database, BY_VALUE)
    assert await there(kernel_database) == {BY_VALUE.name: True}


async def test_two_builds_of_one_database_never_run_together(kernel_database: Addresses) -> None:
    await run(kernel_database, TABLE, FILL)
    others = [IndexDefinition("thing", number, "order", (VALUE,)) for number in range(1, 4)]
    await asyncio.gather(*(settle(kernel_database, other, number=other.number) for other in others))
    assert await there(kernel_database) == {other.name: True for other in others}


async def test_a_value_that_is_too_long_is_told_in_words(kernel_database: Addresses) -> None:
    await run(
        kernel_database,
        TABLE,
        "INSERT INTO thing SELECT 1, jsonb_build_object('custom:7', string_agg(md5(n::text), ''))"
        " FROM generate_series(1, 500) AS n",
    )
    with pytest.raises(IndexNotBuilt, match="a value that is too long for an index"):
        await settle(kernel_database, IndexDefinition("thing", 7, "order", (VALUE,)))


async def test_new_indexes_are_analyzed_once(kernel_database: Addresses) -> None:
    await run(kernel_database, TABLE, FILL)
    await settle(kernel_database, BY_VALUE)
    connection = await asyncpg.connect(kernel_database.owner)
    count = "SELECT analyze_count FROM pg_stat_user_tables WHERE relname = 'thing'"
    known = "SELECT count(*) FROM pg_stats WHERE tablename = $1"
    for _ in range(2):
        await analyze_new_indexes(kernel_database.owner, "thing", schema="public")
    assert await connection.fetchval(known, BY_VALUE.name) > 0
    await connection.execute("SELECT pg_stat_clear_snapshot()")
    assert await connection.fetchval(count) == 1
    await connection.close()
