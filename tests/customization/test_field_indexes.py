"""Indexes of custom fields as their users see them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest

from gql_crm.database import field_indexes
from gql_crm.fields.kinds import DEFAULT_KINDS
from gql_crm.testing import Crm

CREATE = """
mutation ($input: CreateFieldInput!) {
  createField(input: $input) { %s }
}
"""
ANSWER = """
field { key indexed index { state progress error job { id state } } }
job { id kind state }
userErrors { code field message }
"""
UPDATE = """
mutation ($key: String!, $input: UpdateFieldInput!) {
  updateField(entity: "Contact", key: $key, input: $input) { %s }
}
"""
FIELDS = (
    "{ catalog { entities { name fields { key indexed index { state progress error job { state } } } } } }"
)


async def create(crm: Crm, key: str, kind: str = "TEXT", **more: Any) -> dict[str, Any]:
    given = {"entity": "Contact", "key": key, "kind": kind, "indexed": True, **more}
    answer: dict[str, Any] = (await crm.data(CREATE % ANSWER, input=given))["createField"]
    return answer


async def update(crm: Crm, key: str, **given: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await crm.data(UPDATE % ANSWER, key=key, input=given))["updateField"]
    return answer


async def index_of(crm: Crm, key: str) -> Any:
    entities = (await crm.data(FIELDS))["catalog"]["entities"]
    fields = next(entity["fields"] for entity in entities if entity["name"] == "Contact")
    return next(field["index"] for field in fields if field["key"] == key)


async def indexes(crm: Crm) -> list[str]:
    async with crm.workspace.database.connection() as connection:
        rows = await connection.fetch(
            "SELECT indexname FROM pg_indexes WHERE indexname ~ '_c[0-9]+_[0-9a-f]{8}$' ORDER BY 1"
        )
    return [row["indexname"] for row in rows]


async def test_an_index_is_built_by_a_job_that_can_be_followed(crm: Crm) -> None:
    made = await create(crm, "badge")
    assert made["userErrors"] == []
    assert (made["job"]["kind"], made["job"]["state"]) == ("field.index", "QUEUED")
    assert made["field"]["indexed"] is True
    assert made["field"]["index"] == {
        "state": "BUILDING",
        "progress": None,
        "error": None,
        "job": {"id": made["job"]["id"], "state": "QUEUED"},
    }
    assert await indexes(crm) == []
    assert await crm.run_jobs() == 1
    assert await index_of(crm, "badge") == {"state": "READY", "progress": None, "error": None, "job": None}
    assert len(await indexes(crm)) == 4  # by itself, by owner, by team; and of its fragments
    assert all(name.startswith("people_contact_c") for name in await indexes(crm))


NEEDED: dict[str, dict[str, Any]] = {
    "CHOICE": {"options": [{"value": "a"}]},
    "MULTI_CHOICE": {"options": [{"value": "a"}]},
    "FORMULA": {"expression": "firstName & lastName"},
    "ROLLUP": {"rollup": {"list": "consents", "function": "COUNT"}},
    "REFERENCE": {"targetEntity": "Contact"},
    "MULTI_REFERENCE": {"targetEntity": "Contact"},
}
KINDS = {kind.name: kind for kind in DEFAULT_KINDS}
INDEXABLE = [name for name, kind in KINDS.items() if kind.can_be_indexed]


async def test_every_kind_is_indexed_or_refuses_it(crm: Crm) -> None:
    for name, kind in KINDS.items():
        key = "f" + name.title().replace("_", "")
        made = await create(crm, key, name, **NEEDED.get(name, {}))
        if kind.can_be_indexed:
            assert made["userErrors"] == []
            continue
        (error,) = made["userErrors"]
        assert (error["code"], error["field"]) == ("VALIDATION", ["indexed"])
        expected = "references always have an index" if kind.reference else '"TEXT"'
        assert expected in error["message"]
        assert (made["field"], made["job"]) == (None, None)
    assert await crm.run_jobs() == len(INDEXABLE)
    states = {field["key"]: field["index"]["state"] for field in await indexed_fields(crm)}
    assert states == {"f" + name.title().replace("_", ""): "READY" for name in INDEXABLE}


async def indexed_fields(crm: Crm) -> list[dict[str, Any]]:
    entities = (await crm.data(FIELDS))["catalog"]["entities"]
    return [field for entity in entities for field in entity["fields"] if field["indexed"]]


async def test_an_entity_has_twenty_indexed_fields_at_most(crm: Crm) -> None:
    def field(number: int, entity: str = "Contact") -> dict[str, Any]:
        return {"entity": entity, "key": f"f{number}", "kind": "INTEGER", "indexed": True}

    several = (
        "mutation ($inputs: [CreateFieldInput!]!) {"
        " createFields(inputs: $inputs) { fields { key } userErrors { code field elementIndex message } } }"
    )
    made = (await crm.data(several, inputs=[field(number) for number in range(21)]))["createFields"]
    (error,) = made["userErrors"]
    assert (error["code"], error["field"], error["elementIndex"]) == ("VALIDATION", ["indexed"], 20)
    assert "20" in error["message"]
    made = (await crm.data(several, inputs=[field(number) for number in range(20)]))["createFields"]
    assert made["userErrors"] == []
    (error,) = (await create(crm, "oneMore", "DATE"))["userErrors"]
    assert error["field"] == ["indexed"]
    made = (await crm.data(several, inputs=[field(1, "Organization")]))["createFields"]
    assert made["userErrors"] == []
    assert (await create(crm, "plain", "DATE", indexed=False))["userErrors"] == []
    (error,) = (await update(crm, "plain", indexed=True))["userErrors"]
    assert error["field"] == ["indexed"]
    assert (await update(crm, "f3", indexed=False))["userErrors"] == []
    assert (await update(crm, "plain", indexed=True))["userErrors"] == []


async def test_an_index_that_is_no_longer_wanted_is_dropped_by_a_job(crm: Crm) -> None:
    await create(crm, "badge")
    await crm.run_jobs()
    off = await update(crm, "badge", indexed=False)
    assert (off["field"]["indexed"], off["field"]["index"]) == (False, None)
    assert off["job"]["kind"] == "field.index"
    await crm.run_jobs()
    assert await indexes(crm) == []


async def test_an_index_that_was_wanted_for_a_moment_is_not_built(crm: Crm) -> None:
    await create(crm, "badge")
    await update(crm, "badge", indexed=False)
    assert await crm.run_jobs() == 2
    assert await indexes(crm) == []


async def test_other_changes_of_a_field_ask_for_no_job(crm: Crm) -> None:
    await create(crm, "badge")
    assert (await update(crm, "badge", label="Badge"))["job"] is None
    assert (await update(crm, "badge", indexed=True))["job"] is None
    await crm.run_jobs()
    there = await indexes(crm)
    assert (await update(crm, "badge", indexed=True, maxLength=5))["job"] is None
    rename = 'mutation { renameField(entity: "Contact", key: "badge", newKey: "card") { job { id } } }'
    assert (await crm.data(rename))["renameField"]["job"] is None
    assert (await index_of(crm, "card"))["state"] == "READY"
    assert await indexes(crm) == there


async def test_the_limit_of_names_holds_for_tables_of_any_name() -> None:
    table = "a" * 60
    names = {
        field_indexes.IndexDefinition(table, number, "order", ("x",)).name for number in (1, 12345678901)
    }
    assert len(names) == 2
    assert {len(name) for name in names} == {63}


@asynccontextmanager
async def writer_that_stays(crm: Crm) -> AsyncIterator[None]:
    """Let a transaction that has written contacts stay open."""
    connection = await asyncpg.connect(crm.workspace.tables.owner_dsn)
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute("LOCK TABLE people_contact IN ROW EXCLUSIVE MODE")
    try:
        yield
    finally:
        await connection.close()


@pytest.mark.parametrize("again", ["retryJob", "updateField"])
async def test_a_build_that_fails_says_why_and_can_be_tried_again(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    monkeypatch.setattr(field_indexes, "PATIENCE_MS", 200)
    job = (await create(crm, "badge"))["job"]["id"]
    async with writer_that_stays(crm):
        await crm.run_jobs()
    failed = await index_of(crm, "badge")
    assert (failed["state"], failed["job"]["state"]) == ("FAILED", "FAILED")
    assert failed["error"].startswith("A transaction that began earlier did not end in time")
    assert len(await indexes(crm)) == 1  # a broken one, which CREATE INDEX CONCURRENTLY leaves
    if again == "retryJob":
        await crm.data("mutation ($id: ID!) { retryJob(id: $id) { userErrors { message } } }", id=job)
    else:
        asked = await update(crm, "badge", indexed=True)
        assert asked["field"]["index"]["state"] == "BUILDING"
        assert asked["job"]["id"] != job
    assert (await index_of(crm, "badge"))["state"] == "BUILDING"
    await crm.run_jobs()
    assert (await index_of(crm, "badge"))["state"] == "READY"
    assert len(await indexes(crm)) == 4  # by itself, by owner, by team; and of its fragments


async def test_an_index_that_somebody_dropped_is_told_and_rebuilt(crm: Crm) -> None:
    await create(crm, "badge", "INTEGER")
    await crm.run_jobs()
    names = await indexes(crm)
    connection = await asyncpg.connect(crm.workspace.tables.owner_dsn)
    await connection.execute(f'DROP INDEX "{names[0]}"')
    await connection.close()
    missing = await index_of(crm, "badge")
    assert (missing["state"], missing["job"]["state"]) == ("FAILED", "SUCCEEDED")
    assert "missing" in missing["error"]
    await update(crm, "badge", indexed=True)
    await crm.run_jobs()
    assert (await index_of(crm, "badge"))["state"] == "READY"
    assert set(await indexes(crm)) == set(names)


async def test_members_see_whether_an_index_serves_and_not_whose_job_it_is(crm: Crm) -> None:
    await create(crm, "badge")
    member = await crm.user("Max")
    entities = (await crm.data(FIELDS, actor=member))["catalog"]["entities"]
    fields = [field for entity in entities for field in entity["fields"] if field["indexed"]]
    assert [(field["index"]["state"], field["index"]["job"]) for field in fields] == [("BUILDING", None)]


CREATE_CONTACT = """
mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id } userErrors { code } } }
"""


async def test_no_write_fails_while_indexes_are_built(crm: Crm) -> None:
    await create(crm, "plain", indexed=False)
    written = 0
    done = asyncio.Event()

    async def write() -> None:
        nonlocal written
        while not done.is_set():
            answer = await crm.data(CREATE_CONTACT, input={"firstName": "Ona", "plain": f"Žiedas {written}"})
            assert answer["createContact"]["userErrors"] == []
            written += 1

    writers = [asyncio.create_task(write()) for _ in range(8)]
    while written < 50:  # noqa: ASYNC110 (they announce nothing)
        await asyncio.sleep(0.01)
    asked = await update(crm, "plain", indexed=True)
    before = written
    await crm.run_jobs()
    during = written - before
    done.set()
    await asyncio.gather(*writers)
    assert asked["userErrors"] == []
    assert during > 0
    assert (await index_of(crm, "plain"))["state"] == "READY"
    found = "query ($text: String!) { contacts(filter: {plain: {contains: $text}}) { totalCount } }"
    assert (await crm.data(found, text="ziedas"))["contacts"]["totalCount"] == written


@pytest.mark.parametrize("letter", ["a", "č", "ﷺ", "\U0001f600", "آ"])
async def test_texts_of_any_length_fit_into_an_index(crm: Crm, letter: str) -> None:
    await create(crm, "line", maxLength=3_000)
    await create(crm, "story", "LONG_TEXT")
    await create(crm, "link", "URL", maxLength=3_000)
    await crm.run_jobs()
    changing = "".join(letter + chr(0x4E00 + number * 7 % 20_000) for number in range(1_500))
    values = {"line": changing, "story": changing * 20, "link": f"https://example.com/{changing[:2_000]}"}
    id_ = (await crm.create("Contact", values)).id
    found = await crm.data(
        "query ($line: String) { contacts(filter: {line: {eq: $line}}) { nodes { id } } }", line=changing
    )
    assert found["contacts"]["nodes"] == [{"id": str(id_)}]
