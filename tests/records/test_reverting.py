"""A change is taken back by a change of its own, unless something newer would be lost."""

from typing import Any
from uuid import UUID

import pytest

from gql_crm.access import Actor, profile_of
from gql_crm.clock import uuid7
from gql_crm.errors import ClientError, UserErrors
from gql_crm.fields.scalars import MalformedId
from gql_crm.journal import Origin
from gql_crm.records import Ref, revert
from gql_crm.schema.visibility import restrict
from tests.records.world import World, only_error

LAST = "SELECT id::text FROM change WHERE record_id = $1 ORDER BY version DESC OFFSET $2 LIMIT 1"


async def last_change(world: World, id_: UUID, back: int = 0) -> str:
    found: str = await world.value(LAST, id_, back)
    return found


async def take_back(world: World, change: str, *, actor: Actor | None = None) -> Ref:
    profile = profile_of((actor or world.admin).role_keys, world.catalog.permissions)
    async with world.records(actor) as records:
        return await revert(records, restrict(world.catalog, profile), change)


async def refusal(world: World, change: str, *, actor: Actor | None = None) -> tuple[str, str]:
    with pytest.raises(UserErrors) as caught:
        await take_back(world, change, actor=actor)
    error = only_error(caught)
    assert error.field == ("changeId",)
    return error.code, error.message


async def contact(world: World, id_: UUID) -> dict[str, Any]:
    row = await world.row("people_contact", id_)
    return {key: row[key] for key in ("first_name", "last_name", "owner_id", "version", "updated_by")}


async def test_all_fields_of_a_change_become_what_they_were(world: World) -> None:
    id_ = await world.create("Contact", firstName="A", lastName="B")
    await world.update("Contact", id_, {"firstName": "X", "lastName": None, "ownerId": None})
    assert await take_back(world, await last_change(world, id_)) == Ref("Contact", id_)
    assert await contact(world, id_) == {
        "first_name": "A",
        "last_name": "B",
        "owner_id": world.admin.user_id,
        "version": 3,
        "updated_by": world.admin.user_id,
    }


async def test_taking_back_is_a_line_of_history_itself_and_can_be_taken_back(world: World) -> None:
    id_ = await world.create("Contact", firstName="A")
    async with world.records() as records:
        records.origin = Origin.IMPORT
        await records.update("Contact", id_, {"firstName": "B"})
    await take_back(world, await last_change(world, id_))
    rows = await world.fetch(
        "SELECT diff, action, origin FROM change WHERE record_id = $1 ORDER BY version DESC LIMIT 1", id_
    )
    assert dict(rows[0]) == {
        "diff": {"people:Contact.firstName": ["B", "A"]},
        "action": "UPDATED",
        "origin": "API",
    }
    await take_back(world, await last_change(world, id_))
    assert (await contact(world, id_))["first_name"] == "B"


async def test_one_field_of_a_change_can_be_taken_back_alone(world: World) -> None:
    id_ = await world.create("Contact", firstName="A", lastName="B")
    await world.update("Contact", id_, {"firstName": "X", "lastName": "Y"})
    await take_back(world, f"{await last_change(world, id_)}:people:Contact.lastName")
    row = await contact(world, id_)
    assert (row["first_name"], row["last_name"]) == ("X", "B")


async def test_what_was_changed_again_is_not_lost(world: World) -> None:
    id_ = await world.create("Contact", firstName="A", lastName="B")
    await world.update("Contact", id_, {"firstName": "X", "lastName": "Y"})
    await world.update("Contact", id_, {"lastName": "Z"})
    change = await last_change(world, id_, 1)
    assert await refusal(world, change) == (
        "INVALID_STATE",
        '"lastName" was changed again since; take the newer change back first.',
    )
    await take_back(world, f"{change}:people:Contact.firstName")
    row = await contact(world, id_)
    assert (row["first_name"], row["last_name"]) == ("A", "Z")


async def test_a_new_record_is_deleted_not_taken_back(world: World) -> None:
    id_ = await world.create("Contact", firstName="A")
    assert await refusal(world, await last_change(world, id_)) == (
        "INVALID_STATE",
        "The change made the record; delete the record instead.",
    )


async def test_a_deletion_is_restored_and_a_restoration_deleted(world: World) -> None:
    id_ = await world.create("Contact", firstName="A")
    await world.delete("Contact", id_)
    await take_back(world, await last_change(world, id_))
    assert (await world.row("record", id_))["deleted_at"] is None
    await take_back(world, await last_change(world, id_))
    assert (await world.row("record", id_))["deleted_at"] is not None


async def test_an_old_deletion_is_not_taken_back_once_more(world: World) -> None:
    id_ = await world.create("Contact", firstName="A")
    await world.delete("Contact", id_)
    await world.restore("Contact", id_)
    await world.delete("Contact", id_)
    code, text = await refusal(world, await last_change(world, id_, 2))
    assert (code, '"deletedAt"' in text) == ("INVALID_STATE", True)


async def test_changes_of_a_deleted_record_stay(world: World) -> None:
    id_ = await world.create("Contact", firstName="A")
    await world.update("Contact", id_, {"firstName": "B"})
    await world.delete("Contact", id_)
    code, text = await refusal(world, await last_change(world, id_, 1))
    assert (code, text) == ("INVALID_STATE", "The record is deleted; restore it first.")


