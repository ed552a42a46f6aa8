"""Values that are unique among the records that have something in common."""

import asyncio
from typing import Any

import pytest_asyncio

from gql_crm.testing import Crm
from tests.customization.checks import create, created, reshape, shape, told, update

UNIT = {"key": "unit", "kind": "TEXT", "unique": True, "uniqueWithin": ["organizationId"]}


async def organization(crm: Crm, name: str) -> str:
    query = """mutation ($input: CreateOrganizationInput!) {
      createOrganization(input: $input) { organization { id } } }"""
    made = await crm.data(query, input={"name": name})
    id_: str = made["createOrganization"]["organization"]["id"]
    return id_


async def rows(crm: Crm) -> int:
    async with crm.workspace.database.connection() as connection:
        count: int = await connection.fetchval(
            "SELECT count(*) FROM unique_value WHERE field_id LIKE 'custom:%'"
        )
    return count


async def mutation(crm: Crm, field: str, **variables: Any) -> list[tuple[str, str]]:
    types = {"id": "ID!", "input": "CreateContactInput!"}
    declared = ", ".join(f"${name}: {types[name]}" for name in variables)
    answered = await crm.data(f"mutation ({declared}) {{ it: {field} }}", **variables)
    return told(answered["it"]["userErrors"])


@pytest_asyncio.fixture
async def scoped(crm: Crm) -> Crm:
    assert await shape(crm, {**UNIT, "uniqueWithin": ["organization"]}) == []
    return crm


async def test_equal_values_live_in_different_scopes(scoped: Crm) -> None:
    sofia, praha = await organization(scoped, "Имоти Шипка"), await organization(scoped, "Řeka reality")
    await created(scoped, unit="A-1", organizationId=sofia)
    await created(scoped, unit="a-1", organizationId=praha)
    _, errors = await create(scoped, unit="A-1 ", organizationId=sofia)
    assert told(errors) == [("DUPLICATE", "unit")]
    assert errors[0]["message"] == (
        '"A-1 " is taken where "organizationId" is "Имоти Шипка"; "unit" must be unique there.'
        " Choose another value, or change the record that has it."
    )


async def test_records_without_a_scope_are_a_group_of_their_own(scoped: Crm) -> None:
    await created(scoped, unit="A-1")
    _, errors = await create(scoped, unit="A-1")
    assert told(errors) == [("DUPLICATE", "unit")]
    assert 'is taken where "organizationId" is empty; "unit" must be unique there.' in errors[0]["message"]
    await created(scoped, unit="A-1", organizationId=await organization(scoped, "Žvėryno namai"))


async def test_a_scope_that_nobody_sees_any_more_is_not_named(scoped: Crm) -> None:
    gone = await organization(scoped, "Pirmoji")
    await created(scoped, unit="A-1", organizationId=gone)
    a = await created(scoped, unit="A-2", organizationId=gone)
    assert await mutation(scoped, "deleteOrganization(id: $id) { userErrors { code field } }", id=gone) == []
    (error,) = await update(scoped, a, unit="A-1")
    assert '"organizationId" is a record that you cannot see; "unit" must be unique there' in error["message"]
    assert "Pirmoji" not in error["message"]


async def test_a_value_moves_with_its_scope(scoped: Crm) -> None:
    first, second = await organization(scoped, "Pirmoji"), await organization(scoped, "Antroji")
    a = await created(scoped, unit="ž", organizationId=first)
    b = await created(scoped, unit="Ž", organizationId=second)
    assert told(await update(scoped, a, organizationId=second)) == [("DUPLICATE", "unit")]
    assert await update(scoped, b, organizationId=None) == []
    assert await update(scoped, a, organizationId=second) == []
    await created(scoped, unit="ž", organizationId=first)
    assert await rows(scoped) == 3


