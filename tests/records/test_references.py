import asyncio
from uuid import UUID

import pytest

from gql_crm.clock import uuid7
from gql_crm.errors import UserErrors
from tests.records.world import World, errors, only_error


async def linked(world: World, source: UUID) -> list[UUID]:
    rows = await world.fetch(
        "SELECT target_id FROM record_reference WHERE source_id = $1 ORDER BY target_id", source
    )
    return [row["target_id"] for row in rows]


async def contacts(world: World, number: int) -> list[UUID]:
    return [await world.create("Contact", firstName=f"C{index}") for index in range(number)]


def texts(ids: list[UUID]) -> list[str]:
    return [str(id_) for id_ in ids]


async def test_a_reference_must_be_of_the_right_entity(world: World) -> None:
    contact = await world.create("Contact")
    with pytest.raises(UserErrors) as caught:
        await world.create("Contact", organizationId=str(contact), mentorId=str(uuid7()))
    assert errors(caught) == [("NOT_FOUND", "mentorId"), ("NOT_FOUND", "organizationId")]


async def test_a_reference_to_an_invisible_record_reads_as_one_to_none(world: World) -> None:
    hidden, absent = await world.create("Organization", name="Hidden"), uuid7()
    messages = []
    for id_ in (hidden, absent):
        with pytest.raises(UserErrors) as caught:
            await world.create("Contact", world.member, organizationId=str(id_))
        assert errors(caught) == [("NOT_FOUND", "organizationId")]
        messages.append(only_error(caught).message.replace(str(id_), "ID"))
    assert messages[0] == messages[1]


async def test_a_reference_to_a_deleted_record_is_not_found_but_may_stay(world: World) -> None:
    organization = await world.create("Organization", name="Gone")
    id_ = await world.create("Contact", organizationId=str(organization))
    await world.delete("Organization", organization)
    await world.update("Contact", id_, {"organizationId": str(organization), "firstName": "A"})
    with pytest.raises(UserErrors) as caught:
        await world.create("Contact", organizationId=str(organization))
    assert errors(caught) == [("NOT_FOUND", "organizationId")]
    assert (await world.row("people_contact", id_))["organization_id"] == organization


async def test_a_custom_reference_is_replaced_and_cleared(world: World) -> None:
    await world.add_field("Contact", "doctor", "REFERENCE", targetEntity="Contact")
    first, second = await contacts(world, 2)
    id_ = await world.create("Contact", doctorId=str(first))
    await world.update("Contact", id_, {"doctorId": str(second)})
    assert await linked(world, id_) == [second]
    await world.update("Contact", id_, {"doctorId": None})
    assert await linked(world, id_) == []


async def test_a_custom_reference_holds_one_record_whoever_writes_at_once(world: World) -> None:
    await world.add_field("Contact", "doctor", "REFERENCE", targetEntity="Contact")
    doctors = await contacts(world, 8)
    id_ = await world.create("Contact", doctorId=str(doctors[0]))
    await asyncio.gather(*(world.update("Contact", id_, {"doctorId": text}) for text in texts(doctors[1:])))
    assert len(await linked(world, id_)) == 1


async def test_a_list_is_replaced_added_to_and_removed_from(world: World) -> None:
    people = await contacts(world, 4)
    id_ = await world.create("Project", title="A", personIds=texts(people[:2]))
    assert await linked(world, id_) == people[:2]
    added = texts([people[2], people[1]])
    await world.update("Project", id_, {"addPersonIds": added, "removePersonIds": [str(people[0])]})
    assert await linked(world, id_) == people[1:3]
    await world.update("Project", id_, {"personIds": [str(people[3]), str(people[3])]})
    assert await linked(world, id_) == [people[3]]
    await world.update("Project", id_, {"personIds": None})
    assert await linked(world, id_) == []
    assert (await world.row("studio_project", id_))["version"] == 4


async def test_a_list_that_stays_the_same_is_no_change(world: World) -> None:
    people = await contacts(world, 2)
    id_ = await world.create("Project", title="A", personIds=texts(people))
    await world.update("Project", id_, {"personIds": texts(people[::-1]), "removePersonIds": []})
    await world.update("Project", id_, {"addPersonIds": texts(people[:1]), "removePersonIds": [str(uuid7())]})
    assert (await world.row("studio_project", id_))["version"] == 1


async def test_a_missing_element_is_named_by_its_place(world: World) -> None:
    person = (await contacts(world, 1))[0]
    with pytest.raises(UserErrors) as caught:
        await world.create("Project", title="A", personIds=[str(person), str(uuid7())])
    assert errors(caught) == [("NOT_FOUND", "personIds.1")]


async def test_a_list_is_either_replaced_or_changed(world: World) -> None:
    person = str((await contacts(world, 1))[0])
    id_ = await world.create("Project", title="A")
    with pytest.raises(UserErrors) as caught:
        await world.update("Project", id_, {"personIds": [person], "addPersonIds": [person]})
    assert errors(caught) == [("VALIDATION", "addPersonIds")]


async def test_replacing_a_list_keeps_links_that_the_actor_does_not_see(world: World) -> None:
    hidden = await world.create("Contact")
    own = await world.create("Contact", world.member)
    id_ = await world.create("Project", ownerId=str(world.member.user_id), title="A", personIds=[str(hidden)])
    await world.update("Project", id_, {"personIds": [str(own)]}, actor=world.member)
    await world.update("Project", id_, {"removePersonIds": [str(hidden)]}, actor=world.member)
    assert await linked(world, id_) == [hidden, own]


async def test_a_client_may_refer_to_what_it_made_in_the_same_transaction(world: World) -> None:
    async with world.records() as records:
        contact = await records.create("Contact", {"firstName": "A"})
        project = await records.create("Project", {"title": "B", "personIds": [str(contact.id)]})
    assert await linked(world, project.id) == [contact.id]


async def test_check_exists_answers_for_one_record(world: World) -> None:
    contact = await world.create("Contact")
    async with world.records(world.member) as records:
        with pytest.raises(UserErrors) as caught:
            await records.check_exists("Contact", contact, ("contactId",))
    assert errors(caught) == [("NOT_FOUND", "contactId")]
    async with world.records() as records:
        await records.check_exists("Contact", contact, ("contactId",))
