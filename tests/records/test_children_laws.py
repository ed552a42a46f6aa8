"""Whatever lists are written one after another, the record owns what the last one says."""

from random import Random
from typing import Any
from uuid import UUID

import pytest

from tests.records.world import World

Child = dict[str, Any]
STAGES = ("idea", "work", None)
ROUNDS = 15


def drawn_list(random: Random, owned: list[Child]) -> list[Child]:
    """Draw an input: some of what is there, changed or not, and some that is new, in any order."""
    kept = [
        {
            "id": child["id"],
            **random.choice(({}, {"stage": random.choice(STAGES)}, {"title": random.choice("ab")})),
        }
        for child in random.sample(owned, k=random.randint(0, len(owned)))
    ]
    new = [
        {"title": random.choice("abc"), "stage": random.choice(STAGES)}
        for _ in range(random.choice((0, 0, 1, 3)))
    ]
    given = kept + new
    if random.random() < 0.7:
        random.shuffle(given)
    return given


def after(given: list[Child], owned: list[Child]) -> list[Child]:
    """Return what the record must own then; the ids of new ones are not known yet."""
    before = {child["id"]: child for child in owned}
    return [
        before.get(element.get("id"), {"id": None, "title": None, "stage": None}) | element
        for element in given
    ]


async def owned_by(world: World, project: UUID) -> list[Child]:
    rows = await world.fetch(
        "SELECT id, title, stage, position FROM studio_project_step WHERE parent_id = $1 ORDER BY position",
        project,
    )
    assert [row["position"] for row in rows] == list(range(len(rows)))
    return [{"id": str(row["id"]), "title": row["title"], "stage": row["stage"]} for row in rows]


async def history_of(world: World, project: UUID, version: int) -> list[list[Child]]:
    diff = await world.value(
        "SELECT diff FROM change WHERE record_id = $1 AND version = $2", project, version
    )
    lists: list[list[Child]] = diff["studio:Project.steps"]
    return [
        [{"id": c["id"], "title": c["title"], "stage": c.get("stage")} for c in children]
        for children in lists
    ]


@pytest.mark.parametrize("seed", range(4))
async def test_the_last_list_is_what_the_record_owns(world: World, seed: int) -> None:
    random = Random(seed)
    project = await world.create("Project", title="P")
    version = 1
    for _ in range(ROUNDS):
        old = await owned_by(world, project)
        given = drawn_list(random, old)
        await world.update("Project", project, {"steps": given})
        new = await owned_by(world, project)
        expected = after(given, old)
        known = {child["id"] for child in old}
        assert [child | {"id": child["id"] if child["id"] in known else None} for child in new] == expected
        version += new != old
        assert (await world.row("studio_project", project))["version"] == version
        if new != old:
            assert await history_of(world, project, version) == [old, new]
