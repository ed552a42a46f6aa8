"""Changes of more than 1,000 records: a job makes them, in the name of who asked."""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from gql_crm.access import Actor
from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.jobs import JobWorker
from gql_crm.records.bulk import MOST_ERRORS
from gql_crm.testing import Crm, Template
from gql_crm.workspace.jobs import handlers_of

ROOT = Path(__file__).parents[2]
COUNT = 1_200
LOAD = """
CREATE TEMP TABLE made AS SELECT n, (lpad(to_hex(1700000000000 + n), 12, '0') || '7000800'
  || lpad(to_hex(n), 13, '0'))::uuid AS id FROM generate_series(1, $1) AS n;
INSERT INTO record (id, entity, owner_id, created_at, updated_at)
  SELECT id, 'Contact', $2, now(), now() FROM made;
INSERT INTO record_text SELECT id, 'Žmogus ' || n, 'žmogus ' || n FROM made;
INSERT INTO people_contact (id, owner_id, created_at, updated_at, version, first_name, job_title, custom)
  SELECT id, $2, now(), now(), 1, 'Žmogus', 'J' || n, '{}' FROM made;
ANALYZE record, people_contact;
"""
UPDATE = """
mutation ($target: ContactTarget!, $input: UpdateContactInput!, $policy: ErrorPolicy = BEST_EFFORT) {
  updateContacts(target: $target, input: $input, errorPolicy: $policy) {
    contacts { id }
    job { id kind state bulk { writtenCount } }
    userErrors { code field message elementIndex }
  }
}
"""
DELETE = """
mutation ($target: ContactTarget!, $policy: ErrorPolicy = BEST_EFFORT) {
  deleteContacts(target: $target, errorPolicy: $policy) {
    deletedIds job { id } userErrors { code field message }
  }
}
"""
JOB = """
query ($id: ID!) {
  job(id: $id) {
    state progress error
    bulk { writtenCount failedCount errors { recordId code field message } }
  }
}
"""
ALL = {"all": True}


async def dsn_of(crm: Crm, template: Template, role: str) -> str:
    async with crm.workspace.database.connection() as connection:
        name: str = await connection.fetchval("SELECT current_database()")
    return template.server.dsn(role, name)


async def load(crm: Crm, template: Template, count: int = COUNT, owner: Actor | None = None) -> None:
    connection = await asyncpg.connect(await dsn_of(crm, template, OWNER_ROLE))
    text = LOAD.replace("$1", str(count)).replace("$2", f"'{owner.user_id}'::uuid" if owner else "NULL::uuid")
    await connection.execute(text)
    await connection.close()


async def ask(crm: Crm, document: str, *, actor: Actor | None = None, **given: Any) -> str:
    """Ask for a change that a job makes; return the job's id."""
    data = await crm.data(document, actor=actor, **given)
    (payload,) = data.values()
    assert payload["userErrors"] == []
    id_: str = payload["job"]["id"]
    return id_


async def told(crm: Crm, id_: str, *, actor: Actor | None = None) -> dict[str, Any]:
    job: dict[str, Any] = (await crm.data(JOB, id=id_, actor=actor))["job"]
    return job


async def number(crm: Crm, filter_: dict[str, Any]) -> int:
    query = "query ($filter: ContactFilter) { contacts(filter: $filter) { totalCount } }"
    count: int = (await crm.data(query, filter=filter_))["contacts"]["totalCount"]
    return count


async def versions(crm: Crm) -> set[int]:
    async with crm.workspace.database.connection() as connection:
        rows = await connection.fetch("SELECT DISTINCT version FROM people_contact")
    return {row["version"] for row in rows}


async def test_more_than_a_thousand_records_are_changed_by_a_job(crm: Crm, crm_template: Template) -> None:
    await load(crm, crm_template)
    data = await crm.data(UPDATE, target=ALL, input={"doNotCall": True})
    payload = data["updateContacts"]
    assert (payload["contacts"], payload["userErrors"]) == ([], [])
    assert (payload["job"]["kind"], payload["job"]["state"]) == ("records.bulk", "QUEUED")
    assert payload["job"]["bulk"] == {"writtenCount": 0}
    assert await number(crm, {"doNotCall": {"eq": True}}) == 0
    assert await crm.run_jobs() == 1
    assert await told(crm, payload["job"]["id"]) == {
        "state": "SUCCEEDED", "progress": 1, "error": None,
        "bulk": {"writtenCount": COUNT, "failedCount": 0, "errors": []},
    }  # fmt: skip
    assert await number(crm, {"doNotCall": {"eq": True}}) == COUNT
    assert await versions(crm) == {2}
    origins = await crm.data(
        "{ contacts(first: 1) { nodes { history { nodes { origin actor { name } } } } } }"
    )
    (line,) = origins["contacts"]["nodes"][0]["history"]["nodes"]
    assert line == {"origin": "JOB", "actor": {"name": "Administrator"}}


async def test_all_or_nothing_is_refused_and_says_why(crm: Crm, crm_template: Template) -> None:
    await load(crm, crm_template)
    changes: list[tuple[str, dict[str, Any]]] = [(UPDATE, {"input": {"doNotCall": True}}), (DELETE, {})]
    for document, given in changes:
        data = await crm.data(document, target=ALL, policy="ALL_OR_NOTHING", **given)
        (payload,) = data.values()
        (error,) = payload["userErrors"]
        assert (error["code"], error["field"]) == ("VALIDATION", ["target", "all"])
        assert error["message"] == (
            "1,200 records of Contact are meant; all or nothing is possible with at most 1,000. Give"
            ' "errorPolicy: BEST_EFFORT", and a job does it, or narrow the target.'
        )
        assert payload["job"] is None
    assert (await crm.data("{ jobs { id } }"))["jobs"] == []


