"""Random lives of records against a model in memory: rows, spine, unique values and history always agree."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from gql_crm.errors import UserErrors
from tests.records.world import World

SPINE = """
SELECT count(*) FROM record AS r
FULL JOIN (
  SELECT id, owner_id, team_id, created_at, updated_at, deleted_at, version FROM studio_project
) AS e USING (id)
WHERE (r.entity = 'Project' OR r.id IS NULL) AND (r.id IS NULL OR e.id IS NULL
  OR (r.owner_id, r.team_id, r.created_at, r.updated_at, r.deleted_at)
     IS DISTINCT FROM (e.owner_id, e.team_id, e.created_at, e.updated_at, e.deleted_at))
"""
HISTORY = """
SELECT count(*) FROM studio_project AS p
WHERE version <> (SELECT count(*) FROM change WHERE record_id = p.id)
  OR version <> (SELECT max(version) FROM change WHERE record_id = p.id)
"""
TAKEN = """
SELECT count(*) FROM studio_project AS p
FULL JOIN unique_value AS u ON u.record_id = p.id AND u.field_id = 'studio:Project.alias'
  AND u.value_key = lower(p.alias)
WHERE (p.id IS NOT NULL AND p.alias IS NOT NULL AND (p.deleted_at IS NULL) <> (u.record_id IS NOT NULL))
  OR (u.field_id = 'studio:Project.alias' AND p.id IS NULL)
"""


@dataclass
class Model:
    """What the records should hold."""

    live: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    deleted: dict[UUID, dict[str, Any]] = field(default_factory=dict)

    def holder(self, alias: str | None) -> UUID | None:
        return next((id_ for id_, values in self.live.items() if alias and values["alias"] == alias), None)


class Life:
    """Random operations on the world and the model alike."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.model = Model()
        self.random = random.Random(seed)

    def values(self) -> dict[str, Any]:
        pick = self.random.choice
        return {
            "title": pick(["A", "B", "C"]),
            "alias": pick([None, "x", "y", "z"]),
            "hours": pick([None, "1", "2.5"]),
            "ownerId": pick([None, str(self.world.admin.user_id), str(self.world.member.user_id)]),
        }

    async def create(self) -> None:
        values = self.values()
        if self.model.holder(values["alias"]):
            with pytest.raises(UserErrors, match="DUPLICATE alias"):
                await self.world.create("Project", **values)
        else:
            self.model.live[await self.world.create("Project", **values)] = values

    async def update(self) -> None:
        id_ = self.random.choice(list(self.model.live))
        values = dict(self.random.sample(sorted(self.values().items()), k=self.random.randint(0, 4)))
        if self.model.holder(values.get("alias")) not in {None, id_}:
            with pytest.raises(UserErrors, match="DUPLICATE alias"):
                await self.world.update("Project", id_, values)
        else:
            await self.world.update("Project", id_, values)
            self.model.live[id_].update(values)

    async def delete(self) -> None:
        id_ = self.random.choice(list(self.model.live))
        await self.world.delete("Project", id_)
        self.model.deleted[id_] = self.model.live.pop(id_)

    async def restore(self) -> None:
        id_ = self.random.choice(list(self.model.deleted))
        if self.model.holder(self.model.deleted[id_]["alias"]):
            with pytest.raises(UserErrors, match="DUPLICATE id"):
                await self.world.restore("Project", id_)
        else:
            await self.world.restore("Project", id_)
            self.model.live[id_] = self.model.deleted.pop(id_)

    async def step(self) -> None:
        steps = [self.create]
        steps += [self.update, self.update, self.delete] if self.model.live else []
        steps += [self.restore] if self.model.deleted else []
        await self.random.choice(steps)()

    async def check(self) -> None:
        rows = await self.world.fetch("SELECT * FROM studio_project")
        expected = {**self.model.live, **self.model.deleted}
        assert {row["id"] for row in rows} == expected.keys()
        for row in rows:
            values = expected[row["id"]]
            hours = None if row["hours"] is None else str(row["hours"])
            owner = None if row["owner_id"] is None else str(row["owner_id"])
            stored = {"title": row["title"], "alias": row["alias"], "hours": hours, "ownerId": owner}
            assert stored == values
            assert (row["deleted_at"] is None) == (row["id"] in self.model.live)


async def assert_consistent(world: World) -> None:
    assert await world.value(SPINE) == 0, "spine and entity table differ"
    assert await world.value(HISTORY) == 0, "versions and history differ"
    assert await world.value(TAKEN) == 0, "unique values and records differ"


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_random_lives_leave_everything_consistent(world: World, seed: int) -> None:
    life = Life(world, seed)
    for _ in range(120):
        await life.step()
    await life.check()
    await assert_consistent(world)


async def test_many_lives_at_once_leave_everything_consistent(world: World) -> None:
    ids = [await world.create("Project", title=str(number)) for number in range(6)]

    async def live(seed: int) -> set[str]:
        choose = random.Random(seed)
        codes = set()
        for _ in range(15):
            id_ = choose.choice(ids)
            values = {"alias": choose.choice("xyz"), "title": str(seed)}
            writes: list[Callable[[str, UUID], Awaitable[object]]] = [
                partial(world.update, values=values),
                world.delete,
                world.restore,
            ]
            try:
                await choose.choices(writes, [2, 1, 1])[0]("Project", id_)
            except UserErrors as error:
                codes |= {one.code for one in error.errors}
        return codes

    codes = set().union(*await asyncio.gather(*(live(seed) for seed in range(8))))
    assert codes <= {"DUPLICATE", "INVALID_STATE"}
    await assert_consistent(world)


async def test_history_replayed_gives_the_record(world: World) -> None:
    life = Life(world, 7)
    await life.create()
    id_ = next(iter(life.model.live))
    for _ in range(20):
        values = {**life.values(), "alias": None}
        await world.update("Project", id_, values)
    state: dict[str, Any] = {}
    for row in await world.fetch("SELECT diff FROM change WHERE record_id = $1 ORDER BY xid, id", id_):
        for field_id, (old, new) in row["diff"].items():
            assert state.get(field_id) == old
            state[field_id] = new
    stored = await world.row("studio_project", id_)
    assert state["studio:Project.title"] == stored["title"]
    assert state.get("studio:Project.hours") == (None if stored["hours"] is None else str(stored["hours"]))
