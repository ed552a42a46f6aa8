from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from gql_crm import sql
from tests.sql.running import rows_of

ROW = sql.Table("sample", "s")
ID = sql.Column("s", "id")
NAME = sql.Column("s", "name")
BOTH = (sql.Item(ID, "id"), sql.Item(NAME, "name"))
RETURNED = sql.Item(sql.Column("sample", "id"), "id")


@pytest_asyncio.fixture
async def sample(connection: asyncpg.Connection) -> AsyncIterator[asyncpg.Connection]:
    await connection.execute("CREATE TEMP TABLE sample (id int PRIMARY KEY, name text)")
    await connection.execute("INSERT INTO sample VALUES (1, 'a'), (2, 'b'), (3, NULL)")
    yield connection


async def test_a_select_filters_orders_and_stops(sample: asyncpg.Connection) -> None:
    select = sql.Select(
        BOTH,
        ROW,
        where=sql.Binary(ID, ">", sql.Constant(0)),
        order=(sql.OrderKey(ID, descending=True),),
        limit=2,
    )
    assert await rows_of(sample, select) == [(3, None), (2, "b")]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (sql.OrderKey(NAME, nulls="LAST"), ["a", "b", None]),
        (sql.OrderKey(NAME, descending=True, nulls="LAST"), ["b", "a", None]),
        (sql.OrderKey(NAME, nulls="FIRST"), [None, "a", "b"]),
    ],
)
async def test_nulls_stand_where_they_are_told_to(
    order: sql.OrderKey, expected: list[str | None], sample: asyncpg.Connection
) -> None:
    assert [name for _, name in await rows_of(sample, sql.Select(BOTH, ROW, order=(order,)))] == expected


def test_an_order_that_an_index_serves_does_not_mention_nulls() -> None:
    assert sql.compile_statement(sql.OrderKey(NAME, descending=True)).text == '"s"."name" DESC'


async def test_joins_know_their_conditions(sample: asyncpg.Connection) -> None:
    other = sql.Table("sample", "o")
    join = sql.Join(
        "LEFT JOIN", other, sql.equal(sql.Column("o", "id"), sql.Binary(ID, "+", sql.Constant(1)))
    )
    select = sql.Select(
        (sql.Item(ID, "id"), sql.Item(sql.Column("o", "id"), "next")), ROW, (join,), order=(sql.OrderKey(ID),)
    )
    assert await rows_of(sample, select) == [(1, 2), (2, 3), (3, None)]


async def test_lateral_sources_see_the_row(sample: asyncpg.Connection) -> None:
    inner = sql.Select((sql.Item(sql.Binary(ID, "+", sql.Constant(10)), "sum"),))
    join = sql.Join("CROSS JOIN LATERAL", sql.Subquery(inner, "l"))
    select = sql.Select((sql.Item(sql.Column("l", "sum"), "sum"),), ROW, (join,), order=(sql.OrderKey(ID),))
    assert await rows_of(sample, select) == [(11,), (12,), (13,)]


async def test_a_document_is_unpacked_for_many_looks_into_it(sample: asyncpg.Connection) -> None:
    source = sql.Unpacked(sql.Parameter('{"core:1": "5", "a\\"b": "x"}', "jsonb"), "f", "custom")
    document = sql.Column("f", "custom")
    items = (
        sql.Item(sql.json_text(document, "core:1"), "n"),
        sql.Item(sql.json_text(document, 'a"b'), "t"),
    )
    assert await rows_of(sample, sql.Select(items, source)) == [("5", "x")]


async def test_unions_keep_equal_rows_or_not(sample: asyncpg.Connection) -> None:
    ones = tuple(sql.Select((sql.Item(sql.Constant(1), "n"),)) for _ in range(2))
    assert await rows_of(sample, sql.UnionAll(ones)) == [(1,), (1,)]
    assert await rows_of(sample, sql.Union(ones)) == [(1,)]


async def test_the_arms_of_a_union_have_limits_of_their_own(sample: asyncpg.Connection) -> None:
    arms = tuple(
        sql.Select(BOTH, ROW, order=(sql.OrderKey(ID, descending=descending),), limit=1)
        for descending in (False, True)
    )
    assert sorted(number for number, _ in await rows_of(sample, sql.UnionAll(arms))) == [1, 3]


async def test_rows_are_inserted_updated_and_deleted(sample: asyncpg.Connection) -> None:
    rows = ((sql.Constant(4), sql.Parameter("d", "text")), (sql.Constant(5), sql.NULL))
    assert await rows_of(sample, sql.Insert("sample", ("id", "name"), rows, returning=(RETURNED,))) == [
        (4,),
        (5,),
    ]
    update = sql.Update(
        "sample", "s", (("name", sql.Parameter("z", "text")),), sql.equal(ID, sql.Constant(5)), returning=BOTH
    )
    assert await rows_of(sample, update) == [(5, "z")]
    delete = sql.Delete("sample", "s", sql.Binary(ID, ">", sql.Constant(1)), returning=(sql.Item(ID, "id"),))
    assert sorted(await rows_of(sample, delete)) == [(2,), (3,), (4,), (5,)]


async def test_a_row_that_is_there_can_be_passed_over(sample: asyncpg.Connection) -> None:
    insert = sql.Insert(
        "sample",
        ("id",),
        ((sql.Constant(1),), (sql.Constant(9),)),
        returning=(RETURNED,),
        on_conflict_do_nothing=True,
    )
    assert await rows_of(sample, insert) == [(9,)]


async def test_parts_of_a_statement_see_each_others_outcome(sample: asyncpg.Connection) -> None:
    insert = sql.Insert("sample", ("id",), ((sql.Constant(7),),), returning=(RETURNED,))
    copied = sql.Select(
        (sql.Item(sql.Binary(sql.Column("n", "id"), "+", sql.Constant(1)), "id"),), sql.Table("new", "n")
    )
    second = sql.Insert("sample", ("id",), select=copied, returning=(RETURNED,))
    final = sql.Select((sql.Item(sql.Column("m", "id"), "id"),), sql.Table("newer", "m"))
    assert await rows_of(sample, sql.With((("new", insert), ("newer", second)), final)) == [(8,)]


async def test_rows_whose_key_is_there_take_over_what_is_named(sample: asyncpg.Connection) -> None:
    rows = tuple((sql.Constant(id_), sql.Constant(name)) for id_, name in ((2, "B"), (4, "d")))
    await rows_of(
        sample, sql.Insert("sample", ("id", "name"), rows=rows, on_conflict_update=("id", ("name",)))
    )
    everything = sql.Select(BOTH, ROW, order=(sql.OrderKey(ID),))
    assert await rows_of(sample, everything) == [(1, "a"), (2, "B"), (3, None), (4, "d")]
