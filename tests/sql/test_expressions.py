from typing import Any

import asyncpg
import pytest

from gql_crm import sql
from tests.sql.running import rows_of, value_of

UNKNOWN = sql.Cast(sql.NULL, "boolean")


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (sql.Constant(5), 5),
        (sql.Constant(-5), -5),
        (sql.TRUE, True),
        (sql.FALSE, False),
        (sql.Cast(sql.NULL, "text"), None),
        (sql.Binary(sql.Constant(1), "-", sql.Constant(-1)), 2),
        (sql.concat(sql.Constant("a"), sql.Constant("b"), sql.Constant("c")), "abc"),
        (sql.call("length", sql.Constant("žą")), 2),
        (sql.Case(((sql.FALSE, sql.Constant(1)),), sql.Constant(2)), 2),
        (sql.Case(((sql.TRUE, sql.Constant(1)),)), 1),
        (sql.Scalar(sql.Select((sql.Item(sql.Constant(7), "x"),))), 7),
        (sql.ArrayOf(sql.Select((sql.Item(sql.Constant(7), "x"),))), [7]),
        (sql.Exists(sql.Select((sql.Item(sql.Constant(7), "x"),), where=sql.FALSE)), False),
        (sql.IsNull(UNKNOWN), True),
        (sql.IsNull(UNKNOWN, negated=True), False),
        (sql.json_text(sql.Parameter('{"a": "ž"}', "jsonb"), "a"), "ž"),
        (sql.json_part(sql.Parameter('{"a": [1]}', "jsonb"), "a"), [1]),
        (sql.json_text(sql.Parameter('{"a\'b": "x"}', "jsonb"), "a'b"), "x"),
        (sql.Binary(sql.NULL, "IS NOT DISTINCT FROM", sql.NULL), True),
        (sql.Binary(sql.Collate(sql.Constant("B")), "<", sql.Collate(sql.Constant("a"))), True),
    ],
)
async def test_an_expression_means_what_it_says(
    node: sql.Node, value: Any, connection: asyncpg.Connection
) -> None:
    assert await value_of(connection, node) == value


@pytest.mark.parametrize(("condition", "complement"), [(sql.TRUE, False), (sql.FALSE, True), (UNKNOWN, True)])
async def test_a_complement_also_holds_where_nothing_is_known(
    condition: sql.Node, *, complement: bool, connection: asyncpg.Connection
) -> None:
    assert await value_of(connection, sql.Not(condition)) is complement
    assert await value_of(connection, sql.Not(sql.Not(condition))) is not complement
    assert await value_of(connection, sql.all_of(sql.Not(condition), sql.Not(sql.FALSE))) is complement


async def test_no_conditions_are_true_together_and_false_as_alternatives(
    connection: asyncpg.Connection,
) -> None:
    assert await value_of(connection, sql.all_of()) is True
    assert await value_of(connection, sql.any_of()) is False
    assert await value_of(connection, sql.all_of(sql.TRUE, sql.FALSE)) is False
    assert await value_of(connection, sql.any_of(sql.FALSE, sql.TRUE)) is True


async def test_alternatives_inside_a_conjunction_keep_their_brackets(connection: asyncpg.Connection) -> None:
    alternatives = sql.any_of(sql.TRUE, sql.Logical("OR", (sql.TRUE, sql.TRUE)))
    assert (
        await value_of(connection, sql.all_of(alternatives, sql.Logical("AND", (sql.FALSE, sql.TRUE))))
        is False
    )


@pytest.mark.parametrize(("values", "expected"), [([1, 2], True), ([2], False), ([], False)])
async def test_a_list_is_one_parameter(
    values: list[int], *, expected: bool, connection: asyncpg.Connection
) -> None:
    node = sql.AnyOf(sql.Constant(1), sql.parameters(values, "integer"))
    assert await value_of(connection, node) is expected


async def test_equal_trees_are_equal_and_can_be_keys(connection: asyncpg.Connection) -> None:
    assert sql.equal(sql.Column("a", "b"), sql.Constant(1)) == sql.equal(
        sql.Column("a", "b"), sql.Constant(1)
    )
    assert len({sql.Column("a", "b"), sql.Column("a", "b")}) == 1
    assert await rows_of(connection, sql.Select((sql.Item(sql.Constant(1), "x"),))) == [(1,)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [((1, 9), True), ((2, 2), True), ((2, 3), False), ((3, 0), False), ((1, None), True), ((2, None), None)],
)
async def test_rows_are_compared_from_left_to_right(
    connection: asyncpg.Connection, row: tuple[int, int | None], *, expected: bool | None
) -> None:
    here = sql.RowOf(tuple(sql.Parameter(value, "integer") for value in row))
    there = sql.RowOf((sql.Constant(2), sql.Constant(3)))
    assert await value_of(connection, sql.Binary(here, "<", there)) is expected
