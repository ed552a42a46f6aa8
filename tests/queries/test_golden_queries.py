"""Queries as clients write them, with the answer, and the SQL that it takes.

Each `name.graphql` lies beside `name.json`: `{variables, actor, settings, before, statements,
data or errors}`, where `before` is a mutation that comes first, and beside `name.sql`, if it takes
any statement: these files are
written by `pytest tests/queries --write-sql`. The data are the story's.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest

from gql_crm.sql.layout import laid_out
from gql_crm.testing import Template, open_crm
from tests.story import NOW, Story

FOLDER = Path(__file__).parent
QUERIES = sorted(FOLDER.glob("*.graphql"))
BETWEEN_STATEMENTS = "\n\n-- then\n\n"


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
async def test_a_query_is_answered_as_it_was(
    story: Story, story_template: Template, query: Path, request: pytest.FixtureRequest
) -> None:
    text, expected = _golden(query)
    async with _story_with(expected, story, story_template) as asked:
        actor = getattr(asked, expected["actor"]) if "actor" in expected else None
        asked.crm.statements.clear()
        document = await asked.crm.execute(text, expected.get("variables"), actor=actor)
        statements = list(asked.crm.statements)
    assert document == {key: expected[key] for key in ("errors", "data") if key in expected}
    assert len(statements) == expected["statements"]
    assert orjson.dumps(document.get("data")) == orjson.dumps(expected.get("data"))  # the members' order, too
    if request.config.getoption("write_sql", default=False):
        _write(query, statements)
    assert _written(statements) == _sql_of(query)


def test_every_answer_has_its_query() -> None:
    names = {path.stem for path in QUERIES}
    assert {path.stem for path in FOLDER.glob("*.json")} == names
    assert {path.stem for path in FOLDER.glob("*.sql")} <= names
    assert len(QUERIES) >= 29


@asynccontextmanager
async def _story_with(expected: dict[str, Any], story: Story, template: Template) -> AsyncIterator[Story]:
    """Provide the story, one of the query's own where it needs other settings or something before it."""
    if expected.keys().isdisjoint({"settings", "before"}):
        yield story
        return
    async with open_crm(template, clock=lambda: NOW, **expected.get("settings", {})) as crm:
        if "before" in expected:
            await crm.data(expected["before"])
        yield Story(crm, story.rasa, story.ivo, story.loner)


def _golden(query: Path) -> tuple[str, dict[str, Any]]:
    return query.read_text("utf-8"), orjson.loads(query.with_suffix(".json").read_bytes())


def _sql_of(query: Path) -> str:
    path = query.with_suffix(".sql")
    return path.read_text("utf-8") if path.exists() else ""


def _written(statements: list[str]) -> str:
    lines = BETWEEN_STATEMENTS.join(laid_out(statement) for statement in statements)
    return f"{lines}\n" if lines else ""


def _write(query: Path, statements: list[str]) -> None:
    path = query.with_suffix(".sql")
    if statements:
        path.write_text(_written(statements), "utf-8")
    else:
        path.unlink(missing_ok=True)
