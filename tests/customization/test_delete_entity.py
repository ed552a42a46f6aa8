"""A deleted entity is gone at once; a job clears its records, and nothing of it meets a later one."""

import asyncio
from typing import Any

import asyncpg
import pytest

from gql_crm.testing import Crm
from tests.customization.boats import (
    CREATE_FIELD,
    DELETE,
    NAME,
    RETIRE,
    boat,
    boats,
    change,
    contact,
    create_entity,
    table_of,
    value,
)

DELETE_FIELD = """
mutation ($entity: String!, $key: String!) {
  deleteField(entity: $entity, key: $key, confirm: $key) { userErrors { code } }
}
"""


async def delete(crm: Crm, name: str = "Boat", confirm: str | None = None) -> dict[str, Any]:
    return await change(crm, DELETE, name=name, confirm=name if confirm is None else confirm)


async def delete_field(crm: Crm, entity: str, key: str) -> None:
    assert (await change(crm, DELETE_FIELD, entity=entity, key=key))["userErrors"] == []


async def left(crm: Crm, table: str) -> dict[str, int]:
    """Count what the database still holds of an entity, apart from what history needs."""
    fields = "(SELECT storage_key FROM custom_field WHERE entity = $1)"
    own = "(SELECT id FROM record WHERE entity = $1)"
    return {
        "tables": await value(crm, "SELECT count(*) FROM pg_class WHERE relname = $1", table),
        "indexes": await value(
            crm, "SELECT count(*) FROM pg_class WHERE starts_with(relname, $1 || '_')", table
        ),
        "unique": await value(crm, f"SELECT count(*) FROM unique_value WHERE field_id IN {fields}", table),
        "references": await value(
            crm, f"SELECT count(*) FROM record_reference WHERE field_id IN {fields}", table
        ),
        "texts": await value(crm, f"SELECT count(*) FROM record_text WHERE record_id IN {own}", table),
        "live": await value(
            crm, "SELECT count(*) FROM record WHERE entity = $1 AND deleted_at IS NULL", table
        ),
    }


async def test_it_leaves_the_schema_at_once_and_a_job_clears_the_rest(crm: Crm) -> None:
    await boats(crm, [{"key": "draught", "kind": "DECIMAL", "indexed": True}])
    ona, table = await contact(crm, "Ona"), table_of(crm)
    id_ = await boat(crm, "Žuvėdra", registration="LT-1", skipperId=ona)
    await crm.run_jobs()
    assert all((await left(crm, table)).values())
    changes = await value(crm, "SELECT count(*) FROM change WHERE entity = $1", table)
    payload = await delete(crm)
    assert (payload["userErrors"], payload["entity"]["name"]) == ([], "Boat")
    assert (payload["job"]["kind"], payload["job"]["state"]) == ("entity.delete", "QUEUED")
    assert "errors" in await crm.execute("{ boats { totalCount } }")
    assert "errors" in await crm.execute("{ contacts { nodes { boats { totalCount } } } }")
    assert (await crm.data("query ($id: ID!) { node(id: $id) { id } }", id=id_))["node"] is None
    await crm.run_jobs()
    job = await crm.data("query ($id: ID!) { job(id: $id) { state error } }", id=payload["job"]["id"])
    assert job["job"] == {"state": "SUCCEEDED", "error": None}
    assert not any((await left(crm, table)).values())
    assert await value(crm, "SELECT count(*) FROM change WHERE entity = $1", table) == changes
    assert (await crm.data("query ($id: ID!) { contact(id: $id) { firstName } }", id=ona))["contact"]


async def test_what_its_merges_have_moved_goes_with_it(crm: Crm) -> None:
    await boats(crm)
    stays, goes = [await boat(crm, name) for name in ("Žuvėdra", "Řeka")]
    merge = """
    mutation ($target: ID!, $sources: [ID!]!) {
      mergeBoats(targetId: $target, sourceIds: $sources) { merge { id } userErrors { message } }
    }
    """
    merged = await crm.data(merge, target=stays, sources=[goes])
    assert merged["mergeBoats"]["userErrors"] == []
    assert await value(crm, "SELECT count(*) FROM record_merge") == 1
    await delete(crm)
    await crm.run_jobs()
    assert await value(crm, "SELECT count(*) FROM record_merge") == 0


@pytest.mark.parametrize("confirm", ["", "boat", "Boats"])
async def test_it_has_to_be_confirmed_by_its_name(crm: Crm, confirm: str) -> None:
    await boats(crm)
    for name in ("Žuvėdra", "Kiras"):
        await boat(crm, name)
    payload = await delete(crm, confirm=confirm)
    (error,) = payload["userErrors"]
    assert (error["code"], error["field"]) == ("VALIDATION", ["confirm"])
    assert 'expected "Boat". It has 2 records' in error["message"]
    assert payload["job"] is None
    assert (await crm.data("{ boats { totalCount } }"))["boats"]["totalCount"] == 2


