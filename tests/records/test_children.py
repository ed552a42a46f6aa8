"""Children of a record: the list in the input is what becomes of them, those that it names are kept."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from gql_crm.clock import uuid7
from gql_crm.errors import ClientError, UserErrors
from tests.records.world import World, errors, only_error


async def steps(world: World, project: UUID, *columns: str) -> list[tuple[Any, ...]]:
    wanted = ", ".join(columns or ("title",))
    rows = await world.fetch(
        f"SELECT {wanted} FROM studio_project_step WHERE parent_id = $1 ORDER BY position", project
    )
    return [tuple(row) for row in rows]


async def ids(world: World, project: UUID) -> list[str]:
    return [str(row[0]) for row in await steps(world, project, "id")]


async def made(world: World, titles: Sequence[str], **values: Any) -> UUID:
    return await world.create("Project", title="P", steps=[{"title": title} for title in titles], **values)


async def test_they_are_written_with_their_record_in_order(world: World) -> None:
    person = await world.create("Contact")
    project = await world.create(
        "Project",
        title="P",
        steps=[
            {"title": "b", "cost": {"amount": "1.50", "currency": "EUR"}, "personId": str(person)},
            {"title": "a", "done": True, "stage": "work"},
        ],
    )
    columns = ("position", "title", "done", "cost_currency", "person_id", "stage")
    assert await steps(world, project, *columns) == [
        (0, "b", False, "EUR", person, None),
        (1, "a", True, None, None, "work"),
    ]


async def test_a_list_replaces_the_old_one_and_keeps_those_that_it_names(world: World) -> None:
    project = await made(world, "abc")
    a, b, c = await ids(world, project)
    await world.update("Project", project, {"steps": [{"id": c}, {"title": "d"}, {"id": a, "done": True}]})
    assert await steps(world, project, "title", "done") == [("c", False), ("d", False), ("a", True)]
    after = await ids(world, project)
    assert (after[0], after[2]) == (c, a)
    assert after[1] not in {a, b, c}
    assert (await world.row("studio_project", project))["version"] == 2


async def test_of_a_kept_one_what_is_absent_stays_and_null_clears(world: World) -> None:
    project = await world.create(
        "Project",
        title="P",
        steps=[{"title": "a", "stage": "work", "cost": {"amount": "1", "currency": "EUR"}}],
    )
    [id_] = await ids(world, project)
    await world.update("Project", project, {"steps": [{"id": id_, "cost": None}]})
    assert await steps(world, project, "title", "stage", "cost_amount") == [("a", "work", None)]


async def test_absent_leaves_them_null_and_an_empty_list_clear_them(world: World) -> None:
    project = await made(world, "ab")
    await world.update("Project", project, {"title": "Q"})
    assert await steps(world, project) == [("a",), ("b",)]
    for empty in (None, ()):
        await world.update("Project", project, {"steps": [{"title": "x"}]})
        await world.update("Project", project, {"steps": empty})
        assert await steps(world, project) == []


async def test_the_same_list_is_no_change(world: World) -> None:
    project = await made(world, "ab")
    a, b = await ids(world, project)
    await world.update("Project", project, {"steps": [{"id": a, "title": "a"}, {"id": b}]})
    assert (await world.row("studio_project", project))["version"] == 1
    await world.update("Project", project, {"steps": [{"id": b}, {"id": a}]})
    assert await steps(world, project) == [("b",), ("a",)]
    assert (await world.row("studio_project", project))["version"] == 2


async def test_history_has_the_old_list_and_the_new_one(world: World) -> None:
    project = await made(world, "ab")
    a, b = await ids(world, project)
    await world.update("Project", project, {"steps": [{"id": b, "stage": "idea"}]})
    change = await world.fetch("SELECT diff FROM change WHERE record_id = $1 AND version = 2", project)
    assert change[0]["diff"]["studio:Project.steps"] == [
        [{"id": a, "title": "a", "done": False}, {"id": b, "title": "b", "done": False}],
        [{"id": b, "title": "b", "done": False, "stage": "idea"}],
    ]


async def test_all_faults_of_all_elements_are_told_at_once_with_their_places(world: World) -> None:
    hidden = await world.create("Contact")
    other = (await ids(world, await made(world, "x")))[0]
    project = await made(world, "a", ownerId=str(world.member.user_id))
    [own] = await ids(world, project)
    given = [
        {"id": own, "title": None},
        {"done": True},
        {"id": other},
        {"title": "t" * 41, "cost": {"amount": "1", "currency": "EURO"}},
        {"title": "t", "personId": str(hidden)},
        {"id": own},
    ]
    with pytest.raises(UserErrors) as caught:
        await world.update("Project", project, {"title": "", "steps": given}, actor=world.member)
    assert errors(caught) == [
        ("NOT_FOUND", "steps.2.id"),
        ("NOT_FOUND", "steps.4.personId"),
        ("REQUIRED", "steps.0.title"),
        ("REQUIRED", "steps.1.title"),
        ("REQUIRED", "title"),
        ("VALIDATION", "steps.3.cost.currency"),
        ("VALIDATION", "steps.3.title"),
        ("VALIDATION", "steps.5.id"),
    ]
    assert await steps(world, project) == [("a",)]


async def test_a_new_record_has_no_children_to_name(world: World) -> None:
    with pytest.raises(UserErrors) as caught:
        await world.create("Project", title="P", steps=[{"id": str(uuid7()), "title": "a"}])
    assert errors(caught) == [("NOT_FOUND", "steps.0.id")]


async def test_anothers_child_is_as_one_that_is_not_there(world: World) -> None:
    other = (await ids(world, await made(world, "x")))[0]
    project = await made(world, "a")
    messages = set()
    for id_ in (other, str(uuid7())):
        with pytest.raises(UserErrors) as caught:
            await world.update("Project", project, {"steps": [{"id": id_}]})
        messages.add(only_error(caught).message.replace(id_, "ID"))
    assert len(messages) == 1


async def test_wrong_names_and_malformed_ids_are_the_requests_fault(world: World) -> None:
    project = await made(world, "a")
    with pytest.raises(ClientError, match='Field "titel" is not defined by type "ProjectStepInput"'):
        await world.update("Project", project, {"steps": [{"titel": "a"}]})
    for element, place in (
        ({"id": "5"}, "steps.0.id"),
        ({"title": "a", "personId": "5"}, "steps.0.personId"),
    ):
        with pytest.raises(ClientError, match=f'"{place}"') as caught:
            await world.update("Project", project, {"steps": [element]})
        assert caught.value.extensions["field"] == place.split(".")


async def test_rules_of_what_a_child_holds_now_are_those_of_fields(world: World) -> None:
    project = await world.create("Project", title="P", steps=[{"title": "a", "code": "1"}])
    [id_] = await ids(world, project)
    await world.fetch("UPDATE studio_project_step SET stage = 'frozen'")
    await world.update("Project", project, {"steps": [{"id": id_, "stage": "frozen", "done": True}]})
    assert [(one.code, one.field) for one in world.warned] == [("OPTION_INACTIVE", ("steps", "0", "stage"))]
    with pytest.raises(UserErrors) as caught:
        await world.update(
            "Project", project, {"steps": [{"id": id_, "code": "2"}, {"title": "b", "stage": "frozen"}]}
        )
    assert errors(caught) == [("READ_ONLY", "steps.0.code"), ("VALIDATION", "steps.1.stage")]


async def test_a_reference_to_a_record_that_was_deleted_may_stay(world: World) -> None:
    person = await world.create("Contact")
    project = await world.create("Project", title="P", steps=[{"title": "a", "personId": str(person)}])
    await world.delete("Contact", person)
    [id_] = await ids(world, project)
    await world.update("Project", project, {"steps": [{"id": id_, "personId": str(person), "title": "b"}]})
    assert await steps(world, project, "title", "person_id") == [("b", person)]


async def test_at_most_250_are_allowed(world: World) -> None:
    project = await made(world, [str(number) for number in range(250)])
    assert len(await steps(world, project)) == 250
    with pytest.raises(UserErrors) as caught:
        await made(world, [str(number) for number in range(251)])
    assert errors(caught) == [("VALIDATION", "steps")]


async def test_writers_at_once_leave_one_of_their_lists(world: World) -> None:
    project = await made(world, "a")
    lists = [[f"{number}{letter}" for letter in "xyz"] for number in range(6)]
    changes = ({"steps": [{"title": title} for title in titles]} for titles in lists)
    await asyncio.gather(*(world.update("Project", project, change) for change in changes))
    assert [title for (title,) in await steps(world, project)] in lists


async def test_children_that_someone_else_has_removed_are_not_kept(world: World) -> None:
    project = await made(world, "a")
    [id_] = await ids(world, project)
    await world.update("Project", project, {"steps": []})
    with pytest.raises(UserErrors) as caught:
        await world.update("Project", project, {"steps": [{"id": id_, "title": "b"}]})
    assert errors(caught) == [("NOT_FOUND", "steps.0.id")]


async def test_operations_read_them_as_values_of_their_kinds(world: World) -> None:
    person = await world.create("Contact")
    project = await world.create("Project", title="P", steps=[{"title": "a", "personId": str(person)}])
    async with world.records() as records:
        read = await records.read("Project", project, "title", "steps")
    assert read["title"] == "P"
    [step] = read["steps"]
    assert (str(step["id"]), step["person"], step["done"]) == ((await ids(world, project))[0], person, False)


async def test_they_stay_with_a_record_that_is_deleted_and_restored(world: World) -> None:
    project = await made(world, "ab")
    await world.delete("Project", project)
    await world.restore("Project", project)
    assert await steps(world, project) == [("a",), ("b",)]


async def test_consents_of_contacts_are_children(world: World) -> None:
    contact = await world.create(
        "Contact", consents=[{"purpose": "newsletter", "basis": "CONSENT", "givenAt": "2026-01-01T10:00:00Z"}]
    )
    [row] = await world.fetch("SELECT * FROM people_contact_consent WHERE parent_id = $1", contact)
    assert (row["purpose"], row["basis"], row["withdrawn_at"]) == ("newsletter", "CONSENT", None)
    with pytest.raises(UserErrors) as caught:
        await world.update("Contact", contact, {"consents": [{"basis": "WHIM"}, {"givenAt": "yesterday"}]})
    assert errors(caught) == [
        ("REQUIRED", "consents.0.purpose"),
        ("REQUIRED", "consents.1.purpose"),
        ("VALIDATION", "consents.0.basis"),
        ("VALIDATION", "consents.1.givenAt"),
    ]
