"""Copies: what the actor may read and write, children too; the input goes first."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from gql_crm.access import Actor
from gql_crm.errors import ClientError, UserErrors
from gql_crm.plugins.permissions import EntityAccess, RowScope
from gql_crm.records import copy
from tests.records.test_access import with_access
from tests.records.world import World, errors


async def copied(world: World, id_: UUID, actor: Actor | None = None, /, **values: Any) -> UUID:
    async with world.records(actor) as records:
        ref = await copy(records, "Project", id_, values)
    world.warned = records.warnings
    return ref.id


async def full_project(world: World) -> UUID:
    client = await world.create("Organization", name="Řeka reality")
    backer = await world.create("Organization", name="Žvėryno namai")
    person = await world.create("Contact", firstName="علی")
    id_ = await world.create(
        "Project",
        title="Вила край морето",
        code="P-1",
        alias="vila",
        stage="work",
        marks=["hot"],
        fee={"amount": "10.50", "currency": "EUR"},
        hours="2.25",
        starts="2026-01-02T03:04:05Z",
        clientId=str(client),
        backersIds=[str(backer)],
        personIds=[str(person)],
        notes="Senas sodas.",
        steps=[
            {"title": "a", "cost": {"amount": "1", "currency": "CZK"}, "personId": str(person), "code": "S"},
            {"title": "b", "done": True},
        ],
    )
    await world.fetch("UPDATE studio_project SET locked = 7 WHERE id = $1", id_)
    return id_


async def test_it_has_the_values_but_those_of_the_one_record(world: World) -> None:
    original = await full_project(world)
    copy_ = await copied(world, original)
    before, after = [dict(await world.row("studio_project", id_)) for id_ in (original, copy_)]
    left_out = {"code", "alias", "locked"}
    assert {key: after[key] for key in left_out} == dict.fromkeys(left_out)
    assert {key for key in before if before[key] != after[key]} == {"id", *left_out}
    assert after["version"] == 1


async def test_it_has_children_of_its_own(world: World) -> None:
    original = await full_project(world)
    copy_ = await copied(world, original)
    query = (
        "SELECT title, done, cost_amount, cost_currency, person_id, stage, code"
        " FROM studio_project_step WHERE parent_id = $1 ORDER BY position"
    )
    rows = await world.fetch(query, copy_)
    assert [tuple(row) for row in rows] == [tuple(row) for row in await world.fetch(query, original)]
    assert len(rows) == 2
    assert await world.value("SELECT count(DISTINCT id) FROM studio_project_step") == 4


async def test_it_has_the_records_of_fields_and_not_those_of_relations(world: World) -> None:
    original = await full_project(world)
    copy_ = await copied(world, original)
    links = "SELECT field_id, target_id FROM record_reference WHERE source_id = $1"
    before = {tuple(row) for row in await world.fetch(links, original)}
    after = {tuple(row) for row in await world.fetch(links, copy_)}
    assert {field_id.rpartition(".")[2] for field_id, _ in after} == {"backers"}
    assert after < before


async def test_its_history_begins_with_its_creation_and_it_is_found(world: World) -> None:
    copy_ = await copied(world, await full_project(world))
    rows = await world.fetch("SELECT action, actor_id FROM change WHERE record_id = $1", copy_)
    assert [tuple(row) for row in rows] == [("CREATED", world.admin.user_id)]
    text = await world.value("SELECT label FROM record_text WHERE record_id = $1", copy_)
    assert text == "Вила край морето"


async def test_the_input_goes_first(world: World) -> None:
    copy_ = await copied(
        world, await full_project(world), title="Kopija", notes=None, alias="kopija", steps=[{"title": "c"}]
    )
    row = await world.row("studio_project", copy_)
    assert (row["title"], row["notes"], row["alias"], row["hours"]) == ("Kopija", None, "kopija", 2.25)
    titles = await world.fetch("SELECT title FROM studio_project_step WHERE parent_id = $1", copy_)
    assert [row["title"] for row in titles] == ["c"]


async def test_records_are_added_to_those_of_the_original(world: World) -> None:
    original = await full_project(world)
    other = await world.create("Organization", name="Имоти Шипка")
    (backer,) = await world.fetch(
        "SELECT target_id FROM record_reference WHERE source_id = $1 AND field_id LIKE '%backers'", original
    )
    query = "SELECT target_id FROM record_reference WHERE source_id = $1"
    more = await copied(world, original, addBackersIds=[str(other)])
    assert {row["target_id"] for row in await world.fetch(query, more)} == {backer["target_id"], other}
    less = await copied(world, original, removeBackersIds=[str(backer["target_id"])])
    assert await world.fetch(query, less) == []
    others = await copied(world, original, backersIds=[str(other)])
    assert [row["target_id"] for row in await world.fetch(query, others)] == [other]


async def test_its_owner_is_who_copies_and_its_team_is_the_originals(world: World) -> None:
    team = await world.create("Team", name="Sofia")
    await world.update("User", world.member.user_id, {"addTeamIds": [str(team)]})
    original = await world.create("Project", title="A", teamId=str(team))
    row = await world.row("studio_project", await copied(world, original, world.member))
    assert (row["owner_id"], row["team_id"]) == (world.member.user_id, team)


async def test_references_to_what_the_actor_cannot_see_are_left_out(world: World) -> None:
    original = await full_project(world)
    await world.update("Project", original, {"ownerId": str(world.member.user_id)})
    copy_ = await copied(world, original, world.member)
    row = await world.row("studio_project", copy_)
    assert (row["title"], row["client_id"]) == ("Вила край морето", None)
    assert await world.fetch("SELECT 1 FROM record_reference WHERE source_id = $1", copy_) == []
    people = await world.fetch("SELECT person_id FROM studio_project_step WHERE parent_id = $1", copy_)
    assert [row["person_id"] for row in people] == [None, None]


async def test_fields_that_the_role_cannot_read_or_write_are_not_copied(world: World) -> None:
    original = await full_project(world)
    access = EntityAccess(
        RowScope.ALL,
        True,
        RowScope.ALL,
        RowScope.ALL,
        hidden=frozenset({"notes"}),
        read_only=frozenset({"hours", "stage", "steps", "backers"}),
    )
    async with world.records() as records:
        role = with_access(records, access)
        id_ = (await copy(role, "Project", original, {})).id
    row = await world.row("studio_project", id_)
    assert (row["notes"], row["hours"], row["stage"]) == (None, None, "idea"), "a default is a default"
    assert row["fee_amount"] is not None
    assert await world.fetch("SELECT 1 FROM studio_project_step WHERE parent_id = $1", id_) == []
    assert await world.fetch("SELECT 1 FROM record_reference WHERE source_id = $1", id_) == []


async def test_a_field_or_list_that_is_declared_so_is_not_copied(world: World) -> None:
    original = await full_project(world)
    project = world.catalog.entity("Project")
    stage = replace(project.fields["stage"], field=replace(project.fields["stage"].field, copied=False))
    steps = project.children["steps"]
    cost = replace(steps.fields["cost"], field=replace(steps.fields["cost"].field, copied=False))
    for children in (
        replace(steps, child=replace(steps.child, copied=False)),
        replace(steps, fields={**steps.fields, "cost": cost}),
    ):
        changed = replace(project, fields={**project.fields, "stage": stage}, children={"steps": children})
        world.catalog = replace(world.catalog, entities={**world.catalog.entities, "Project": changed})
        copy_ = await copied(world, original)
        assert (await world.row("studio_project", copy_))["stage"] == "idea"
        rows = await world.fetch("SELECT cost_amount FROM studio_project_step WHERE parent_id = $1", copy_)
        assert [row["cost_amount"] for row in rows] == ([None, None] if children.child.copied else [])


async def test_custom_fields_are_copied_retired_ones_are_not(world: World) -> None:
    await world.add_field("Project", "budget", "MONEY")
    await world.add_field("Project", "old", "TEXT")
    money = {"amount": "5", "currency": "EUR"}
    original = await world.create("Project", title="A", budget=money, old="x")
    async with world.customization() as customization:
        await customization.retire_field("Project", "old")
    copy_ = await copied(world, original)
    custom = await world.value("SELECT custom FROM studio_project WHERE id = $1", copy_)
    assert len(custom) == 1


async def test_an_option_that_is_inactive_by_now_is_kept_with_a_warning(world: World) -> None:
    original = await world.create("Project", title="A")
    await world.fetch("UPDATE studio_project SET stage = 'frozen' WHERE id = $1", original)
    copy_ = await copied(world, original)
    assert (await world.row("studio_project", copy_))["stage"] == "frozen"
    assert [(told.code, told.field) for told in world.warned] == [("OPTION_INACTIVE", ("stage",))]


async def test_a_unique_value_that_is_needed_has_to_be_given(world: World) -> None:
    async with world.records() as records:
        with pytest.raises(UserErrors) as caught:
            await copy(records, "User", world.member.user_id, {})
    assert errors(caught) == [("REQUIRED", "email")]
    async with world.records() as records:
        await copy(records, "User", world.member.user_id, {"email": "moritz@example.com"})
    assert await world.value("SELECT name FROM identity_user WHERE email = 'moritz@example.com'") == "Max"


async def test_what_cannot_be_seen_is_not_found_and_what_is_deleted_is_not_copied(world: World) -> None:
    original = await world.create("Project", title="A")
    with pytest.raises(UserErrors) as caught:
        await copied(world, original, world.member)
    assert errors(caught) == [("NOT_FOUND", "id")]
    await world.delete("Project", original)
    with pytest.raises(UserErrors) as caught:
        await copied(world, original)
    assert errors(caught) == [("INVALID_STATE", "id")]


async def test_copying_needs_the_permission_to_create(world: World) -> None:
    team = await world.create("Team", name="Praha")
    async with world.records(world.member) as records:
        with pytest.raises(UserErrors) as caught:
            await copy(records, "Team", team, {})
    assert errors(caught) == [("FORBIDDEN", "")]


async def test_names_that_the_input_does_not_have_are_refused(world: World) -> None:
    original = await world.create("Project", title="A")
    with pytest.raises(ClientError):
        await copied(world, original, nothing=1)
