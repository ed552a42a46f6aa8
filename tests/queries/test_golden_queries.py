"""Queries as clients write them, with the answer and the number of statements that each takes.

Each `name.graphql` lies beside `name.json`: `{variables, actor, statements,
data or errors}`. The data are the story's.
"""

from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.story import Story

FOLDER = Path(__file__).parent
QUERIES = sorted(FOLDER.glob("*.graphql"))


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
async def test_a_query_is_answered_as_it_was(story: Story, query: Path) -> None:
    text, expected = _golden(query)
    actor = getattr(story, expected["actor"]) if "actor" in expected else None
    story.crm.statements.clear()
    document = await story.crm.execute(text, expected.get("variables"), actor=actor)
    statements = len(story.crm.statements)
    assert document == {key: expected[key] for key in ("errors", "data") if key in expected}
    assert statements == expected["statements"]
    assert orjson.dumps(document.get("data")) == orjson.dumps(expected.get("data"))  # the members' order, too


def _golden(query: Path) -> tuple[str, dict[str, Any]]:
    return query.read_text("utf-8"), orjson.loads(query.with_suffix(".json").read_bytes())


def test_every_answer_has_its_query() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == {path.stem for path in QUERIES}
    assert len(QUERIES) >= 15
