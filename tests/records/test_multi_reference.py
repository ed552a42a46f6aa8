"""Fields that hold many records: written by ids as a whole, or by adding and removing."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from gql_crm.clock import uuid7
from gql_crm.errors import ClientError, UserErrors
from tests.records.world import World, errors


async def linked(world: World, source: UUID) -> list[UUID]:
    rows = await world.fetch(
        "SELECT target_id FROM record_reference WHERE source_id = $1 ORDER BY target_id", source
    )
    return [row["target_id"] for row in rows]


async def contacts(world: World, number: int) -> list[UUID]:
    return [await world.create("Contact", firstName=f"C{index}") for index in range(number)]


def texts(ids: list[UUID]) -> list[str]:
    return [str(id_) for id_ in ids]


async def test_it_is_replaced_added_to_removed_from_and_cleared(world: World) -> None:
    await world.add_field("Contact", "friends", "MULTI_REFERENCE", targetEntity="Contact")
    people = await contacts(world, 4)
    id_ = await world.create("Contact", friendsIds=texts(people[:2]))
    assert await linked(world, id_) == people[:2]
    added = {"addFriendsIds": texts(people[1:3]), "removeFriendsIds": [str(people[0])]}
    await world.update("Contact", id_, added)
    assert await linked(world, id_) == people[1:3]
    await world.update("Contact", id_, {"friendsIds": [str(people[3]), str(people[3])]})
    assert await linked(world, id_) == [people[3]]
    await world.update("Contact", id_, {"friendsIds": None})
    assert await linked(world, id_) == []
    assert (await world.row("people_contact", id_))["version"] == 4


async def test_history_has_who_left_and_who_came(world: World) -> None:
    field_id = await world.add_field("Contact", "friends", "MULTI_REFERENCE", targetEntity="Contact")
    first, second = await contacts(world, 2)
    id_ = await world.create("Contact", friendsIds=[str(first)])
    await world.update("Contact", id_, {"friendsIds": [str(second)]})
    diffs = [
        row["diff"]
        for row in await world.fetch("SELECT diff FROM change WHERE record_id = $1 ORDER BY version", id_)
    ]
    assert [diff[field_id] for diff in diffs] == [[[], [str(first)]], [[str(first)], [str(second)]]]


async def test_two_fields_of_a_record_do_not_mix(world: World) -> None:
    for key in ("friends", "enemies"):
        await world.add_field("Contact", key, "MULTI_REFERENCE", targetEntity="Contact")
    people = await contacts(world, 2)
    id_ = await world.create("Contact", friendsIds=texts(people), enemiesIds=texts(people))
    await world.update("Contact", id_, {"friendsIds": []})
    assert await linked(world, id_) == people


async def test_a_required_one_needs_a_record_when_created_and_whenever_it_is_named(world: World) -> None:
    old = await world.create("Contact", firstName="Old")
    await world.add_field("Contact", "friends", "MULTI_REFERENCE", targetEntity="Contact", required=True)
    empty: list[dict[str, Any]] = [{}, {"friendsIds": None}, {"friendsIds": []}]
    for values in empty:
        with pytest.raises(UserErrors) as caught:
            await world.create("Contact", firstName="New", **values)
        assert errors(caught) == [("REQUIRED", "friendsIds")]
    id_ = await world.create("Contact", friendsIds=[str(old)])
    for values, name in (
        ({"friendsIds": []}, "friendsIds"),
        ({"removeFriendsIds": [str(old)]}, "removeFriendsIds"),
    ):
        with pytest.raises(UserErrors) as caught:
            await world.update("Contact", id_, values)
        assert errors(caught) == [("REQUIRED", name)]
    await world.update("Contact", old, {"firstName": "Older"})
    await world.update("Contact", id_, {"addFriendsIds": [str(id_)], "removeFriendsIds": [str(old)]})
    assert await linked(world, id_) == [id_]


async def test_an_immutable_one_keeps_its_first_records(world: World) -> None:
    await world.add_field("Contact", "friends", "MULTI_REFERENCE", targetEntity="Contact", immutable=True)
    people = await contacts(world, 2)
    id_ = await world.create("Contact")
    await world.update("Contact", id_, {"friendsIds": texts(people)})
    with pytest.raises(UserErrors) as caught:
        await world.update("Contact", id_, {"removeFriendsIds": texts(people[:1])})
    assert errors(caught) == [("READ_ONLY", "removeFriendsIds")]
    await world.update("Contact", id_, {"friendsIds": texts(people[::-1])})


async def test_absent_and_invisible_records_are_the_same_answer_and_named_by_their_place(
    world: World,
) -> None:
    await world.add_field("Contact", "friends", "MULTI_REFERENCE", targetEntity="Contact")
    hidden, own = await world.create("Contact"), await world.create("Contact", world.member)
    messages = set()
    for missing in (hidden, uuid7()):
        with pytest.raises(UserErrors) as caught:
            await world.create("Contact", world.member, friendsIds=[str(own), str(missing)])
        assert errors(caught) == [("NOT_FOUND", "friendsIds.1")]
        messages.add(caught.value.errors[0].message.replace(str(missing), "ID"))
    assert len(messages) == 1


async def test_replacing_keeps_records_that_the_actor_does_not_see(world: World) -> None:
    hidden = await world.create("Contact")
    await world.add_field("Contact", "friends", "MULTI_REFERENCE", targetEntity="Contact", required=True)
    own = await world.create("Contact", friendsIds=[str(hidden)], ownerId=str(world.member.user_id))
    await world.update("Contact", own, {"friendsIds": []}, actor=world.member)
    assert await linked(world, own) == [hidden]


async def test_a_retired_one_is_no_input_until_it_is_restored(world: World) -> None:
    await world.add_field("Contact", "friends", "MULTI_REFERENCE", targetEntity="Contact", required=True)
    async with world.customization() as customization:
        await customization.retire_field("Contact", "friends")
    for name in ("friendsIds", "addFriendsIds", "removeFriendsIds"):
        with pytest.raises(ClientError, match=f'"{name}" is not defined'):
            await world.create("Contact", **{name: []})
    friend = await world.create("Contact")
    async with world.customization() as customization:
        await customization.restore_field("Contact", "friends")
    id_ = await world.create("Contact", friendsIds=[str(friend)])
    assert await linked(world, id_) == [friend]


async def test_a_renamed_one_keeps_its_records(world: World) -> None:
    await world.add_field("Contact", "friends", "MULTI_REFERENCE", targetEntity="Contact")
    friend = await world.create("Contact")
    id_ = await world.create("Contact", friendsIds=[str(friend)])
    async with world.customization() as customization:
        await customization.rename_field("Contact", "friends", "pals")
    await world.update("Contact", id_, {"addPalsIds": [str(id_)]})
    assert await linked(world, id_) == sorted([friend, id_])


async def test_its_names_are_refused_to_other_fields(world: World) -> None:
    await world.add_field("Contact", "friends", "MULTI_REFERENCE", targetEntity="Contact")
    for key in ("friends", "friendsIds", "addFriendsIds", "removeFriendsIds"):
        with pytest.raises(UserErrors) as caught:
            await world.add_field("Contact", key, "TEXT")
        assert errors(caught) == [("DUPLICATE", "key")]
        assert 'custom field "friends"' in caught.value.errors[0].message


async def test_a_target_that_is_not_there_is_refused(world: World) -> None:
    with pytest.raises(UserErrors) as caught:
        await world.add_field("Contact", "friends", "MULTI_REFERENCE", targetEntity="Contakt")
    assert errors(caught) == [("NOT_FOUND", "targetEntity")]


async def test_writers_at_once_add_every_record_once(world: World) -> None:
    await world.add_field("Contact", "friends", "MULTI_REFERENCE", targetEntity="Contact")
    people = await contacts(world, 6)
    id_ = await world.create("Contact")
    pairs = [texts([people[n], people[(n + 1) % 6]]) for n in range(6)]
    await asyncio.gather(*(world.update("Contact", id_, {"addFriendsIds": pair}) for pair in pairs))
    assert await linked(world, id_) == people


async def test_operations_read_it_and_find_records_by_it(world: World) -> None:
    await world.add_field("Contact", "friends", "MULTI_REFERENCE", targetEntity="Contact")
    people = await contacts(world, 3)
    id_ = await world.create("Contact", friendsIds=texts(people[:2]))
    async with world.records() as records:
        read = await records.read("Contact", id_, "friends", "firstName")
        found = [await records.find("Contact", {"friends": ids}) for ids in (people[1::-1], people[:1])]
    assert sorted(read["friends"]) == people[:2]
    assert [[ref.id for ref in refs] for refs in found] == [[id_], []]


async def test_one_that_restricts_deletion_keeps_its_records(world: World) -> None:
    backer, former = [await world.create("Organization", name=name) for name in ("A", "B")]
    project = await world.create("Project", title="P", backersIds=texts([backer, former]))
    await world.update("Project", project, {"removeBackersIds": [str(former)]})
    await world.delete("Organization", former)
    with pytest.raises(UserErrors) as caught:
        await world.delete("Organization", backer)
    assert errors(caught) == [("IN_USE", "id")]
    await world.delete("Project", project)
    await world.delete("Organization", backer)


async def test_whoever_deletes_a_record_and_whoever_needs_it_wait_for_each_other(world: World) -> None:
    backer = await world.create("Organization", name="A")
    outcome = await asyncio.gather(
        world.delete("Organization", backer),
        world.create("Project", title="P", backersIds=[str(backer)]),
        return_exceptions=True,
    )
    assert len([one for one in outcome if isinstance(one, UserErrors)]) == 1


async def test_one_that_clients_do_not_write_is_settled_by_operations(world: World) -> None:
    [auditor] = await contacts(world, 1)
    with pytest.raises(UserErrors) as caught:
        await world.create("Project", title="P", auditorsIds=[str(auditor)])
    assert errors(caught) == [("READ_ONLY", "auditorsIds")]
    async with world.records() as records:
        made = await records.create("Project", {"title": "P"}, settled={"auditorsIds": [str(auditor)]})
        await records.update("Project", made.id, {}, settled={"removeAuditorsIds": [str(auditor)]})
        await records.update("Project", made.id, {"title": "Q"}, settled={"addAuditorsIds": [str(auditor)]})
    assert await linked(world, made.id) == [auditor]
