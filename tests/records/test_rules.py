"""What operations need for their rules: values that clients cannot write, and records by what they hold."""

from uuid import UUID

import pytest

from gql_crm.clock import uuid7
from gql_crm.errors import UserErrors
from gql_crm.records import Ref
from tests.records.world import World, errors


async def locked(world: World, id_: UUID) -> object:
    return (await world.row("studio_project", id_))["locked"]


async def test_an_operation_settles_what_clients_cannot_write(world: World) -> None:
    async with world.records() as records:
        ref = await records.create("Project", {"title": "Bridge"}, settled={"locked": 1})
    assert await locked(world, ref.id) == 1
    async with world.records() as records:
        await records.update("Project", ref.id, {"title": "Tower"}, settled={"locked": 2})
    assert await locked(world, ref.id) == 2


async def test_what_the_client_gives_stays_refused_beside_it(world: World) -> None:
    with pytest.raises(UserErrors) as caught:
        async with world.records() as records:
            await records.create("Project", {"title": "Bridge", "locked": 1}, settled={"stage": "work"})
    assert errors(caught) == [("READ_ONLY", "locked")]


@pytest.mark.parametrize("name", ["createdAt", "version"])
async def test_nobody_settles_what_the_core_keeps(world: World, name: str) -> None:
    with pytest.raises(UserErrors) as caught:
        async with world.records() as records:
            await records.create("Project", {"title": "Bridge"}, settled={name: 1})
    assert errors(caught) == [("READ_ONLY", name)]


async def test_settled_values_are_judged_like_others(world: World) -> None:
    with pytest.raises(UserErrors) as caught:
        async with world.records() as records:
            await records.create("Project", {}, settled={"locked": "many"})
    assert errors(caught) == [("REQUIRED", "title"), ("VALIDATION", "locked")]


async def test_live_records_are_found_by_what_they_hold_whoever_asks(world: World) -> None:
    await world.add_field("Project", "floors", "INTEGER")
    client = await world.create("Organization", name="Example")
    first = await world.create("Project", title="First", clientId=str(client), floors=3)
    second = await world.create("Project", title="Second", clientId=str(client), floors=3, stage="work")
    await world.delete("Project", await world.create("Project", title="Third", floors=3))
    async with world.records(world.member) as records:
        assert await records.find("Project", {"floors": 3}) == [Ref("Project", first), Ref("Project", second)]
        assert await records.find("Project", {"client": client, "stage": "work"}) == [Ref("Project", second)]
        assert await records.find("Project", {"client": uuid7()}) == []
