"""Upserts: the record that holds a unique value is changed, and where there is none one is created."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from gql_crm.access import Actor
from gql_crm.clock import uuid7
from gql_crm.errors import ClientError, UserErrors
from gql_crm.plugins.permissions import EntityAccess, RowScope
from gql_crm.records import upsert
from tests.records.test_access import with_access
from tests.records.world import World, errors, only_error


async def put(world: World, by: str, actor: Actor | None = None, /, **values: Any) -> UUID:
    async with world.records(actor) as records:
        return (await upsert(records, "Project", by, values)).id


async def test_it_creates_where_nobody_holds_the_value(world: World) -> None:
    id_ = await put(world, "alias", alias="vila", title="Вила край морето")
    assert dict(await world.row("studio_project", id_)).items() >= {"alias": "vila", "version": 1}.items()


async def test_it_changes_what_the_input_names_where_somebody_does(world: World) -> None:
    id_ = await world.create("Project", title="Namas", alias="namas", hours="3")
    assert await put(world, "alias", alias="NAMAS", title="Sodyba") == id_
    row = await world.row("studio_project", id_)
    assert (row["title"], row["alias"], row["hours"], row["version"]) == ("Sodyba", "NAMAS", 3, 2)


async def test_what_a_new_record_needs_is_not_needed_of_one_that_is_there(world: World) -> None:
    id_ = await world.create("Project", title="Namas", alias="namas")
    assert await put(world, "alias", alias="namas", hours="5") == id_
    with pytest.raises(UserErrors) as caught:
        await put(world, "alias", alias="sodas", hours="5")
    assert errors(caught) == [("REQUIRED", "title")]


async def test_an_immutable_value_finds_in_any_form_and_stays_as_it_is(world: World) -> None:
    id_ = await world.create("Project", title="Byt", code="P-1")
    assert await put(world, "code", code="p-1", title="Byt v Praze") == id_
    row = await world.row("studio_project", id_)
    assert (row["code"], row["title"]) == ("P-1", "Byt v Praze")


async def test_the_id_is_for_a_new_record(world: World) -> None:
    id_ = await world.create("Project", title="Byt", alias="byt")
    other = uuid7()
    assert await put(world, "alias", id=str(other), alias="byt", title="B") == id_
    assert await put(world, "alias", id=str(other), alias="dům", title="B") == other


async def test_a_holder_that_nobody_may_see_is_a_duplicate_without_a_name(world: World) -> None:
    id_ = await world.create("Project", title="Secret", alias="vila")
    with pytest.raises(UserErrors) as caught:
        await put(world, "alias", world.member, alias="vila", title="Mine")
    assert only_error(caught).code == "DUPLICATE"
    assert (
        only_error(caught).message
        == '"vila" is taken; "alias" must be unique. Choose another value, or change the record that has it.'
    )
    assert str(id_) not in str(caught.value)
    assert (await world.row("studio_project", id_))["version"] == 1


async def test_who_may_not_create_does_not_even_hear_that_a_value_is_taken(world: World) -> None:
    await world.create("Project", title="Secret", alias="vila")
    access = EntityAccess(RowScope.OWN, False, RowScope.OWN, RowScope.OWN)
    refused = []
    for alias in ("vila", "free"):
        async with world.records(world.member) as records:
            with pytest.raises(UserErrors) as caught:
                await upsert(with_access(records, access), "Project", "alias", {"alias": alias, "title": "M"})
        refused.append(only_error(caught))
    assert refused[0] == refused[1]
    assert refused[0].code == "FORBIDDEN"


async def test_a_holder_that_may_be_seen_and_not_changed_is_forbidden(world: World) -> None:
    await world.create("Project", title="Namas", alias="namas")
    access = EntityAccess(RowScope.ALL, True, RowScope.OWN, RowScope.OWN)
    async with world.records(world.member) as records:
        with pytest.raises(UserErrors) as caught:
            await upsert(with_access(records, access), "Project", "alias", {"alias": "namas", "title": "M"})
    assert errors(caught) == [("FORBIDDEN", "")]


async def test_a_field_that_the_role_may_only_read_still_finds(world: World) -> None:
    id_ = await world.create("Project", title="Namas", alias="namas")
    access = EntityAccess(RowScope.ALL, True, RowScope.ALL, RowScope.ALL, read_only=frozenset({"alias"}))
    async with world.records(world.member) as records:
        narrow = with_access(records, access)
        assert (await upsert(narrow, "Project", "alias", {"alias": "NAMAS", "title": "M"})).id == id_
    assert (await world.row("studio_project", id_))["alias"] == "namas"


@pytest.mark.parametrize("values", [{"title": "A"}, {"title": "A", "alias": None}])
async def test_the_value_has_to_be_given(world: World, values: Any) -> None:
    with pytest.raises(UserErrors) as caught:
        await put(world, "alias", **values)
    assert errors(caught) == [("REQUIRED", "alias")]


async def test_a_wrong_value_is_told_with_all_that_is_wrong(world: World) -> None:
    async with world.records() as records:
        with pytest.raises(UserErrors) as caught:
            await upsert(records, "User", "email", {"email": "nope", "timeZone": "Nowhere/At all"})
    assert ("VALIDATION", "email") in errors(caught)


@pytest.mark.parametrize("by", ["title", "client", "locked", "nothing"])
async def test_only_a_unique_field_finds_a_record(world: World, by: str) -> None:
    with pytest.raises(ClientError) as caught:
        await put(world, by, **{by: "x"})
    assert caught.value.code == "BAD_USER_INPUT"


async def test_a_deleted_holder_has_let_go_of_its_value(world: World) -> None:
    id_ = await world.create("Project", title="Namas", alias="namas")
    await world.delete("Project", id_)
    assert await put(world, "alias", alias="namas", title="Naujas") != id_


async def test_a_custom_field_finds_too(world: World) -> None:
    await world.add_field("Project", "kodas", "TEXT", unique=True)
    id_ = await put(world, "kodas", kodas="Ž-1", title="Namas")
    assert await put(world, "kodas", kodas="ž-1", title="Sodas") == id_


async def test_of_thirty_at_once_one_creates_and_the_others_change_its_record(world: World) -> None:
    ids = await asyncio.gather(*(put(world, "alias", alias="vila", title=f"No {n}") for n in range(30)))
    assert len(set(ids)) == 1
    (row,) = await world.fetch("SELECT id, version FROM studio_project")
    assert (row["id"], row["version"]) == (ids[0], 30)


async def test_one_that_waits_for_another_that_is_undone_creates(world: World) -> None:
    async with world.database.transaction() as connection:
        await upsert(world.records_on(connection), "Project", "alias", {"alias": "vila", "title": "A"})
        waiting = asyncio.create_task(put(world, "alias", alias="vila", title="B"))
        await _somebody_waits(world)
        assert not waiting.done()
        await connection.execute("ROLLBACK")
        await connection.execute("BEGIN")
    id_ = await waiting
    assert [row["id"] for row in await world.fetch("SELECT id FROM studio_project")] == [id_]


async def test_a_holder_that_gives_its_value_away_meanwhile_is_not_changed(world: World) -> None:
    id_ = await world.create("Project", title="A", alias="vila")
    async with world.database.transaction() as connection:
        await world.records_on(connection).update("Project", id_, {"alias": "other"})
        waiting = asyncio.create_task(put(world, "alias", alias="vila", title="B"))
        await _somebody_waits(world)
    assert await waiting != id_
    assert (await world.row("studio_project", id_))["title"] == "A"


async def _somebody_waits(world: World) -> None:
    for _ in range(200):
        if await world.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody waits")
