"""JSON fields whose values meet a JSON Schema."""

from typing import Any

import pytest
import pytest_asyncio

from gql_crm.testing import Crm, Template, open_crm
from tests.customization.checks import create, created, reshape, shape, told, update

FLAT = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "title": {"type": "string", "pattern": "^[A-ZŽПگ]"},
        "rooms": {"type": "array", "items": {"$ref": "#/$defs/room"}},
    },
    "required": ["title"],
    "additionalProperties": False,
    "$defs": {"room": {"type": "object", "properties": {"area": {"type": "number", "exclusiveMinimum": 0}}}},
}


@pytest_asyncio.fixture(scope="session")
async def schooled(crm_template: Template) -> Any:
    async with open_crm(crm_template) as crm:
        assert await shape(crm, {"key": "flat", "kind": "JSON", "schema": FLAT}) == []
        yield crm


@pytest.mark.parametrize("title", ["Žvėryno butas", "Панорама", "گلستان"])
async def test_what_meets_the_schema_is_taken(schooled: Crm, title: str) -> None:
    await created(schooled, flat={"title": title, "rooms": [{"area": 12.5}]})


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"title": "žemas"}, "flat.title"),
        ({"title": "Ž", "rooms": [{"area": 1}, {"area": 0}]}, "flat.rooms.1.area"),
        ({"title": "Ž", "size": 1}, "flat"),
        ({}, "flat"),
        ([1], "flat"),
    ],
)
async def test_what_does_not_is_refused_with_the_path_inside(schooled: Crm, value: Any, path: str) -> None:
    _, errors = await create(schooled, flat=value)
    assert told(errors) == [("VALIDATION", path)]


async def test_the_catalog_has_the_schema(schooled: Crm) -> None:
    answered = await schooled.data("{ catalog { entities { name fields { key schema } } } }")
    contact = next(one for one in answered["catalog"]["entities"] if one["name"] == "Contact")
    assert next(one["schema"] for one in contact["fields"] if one["key"] == "flat") == FLAT


async def test_old_values_stay_until_they_are_written_anew(crm: Crm) -> None:
    assert await shape(crm, {"key": "flat", "kind": "JSON"}) == []
    id_ = await created(crm, flat=[1])
    assert await reshape(crm, "flat", schema={"type": "object"}) == []
    assert await update(crm, id_, firstName="Петър") == []
    assert told(await update(crm, id_, flat=[2])) == [("VALIDATION", "flat")]
    assert await reshape(crm, "flat", schema=None) == []
    assert await update(crm, id_, flat=[2]) == []


def doubled(times: int) -> dict[str, Any]:
    """A schema that says everything twice, again and again."""
    parts: dict[str, Any] = {
        f"p{number}": {"allOf": [{"$ref": f"#/$defs/p{number + 1}"}] * 2} for number in range(times)
    }
    return {"$ref": "#/$defs/p0", "$defs": {**parts, f"p{times}": {"type": "string"}}}


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ([], "expected an object"),
        ({"type": "objekt"}, "At type: "),
        ({"$ref": "https://example.com/flat.json"}, "is not followed"),
        ({"$ref": "other.json"}, "is not followed"),
        ({"$ref": "#/$defs/nobody"}, 'no part "#/$defs/nobody"'),
        ({"$ref": "#/$defs/me", "$defs": {"me": {"items": {"$ref": "#/$defs/me"}}}}, "refers to itself"),
        ({"$id": "https://example.com/flat"}, '"$id" is not supported'),
        ({"$schema": "http://json-schema.org/draft-07/schema#"}, "is not understood"),
        ({"pattern": "(ž"}, "At pattern: "),
        ({"pattern": r"(a)\1"}, "At pattern: "),
        (doubled(20), "too large"),
        ({"enum": ["ą" * 11_000]}, "bytes; 20000 are the most"),
    ],
)
async def test_a_schema_that_cannot_stand_is_refused(schooled: Crm, schema: Any, message: str) -> None:
    (error,) = await shape(schooled, {"key": "other", "kind": "JSON", "schema": schema})
    assert (error["code"], error["field"]) == ("VALIDATION", ["schema"])
    assert message in error["message"]


async def test_other_kinds_have_no_schema(schooled: Crm) -> None:
    (error,) = await shape(schooled, {"key": "other", "kind": "TEXT", "schema": {}})
    assert error["message"] == '"schema" does not apply to the kind TEXT; it is an option of "JSON".'
