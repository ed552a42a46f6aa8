"""Statements that connections keep prepared."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import asyncpg
import pytest

from gql_crm.database import Connection, Database
from gql_crm.database.errors import DatabaseUnavailable
from gql_crm.database.prepared import LONGEST_KEPT, MOST_CHARACTERS, MOST_PREPARED, fetch_kept
from tests.conftest import Addresses

pytestmark = pytest.mark.postgres_smoke

PREPARED = "SELECT count(*) AS prepared FROM pg_prepared_statements WHERE statement LIKE $1"


@pytest.fixture
async def database(kernel_database: Addresses) -> AsyncIterator[Database]:
    """One connection, so that each statement meets what those before it have prepared."""
    database = await Database.connect(kernel_database.app, max_size=1, acquire_timeout=2.0)
    yield database
    await database.close()


async def value(database: Database, text: str, *parameters: object) -> object:
    row = await database.fetchrow(text, parameters)
    return row and row[0]


async def test_a_statement_is_prepared_once(database: Database) -> None:
    text = "SELECT $1::text AS once"
    assert [await value(database, text, name) for name in ("Ona", "Řehoř", "گلناز")] == [
        "Ona",
        "Řehoř",
        "گلناز",
    ]
    assert await value(database, PREPARED, "%AS once") == 1


async def test_what_is_refused_leaves_the_statements_of_its_connection_prepared(database: Database) -> None:
    text, met = "SELECT $1::text AS stays", "SELECT gql_crm_may_write($1::bigint, 0, 0) AS stays"
    when = "SELECT array_agg(prepare_time ORDER BY 1) FROM pg_prepared_statements WHERE statement = ANY ($1)"
    assert await value(database, text, "Ona") == "Ona"
    with pytest.raises(asyncpg.SerializationError):
        await value(database, met, 0)
    before = await value(database, when, [text, met])
    with pytest.raises(asyncpg.SerializationError):
        await value(database, met, 0)
    with pytest.raises(asyncpg.DivisionByZeroError):
        await value(database, "SELECT 1 / 0")

    async def refuse(lent: AbstractAsyncContextManager[Connection]) -> None:
        async with lent as connection:
            await fetch_kept(connection, text, ["Rasa"])
            raise LookupError

    for lent in (database.transaction(), database.connection()):
        with pytest.raises(LookupError):
            await refuse(lent)
    assert await value(database, text, "Řehoř") == "Řehoř"
    assert await value(database, when, [text, met]) == before
    assert before is not None


async def test_the_longest_unused_one_is_forgotten(database: Database) -> None:
    first = "SELECT 0 AS number"
    for number in range(1, MOST_PREPARED + 20):
        assert await value(database, first) == 0
        assert await value(database, f"SELECT {number} AS number") == number
    kept = await value(database, PREPARED, "%AS number")
    assert kept in {MOST_PREPARED, MOST_PREPARED - 1}  # the one that counts them is one of them by then
    assert await value(database, PREPARED, first) == 1


async def test_a_table_that_changes_below_a_statement_costs_one_attempt(
    database: Database, kernel_database: Addresses
) -> None:
    owner = await asyncpg.connect(kernel_database.owner)
    await owner.execute(
        "CREATE TABLE moving (name text); INSERT INTO moving VALUES ('7'); GRANT SELECT ON moving TO PUBLIC"
    )
    text = "SELECT * FROM moving"
    assert await value(database, text) == "7"
    await owner.execute("ALTER TABLE moving ALTER name TYPE integer USING name::integer")
    await owner.close()
    with pytest.raises(asyncpg.PostgresError):
        await database.fetchrow(text, ())
    assert await value(database, text) == 7


async def test_a_connection_that_is_replaced_takes_its_statements_along(database: Database) -> None:
    assert await value(database, "SELECT 1 AS kept") == 1
    with pytest.raises(DatabaseUnavailable):
        await database.fetchrow("SELECT pg_terminate_backend(pg_backend_pid()) AS ended", ())
    assert await value(database, "SELECT 1 AS kept") == 1


async def test_transactions_use_the_same_statements(database: Database) -> None:
    text = "SELECT number FROM generate_series(1, $1::integer) AS number"
    assert await value(database, text, 1) == 1
    async with database.transaction() as connection:
        assert [row["number"] for row in await fetch_kept(connection, text, (3,))] == [1, 2, 3]
        assert await fetch_kept(connection, text, (0,)) == []
    assert await value(database, PREPARED, "SELECT number FROM generate_series(1%") == 1


async def test_who_listens_to_a_connection_hears_of_them(database: Database) -> None:
    heard: list[str] = []
    async with database.transaction() as connection:
        with connection.query_logger(lambda query: heard.append(query.query)):
            assert len(await fetch_kept(connection, "SELECT 1 AS heard", ())) == 1
        assert len(await fetch_kept(connection, "SELECT 1 AS heard", ())) == 1
    assert heard == ["SELECT 1 AS heard"]


async def test_where_one_connection_meets_another_type_all_of_them_prepare_anew(
    kernel_database: Addresses,
) -> None:
    database = await Database.connect(kernel_database.app, max_size=2, acquire_timeout=2.0)
    owner = await asyncpg.connect(kernel_database.owner)
    await owner.execute(
        "CREATE TABLE growing (name text); INSERT INTO growing VALUES (7); GRANT SELECT ON growing TO PUBLIC"
    )
    text = "SELECT * FROM growing"
    try:
        async with database.transaction() as one, database.transaction() as other:
            for connection in (one, other):
                await fetch_kept(connection, text, ())
        await owner.execute("ALTER TABLE growing ALTER name TYPE integer USING name::integer")
        async with database.connection() as one, database.connection() as other:
            with pytest.raises(asyncpg.InvalidCachedStatementError):
                await fetch_kept(one, text, ())
            assert [row["name"] for row in await fetch_kept(other, text, ())] == [7]
    finally:
        await owner.execute("DROP TABLE growing")
        await owner.close()
        await database.close()


async def test_a_composite_type_that_changes_below_a_statement_costs_one_attempt(
    database: Database, kernel_database: Addresses
) -> None:
    owner = await asyncpg.connect(kernel_database.owner)
    await owner.execute(
        "CREATE TYPE place AS (city text); CREATE TABLE visited (place place);"
        " INSERT INTO visited VALUES (ROW('Vilnius')); GRANT SELECT ON visited TO PUBLIC"
    )
    text = "SELECT place FROM visited"
    assert await value(database, text) == ("Vilnius",)
    await owner.execute("ALTER TYPE place ADD ATTRIBUTE country text")
    with pytest.raises(asyncpg.OutdatedSchemaCacheError):
        await value(database, text)
    assert await value(database, text) == ("Vilnius", None)
    await owner.close()


async def test_many_long_statements_are_not_all_kept(database: Database) -> None:
    for number in range(15):
        text = f"SELECT $1::text AS long{number}".ljust(LONGEST_KEPT)
        assert await value(database, text, "Ona") == "Ona"
    kept = "SELECT sum(length(statement)) FROM pg_prepared_statements WHERE statement LIKE $1"
    length = await value(database, kept, "SELECT $1::text AS long%")
    assert MOST_CHARACTERS - 2 * LONGEST_KEPT <= int(str(length)) <= MOST_CHARACTERS


async def test_a_very_long_statement_is_not_kept_prepared(database: Database) -> None:
    text = "SELECT $1::text AS long".ljust(LONGEST_KEPT + 1)
    assert [await value(database, text, name) for name in ("Ona", "Řehoř")] == ["Ona", "Řehoř"]
    assert await value(database, PREPARED, "SELECT $1::text AS long%") == 0
