from collections.abc import AsyncIterator

import asyncpg
import orjson
import pytest
import pytest_asyncio

from gql_crm import sql
from tests.sql.running import rows_of

ROW = sql.Table("paid", "p")
WHO, CURRENCY, AMOUNT = (sql.Column("p", name) for name in ("who", "currency", "amount"))


@pytest_asyncio.fixture
async def paid(connection: asyncpg.Connection) -> AsyncIterator[asyncpg.Connection]:
    await connection.execute("CREATE TEMP TABLE paid (who text, currency text, amount int)")
    await connection.execute(
        "INSERT INTO paid VALUES ('Ona', 'EUR', 1), ('Ona', 'CZK', 2), ('Ivo', 'EUR', 4), (NULL, NULL, 8)"
    )
    yield connection


async def test_a_select_groups(paid: asyncpg.Connection) -> None:
    items = (sql.Item(WHO, "who"), sql.Item(sql.call("sum", AMOUNT), "n"))
    select = sql.Select(items, ROW, group=(WHO,), order=(sql.OrderKey(WHO),))
    assert await rows_of(paid, select) == [("Ivo", 4), ("Ona", 3), (None, 8)]


async def test_rows_are_grouped_in_several_ways_at_once(paid: asyncpg.Connection) -> None:
    items = (
        *(sql.Item(WHO, "who"), sql.Item(CURRENCY, "currency"), sql.Item(sql.call("sum", AMOUNT), "n")),
        sql.Item(sql.call("grouping", CURRENCY), "g"),
    )
    sets = sql.GroupingSets(((WHO,), (WHO, CURRENCY), ()))
    found = set(await rows_of(paid, sql.Select(items, ROW, group=(sets,))))
    assert found == {
        *(("Ona", None, 3, 1), ("Ivo", None, 4, 1), (None, None, 8, 1)),
        *(("Ona", "EUR", 1, 0), ("Ona", "CZK", 2, 0), ("Ivo", "EUR", 4, 0), (None, None, 8, 0)),
        (None, None, 15, 1),
    }


async def test_an_aggregate_may_look_at_some_rows_only(paid: asyncpg.Connection) -> None:
    euro = sql.equal(CURRENCY, sql.Constant("EUR"))
    select = sql.Select((sql.Item(sql.Filtered(sql.call("sum", AMOUNT), euro), "n"),), ROW)
    assert await rows_of(paid, select) == [(5,)]


async def test_a_list_leaves_out_what_its_condition_does(paid: asyncpg.Connection) -> None:
    euro = sql.equal(CURRENCY, sql.Constant("EUR"))
    listed = sql.JsonAggregate(AMOUNT, AMOUNT, where=euro)
    ((found,),) = await rows_of(paid, sql.Select((sql.Item(listed, "list"),), ROW))
    assert orjson.loads(found) == [1, 4]


@pytest.mark.parametrize(
    ("optional", "expected"), [(False, [("Ona", 2)]), (True, [("Ivo", None), ("Ona", 2)])]
)
async def test_rows_without_a_lateral_one_stay_if_it_is_optional(
    optional: bool,  # noqa: FBT001 (a parameter of the test)
    expected: list[tuple[str, int | None]],
    paid: asyncpg.Connection,
) -> None:
    other = sql.Select(
        (sql.Item(sql.Column("o", "amount"), "amount"),),
        sql.Table("paid", "o"),
        where=sql.all_of(
            sql.equal(sql.Column("o", "who"), WHO),
            sql.equal(sql.Column("o", "currency"), sql.Constant("CZK")),
        ),
    )
    joins = (sql.lateral(sql.Subquery(other, "l"), optional=optional),)
    items = (sql.Item(WHO, "who"), sql.Item(sql.Column("l", "amount"), "other"))
    euro = sql.equal(CURRENCY, sql.Constant("EUR"))
    select = sql.Select(items, ROW, joins, euro, order=(sql.OrderKey(WHO),))
    assert await rows_of(paid, select) == expected
