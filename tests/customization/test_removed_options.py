"""Options that records hold go when it is said what the records get instead."""

import asyncio
from typing import Any

import pytest

from gql_crm.customization import options_job
from gql_crm.records.rewriting import rewrite
from gql_crm.testing import Crm
from tests.customization.checks import create, created, shape, told, update

UPDATE = """
mutation ($input: UpdateFieldInput!) {
  updateField(entity: "Contact", key: "level", input: $input) {
    field { options { value active } }
    job { id kind }
    userErrors { code field message }
  }
}
"""
READ = "query ($id: ID!) { contact(id: $id) { level version } }"
HISTORY = """
query ($id: ID!) {
  contact(id: $id) { history(field: "level") { nodes { oldValue newValue origin actor { id } } } }
}
"""
JOB = "query ($id: ID!) { job(id: $id) { state error } }"
OPTIONS = [
    {"value": "silver", "label": {"lt": "Sidabras", "bg": "Сребро", "fa": "نقره"}},
    {"value": "gold", "label": {"lt": "Auksas", "bg": "Злато", "fa": "طلا"}},
    {"value": "bronze"},
]
SILVER, GOLD = OPTIONS[:2]


async def with_levels(crm: Crm, kind: str = "CHOICE", **more: Any) -> None:
    assert await shape(crm, {"key": "level", "kind": kind, "options": OPTIONS, **more}) == []


async def remove(crm: Crm, *removed: dict[str, Any], stay: Any = (SILVER, GOLD)) -> dict[str, Any]:
    given = {"options": list(stay), "removedOptions": list(removed)}
    payload: dict[str, Any] = (await crm.data(UPDATE, input=given))["updateField"]
    return payload


async def read(crm: Crm, id_: str) -> dict[str, Any]:
    contact: dict[str, Any] = (await crm.data(READ, id=id_))["contact"]
    return contact


async def options_of(crm: Crm) -> list[tuple[str, bool]]:
    await crm.workspace.live.refresh_if_stale()
    field = crm.workspace.live.versions.catalog.entity("Contact").fields["level"].field
    return [(option.value, option.active) for option in field.options]


LEFT = [("silver", True), ("gold", True)]


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("CHOICE", "bronze", "silver"),
        ("MULTI_CHOICE", ["gold", "bronze"], ["gold", "silver"]),
        ("MULTI_CHOICE", ["silver", "bronze", "gold"], ["silver", "gold"]),
    ],
)
async def test_records_get_the_option_that_is_said_and_history_tells(
    crm: Crm, kind: str, before: Any, after: Any
) -> None:
    await with_levels(crm, kind)
    other = "gold" if kind == "CHOICE" else ["gold"]
    holder, bystander = await created(crm, level=before), await created(crm, level=other)
    asked = await remove(crm, {"value": "bronze", "moveTo": "silver"})
    assert asked["userErrors"] == []
    assert asked["job"]["kind"] == "field.options"
    assert await options_of(crm) == [*LEFT, ("bronze", False)]
    assert told((await create(crm, level="bronze" if kind == "CHOICE" else ["bronze"]))[1]) == [
        ("VALIDATION", "level")
    ]
    await crm.run_jobs()
    assert (await crm.data(JOB, id=asked["job"]["id"]))["job"] == {"state": "SUCCEEDED", "error": None}
    assert await options_of(crm) == LEFT
    assert await read(crm, holder) == {"level": after, "version": 2}
    assert await read(crm, bystander) == {"level": other, "version": 1}
    changes = (await crm.data(HISTORY, id=holder))["contact"]["history"]["nodes"]
    moved = {"oldValue": before, "newValue": after, "origin": "JOB", "actor": {"id": str(crm.admin.user_id)}}
    assert moved in changes
    assert len(changes) == 2


async def test_null_clears_the_option(crm: Crm) -> None:
    await with_levels(crm)
    holder = await created(crm, level="bronze")
    assert (await remove(crm, {"value": "bronze", "moveTo": None}))["userErrors"] == []
    await crm.run_jobs()
    assert await options_of(crm) == LEFT
    assert (await read(crm, holder))["level"] is None


async def test_deleted_records_are_changed_too_and_can_come_back(crm: Crm) -> None:
    await with_levels(crm)
    ref = await crm.create("Contact", {"level": "bronze"})
    async with crm.records(crm.admin) as records:
        await records.delete("Contact", ref.id)
    await remove(crm, {"value": "bronze", "moveTo": "gold"})
    await crm.run_jobs()
    async with crm.records(crm.admin) as records:
        await records.restore("Contact", ref.id)
    assert (await read(crm, str(ref.id)))["level"] == "gold"


async def test_an_option_that_nobody_holds_goes_at_once(crm: Crm) -> None:
    await with_levels(crm)
    await created(crm, level="gold")
    answer = await remove(crm, {"value": "bronze", "moveTo": "silver"})
    assert (answer["userErrors"], answer["job"]) == ([], None)
    assert await options_of(crm) == LEFT


async def test_without_a_word_on_its_records_an_option_is_in_use(crm: Crm) -> None:
    await with_levels(crm)
    await created(crm, level="bronze")
    answer = await remove(crm)
    assert told(answer["userErrors"]) == [("IN_USE", "options")]
    assert 'One record holds the option "bronze"' in answer["userErrors"][0]["message"]
    assert await options_of(crm) == [*LEFT, ("bronze", True)]


