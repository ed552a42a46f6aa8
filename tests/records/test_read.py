import asyncio
from decimal import Decimal

import pytest

from gql_crm.clock import uuid7
from gql_crm.errors import UserErrors
from tests.records.world import World, errors


async def test_fields_are_read_as_their_kinds_hold_them(world: World) -> None:
    client = await world.create("Organization", name="Example")
    mentor = await world.create("Contact", firstName="Mentor")
    project = await world.create("Project", title="Bridge", hours="1.50", clientId=str(client))
    contact = await world.create("Contact", rank=3, mentorId=str(mentor))
    async with world.records() as records:
        assert await records.read("Project", project, "title", "hours", "client", "notes") == {
            "title": "Bridge",
            "hours": Decimal("1.5"),
            "client": client,
            "notes": None,
        }
        assert await records.read("Contact", contact, "rank", "mentor") == {"rank": 3, "mentor": mentor}


async def test_what_was_written_in_the_same_transaction_is_read(world: World) -> None:
    project = await world.create("Project", title="Bridge")
    async with world.records() as records:
        await records.update("Project", project, {"stage": "work"})
        assert await records.read("Project", project, "stage") == {"stage": "work"}


async def test_a_decision_by_what_was_read_holds_until_it_is_written(world: World) -> None:
    project = await world.create("Project", title="Bridge", stage="idea")

    async def start() -> bool:
        async with world.records() as records:
            if (await records.read("Project", project, "stage"))["stage"] != "idea":
                return False
            await records.update("Project", project, {"stage": "work"})
            return True

    assert sorted(await asyncio.gather(*(start() for _ in range(10)))) == [False] * 9 + [True]


async def test_an_invisible_or_unknown_record_cannot_be_read(world: World) -> None:
    project = await world.create("Project", title="Bridge")
    for id_ in (project, uuid7()):
        with pytest.raises(UserErrors) as caught:
            async with world.records(world.member) as records:
                await records.read("Project", id_, "title")
        assert errors(caught) == [("NOT_FOUND", "id")]


async def test_a_deleted_record_cannot_be_read(world: World) -> None:
    project = await world.create("Project", title="Bridge")
    await world.delete("Project", project)
    with pytest.raises(UserErrors) as caught:
        async with world.records() as records:
            await records.read("Project", project, "title")
    assert errors(caught) == [("INVALID_STATE", "id")]
