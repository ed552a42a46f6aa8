from typing import Any

import asyncpg
import orjson
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gql_crm import sql
from tests.sql.running import rows_of, value_of

KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=70)


def objects(values: dict[str, Any]) -> sql.JsonObject:
    return sql.JsonObject(
        tuple(sql.JsonMember(key, sql.Parameter(value, "integer")) for key, value in values.items())
    )


@pytest.mark.parametrize("count", [0, 1, 50, 51, 200])
@pytest.mark.parametrize("length", [4, 63, 64, 200])
async def test_objects_may_have_any_number_of_keys_of_any_length(
    count: int, length: int, connection: asyncpg.Connection
) -> None:
    expected = {f"k{number:03}".ljust(length, "x"): number for number in range(count)}
    found = orjson.loads(await value_of(connection, objects(expected)))
    assert list(found.items()) == list(expected.items())


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(KEYS, st.integers(0, 9), max_size=4))
@example(values={"o": 1})
@example(values={"o": 1, "row_to_json": 2, "p": 3})
async def test_any_text_is_a_key(values: dict[str, int], connection: asyncpg.Connection) -> None:
    assert orjson.loads(await value_of(connection, objects(values))) == values


@pytest.mark.parametrize("key", ["k", "k" * 64])
@pytest.mark.parametrize(
    ("node", "value"),
    [
        (sql.Parameter(None, "text"), None),
        (sql.Parameter('a "quoted" žą\n', "text"), 'a "quoted" žą\n'),
        (sql.Cast(sql.Constant("Contact"), "text"), "Contact"),
        (sql.TRUE, True),
        (sql.Constant(5), 5),
        (sql.Parameter('{"a": [1, null]}', "jsonb"), {"a": [1, None]}),
        (sql.Parameter('{"a": null}', "json"), {"a": None}),
        (sql.JsonObject((sql.JsonMember("inner", sql.Constant(1)),)), {"inner": 1}),
        (sql.Cast(sql.Cast(sql.Constant("1.50"), "numeric"), "text"), "1.50"),
        (sql.Cast(sql.Constant("2026-01-02"), "date"), "2026-01-02"),
        (sql.Cast(sql.Constant("2026-01-02T03:04:05.5Z"), "timestamptz"), "2026-01-02T03:04:05.5+00:00"),
        (sql.ArrayOf(sql.Select((sql.Item(sql.Constant(1), "x"),))), [1]),
    ],
)
async def test_every_value_looks_the_same_under_short_and_long_keys(
    key: str, node: sql.Node, value: Any, connection: asyncpg.Connection
) -> None:
    written = await value_of(
        connection,
        sql.JsonObject((sql.JsonMember(key, node), sql.JsonMember("last", sql.Parameter(None, "text")))),
    )
    assert orjson.loads(written) == {key: value, "last": None}


@pytest.mark.parametrize("key", ["k", "k" * 64])
@pytest.mark.parametrize("constant", ["Contact", None])
async def test_plain_constants_are_values_under_short_and_long_keys(
    key: str, constant: str | None, connection: asyncpg.Connection
) -> None:
    written = await value_of(connection, sql.JsonObject((sql.JsonMember(key, sql.Constant(constant)),)))
    assert orjson.loads(written) == {key: constant}


@pytest.mark.parametrize("key", ["k", "k" * 64])
async def test_an_object_may_be_made_of_a_source_of_its_own(key: str, connection: asyncpg.Connection) -> None:
    source = sql.Subquery(sql.Select((sql.Item(sql.Constant(3), "n"),)), "s")
    node = sql.JsonObject((sql.JsonMember(key, sql.Column("s", "n")),), source)
    assert orjson.loads(await value_of(connection, node)) == {key: 3}


async def test_lists_keep_the_order_of_positions_and_leave_out_what_their_condition_does(
    connection: asyncpg.Connection,
) -> None:
    numbers = sql.UnionAll(tuple(sql.Select((sql.Item(sql.Constant(n), "n"),)) for n in (2, 3, 1)))
    number = sql.Column("s", "n")
    first_two = sql.Binary(number, "<=", sql.Constant(2))
    items = (
        sql.Item(sql.JsonAggregate(number, number), "up"),
        sql.Item(sql.JsonAggregate(number, number, descending=True), "down"),
        sql.Item(sql.JsonAggregate(number, number, where=first_two), "two"),
        sql.Item(sql.FirstOf(number, number, descending=True, where=first_two), "last"),
        sql.Item(sql.CountRows(), "count"),
    )
    [(up, down, two, last, count)] = await rows_of(connection, sql.Select(items, sql.Subquery(numbers, "s")))
    assert [orjson.loads(text) for text in (up, down, two)] == [[1, 2, 3], [3, 2, 1], [1, 2]]
    assert (last, count) == (2, 3)


async def test_a_list_without_positions_stays_as_it_comes(connection: asyncpg.Connection) -> None:
    numbers = sql.UnionAll(tuple(sql.Select((sql.Item(sql.Constant(n), "n"),)) for n in (2, 3, 1)))
    number = sql.Column("s", "n")
    ordered = sql.Select(
        (sql.Item(number, "n"),),
        sql.Subquery(numbers, "s"),
        order=(sql.OrderKey(number, descending=True),),
        limit=2,
    )
    select = sql.Select((sql.Item(sql.JsonAggregate(number), "list"),), sql.Subquery(ordered, "s"))
    assert await rows_of(connection, select) == [(b"[3, 2]",)]


async def test_a_list_of_nothing_is_empty_and_not_null(connection: asyncpg.Connection) -> None:
    nothing = sql.Subquery(sql.Select((sql.Item(sql.Constant(1), "n"),), where=sql.FALSE), "s")
    number = sql.Column("s", "n")
    select = sql.Select((sql.Item(sql.JsonAggregate(number), "list"),), nothing)
    assert await rows_of(connection, select) == [(b"[]",)]