async def test_what_other_entities_refer_to_is_not_deleted(crm: Crm) -> None:
    await boats(crm, [{"key": "tender", "kind": "REFERENCE", "targetEntity": "Boat"}])
    favourite = {"entity": "Contact", "key": "favourite", "kind": "REFERENCE", "targetEntity": "Boat"}
    assert (await change(crm, CREATE_FIELD, input=favourite))["userErrors"] == []
    (error,) = (await delete(crm))["userErrors"]
    assert (error["code"], error["field"]) == ("INVALID_STATE", ["name"])
    assert error["message"] == 'Boat is what "Contact.favourite" refers to; delete that first.'
    await delete_field(crm, "Contact", "favourite")
    assert (await delete(crm))["userErrors"] == []


async def test_a_retired_one_can_be_deleted(crm: Crm) -> None:
    await boats(crm)
    await change(crm, RETIRE, name="Boat")
    assert (await delete(crm))["userErrors"] == []


async def test_a_later_one_of_its_name_meets_nothing_of_it(crm: Crm) -> None:
    await boats(crm)
    ona, first = await contact(crm, "Ona"), table_of(crm)
    old = await boat(crm, "Žuvėdra", registration="LT-1", skipperId=ona)
    assert (await delete(crm))["userErrors"] == []
    await boats(crm)  # before the job
    assert table_of(crm) != first
    data = await crm.data(
        "query ($id: ID!, $ona: ID!) { boat(id: $id) { id } node(id: $id) { id }"
        ' boats(search: "zuvedra") { totalCount } contact(id: $ona) { boats { totalCount } } }',
        id=old,
        ona=ona,
    )
    assert (data["boat"], data["node"]) == (None, None)
    assert (data["boats"]["totalCount"], data["contact"]["boats"]["totalCount"]) == (0, 0)
    new = await boat(crm, "Kiras", registration="LT-1", skipperId=ona)
    await crm.run_jobs()
    read = "query ($id: ID!) { boat(id: $id) { name registration skipper { id } } }"
    assert (await crm.data(read, id=new))["boat"] == {
        "name": "Kiras",
        "registration": "LT-1",
        "skipper": {"id": ona},
    }


async def test_a_field_that_was_deleted_just_before_leaves_nothing_either(crm: Crm) -> None:
    await boats(crm)
    table = table_of(crm)
    await boat(crm, "Žuvėdra", registration="LT-1", skipperId=await contact(crm, "Ona"))
    for key in ("registration", "skipper"):
        await delete_field(crm, "Boat", key)
    assert (await delete(crm))["userErrors"] == []
    await crm.run_jobs()
    assert not any((await left(crm, table)).values())
    states = await crm.data("{ jobs { kind state } }")
    assert {job["state"] for job in states["jobs"]} == {"SUCCEEDED"}


async def test_the_job_waits_for_who_reads_the_table(crm: Crm) -> None:
    await boats(crm)
    table = table_of(crm)
    reader = await asyncpg.connect(crm.workspace.tables.owner_dsn)
    transaction = reader.transaction()
    await transaction.start()
    await reader.fetch(f'SELECT * FROM "{table}"')
    assert (await delete(crm))["userErrors"] == []
    clearing = asyncio.create_task(crm.run_jobs())
    await asyncio.sleep(0.7)
    assert not clearing.done()
    assert await asyncio.wait_for(crm.data("{ contacts { totalCount } }"), 5)
    await transaction.commit()
    await clearing
    assert (await left(crm, table))["tables"] == 0
    await reader.close()


async def test_doing_the_job_again_is_safe(crm: Crm) -> None:
    await boats(crm)
    await boat(crm, "Žuvėdra")
    table = table_of(crm)
    await value(crm, "CREATE VIEW uses AS SELECT id FROM custom_1")  # DROP TABLE is refused
    job = (await delete(crm))["job"]["id"]
    await crm.run_jobs()
    assert (await left(crm, table))["tables"] == 1
    await value(crm, "DROP VIEW uses")
    retried = await crm.data("mutation ($id: ID!) { retryJob(id: $id) { userErrors { code } } }", id=job)
    assert retried["retryJob"]["userErrors"] in ([], [{"code": "INVALID_STATE"}])
    await crm.run_jobs()
    state = (await crm.data("query ($id: ID!) { job(id: $id) { state } }", id=job))["job"]["state"]
    assert state == "SUCCEEDED"
    assert not any((await left(crm, table)).values())