async def test_each_record_is_changed_once_although_it_meets_the_filter_no_more(
    crm: Crm, crm_template: Template
) -> None:
    await load(crm, crm_template)
    filter_ = {"firstName": {"eq": "Žmogus"}}
    id_ = await ask(crm, UPDATE, target={"filter": filter_}, input={"firstName": "Člověk"})
    late = await crm.create("Contact", {"firstName": "Žmogus"})  # it was not meant
    await crm.run_jobs()
    assert (await told(crm, id_))["bulk"]["writtenCount"] == COUNT
    assert await number(crm, filter_) == 1
    assert await number(crm, {"id": {"eq": str(late.id)}, **filter_}) == 1


async def test_deletions_are_made_by_a_job_too(crm: Crm, crm_template: Template) -> None:
    await load(crm, crm_template)
    id_ = await ask(crm, DELETE, target=ALL)
    await crm.run_jobs()
    assert (await told(crm, id_))["state"] == "SUCCEEDED"
    assert await number(crm, {}) == 0
    assert await number(crm, {"deleted": "ONLY"}) == COUNT


async def test_what_is_refused_is_told_with_its_record(crm: Crm, crm_template: Template) -> None:
    member = await crm.user("Jūratė")
    await load(crm, crm_template, owner=member)
    id_ = await ask(crm, UPDATE, actor=member, target=ALL, input={"doNotCall": True, "email": "x"})
    await crm.run_jobs()
    job = await told(crm, id_, actor=member)
    assert (job["state"], job["bulk"]["writtenCount"], job["bulk"]["failedCount"]) == ("SUCCEEDED", 0, COUNT)
    errors = job["bulk"]["errors"]
    assert len(errors) == MOST_ERRORS
    assert {(error["code"], *error["field"]) for error in errors} == {("VALIDATION", "email")}
    assert len({error["recordId"] for error in errors}) == MOST_ERRORS
    assert await versions(crm) == {1}


async def test_the_permissions_are_those_of_the_time_of_the_run(crm: Crm, crm_template: Template) -> None:
    member = await crm.user("Řehoř")
    await load(crm, crm_template, owner=member)
    id_ = await ask(crm, UPDATE, actor=member, target=ALL, input={"doNotCall": True})
    async with crm.records(crm.admin) as records:
        await records.update("User", member.user_id, {"active": False})
    await crm.run_jobs()
    job = await told(crm, id_)
    assert (job["state"], job["bulk"]["writtenCount"]) == ("FAILED", 0)
    assert "is not active any more" in job["error"]
    async with crm.records(crm.admin) as records:
        await records.update("User", member.user_id, {"active": True})
        await records.update("Contact", await first_id(crm), {"ownerId": None})
    await crm.data("mutation ($id: ID!) { retryJob(id: $id) { userErrors { code } } }", id=id_)
    await crm.run_jobs()
    job = await told(crm, id_)
    assert (job["state"], job["bulk"]["writtenCount"]) == ("SUCCEEDED", COUNT - 1)


async def first_id(crm: Crm) -> Any:
    async with crm.workspace.database.connection() as connection:
        return await connection.fetchval("SELECT id FROM people_contact ORDER BY id LIMIT 1")


async def test_a_request_under_a_key_asks_for_one_job(crm: Crm, crm_template: Template) -> None:
    await load(crm, crm_template)
    given = {"target": ALL, "input": {"doNotCall": True}}
    first = await crm.execute(UPDATE, given, idempotency_key="k")
    assert await crm.execute(UPDATE, given, idempotency_key="k") == first
    assert len((await crm.data("{ jobs { id } }"))["jobs"]) == 1


async def test_a_field_that_is_gone_meanwhile_ends_the_job(crm: Crm, crm_template: Template) -> None:
    await load(crm, crm_template)
    field = {"entity": "Contact", "key": "grade", "kind": "TEXT"}
    create = "mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { code } } }"
    await crm.data(create, input=field)
    id_ = await ask(crm, UPDATE, target=ALL, input={"grade": "A"})
    await crm.data('mutation { retireField(entity: "Contact", key: "grade") { userErrors { code } } }')
    await crm.run_jobs()
    job = await told(crm, id_)
    assert job["state"] == "FAILED"
    assert '"grade"' in job["error"]
    assert "ask for it anew" in job["error"]


@pytest.mark.postgres_smoke
async def test_a_killed_worker_leaves_nothing_half_done_or_done_twice(
    crm: Crm, crm_template: Template
) -> None:
    await load(crm, crm_template, 3_000)
    id_ = await ask(crm, UPDATE, target=ALL, input={"doNotCall": True})
    dsn = await dsn_of(crm, crm_template, OWNER_ROLE)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gql_crm.cli", "worker",
        cwd=ROOT, env={**os.environ, "DATABASE_URL": dsn}, stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(90):
            while (await told(crm, id_))["bulk"]["writtenCount"] < 500:  # noqa: ASYNC110 (it announces nothing)
                await asyncio.sleep(0.02)
    finally:
        process.kill()
        await process.wait()
    job = await told(crm, id_)
    done = job["bulk"]["writtenCount"]
    assert job["state"] == "RUNNING"
    assert await number(crm, {"doNotCall": {"eq": True}}) == done < 3_000
    workspace = crm.workspace
    handlers = handlers_of(workspace, workspace.clock)
    async with JobWorker(workspace.database, handlers, lost_after=timedelta(seconds=1)):
        async with asyncio.timeout(60):
            while (job := await told(crm, id_))["state"] != "SUCCEEDED":  # noqa: ASYNC110 (see above)
                await asyncio.sleep(0.1)
    assert job["bulk"] == {"writtenCount": 3_000, "failedCount": 0, "errors": []}
    assert await versions(crm) == {2}
