"""A deleted field is gone at once; a job clears what it leaves behind."""

import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from gql_crm.testing import Crm

DELETE = """
mutation ($key: String!, $confirm: String!) {
  deleteField(entity: "Contact", key: $key, confirm: $confirm) {
    field { key graphqlName index { state } } job { id kind state } catalogVersion
    userErrors { code field message }
  }
}
"""
CREATE = """
mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { message } } }
"""


async def add(crm: Crm, key: str, kind: str = "TEXT", **more: Any) -> str:
    """Create a field of contacts; return its storage key."""
    given = {"entity": "Contact", "key": key, "kind": kind, **more}
    assert (await crm.data(CREATE, input=given))["createField"]["userErrors"] == []
    return crm.workspace.live.versions.catalog.entity("Contact").fields[key].field_id


async def delete(crm: Crm, key: str, confirm: str | None = None) -> dict[str, Any]:
    answer = await crm.data(DELETE, key=key, confirm=key if confirm is None else confirm)
    payload: dict[str, Any] = answer["deleteField"]
    return payload


async def value(crm: Crm, query: str, *arguments: Any) -> Any:
    async with crm.workspace.database.connection() as connection:
        return await connection.fetchval(query, *arguments)


async def left_of(crm: Crm, field_id: str) -> int:
    """Count all that the database still holds of a field."""
    documents = "SELECT count(*) FROM people_contact WHERE custom ? $1 OR custom_long ? $1"
    counts = [await value(crm, documents, field_id)]
    counts += [
        await value(crm, f"SELECT count(*) FROM {table} WHERE field_id = $1", field_id)
        for table in ("unique_value", "record_reference")
    ]
    return sum(counts)


async def job_of(crm: Crm, id_: str) -> dict[str, Any]:
    data = await crm.data("query ($id: ID!) { job(id: $id) { state progress error } }", id=id_)
    job: dict[str, Any] = data["job"]
    return job


async def test_it_leaves_the_schema_at_once_and_its_key_is_free(crm: Crm) -> None:
    old = await add(crm, "badge", indexed=True)
    id_ = (await crm.create("Contact", {"firstName": "Ona", "badge": "A-1"})).id
    answer = await delete(crm, "badge")
    assert answer["userErrors"] == []
    assert answer["field"] == {"key": "badge", "graphqlName": None, "index": None}
    assert (answer["job"]["kind"], answer["job"]["state"]) == ("field.delete", "QUEUED")
    assert "errors" in await crm.execute("{ contacts { nodes { badge } } }")
    new = await add(crm, "badge", "INTEGER")
    assert new != old
    read = await crm.data("query ($id: ID!) { contact(id: $id) { badge } }", id=str(id_))
    assert read["contact"]["badge"] is None


@pytest.mark.parametrize("confirm", ["", "Badge", "budget"])
async def test_it_has_to_be_confirmed_by_its_key(crm: Crm, confirm: str) -> None:
    await add(crm, "badge")
    for number in range(3):
        await crm.create("Contact", {"badge": str(number)})
    answer = await delete(crm, "badge", confirm)
    (error,) = answer["userErrors"]
    assert (error["code"], error["field"]) == ("VALIDATION", ["confirm"])
    assert 'expected "badge". 3 records hold a value' in error["message"]
    assert (answer["field"], answer["job"]) == (None, None)
    assert await crm.run_jobs() == 0
    assert await crm.data("{ contacts { nodes { badge } } }")


async def test_who_holds_a_reference_is_counted_too(crm: Crm) -> None:
    await add(crm, "doctor", "REFERENCE", targetEntity="Contact")
    doctor = (await crm.create("Contact", {"firstName": "Ada"})).id
    await crm.create("Contact", {"doctorId": str(doctor)})
    (error,) = (await delete(crm, "doctor", "no"))["userErrors"]
    assert "One record holds a value" in error["message"]


