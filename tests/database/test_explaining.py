"""PostgreSQL's plan of a statement, as `gql-crm explain` asks for it."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import asyncpg
import pytest

from gql_crm.database import Database
from gql_crm.database.explaining import explain_statement
from tests.conftest import Addresses

pytestmark = pytest.mark.postgres_smoke

BY_ENTITY = 'SELECT "r"."id" FROM "record" AS "r" WHERE ("r"."entity" = $1::text)'


@pytest.fixture
async def database(kernel_database: Addresses) -> AsyncIterator[Database]:
    database = await Database.connect(kernel_database.app, min_size=1, max_size=1)
    yield database
    await database.close()


async def test_the_plan_is_the_one_for_all_values(database: Database) -> None:
    lines = await explain_statement(database, BY_ENTITY, ["Contact"], analyze=False)
    assert any("entity = $1" in line for line in lines)
    assert not any("actual" in line for line in lines)


async def test_analyzing_runs_the_statement_with_its_values(database: Database) -> None:
    several = "SELECT n FROM unnest($1::integer[]) AS n WHERE n > $2::integer"
    lines = await explain_statement(database, several, [[1, 2, 3, 4], 2], analyze=True)
    assert "rows=2" in lines[0].partition("actual")[2]
    assert any(line.startswith("Execution Time") for line in lines)


async def test_values_of_every_type_arrive_as_they_are(database: Database) -> None:
    values = {
        "text": "it's a \\ 'text'\nwith $1 and ۴",
        "text[]": ["a,b", 'c"d', None, "", "\\"],
        "uuid": UUID("018f0000-0004-7000-8000-000000000001"),
        "uuid[]": [UUID("018f0000-0004-7000-8000-000000000001")],
        "numeric": Decimal("-12345678901234567890.000100"),
        "integer": -7,
        "bigint[]": [2**40],
        "boolean": True,
        "boolean[]": [True, False],
        "timestamptz": datetime(2026, 3, 15, 12, 30, 0, 123456, tzinfo=UTC),
        "date": date(1980, 5, 17),
        "double precision": 0.1,
    }
    for type_, value in values.items():
        async with database.connection() as connection:
            wanted = await connection.fetchval(f"SELECT $1::{type_}::text", value)
        same = f"SELECT 1 WHERE ($1::{type_})::text = $2::text"
        lines = await explain_statement(database, same, [value, wanted], analyze=True)
        assert "rows=1" in lines[0].partition("actual")[2], (type_, lines)
    lines = await explain_statement(database, "SELECT 1 WHERE $1::text IS NULL", [None], analyze=True)
    assert "rows=1" in lines[0].partition("actual")[2]


async def test_nothing_can_be_written(database: Database) -> None:
    writing = 'WITH gone AS (DELETE FROM "unique_value" RETURNING 1) SELECT count(*) FROM gone'
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await explain_statement(database, writing, [], analyze=True)


async def test_after_a_failure_the_connection_serves_as_before(database: Database) -> None:
    failing = "SELECT 1 / $1::integer"
    for _ in range(2):
        with pytest.raises(asyncpg.DivisionByZeroError):
            await explain_statement(database, failing, [0], analyze=True)
    assert await explain_statement(database, failing, [1], analyze=True)
    async with database.connection() as connection:
        assert not connection.is_in_transaction()
        names = await connection.fetch("SELECT name FROM pg_prepared_statements WHERE from_sql")
    assert names == []


async def test_our_functions_are_shown_by_name(database: Database) -> None:
    folded = (
        "SELECT label FROM record_text WHERE gql_crm_fold(left(label, 5)) LIKE gql_crm_fold($1::text) || '%'"
        " ORDER BY gql_crm_sort(label)"
    )
    lines = "\n".join(await explain_statement(database, folded, ["x"], analyze=False))
    assert 'gql_crm_fold("left"(label, 5))' in lines
    assert "gql_crm_fold($1)" in lines
    assert "gql_crm_sort(label)" in lines
    assert "regexp_replace" not in lines
    assert "normalize" not in lines.lower()
