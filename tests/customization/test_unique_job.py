"""A field with many values becomes unique by a job, while its records are written."""

import asyncio
from typing import Any

import pytest

from gql_crm.customization import held_values, record_passes, unique_job
from gql_crm.errors import UserErrors
from gql_crm.testing import Crm

CREATE = "mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { message } } }"
UPDATE = """
mutation ($input: UpdateFieldInput!) {
  updateField(entity: "Contact", key: "card", input: $input) {
    field { unique label } job { id kind } userErrors { code field message }
  }
}
"""
JOB = "query ($id: ID!) { job(id: $id) { state error progress } }"


@pytest.fixture(autouse=True)
def few_values_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_values, "AT_ONCE", 2)


async def with_cards(crm: Crm, *cards: str) -> str:
    """Create the field and records; return its storage key."""
    given = {"entity": "Contact", "key": "card", "kind": "TEXT"}
    assert (await crm.data(CREATE, input=given))["createField"]["userErrors"] == []
    for card in cards:
        await crm.create("Contact", {"card": card})
    return crm.workspace.live.versions.catalog.entity("Contact").fields["card"].field_id


async def make_unique(crm: Crm, **more: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await crm.data(UPDATE, input={"unique": True, **more}))["updateField"]
    return payload


async def is_unique(crm: Crm) -> bool:
    await crm.workspace.live.refresh_if_stale()
    return crm.workspace.live.versions.catalog.entity("Contact").fields["card"].field.unique


async def held(crm: Crm, field_id: str) -> list[tuple[str, str]]:
    """Return the unique values of the field, with their records."""
    async with crm.workspace.database.connection() as connection:
        rows = await connection.fetch(
            "SELECT value_key, record_id::text FROM unique_value WHERE field_id = $1", field_id
        )
    return sorted((row[0], row[1]) for row in rows)


async def test_the_job_switches_it_on_at_its_end(crm: Crm) -> None:
    field_id = await with_cards(crm, "A", "B", "C")
    asked = await make_unique(crm, label={"en": "Card"})
    assert asked["userErrors"] == []
    assert asked["field"] == {"unique": False, "label": "Card"}
    assert asked["job"]["kind"] == "field.unique"
    await crm.create("Contact", {"card": "D"})
    await crm.run_jobs()
    job = (await crm.data(JOB, id=asked["job"]["id"]))["job"]
    assert job == {"state": "SUCCEEDED", "error": None, "progress": 1}
    assert await is_unique(crm)
    assert [key for key, _ in await held(crm, field_id)] == ["a", "b", "c", "d"]
    for card in ("a", "D"):
        with pytest.raises(UserErrors, match="unique"):
            await crm.create("Contact", {"card": card})


async def test_equal_values_are_named_and_nothing_changes(crm: Crm) -> None:
    field_id = await with_cards(crm, "A", "a", "B", "C")
    asked = await make_unique(crm)
    await crm.run_jobs()
    job = (await crm.data(JOB, id=asked["job"]["id"]))["job"]
    assert job["state"] == "FAILED"
    assert job["error"].startswith("One value is held by more than one record, for example ")
    assert not await is_unique(crm)
    assert await held(crm, field_id) == []
    await crm.create("Contact", {"card": "B"})


async def test_after_making_them_differ_the_job_can_be_tried_again(crm: Crm) -> None:
    await with_cards(crm, "A", "B", "C")
    double = await crm.create("Contact", {"card": "a"})
    job = (await make_unique(crm))["job"]["id"]
    await crm.run_jobs()
    async with crm.records(crm.admin) as records:
        await records.update("Contact", double.id, {"card": "D"})
    await crm.data("mutation ($id: ID!) { retryJob(id: $id) { userErrors { message } } }", id=job)
    await crm.run_jobs()
    assert await is_unique(crm)


async def test_deleted_records_hold_nothing(crm: Crm) -> None:
    await with_cards(crm, "A", "B", "C")
    double = await crm.create("Contact", {"card": "a"})
    async with crm.records(crm.admin) as records:
        await records.delete("Contact", double.id)
    await make_unique(crm)
    await crm.run_jobs()
    assert await is_unique(crm)


async def test_what_is_written_meanwhile_is_unique_in_the_end(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (record_passes, unique_job):
        monkeypatch.setattr(module, "FEW", 20)
    field_id = await with_cards(crm)
    ids = [str((await crm.create("Contact", {"card": f"old {number}"})).id) for number in range(120)]
    done, refused = asyncio.Event(), asyncio.Event()

    async def write(worker: int) -> None:
        number = 0
        while not done.is_set():
            number += 1
            # Now and then one card for two records, the second of which gets another one at once.
            again = number % 20 == 1
            id_ = ids[((number - again) * 7 + worker * 31) % len(ids)]
            card = f"new {worker} {number - 1 if number % 20 == 0 else number}"
            answer = await crm.data(WRITE, id=id_, card=card)
            if answer["updateContact"]["userErrors"]:
                refused.set()

    writers = [asyncio.create_task(write(worker)) for worker in range(3)]
    asked = await make_unique(crm)
    while not await is_unique(crm):
        await crm.run_jobs()
        job = (await crm.data(JOB, id=asked["job"]["id"]))["job"]
        if job["state"] == "FAILED":  # a writer gave two records one card, which it may as yet
            await crm.data("mutation ($id: ID!) { retryJob(id: $id) { job { id } } }", id=asked["job"]["id"])
    await refused.wait()
    done.set()
    await asyncio.gather(*writers)
    async with crm.workspace.database.connection() as connection:
        rows = await connection.fetch(
            "SELECT lower(custom ->> $1) AS card, id::text FROM people_contact WHERE custom ? $1", field_id
        )
    assert await held(crm, field_id) == sorted((row["card"], row["id"]) for row in rows)


WRITE = """
mutation ($id: ID!, $card: String) {
  updateContact(id: $id, input: {card: $card}) { userErrors { code } }
}
"""


async def test_values_are_taken_in_by_their_scopes(crm: Crm) -> None:
    await with_cards(crm)
    for name, card in (("Žukauskienė", "A"), ("Řehoř", "A"), ("Řehoř", "B")):
        await crm.create("Contact", {"lastName": name, "card": card})
    asked = await make_unique(crm, uniqueWithin=["lastName"])
    assert asked["userErrors"] == []
    assert asked["field"]["unique"] is False
    await crm.create("Contact", {"lastName": "Иванова", "card": "A"})
    await crm.run_jobs()
    assert await is_unique(crm)
    await crm.create("Contact", {"lastName": "یوسفی", "card": "A"})
    for name in ("Řehoř", "Иванова"):
        with pytest.raises(UserErrors, match="unique"):
            await crm.create("Contact", {"lastName": name, "card": "a"})
    everywhere = await make_unique(crm, uniqueWithin=None)
    await crm.run_jobs()
    job = (await crm.data(JOB, id=everywhere["job"]["id"]))["job"]
    assert job["state"] == "FAILED"
    assert "held by more than one record" in job["error"]
