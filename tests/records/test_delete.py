import asyncio
from collections.abc import Awaitable

import pytest

from gql_crm.clock import uuid7
from gql_crm.errors import UserErrors
from tests.records.world import World, errors, only_error


async def code_of(attempt: Awaitable[object]) -> str:
    try:
        await attempt
    except UserErrors as error:
        return error.errors[0].code
    return "done"


async def test_a_deleted_record_stays_with_its_time(world: World) -> None:
    id_ = await world.create("Contact", firstName="A")
    await world.delete("Contact", id_)
    row, spine = await world.row("people_contact", id_), await world.row("record", id_)
    assert row["deleted_at"] == spine["deleted_at"] == world.now
    assert (row["version"], row["first_name"]) == (2, "A")


async def test_a_restored_record_is_as_it_was(world: World) -> None:
    id_ = await world.create("Contact", firstName="A")
    await world.delete("Contact", id_)
    await world.restore("Contact", id_)
    row, spine = await world.row("people_contact", id_), await world.row("record", id_)
    assert row["deleted_at"] is None
    assert spine["deleted_at"] is None
    assert (row["version"], row["first_name"]) == (3, "A")


async def test_a_deleted_record_is_neither_deleted_again_nor_changed(world: World) -> None:
    id_ = await world.create("Contact")
    await world.delete("Contact", id_)
    for attempt in (world.delete("Contact", id_), world.update("Contact", id_, {"firstName": "B"})):
        with pytest.raises(UserErrors) as caught:
            await attempt
        assert errors(caught) == [("INVALID_STATE", "id")]


async def test_what_is_not_deleted_cannot_be_restored(world: World) -> None:
    id_ = await world.create("Contact")
    with pytest.raises(UserErrors) as caught:
        await world.restore("Contact", id_)
    assert errors(caught) == [("INVALID_STATE", "id")]


async def test_what_is_not_there_cannot_be_deleted(world: World) -> None:
    organization = await world.create("Organization", name="A")
    for id_ in (uuid7(), organization):
        with pytest.raises(UserErrors) as caught:
            await world.delete("Contact", id_)
        assert errors(caught) == [("NOT_FOUND", "id")]


async def test_a_version_can_be_expected(world: World) -> None:
    id_ = await world.create("Contact")
    async with world.records() as records:
        with pytest.raises(UserErrors) as caught:
            await records.delete("Contact", id_, expected_version=2)
        assert errors(caught) == [("CONFLICT", "expectedVersion")]
        await records.delete("Contact", id_, expected_version=1)


async def test_a_relation_may_forbid_deletion(world: World) -> None:
    client = await world.create("Organization", name="A")
    project = await world.create("Project", title="B", clientId=str(client))
    with pytest.raises(UserErrors) as caught:
        await world.delete("Organization", client)
    assert errors(caught) == [("IN_USE", "id")]
    assert '"Project.client"' in only_error(caught).message
    await world.delete("Project", project)
    await world.delete("Organization", client)


async def test_a_record_is_either_referred_to_or_deleted_whoever_comes_first(world: World) -> None:
    for _ in range(5):
        client = await world.create("Organization", name="A")

        refer = world.create("Project", title="B", clientId=str(client))
        outcome = await asyncio.gather(code_of(refer), code_of(world.delete("Organization", client)))
        assert tuple(outcome) in {("done", "IN_USE"), ("NOT_FOUND", "done")}