async def test_of_two_deletions_at_the_same_time_one_finds_nothing(crm: Crm) -> None:
    await create_entity(crm, fields=[NAME])
    payloads = await asyncio.gather(delete(crm), delete(crm))
    codes = sorted(error["code"] for payload in payloads for error in payload["userErrors"])
    assert codes == ["NOT_FOUND"]


async def make(crm: Crm, mutation: str) -> str | None:
    """Run a mutation of one field that has to succeed; return the id that it answers with, if any."""
    (payload,) = (await crm.data(f"mutation {{ it: {mutation} }}")).values()
    assert payload["userErrors"] == []
    made: dict[str, str] = payload.get("made") or {}
    return made.get("id")


OWN = (
    'createDuplicateRule(input: {entity: "Boat", name: "same", fields: ["name"]}) { userErrors { message } }',
    (
        'createValidationRule(input: {entity: "Boat", key: "long", condition: "length > 1.0",'
        ' message: {en: "Too short."}}) { userErrors { message } }'
    ),
    (
        'createRelationType(input: {key: "TOWS", label: {en: "Tows"}, reverseLabel: {en: "Towed by"},'
        ' fromEntity: "Boat", toEntity: "Boat"}) { userErrors { message } }'
    ),
)


async def test_rules_and_relation_types_of_its_own_go_with_it(crm: Crm) -> None:
    await boats(crm)
    one, other = await boat(crm, "Žuvėdra"), await boat(crm, "Kiras")
    for mutation in OWN:
        await make(crm, mutation)
    link = f'linkRecords(input: {{fromId: "{one}", toId: "{other}", relation: "TOWS"}})'
    await make(crm, f"{link} {{ userErrors {{ message }} }}")
    payload = await delete(crm)  # before the job that writes the rule's keys
    assert payload["userErrors"] == []
    await crm.run_jobs()
    states = await crm.data("{ jobs { kind state } relationTypes { key } catalog { problems { message } } }")
    assert {job["state"] for job in states["jobs"]} == {"SUCCEEDED"}
    assert "TOWS" not in {one["key"] for one in states["relationTypes"]}
    assert states["catalog"]["problems"] == []
    for table in ("duplicate_key", "duplicate_rule", "validation_rule", "record_link"):
        assert await value(crm, f"SELECT count(*) FROM {table}") == 0
    await boats(crm)
    for mutation in OWN:  # the names are free
        await make(crm, mutation)


@pytest.mark.parametrize("end", ['fromEntity: "Contact", ', ""])
async def test_a_relation_type_that_joins_it_with_others_keeps_it(crm: Crm, end: str) -> None:
    await boats(crm)
    await make(crm, OWN[0])
    await make(
        crm,
        'createRelationType(input: {key: "GUEST", label: {en: "Guest"}, reverseLabel: {en: "Guest of"},'
        f' {end}toEntity: "Boat"}}) {{ userErrors {{ message }} }}',
    )
    (error,) = (await delete(crm))["userErrors"]
    assert error["message"] == (
        'The relation type "GUEST" joins Boat with others; use deleteRelationType first.'
    )
    await make(crm, 'deleteRelationType(key: "GUEST") { userErrors { message } }')
    assert (await delete(crm))["userErrors"] == []


SAVE_VIEW = """
mutation ($input: CreateSavedViewInput!) {
  createSavedView(input: $input) { savedView { id } userErrors { message } }
}
"""
VIEWS = "{ savedViews(orderBy: [{name: ASC}]) { nodes { name entity } } }"


async def test_saved_views_of_it_go_to_the_trash(crm: Crm) -> None:
    await boats(crm)
    other = await crm.user("Ona", "member")
    for name, entity, actor in (("A", "Boat", None), ("B", "Contact", None), ("C", "Boat", other)):
        given = {"name": name, "entity": entity, "scope": "PRIVATE"}
        saved = await crm.data(SAVE_VIEW, actor=actor, input=given)
        assert saved["createSavedView"]["userErrors"] == []
        view = saved["createSavedView"]["savedView"]["id"]
    assert (await delete(crm))["userErrors"] == []
    await boats(crm)
    assert (await crm.data(VIEWS))["savedViews"]["nodes"] == [{"name": "B", "entity": "Contact"}]
    assert (await crm.data(VIEWS, actor=other))["savedViews"]["nodes"] == []
    read = """query ($id: ID!) { savedView(id: $id) {
      deletedAt version history(first: 1) { nodes { field origin } } } }"""
    trashed = (await crm.data(read, actor=other, id=view))["savedView"]
    assert trashed["deletedAt"]
    assert trashed["version"] == 2
    assert trashed["history"]["nodes"] == [{"field": "deletedAt", "origin": "SYSTEM"}]
