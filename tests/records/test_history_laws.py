"""Whatever is written, history tells what was read then, and a change that is taken back leaves no trace.

`HYPOTHESIS_PROFILE=thorough` tries hundreds of lives.
"""

import os
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from graphql import GraphQLObjectType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gql_crm.plugins.catalog import CatalogField
from gql_crm.testing import Crm, Template, open_crm
from tests.customization.boats import create_entity
from tests.fields.every_kind import inputs_of
from tests.fields.samples import MODULE, free_inputs, prepare_samples

EXAMPLES = 300 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 12
UPDATE = (
    "mutation ($id: ID!, $input: Update%sInput!) { update: update%s(id: $id, input: $input)"
    " { userErrors { code field message } } }"
)
SPECIMEN: dict[str, Any] = {"name": "Specimen", "plural": "specimens"}
"""An entity of users, with fields of every kind."""
REVERT = "mutation ($id: ID!) { revertChange(changeId: $id) { userErrors { code field message } } }"


@pytest_asyncio.fixture(scope="module")
async def samples(crm_template: Template) -> AsyncIterator[Crm]:
    template = await crm_template.with_modules([MODULE])
    async with open_crm(template) as crm:
        crm.workspace.on_statement = None  # so many that hypothesis could not show them
        await prepare_samples(crm)
        assert (await create_entity(crm, **SPECIMEN, fields=free_inputs()))["userErrors"] == []
        yield crm


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
@pytest.mark.parametrize("entity", ["Sample", "Specimen"])
async def test_history_tells_what_was_read_then(samples: Crm, entity: str, data: st.DataObject) -> None:
    life = Life(samples, entity, str((await samples.create(entity, {})).id))
    for _ in range(data.draw(st.integers(1, 4), label="changes")):
        before = await life.read()
        await life.update(data)
        after = await life.read()
        assert await life.as_of(after["updatedAt"]) == after
        assert await life.as_of(before["updatedAt"]) == before
        if after["version"] != before["version"]:
            await life.revert_last()
            assert own(await life.read()) == own(before)
            await life.revert_last()
            assert own(await life.read()) == own(after)
    for moment in life.moments:
        assert await life.as_of(moment["updatedAt"]) == moment


def fields_of(crm: Crm, entity: str) -> list[CatalogField]:
    fields = crm.workspace.live.versions.catalog.entity(entity).fields
    return [field for field in fields.values() if field.field.writable and field.key != "batch"]


def own(record: dict[str, Any]) -> dict[str, Any]:
    """Return the values without those that tell of the last change itself."""
    return {key: value for key, value in record.items() if key not in {"updatedAt", "version"}}


class Life:
    """A record, with everything that was ever read of it."""

    def __init__(self, crm: Crm, entity: str, id_: str) -> None:
        self.crm = crm
        self.entity = entity
        self.one = entity.lower()
        self.fields = fields_of(crm, entity)
        self.id = id_
        self.moments: list[dict[str, Any]] = []

    async def update(self, data: st.DataObject) -> None:
        chosen = data.draw(st.lists(st.sampled_from(self.fields), min_size=1, max_size=4), label="fields")
        given = {}
        for field in chosen:
            name = f"{field.key}Ids" if field.kind.many else field.input_name
            given[name] = data.draw(st.none() | inputs_of(field.kind), label=name)
        update = UPDATE % (self.entity, self.entity)
        payload = (await self.crm.data(update, id=self.id, input=given))["update"]
        assert payload["userErrors"] == []

    async def revert_last(self) -> None:
        text = f"query ($id: ID!) {{ {self.one}(id: $id) {{ history(first: 1) {{ nodes {{ id }} }} }} }}"
        change = (await self.crm.data(text, id=self.id))[self.one]["history"]["nodes"][0]["id"]
        payload = (await self.crm.data(REVERT, id=change[:36]))["revertChange"]
        assert payload["userErrors"] == []

    async def read(self) -> dict[str, Any]:
        selected = " ".join(_selected(field) for field in self.fields)
        text = f"query ($id: ID!) {{ {self.one}(id: $id) {{ version updatedAt {selected} }} }}"
        record = (await self.crm.data(text, id=self.id))[self.one]
        shown = {field.key: _plain(record[field.key]) for field in self.fields}
        self.moments.append({"version": record["version"], "updatedAt": record["updatedAt"], **shown})
        return self.moments[-1]

    async def as_of(self, at: str) -> dict[str, Any]:
        text = "query ($id: ID!, $at: DateTime!) { recordAsOf(id: $id, at: $at) }"
        record = (await self.crm.data(text, id=self.id, at=at))["recordAsOf"]
        names = ("version", "updatedAt", *(field.key for field in self.fields))
        return {name: _plain(record[name]) for name in names}


def _selected(field: CatalogField) -> str:
    if field.kind.reference:
        return f"{field.key} {{ nodes {{ id }} }}" if field.kind.many else f"{field.key} {{ id }}"
    type_ = field.kind.output_type
    parts = f" {{ {' '.join(type_.fields)} }}" if isinstance(type_, GraphQLObjectType) else ""
    return field.key + parts


def _plain(value: Any) -> Any:
    """Return a value as `recordAsOf` has it: records are their ids, parts without a value are left out."""
    if isinstance(value, dict) and set(value) == {"nodes"}:
        return sorted(node["id"] for node in value["nodes"])
    if isinstance(value, dict) and set(value) == {"id"}:
        return value["id"]
    if isinstance(value, dict):
        return {key: part for key, part in value.items() if part is not None}
    return value