async def test_clearing_a_value_frees_it(scoped: Crm) -> None:
    first = await organization(scoped, "Pirmoji")
    a = await created(scoped, unit="A", organizationId=first)
    assert await update(scoped, a, unit=None) == []
    assert await rows(scoped) == 0
    await created(scoped, unit="A", organizationId=first)


async def test_deleting_frees_and_restoring_takes_it_in_its_scope(scoped: Crm) -> None:
    first, second = await organization(scoped, "Pirmoji"), await organization(scoped, "Antroji")
    a = await created(scoped, unit="A", organizationId=first)
    restore = "restoreContact(id: $id) { userErrors { code field } }"
    delete = "deleteContact(id: $id) { userErrors { code field } }"
    assert await mutation(scoped, delete, id=a) == []
    b = await created(scoped, unit="A", organizationId=first)
    await created(scoped, unit="A", organizationId=second)
    assert await mutation(scoped, restore, id=a) == [("DUPLICATE", "id")]
    assert await update(scoped, b, unit="B") == []
    assert await mutation(scoped, restore, id=a) == []
    assert told((await create(scoped, unit="A", organizationId=first))[1]) == [("DUPLICATE", "unit")]


async def test_an_upsert_finds_the_record_of_the_scope(scoped: Crm) -> None:
    first, second = await organization(scoped, "Pirmoji"), await organization(scoped, "Antroji")
    a = await created(scoped, unit="A", organizationId=first)
    b = await created(scoped, unit="A", organizationId=second)
    query = """mutation ($input: CreateContactInput!) {
      upsertContact(by: unit, input: $input) { contact { id firstName } userErrors { code } } }"""
    seen = []
    for scope in (second, first, None):
        values = {"lastName": "یوسفی", "firstName": "علی", "unit": "a", "organizationId": scope}
        seen.append((await scoped.data(query, input=values))["upsertContact"]["contact"]["id"])
    assert seen[:2] == [b, a]
    assert seen[2] not in {a, b}


async def test_of_writers_at_the_same_time_one_gets_the_value_of_a_scope(scoped: Crm) -> None:
    scopes = [await organization(scoped, name) for name in ("Pirmoji", "Antroji")]
    attempts = [create(scoped, unit="A", organizationId=scope) for scope in scopes * 4]
    answers = await asyncio.gather(*attempts)
    assert sum(errors == [] for _, errors in answers) == 2
    assert await rows(scoped) == 2


async def test_a_scope_is_switched_on_over_what_is_there(crm: Crm) -> None:
    first, second = await organization(crm, "Pirmoji"), await organization(crm, "Antroji")
    assert await shape(crm, {"key": "unit", "kind": "TEXT"}) == []
    await created(crm, unit="A", organizationId=first)
    b = await created(crm, unit="A", organizationId=second)
    assert told(await reshape(crm, "unit", unique=True)) == [("DUPLICATE", "unique")]
    assert await reshape(crm, "unit", unique=True, uniqueWithin=["organization"]) == []
    assert told(await update(crm, b, organizationId=first)) == [("DUPLICATE", "unit")]
    assert told(await reshape(crm, "unit", uniqueWithin=None)) == [("DUPLICATE", "unique")]
    assert await update(crm, b, unit="B") == []
    assert await reshape(crm, "unit", uniqueWithin=None) == []
    assert told((await create(crm, unit="b"))[1]) == [("DUPLICATE", "unit")]


async def test_custom_fields_and_references_can_be_scopes(crm: Crm) -> None:
    fields: list[dict[str, Any]] = [
        {"key": "district", "kind": "CHOICE", "options": [{"value": "north"}, {"value": "south"}]},
        {"key": "house", "kind": "REFERENCE", "targetEntity": "Organization"},
        {"key": "unit", "kind": "TEXT"},
    ]
    assert await shape(crm, *fields) == []
    first, second = await organization(crm, "Pirmoji"), await organization(crm, "Antroji")
    await created(crm, unit="A", district="north", houseId=first)
    a = await created(crm, unit="A", district="north", houseId=second)
    assert await reshape(crm, "unit", unique=True, uniqueWithin=["district", "house"]) == []
    errors = await update(crm, a, houseId=first)
    assert told(errors) == [("DUPLICATE", "unit")]
    assert '"A" is taken where "district" is "north" and "houseId" is "Pirmoji";' in errors[0]["message"]
    assert await update(crm, a, houseId=first, district="south") == []


