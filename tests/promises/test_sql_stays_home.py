"""SQL text is made in one package, so that one reader can be sure what reaches the database."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.promises.sources import Source, core_sources, plugin_sources

HOMES = {"sql", "database"}

SQL = re.compile(
    r"""
    \bSELECT\s+(DISTINCT\s+)?[\w"*(.]+ .* \bFROM\b
    | \bSELECT\s+(set_config|pg_|gql_crm_|nextval|count\()
    | \bINSERT\s+INTO\b | \bUPDATE\s+\S+\s+SET\b | \bDELETE\s+FROM\b | \bTRUNCATE\s+\w
    | \b(CREATE|ALTER|DROP)\s+(UNIQUE\s+)?(TABLE|INDEX|FUNCTION|TRIGGER|ROLE|SCHEMA|EXTENSION|SEQUENCE)\b
    | \b(LEFT|CROSS|INNER)\s+JOIN\b | \bORDER\s+BY\s+["\w] | \bGROUP\s+BY\s+["\w] | \bON\s+CONFLICT\b
    | \S\s+FOR\s+UPDATE\b | \bSET\s+LOCAL\b | \bpg_advisory_\w+\s*\( | ::(text|jsonb?|uuid|numeric|bigint)\b
    """,
    re.VERBOSE | re.DOTALL,
)


def test_only_sql_and_database_contain_sql() -> None:
    sources = [source for source in core_sources() if source.package not in HOMES]
    found = [line for source in [*sources, *plugin_sources()] for line in _sql_lines(source)]
    assert found == [], "build statements with gql_crm.sql instead"


@pytest.mark.parametrize(
    "text",
    [
        'SELECT "id" FROM contact',
        "UPDATE contact SET version = 1",
        "value::text",
        "SELECT set_config('a', 'b', true)",
        "CREATE UNIQUE INDEX i ON t (x)",
    ],
)
def test_the_search_knows_sql(text: str) -> None:
    assert SQL.search(text)


@pytest.mark.parametrize(
    "text", ["Select a stage from the list.", "Update the contact and set its owner.", "Order by one key."]
)
def test_the_search_knows_english(text: str) -> None:
    assert not SQL.search(text)


def _sql_lines(source: Source) -> Iterator[str]:
    docstrings = set(_docstrings(source.tree))
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, str) and SQL.search(node.value):
            yield f"{source.name}:{node.lineno}: {node.value.strip()[:80]}"


def _docstrings(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            yield from (id(line.value) for line in body if isinstance(line, ast.Expr))
