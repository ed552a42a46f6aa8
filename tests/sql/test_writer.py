import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gql_crm import sql
from gql_crm.sql.writer import quoted, quoted_text, word
from tests.sql.running import rows_of, value_of

IN_DATABASE = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.sampled_from(
    ["'; DROP TABLE sample; --", "\\'", "''", '"', "$1", "%s", "$$", "E'\\x00'", "/*", "{}", ":name"]
)
NAMES = TEXTS.filter(lambda name: 0 < len(name.encode()) <= 63)


def text_of(node: sql.Node) -> str:
    return sql.compile_statement(node).text


def test_parameters_are_numbered_in_the_order_of_the_text() -> None:
    statement = sql.compile_statement(
        sql.all_of(
            sql.equal(sql.Column("c", "name"), sql.Parameter("x", "text")),
            sql.AnyOf(sql.Column("c", "id"), sql.parameters([1, 2], "integer")),
        )
    )
    assert statement.text == '(("c"."name" = $1::text) AND ("c"."id" = ANY ($2::integer[])))'
    assert statement.parameters == ("x", [1, 2])


def test_a_tree_can_be_written_any_number_of_times() -> None:
    node = sql.equal(sql.Parameter(1, "integer"), sql.Parameter(2, "integer"))
    assert sql.compile_statement(node) == sql.compile_statement(node)


@IN_DATABASE
@given(text=TEXTS)
async def test_any_text_is_a_constant_and_nothing_but_one(text: str, connection: asyncpg.Connection) -> None:
    assert await value_of(connection, sql.Cast(sql.Constant(text), "text")) == text


@IN_DATABASE
@given(name=NAMES)
async def test_any_text_is_a_name_and_nothing_but_one(name: str, connection: asyncpg.Connection) -> None:
    statement = sql.compile_statement(sql.Select((sql.Item(sql.Constant(1), name),)))
    row = await connection.fetchrow(statement.text)
    assert row is not None
    assert dict(row) == {name: 1}


@pytest.mark.parametrize("name", ["", "a\x00b", "x" * 64, "ž" * 32])
def test_names_that_postgresql_would_cut_or_refuse_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is empty, longer than 63 bytes or contains NUL"):
        quoted(name)


def test_nul_is_no_text() -> None:
    with pytest.raises(ValueError, match="may not contain NUL"):
        quoted_text("a\x00")


@pytest.mark.parametrize("name", ["text", "integer[]", "double precision", "gql_crm_fold", "pg_catalog"])
def test_functions_and_types_are_plain_words(name: str) -> None:
    assert word(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Text",
        "text; DROP TABLE a",
        "f(",
        "a.b",
        'a"b',
        "text--",
        "text[][]",
        "1a",
        "a'b",
        "text\n",
    ],
)
def test_anything_else_is_no_function_and_no_type(name: str) -> None:
    for write in (word, lambda n: text_of(sql.call(n)), lambda n: text_of(sql.Parameter(1, n))):
        with pytest.raises(ValueError, match="is no SQL function or type name"):
            write(name)


async def test_what_a_client_sends_stays_a_value(connection: asyncpg.Connection) -> None:
    await connection.execute("CREATE TEMP TABLE sample (name text)")
    evil = "x'); DROP TABLE sample; --"
    await rows_of(
        connection, sql.Insert("sample", ("name",), ((sql.Parameter(evil, "text"),), (sql.Constant(evil),)))
    )
    found = sql.Select(
        (sql.Item(sql.Column("s", "name"), evil[:60]),),
        sql.Table("sample", "s"),
        where=sql.equal(sql.Column("s", "name"), sql.Parameter(evil, "text")),
    )
    assert await rows_of(connection, found) == [(evil,), (evil,)]
