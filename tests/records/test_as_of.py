"""A record as it was at a time, as its reader may know it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from gql_crm.access import Actor, profile_of
from gql_crm.clock import uuid7
from gql_crm.records import record_as_of
from gql_crm.schema.visibility import restrict
from tests.records.world import World

HOUR = timedelta(hours=1)


async def as_of(
    world: World, id_: UUID, at: datetime, *, actor: Actor | None = None
) -> Mapping[str, Any] | None:
    actor = actor or world.admin
    profile = profile_of(actor.role_keys, world.catalog.permissions)
    async with world.database.connection() as connection:
        return await record_as_of(connection, restrict(world.catalog, profile), actor, profile, id_, at)


async def test_values_are_those_of_then(world: World) -> None:
    began = world.now
    id_ = await world.create("Contact", firstName="A", lastName="B", rank=1)
    world.now = began + HOUR
    await world.update("Contact", id_, {"firstName": "X", "rank": None}, actor=world.admin)
    then = await as_of(world, id_, began + HOUR / 2)
    assert then is not None
    assert then["id"] == str(id_)
    assert then["recordType"] == "Contact"
    assert (then["firstName"], then["lastName"], then["rank"], then["version"]) == ("A", "B", 1, 1)
    assert then["updatedAt"] == then["createdAt"]
    now = await as_of(world, id_, began + HOUR)
    assert now is not None
    assert (now["firstName"], now["lastName"], now["rank"], now["version"]) == ("X", "B", None, 2)
    assert now["createdAt"] == then["createdAt"] < now["updatedAt"]
    assert now["createdBy"] == now["updatedBy"] == now["owner"] == str(world.admin.user_id)


async def test_before_its_first_change_there_is_no_record(world: World) -> None:
    id_ = await world.create("Contact", firstName="A")
    assert await as_of(world, id_, world.now - timedelta(microseconds=1)) is None
    assert await as_of(world, uuid7(), world.now) is None


async def test_deletion_is_told(world: World) -> None:
    began = world.now
    id_ = await world.create("Contact", firstName="A")
    world.now = began + HOUR
    await world.delete("Contact", id_)
    world.now = began + 2 * HOUR
    await world.restore("Contact", id_)
    told = [await as_of(world, id_, began + hours * HOUR) for hours in range(3)]
    assert [one is not None and one["deletedAt"] is not None for one in told] == [False, True, False]


async def test_references_are_ids_and_lists_are_lists(world: World) -> None:
    one, two = await world.create("Contact"), await world.create("Contact")
    client = await world.create("Organization", name="O")
    began = world.now
    id_ = await world.create(
        "Project",
        title="P",
        clientId=str(client),
        personIds=[str(one), str(two)],
        backersIds=[str(client)],
        steps=[{"title": "a", "personId": str(one)}, {"title": "b"}],
    )
    world.now = began + HOUR
    await world.update("Project", id_, {"removePersonIds": [str(one)], "addBackersIds": [], "steps": []})
    then, now = await as_of(world, id_, began), await as_of(world, id_, began + HOUR)
    assert then is not None
    assert now is not None
    assert (then["client"], then["backers"]) == (str(client), [str(client)])
    assert then["people"] == sorted([str(one), str(two)])
    assert [(step["title"], step["person"], step["done"]) for step in then["steps"]] == [
        ("a", str(one), False),
        ("b", None, False),
    ]
    assert now["people"] == [str(two)]
    assert now["steps"] == []


async def test_a_field_that_was_made_later_is_absent(world: World) -> None:
    began = world.now
    id_ = await world.create("Contact")
    world.now = began + HOUR
    await world.add_field("Contact", "score", "INTEGER")
    await world.update("Contact", id_, {"score": 4})
    then, now = await as_of(world, id_, began), await as_of(world, id_, began + HOUR)
    assert then is not None
    assert now is not None
    assert "score" not in then
    assert now["score"] == 4


async def test_a_renamed_field_has_its_name_of_now(world: World) -> None:
    await world.add_field("Contact", "score", "INTEGER")
    id_ = await world.create("Contact", score=4)
    async with world.customization() as customization:
        await customization.rename_field("Contact", "score", "points")
    told = await as_of(world, id_, world.now)
    assert told is not None
    assert told["points"] == 4
    assert "score" not in told


async def test_the_order_is_that_of_versions_whatever_clocks_said(world: World) -> None:
    began = world.now
    id_ = await world.create("Contact", firstName="A")
    world.now = began + HOUR
    await world.update("Contact", id_, {"firstName": "B"})
    world.now = began + HOUR / 2
    await world.update("Contact", id_, {"firstName": "C"})
    told = [await as_of(world, id_, began + part * HOUR) for part in (0.25, 0.75, 1)]
    assert [one and one["firstName"] for one in told] == ["A", "C", "C"]


async def test_an_invisible_record_is_not_there(world: World) -> None:
    id_ = await world.create("Contact", firstName="A")
    assert await as_of(world, id_, world.now, actor=world.member) is None


async def test_what_the_reader_cannot_see_is_left_out(world: World) -> None:
    hidden, seen = await world.create("Contact"), await world.create("Contact", world.member)
    id_ = await world.create(
        "Project",
        title="P",
        ownerId=str(world.member.user_id),
        clientId=str(await world.create("Organization", name="O")),
        personIds=[str(hidden), str(seen)],
        steps=[{"title": "a", "personId": str(hidden)}, {"title": "b", "personId": str(seen)}],
    )
    told = await as_of(world, id_, world.now, actor=world.member)
    assert told is not None
    assert told["client"] is None
    assert told["people"] == [str(seen)]
    assert [step["person"] for step in told["steps"]] == [None, str(seen)]
    assert told["owner"] == str(world.member.user_id)


async def test_a_hidden_field_is_left_out(world: World) -> None:
    id_ = await world.create("User", name="A", email="a@example.com", roleKeys=["member"])
    for_admin, for_member = [
        await as_of(world, id_, world.now, actor=actor) for actor in (world.admin, world.member)
    ]
    assert for_admin is not None
    assert for_member is not None
    assert for_admin.keys() - for_member.keys() == {"roleKeys"}
