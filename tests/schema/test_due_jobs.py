"""`runDueJobs` as administrators call it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from gql_crm import AfterCommit, CommittedWrite, Module, Records
from gql_crm.schema.idempotency import KEPT_FOR
from gql_crm.testing import Crm, Template, open_crm

NOW = datetime(2026, 3, 15, 12, 30, tzinfo=UTC)
RUN = """
mutation ($asOf: DateTime) {
  runDueJobs(asOf: $asOf) {
    asOf ranCount
    runs { kind record { id displayName } dueAt outcome error }
    userErrors { code field message }
  }
}
"""


@dataclass
class Behaviour:
    """What the module's work does in a test, and what it has done."""

    told: list[tuple[str, datetime]] = field(default_factory=list)
    failures: int = 0
    seconds: float = 0


now: list[Behaviour] = []


async def _work(write: CommittedWrite, records: Records) -> None:
    behaviour = now[-1]
    await asyncio.sleep(behaviour.seconds)
    if behaviour.failures:
        behaviour.failures -= 1
        raise RuntimeError
    behaviour.told.append((str(write.record_id), records.now))


MODULE = Module(
    name="diary",
    version="1",
    requires=("people",),
    after_commit=(AfterCommit(entity="Contact", name="note", run=_work, actions=("CREATED",)),),
)


@pytest_asyncio.fixture(scope="session")
async def diary_template(crm_template: Template) -> Template:
    return await crm_template.with_modules([MODULE])


@pytest_asyncio.fixture
async def crm(diary_template: Template) -> AsyncIterator[Crm]:
    async with open_crm(diary_template, clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture(autouse=True)
def behaviour() -> Any:
    now.append(Behaviour())
    yield now[-1]
    now.pop()


async def create(crm: Crm, name: str) -> str:
    create = "mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id } } }"
    id_: str = (await crm.data(create, input={"firstName": name}))["createContact"]["contact"]["id"]
    return id_


async def run(crm: Crm, as_of: datetime | None = None) -> dict[str, Any]:
    given = None if as_of is None else as_of.isoformat()
    payload: dict[str, Any] = (await crm.data(RUN, asOf=given))["runDueJobs"]
    return payload


async def test_what_is_due_is_run_and_told_once(crm: Crm, behaviour: Behaviour) -> None:
    id_ = await create(crm, "گلناز")
    assert await run(crm) == {
        "asOf": "2026-03-15T12:30:00+00:00",
        "ranCount": 1,
        "runs": [
            {
                "kind": "plugin.after_commit",
                "record": {"id": id_, "displayName": "گلناز"},
                "dueAt": "2026-03-15T12:30:00+00:00",
                "outcome": "DONE",
                "error": None,
            }
        ],
        "userErrors": [],
    }
    assert behaviour.told == [(id_, NOW)]
    assert (await run(crm))["runs"] == []


async def test_what_runs_takes_the_time_for_now(crm: Crm, behaviour: Behaviour) -> None:
    await create(crm, "Ona")
    tomorrow = NOW + timedelta(days=1)
    assert (await run(crm, tomorrow))["asOf"] == "2026-03-16T12:30:00+00:00"
    assert [time for _, time in behaviour.told] == [tomorrow]
    data = await crm.data("{ jobs { state startedAt finishedAt } }")
    assert data["jobs"] == [
        {"state": "SUCCEEDED", "startedAt": tomorrow.isoformat(), "finishedAt": tomorrow.isoformat()}
    ]


async def test_a_further_attempt_is_due_when_its_pause_is_over(crm: Crm, behaviour: Behaviour) -> None:
    behaviour.failures = 2
    await create(crm, "Ona")
    (first,) = (await run(crm))["runs"]
    assert first["outcome"] == "FAILED"
    assert "The server failed." in first["error"]
    assert (await run(crm))["ranCount"] == 0
    (second,) = (await run(crm, NOW + timedelta(seconds=2)))["runs"]
    assert (second["outcome"], second["dueAt"]) == ("FAILED", "2026-03-15T12:30:01+00:00")
    assert (await run(crm, NOW + timedelta(seconds=5)))["ranCount"] == 0
    (third,) = (await run(crm, NOW + timedelta(minutes=1)))["runs"]
    assert (third["outcome"], third["error"]) == ("DONE", None)
    assert len(behaviour.told) == 1


async def test_calls_and_workers_run_each_thing_once(crm: Crm, behaviour: Behaviour) -> None:
    behaviour.seconds = 0.01
    ids = [await create(crm, f"Řehoř {n}") for n in range(12)]
    await crm.workspace.jobs.start()
    answers = await asyncio.gather(*(run(crm) for _ in range(3)))
    await crm.workspace.jobs.run_until_idle()
    await crm.workspace.jobs.stop()
    assert sorted(id_ for id_, _ in behaviour.told) == sorted(ids)
    told = [one["record"]["id"] for answer in answers for one in answer["runs"]]
    assert len(told) == len(set(told))


async def test_what_is_kept_for_a_time_is_tidied_up_at_that_time(crm: Crm) -> None:
    document = 'mutation { createContact(input: {firstName: "Ona"}) { contact { id } } }'
    first = await crm.execute(document, idempotency_key="k")
    await run(crm, NOW + timedelta(hours=1))
    assert await crm.execute(document, idempotency_key="k") == first
    await run(crm, NOW + KEPT_FOR)
    assert await crm.execute(document, idempotency_key="k") != first


async def test_the_past_is_refused(crm: Crm, behaviour: Behaviour) -> None:
    await create(crm, "Ona")
    payload = await run(crm, NOW - timedelta(seconds=1))
    (error,) = payload["userErrors"]
    assert (error["code"], error["field"], payload["runs"]) == ("VALIDATION", ["asOf"], [])
    assert "lies in the past" in error["message"]
    assert behaviour.told == []


async def test_only_administrators_run_what_is_due(crm: Crm, behaviour: Behaviour) -> None:
    member = await crm.user("Eva")
    await create(crm, "Ona")
    document = await crm.execute(RUN, actor=member)
    assert [error["extensions"]["code"] for error in document["errors"]] == ["FORBIDDEN"]
    document = await crm.execute(RUN, {"asOf": "tomorrow"})
    assert [error["extensions"]["code"] for error in document["errors"]] == ["BAD_USER_INPUT"]
    assert behaviour.told == []