@pytest.mark.parametrize(
    ("removed", "more", "says"),
    [
        ([{"value": "bronce", "moveTo": "gold"}], {}, '"bronce" is no option'),
        ([{"value": "gold", "moveTo": "silver"}], {}, '"gold" is among "options"'),
        ([{"value": "bronze", "moveTo": "platinum"}], {}, '"platinum"'),
        ([{"value": "bronze", "moveTo": "bronze"}], {}, '"bronze" instead'),
        ([{"value": "bronze"}], {"required": True}, "required"),
        ([{"value": "bronze", "moveTo": "gold"}] * 2, {}, "named twice"),
        ([{"value": "bronze", "moveTo": "gold"}], {"unique": True}, "unique"),
    ],
)
async def test_what_cannot_be_meant_is_refused(
    crm: Crm, removed: list[dict[str, Any]], more: dict[str, Any], says: str
) -> None:
    await with_levels(crm, **more)
    await created(crm, level="bronze")
    answer = await remove(crm, *removed)
    assert ("VALIDATION", "removedOptions") in told(answer["userErrors"])
    assert any(says in error["message"] for error in answer["userErrors"])
    assert answer["job"] is None
    assert await options_of(crm) == [*LEFT, ("bronze", True)]


async def test_a_value_that_others_are_unique_within_is_not_moved(crm: Crm) -> None:
    await with_levels(crm)
    assert await shape(crm, {"key": "card", "kind": "TEXT", "unique": True, "uniqueWithin": ["level"]}) == []
    await created(crm, level="bronze")
    assert told((await remove(crm, {"value": "bronze", "moveTo": "gold"}))["userErrors"]) == [
        ("IN_USE", "removedOptions")
    ]


async def test_a_target_that_goes_meanwhile_stops_the_job_and_nothing_is_lost(crm: Crm) -> None:
    await with_levels(crm)
    holder = await created(crm, level="bronze")
    asked = await remove(crm, {"value": "bronze", "moveTo": "gold"})
    stay = [SILVER, {"value": "bronze", "active": False}]
    assert (await crm.data(UPDATE, input={"options": stay}))["updateField"]["userErrors"] == []
    await crm.run_jobs()
    job = (await crm.data(JOB, id=asked["job"]["id"]))["job"]
    assert job["state"] == "FAILED"
    assert '"gold"' in job["error"]
    assert (await read(crm, holder))["level"] == "bronze"


async def test_an_option_that_is_chosen_again_meanwhile_stays(crm: Crm) -> None:
    await with_levels(crm)
    holder = await created(crm, level="bronze")
    await remove(crm, {"value": "bronze", "moveTo": "gold"})
    assert (await crm.data(UPDATE, input={"options": OPTIONS}))["updateField"]["userErrors"] == []
    await crm.run_jobs()
    assert (await read(crm, holder))["level"] == "bronze"
    assert await options_of(crm) == [*LEFT, ("bronze", True)]


async def test_a_worker_that_dies_has_lost_nothing(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    await with_levels(crm)
    ids = [await created(crm, level="bronze") for _ in range(5)]
    monkeypatch.setattr(options_job, "_AT_ONCE", 2)
    asked = await remove(crm, {"value": "bronze", "moveTo": "silver"})
    calls = 0

    async def dying(*arguments: Any) -> None:
        nonlocal calls
        calls += 1
        await rewrite(*arguments)
        if calls == 2:
            raise OSError("the machine is gone")

    monkeypatch.setattr("gql_crm.customization.options_job.rewrite", dying)
    await crm.run_jobs()  # the next attempt is among them
    job = (await crm.data("query ($id: ID!) { job(id: $id) { state attempts } }", id=asked["job"]["id"]))[
        "job"
    ]
    assert job == {"state": "SUCCEEDED", "attempts": 2}
    assert [await read(crm, id_) for id_ in ids] == [{"level": "silver", "version": 2}] * 5
    assert await options_of(crm) == LEFT


async def test_writers_go_on_meanwhile_and_no_change_of_theirs_is_lost(crm: Crm) -> None:
    await with_levels(crm)
    ids = [await created(crm, level="bronze") for _ in range(40)]
    done = asyncio.Event()
    written: dict[str, str] = {}

    async def write(worker: int) -> None:
        number = 0
        while not done.is_set():
            number += 1
            id_, name = ids[(number * 7 + worker * 13) % 20 + 20 * (worker % 2)], f"{worker} {number}"
            if await update(crm, id_, firstName=name) == []:
                written[id_] = name

    writers = [asyncio.create_task(write(worker)) for worker in range(2)]
    await remove(crm, {"value": "bronze", "moveTo": "gold"})
    while ("bronze", False) in await options_of(crm):
        await crm.run_jobs()
    done.set()
    await asyncio.gather(*writers)
    assert {(await read(crm, id_))["level"] for id_ in ids} == {"gold"}
    for id_, name in written.items():
        contact = (await crm.data("query ($id: ID!) { contact(id: $id) { firstName } }", id=id_))["contact"]
        assert contact["firstName"] == name
