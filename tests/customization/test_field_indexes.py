"""Indexes of custom fields as their users see them."""

from typing import Any

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
    assert len(await indexes(crm)) == 2
    assert all(name.startswith("people_contact_c") for name in await indexes(crm))