async def test_scopes_that_cannot_be_are_refused(crm: Crm) -> None:
    for within, message in (
        (["nobody"], 'has no field "nobody"'),
        (["unit"], "within itself"),
        (["status", "status"], "named twice"),
    ):
        (error,) = await shape(crm, {**UNIT, "uniqueWithin": within})
        assert error["field"] == ["uniqueWithin"]
        assert message in error["message"]
    (error,) = await shape(crm, {**UNIT, "unique": False, "uniqueWithin": ["status"]})
    assert 'give "unique: true" with it' in error["message"]


async def test_a_field_that_is_a_scope_cannot_go(crm: Crm) -> None:
    fields: list[dict[str, Any]] = [
        {"key": "district", "kind": "TEXT"},
        {**UNIT, "uniqueWithin": ["district"]},
    ]
    assert await shape(crm, *fields) == []
    answered = await crm.data(
        'mutation { retireField(entity: "Contact", key: "district") { userErrors { code message } } }'
    )
    (error,) = answered["retireField"]["userErrors"]
    assert error["code"] == "IN_USE"
    assert '"uniqueWithin" of "unit" needs it' in error["message"]


async def merge(crm: Crm, target: str, source: str) -> tuple[str, list[tuple[str, str]]]:
    query = """mutation ($target: ID!, $source: ID!) {
      mergeOrganizations(targetId: $target, sourceIds: [$source]) {
        merge { id } userErrors { code field message } } }"""
    payload = (await crm.data(query, target=target, source=source))["mergeOrganizations"]
    return (payload["merge"] or {}).get("id", ""), told(payload["userErrors"])


async def undo(crm: Crm, merge_id: str) -> list[tuple[str, str]]:
    query = "mutation ($id: ID!) { undoMerge(id: $id) { userErrors { code field } } }"
    return told((await crm.data(query, id=merge_id))["undoMerge"]["userErrors"])


async def test_values_move_with_references_to_merged_records_and_back(scoped: Crm) -> None:
    first, second = await organization(scoped, "Pirmoji"), await organization(scoped, "خانه‌های آفتاب")
    moved = await created(scoped, unit="A", organizationId=second)
    deleted = await created(scoped, unit="B", organizationId=second)
    assert await mutation(scoped, "deleteContact(id: $id) { userErrors { code field } }", id=deleted) == []
    merge_id, errors = await merge(scoped, first, second)
    assert errors == []
    assert await rows(scoped) == 1
    assert told((await create(scoped, unit="A", organizationId=first))[1]) == [("DUPLICATE", "unit")]
    assert await undo(scoped, merge_id) == []
    assert await rows(scoped) == 1
    await created(scoped, unit="A", organizationId=first)
    assert told((await create(scoped, unit="A", organizationId=second))[1]) == [("DUPLICATE", "unit")]
    assert await update(scoped, moved, unit="C") == []
    await created(scoped, unit="A", organizationId=second)


async def test_a_merge_that_would_bring_equal_values_together_is_refused(scoped: Crm) -> None:
    first, second = await organization(scoped, "Pirmoji"), await organization(scoped, "Antroji")
    await created(scoped, unit="A", organizationId=first)
    other = await created(scoped, unit="a", organizationId=second)
    assert await merge(scoped, first, second) == ("", [("DUPLICATE", "sourceIds")])
    assert await update(scoped, other, unit="B") == []
    assert (await merge(scoped, first, second))[1] == []