async def test_lists_get_back_what_left_and_lose_what_came(world: World) -> None:
    one, two, three = [await world.create("Contact") for _ in range(3)]
    id_ = await world.create("Project", title="P", personIds=[str(one), str(two)])
    await world.update("Project", id_, {"personIds": [str(two), str(three)]})
    await take_back(world, await last_change(world, id_))
    links = await world.fetch(
        "SELECT target_id FROM record_reference WHERE source_id = $1 ORDER BY target_id", id_
    )
    assert [link["target_id"] for link in links] == [one, two]


async def test_children_come_back_in_order_those_that_were_gone_with_new_ids(world: World) -> None:
    steps = [{"title": "a", "code": "1", "cost": {"amount": "5", "currency": "EUR"}}, {"title": "b"}]
    id_ = await world.create("Project", title="P", steps=steps)
    rows = (
        "SELECT id, title, done, cost_amount, code FROM studio_project_step"
        " WHERE parent_id = $1 ORDER BY position"
    )
    before = await world.fetch(rows, id_)
    kept = {"id": str(before[1]["id"]), "title": "B", "done": True}
    await world.update("Project", id_, {"steps": [kept, {"title": "c"}]})
    await take_back(world, await last_change(world, id_))
    after = await world.fetch(rows, id_)
    assert [tuple(row.values())[1:] for row in after] == [tuple(row.values())[1:] for row in before]
    assert after[1]["id"] == before[1]["id"]


async def test_the_rules_of_the_fields_hold(world: World) -> None:
    id_ = await world.create("Project", title="P", alias="one", stage="work")
    await world.update("Project", id_, {"alias": "two"})
    other = await world.create("Project", title="Q", alias="one")
    assert await refusal(world, await last_change(world, id_)) == (
        "DUPLICATE",
        '"one" is taken; "alias" must be unique. Choose another value, or change the record that has it.',
    )
    await world.delete("Project", other)
    await take_back(world, await last_change(world, id_))
    assert (await world.row("studio_project", id_))["alias"] == "one"


async def test_fields_that_only_operations_write_stay(world: World) -> None:
    id_ = await world.create("Project", title="P")
    async with world.records() as records:
        await records.update("Project", id_, {}, settled={"locked": 1})
    assert await refusal(world, await last_change(world, id_)) == ("READ_ONLY", '"locked" cannot be written.')


async def test_a_retired_field_stays(world: World) -> None:
    await world.add_field("Contact", "score", "INTEGER")
    id_ = await world.create("Contact", score=1)
    await world.update("Contact", id_, {"score": 2})
    async with world.customization() as customization:
        await customization.retire_field("Contact", "score")
    assert await refusal(world, await last_change(world, id_)) == (
        "READ_ONLY",
        '"score" is retired; restore the field first.',
    )


@pytest.mark.parametrize("what", ["record", "nothing", "field"])
async def test_what_the_actor_cannot_see_is_not_there(world: World, what: str) -> None:
    id_ = await world.create("Contact", firstName="A")
    await world.update("Contact", id_, {"firstName": "B"})
    change = await last_change(world, id_)
    if what == "nothing":
        change = str(uuid7())
    elif what == "field":
        change = f"{change}:people:Contact.lastName"
    actor = world.member if what == "record" else world.admin
    code, text = await refusal(world, change, actor=actor)
    assert (code, text) == ("NOT_FOUND", f'There is no change with the id "{change}" that you can see.')


async def test_a_hidden_field_is_not_there(world: World) -> None:
    id_ = await world.create("User", name="A", email="a@example.com", roleKeys=["member"])
    await world.update("User", id_, {"roleKeys": ["admin"]})
    change = await last_change(world, id_)
    assert (await refusal(world, change, actor=world.member))[0] == "NOT_FOUND"
    await take_back(world, change)


async def test_who_may_not_write_the_record_is_refused(world: World) -> None:
    id_ = await world.create("User", name="A", email="a@example.com")
    await world.update("User", id_, {"name": "B"})
    code, _ = await refusal(world, await last_change(world, id_), actor=world.member)
    assert code == "FORBIDDEN"
    assert (await world.row("identity_user", id_))["name"] == "B"


async def test_a_record_that_is_gone_is_not_named(world: World) -> None:
    client = await world.create("Organization", name="C")
    id_ = await world.create("Project", title="P", clientId=str(client), ownerId=str(world.member.user_id))
    await world.update("Project", id_, {"clientId": None})
    change = await last_change(world, id_)
    code, text = await refusal(world, change, actor=world.member)
    assert (code, text) == (
        "NOT_FOUND",
        '"clientId" cannot be set back: what it referred to is not there any more.',
    )
    await take_back(world, change)
    assert (await world.row("studio_project", id_))["client_id"] == client


@pytest.mark.parametrize("change", ["", "x", "x:people:Contact.firstName"])
async def test_what_is_no_id_is_refused(world: World, change: str) -> None:
    with pytest.raises((MalformedId, ClientError)):
        await take_back(world, change)
