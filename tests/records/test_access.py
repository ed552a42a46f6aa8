from dataclasses import replace

import pytest

from gql_crm.access import AccessProfile, EntityAccess, Role, RowScope
from gql_crm.errors import ClientError, UserError, UserErrors
from gql_crm.records import Records
from tests.records.world import World, errors, only_error


def with_access(records: Records, access: EntityAccess) -> Records:
    role = Role("test", access, {})
    return replace(records, profile=AccessProfile(("test",), (role,)))


async def test_an_invisible_record_is_not_found(world: World) -> None:
    id_ = await world.create("Contact")
    for attempt in (
        world.update("Contact", id_, {"firstName": "B"}, actor=world.member),
        world.delete("Contact", id_, actor=world.member),
        world.restore("Contact", id_, actor=world.member),
    ):
        with pytest.raises(UserErrors) as caught:
            await attempt
        assert errors(caught) == [("NOT_FOUND", "id")]


async def test_a_member_changes_their_own(world: World) -> None:
    id_ = await world.create("Contact", world.member)
    await world.update("Contact", id_, {"firstName": "B"}, actor=world.member)
    assert (await world.row("people_contact", id_))["first_name"] == "B"


async def test_a_member_changes_and_does_not_delete_what_is_the_teams(world: World) -> None:
    team = await world.create("Team", name="Sales")
    await world.update("User", world.member.user_id, {"addTeamIds": [str(team)]})
    id_ = await world.create("Contact", teamId=str(team))
    await world.update("Contact", id_, {"firstName": "B"}, actor=world.member)
    with pytest.raises(UserErrors) as caught:
        await world.delete("Contact", id_, actor=world.member)
    assert errors(caught) == [("FORBIDDEN", "")]


async def test_what_is_seen_but_not_changed_is_forbidden(world: World) -> None:
    with pytest.raises(UserErrors) as caught:
        await world.update("User", world.admin.user_id, {"name": "X"}, actor=world.member)
    assert errors(caught) == [("FORBIDDEN", "")]
    assert only_error(caught).message == "You may see this record of User, but not change it."


async def test_creating_needs_a_permission(world: World) -> None:
    with pytest.raises(UserErrors) as caught:
        await world.create("Team", world.member, name="Mine")
    assert errors(caught) == [("FORBIDDEN", "")]


async def test_a_hidden_field_does_not_exist(world: World) -> None:
    access = EntityAccess(RowScope.ALL, True, RowScope.ALL, RowScope.ALL, hidden=frozenset({"email"}))
    async with world.records() as records:
        narrow = with_access(records, access)
        with pytest.raises(ClientError) as caught:
            await narrow.create("Contact", {"email": "a@example.com"})
        assert caught.value.message.startswith('Field "email" is not defined by type "CreateContactInput".')
        with pytest.raises(ClientError) as misspelt:
            await narrow.create("Contact", {"emial": "a@example.com"})
        assert '"email"' not in misspelt.value.message


async def test_a_field_that_is_read_only_for_a_role_is_refused(world: World) -> None:
    access = EntityAccess(RowScope.ALL, True, RowScope.ALL, RowScope.ALL, read_only=frozenset({"email"}))
    id_ = await world.create("Contact")
    async with world.records() as records:
        with pytest.raises(UserErrors) as caught:
            await with_access(records, access).update("Contact", id_, {"email": "a@example.com"})
    assert errors(caught) == [("READ_ONLY", "email")]


async def test_a_hidden_field_gets_its_default_and_is_not_missed(world: World) -> None:
    hidden = frozenset({"stage", "title"})
    access = EntityAccess(RowScope.ALL, True, RowScope.ALL, RowScope.ALL, hidden=hidden)
    async with world.records() as records:
        ref = await with_access(records, access).create("Project", {"code": "P-1"})
    row = await world.row("studio_project", ref.id)
    assert (row["stage"], row["title"]) == ("idea", None)


async def test_a_taken_value_of_a_hidden_field_is_not_told_at_restoring(world: World) -> None:
    id_ = await world.create("Project", title="A", alias="secret")
    await world.delete("Project", id_)
    await world.create("Project", title="B", alias="secret")
    access = EntityAccess(RowScope.ALL, True, RowScope.ALL, RowScope.ALL, hidden=frozenset({"alias"}))
    async with world.records() as records:
        with pytest.raises(UserErrors) as caught:
            await with_access(records, access).restore("Project", id_)
    message = only_error(caught).message
    assert "alias" not in message
    assert "secret" not in message


async def test_what_is_hidden_of_a_scope_is_not_told(world: World) -> None:
    await world.add_field("Contact", "unit", "TEXT", unique=True, uniqueWithin=["lastName", "email"])
    values = {"lastName": "Vu", "email": "a@example.com", "unit": "A-1"}
    await world.create("Contact", **values)
    id_ = await world.create("Contact", **{**values, "lastName": "Ng"})

    async def refused(*hidden: str) -> UserError:
        rights = (RowScope.ALL, True, RowScope.ALL, RowScope.ALL)
        access = EntityAccess(*rights, hidden=frozenset(hidden))
        async with world.records() as records:
            with pytest.raises(UserErrors) as caught:
                await with_access(records, access).update("Contact", id_, {"lastName": "Vu"})
        return only_error(caught)

    assert (
        '"A-1" is taken where "lastName" is "Vu" and "email" is "a@example.com";' in (await refused()).message
    )
    assert 'among the records of its group, where "lastName" is "Vu";' in (await refused("email")).message
    unseen = await refused("unit")
    assert unseen.field == ()
    assert "A-1" not in unseen.message
    assert "unit" not in unseen.message
