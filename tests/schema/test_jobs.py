"""`job`, `jobs` and `retryJob` as clients see them."""

from typing import Any
from uuid import uuid4

import pytest

from gql_crm.access import Actor
from gql_crm.clock import system_clock
from gql_crm.jobs import JobFailed, JobRun, enqueue, run_until_idle
from gql_crm.testing import Crm

pytestmark = pytest.mark.postgres_smoke

JOB = "query ($id: ID!) { job(id: $id) { id kind state progress error attempts } }"
RETRY = """mutation ($id: ID!) {
  retryJob(id: $id) { job { id state attempts error } userErrors { code field message } } }"""
LIST = """query ($state: JobState, $kind: String, $first: Int) {
  jobs(state: $state, kind: $kind, first: $first) { id kind state } }"""


async def put(crm: Crm, kind: str = "note", actor: Actor | None = None) -> str:
    async with crm.workspace.database.transaction() as connection:
        user = actor.user_id if actor else None
        return str(await enqueue(connection, kind, {}, actor_id=user, now=system_clock()))


async def fails(_run: JobRun) -> None:
    raise JobFailed("The file has no rows.")


async def succeeds(_run: JobRun) -> None:
    return None


async def test_a_job_shows_where_it_stands(crm: Crm) -> None:
    id_ = await put(crm)
    seen = await crm.data(JOB, id=id_)
    assert seen["job"] == {
        "id": id_, "kind": "note", "state": "QUEUED", "progress": None, "error": None, "attempts": 0,
    }  # fmt: skip
    await run_until_idle(crm.workspace.database, {"note": succeeds})
    times = "query ($id: ID!) { job(id: $id) { state progress createdAt startedAt finishedAt } }"
    done = (await crm.data(times, id=id_))["job"]
    assert (done["state"], done["progress"]) == ("SUCCEEDED", 1)
    assert done["createdAt"] <= done["startedAt"] <= done["finishedAt"]


async def test_a_job_is_seen_by_who_asked_for_it_and_by_administrators(crm: Crm) -> None:
    mine, other = await crm.user("Ona"), await crm.user("Eva")
    id_ = await put(crm, actor=mine)
    assert (await crm.data(JOB, id=id_))["job"]["id"] == id_
    assert (await crm.data(JOB, actor=mine, id=id_))["job"]["id"] == id_
    assert (await crm.data(JOB, actor=other, id=id_))["job"] is None
    assert (await crm.data(JOB, id=str(uuid4())))["job"] is None


async def test_a_malformed_id_is_bad_input(crm: Crm) -> None:
    assert await code_of(crm, JOB, id="7") == "BAD_USER_INPUT"
    assert await code_of(crm, RETRY, id="7") == "BAD_USER_INPUT"


async def test_administrators_list_jobs_of_a_state_and_kind(crm: Crm) -> None:
    failed = await put(crm)
    await run_until_idle(crm.workspace.database, {"note": fails})
    waiting = await put(crm, "other")
    assert {job["id"] for job in (await crm.data(LIST))["jobs"]} >= {failed, waiting}
    assert (await crm.data(LIST, state="FAILED"))["jobs"] == [
        {"id": failed, "kind": "note", "state": "FAILED"}
    ]
    assert [job["id"] for job in (await crm.data(LIST, kind="other", first=1))["jobs"]] == [waiting]
    assert (await crm.data(LIST, first=0))["jobs"] == []
    assert await code_of(crm, LIST, first=201) == "BAD_USER_INPUT"


async def test_nobody_else_lists_jobs(crm: Crm) -> None:
    member = await crm.user("Ona")
    await put(crm, actor=member)
    assert await code_of(crm, LIST, actor=member) == "FORBIDDEN"


async def test_a_job_that_failed_is_retried_by_who_asked_for_it(crm: Crm) -> None:
    member = await crm.user("Ona")
    id_ = await put(crm, actor=member)
    await run_until_idle(crm.workspace.database, {"note": fails})
    failed = (await crm.data(JOB, actor=member, id=id_))["job"]
    assert (failed["state"], failed["error"]) == ("FAILED", "The file has no rows.")
    retried = (await crm.data(RETRY, actor=member, id=id_))["retryJob"]
    assert retried == {
        "job": {"id": id_, "state": "QUEUED", "attempts": 0, "error": None}, "userErrors": [],
    }  # fmt: skip
    await run_until_idle(crm.workspace.database, {"note": succeeds})
    assert (await crm.data(JOB, id=id_))["job"]["state"] == "SUCCEEDED"


async def test_what_cannot_be_retried_is_refused(crm: Crm) -> None:
    id_, stranger = await put(crm), await crm.user("Eva")
    for actor, job, code in (
        (None, id_, "INVALID_STATE"),
        (stranger, id_, "NOT_FOUND"),
        (None, str(uuid4()), "NOT_FOUND"),
    ):
        answer = (await crm.data(RETRY, actor=actor, id=job))["retryJob"]
        assert answer["job"] is None
        assert [(error["code"], error["field"]) for error in answer["userErrors"]] == [(code, ["id"])]


async def code_of(crm: Crm, document: str, *, actor: Actor | None = None, **variables: Any) -> str:
    answer = await crm.execute(document, variables, actor=actor)
    code: str = answer["errors"][0]["extensions"]["code"]
    return code