@pytest.mark.parametrize(
    ("kind", "options", "given"),
    [
        ("TEXT", {"unique": True, "indexed": True}, "A-1"),
        ("LONG_TEXT", {}, "One\ntwo"),
        ("MONEY", {"unique": True}, {"amount": "5", "currency": "EUR"}),
    ],
)
async def test_the_job_clears_what_it_leaves_behind(
    crm: Crm, kind: str, options: dict[str, Any], given: Any
) -> None:
    await add(crm, "other")
    field_id = await add(crm, "badge", kind, **options)
    id_ = (await crm.create("Contact", {"badge": given, "other": "stays"})).id
    await crm.run_jobs()
    before = await value(crm, "SELECT version FROM people_contact WHERE id = $1", id_)
    changes = await value(crm, "SELECT count(*) FROM change WHERE record_id = $1", id_)
    assert await left_of(crm, field_id) > 0
    job = (await delete(crm, "badge"))["job"]["id"]
    await crm.run_jobs()
    assert await job_of(crm, job) == {"state": "SUCCEEDED", "progress": 1, "error": None}
    assert await left_of(crm, field_id) == 0
    number = field_id.rpartition(":")[2]
    assert await value(crm, f"SELECT count(*) FROM pg_class WHERE relname ~ '_c{number}_[0-9a-f]{{8}}$'") == 0
    read = await crm.data("query ($id: ID!) { contact(id: $id) { other version } }", id=str(id_))
    assert read["contact"] == {"other": "stays", "version": before}
    assert await value(crm, "SELECT count(*) FROM change WHERE record_id = $1", id_) == changes


async def test_references_go_too(crm: Crm) -> None:
    field_id = await add(crm, "doctor", "REFERENCE", targetEntity="Contact")
    doctor = (await crm.create("Contact", {"firstName": "Ada"})).id
    await crm.create("Contact", {"doctorId": str(doctor)})
    assert await left_of(crm, field_id) == 1
    await delete(crm, "doctor")
    await crm.run_jobs()
    assert await left_of(crm, field_id) == 0


async def test_a_search_no_longer_finds_its_values(crm: Crm) -> None:
    await add(crm, "badge")
    await crm.create("Contact", {"firstName": "Jūratė", "badge": "Žiedas"})
    searched = "query ($text: String!) { contacts(search: $text) { totalCount } }"
    assert (await crm.data(searched, text="ziedas"))["contacts"]["totalCount"] == 1
    await delete(crm, "badge")
    await crm.run_jobs()
    assert (await crm.data(searched, text="ziedas"))["contacts"]["totalCount"] == 0
    assert (await crm.data(searched, text="jurate"))["contacts"]["totalCount"] == 1


async def test_a_retired_field_can_be_deleted(crm: Crm) -> None:
    await add(crm, "badge")
    await crm.data('mutation { retireField(entity: "Contact", key: "badge") { userErrors { code } } }')
    assert (await delete(crm, "badge"))["userErrors"] == []


async def test_a_modules_field_cannot_be_deleted(crm: Crm) -> None:
    (error,) = (await delete(crm, "firstName"))["userErrors"]
    assert (error["code"], error["field"]) == ("FORBIDDEN", ["key"])


async def test_members_cannot_delete_a_field(crm: Crm) -> None:
    await add(crm, "badge")
    member = await crm.user("Max")
    answer = await crm.execute(DELETE, {"key": "badge", "confirm": "badge"}, actor=member)
    assert "badge" in crm.workspace.live.versions.catalog.entity("Contact").fields
    assert "errors" in answer or answer["data"]["deleteField"]["userErrors"][0]["code"] == "FORBIDDEN"


async def test_a_record_that_is_being_written_is_cleared_when_its_writer_is_done(crm: Crm) -> None:
    field_id = await add(crm, "badge")
    ids = [(await crm.create("Contact", {"badge": str(number)})).id for number in range(3)]
    await delete(crm, "badge")
    writer = await asyncpg.connect(crm.workspace.tables.owner_dsn)  # the job does not see that it was earlier
    transaction = writer.transaction()
    await transaction.start()
    await writer.execute("SELECT FROM people_contact WHERE id = $1 FOR UPDATE", ids[1])
    clearing = asyncio.create_task(crm.run_jobs())
    await _until(crm, field_id, ids[1])
    assert not clearing.done()
    await transaction.commit()
    await clearing
    assert await left_of(crm, field_id) == 0
    await writer.close()


async def _until(crm: Crm, field_id: str, held: UUID) -> None:
    """Wait until the record `held` alone holds a value of the field."""
    async with asyncio.timeout(60):
        while True:
            async with crm.workspace.database.connection() as connection:
                rows = await connection.fetch("SELECT id FROM people_contact WHERE custom ? $1", field_id)
            if [row["id"] for row in rows] == [held]:
                return
            await asyncio.sleep(0.02)
