"""What computed fields are made of and answer with, for every kind, in columns and in documents."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gql_crm import ComputedField, Field, Module, OperationContext
from gql_crm.testing import Crm, Template, open_crm
from tests.fields.every_kind import inputs_of
from tests.fields.samples import MODULE, REGISTERED, sample_fields

VALUE_KINDS = sorted(
    name
    for name, kind in REGISTERED.items()
    if not kind.reference and kind.placed(Field(key="x", kind=name)).writable
)


class Echoes:
    """Computed fields that answer with what they are made of, and remember it."""

    def __init__(self) -> None:
        self.rows: list[Mapping[str, Any]] = []

    def module(self) -> Module:
        """Fields in documents beside those in columns, and an echo of each."""
        outside = sample_fields("far")
        fields = (*(field for field in MODULE.entities[0].fields if field.key != "batch"), *outside)
        echoes = tuple(self.echo(field) for field in fields if field.kind in VALUE_KINDS)
        return Module(
            name="echoes",
            version="1",
            requires=("kinds",),
            fields={"Sample": outside},
            computed={"Sample": echoes},
        )

    def echo(self, field: Field) -> ComputedField:
        async def load(rows: Sequence[Mapping[str, Any]], _context: OperationContext) -> list[Any]:
            self.rows.extend(rows)
            return [row[field.key] for row in rows]

        return ComputedField(
            key=f"{field.key}Echo", kind=field.kind, options=field.options, needs=(field.key,), load=load
        )


@pytest.fixture(scope="module")
def echoes() -> Echoes:
    return Echoes()


@pytest_asyncio.fixture(scope="module")
async def samples(crm_template: Template, echoes: Echoes) -> AsyncIterator[Crm]:
    template = await crm_template.with_modules([MODULE, echoes.module()])
    async with open_crm(template) as crm:
        crm.workspace.on_statement = None
        yield crm


def selected(kind: str, key: str) -> str:
    parts = getattr(REGISTERED[kind].output_type, "fields", None)
    return f"{key} {{ {' '.join(parts)} }}" if parts else key


@pytest.mark.parametrize("name", VALUE_KINDS)
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_a_plugin_gets_the_values_of_python_and_answers_with_them(
    samples: Crm, echoes: Echoes, name: str, data: st.DataObject
) -> None:
    keys = [field.key for prefix in ("own", "far") for field in sample_fields(prefix) if field.kind == name]
    value = data.draw(inputs_of(REGISTERED[name]))
    ref = await samples.create("Sample", dict.fromkeys(keys, value))
    selection = " ".join(selected(name, key + suffix) for key in keys for suffix in ("", "Echo"))
    echoes.rows.clear()
    query = f"query ($id: ID!) {{ sample(id: $id) {{ {selection} }} }}"
    sample = (await samples.data(query, id=str(ref.id)))["sample"]
    async with samples.records(samples.admin) as records:
        kept = await records.read("Sample", ref.id, *keys)
    got = {key: row[key] for row in echoes.rows for key in keys if key in row}
    assert got == {key: kept[key] for key in keys}
    assert {type(one) for one in got.values()} == {type(kept[key]) for key in keys}
    assert {row["id"] for row in echoes.rows} == {ref.id}
    assert [sample[f"{key}Echo"] for key in keys] == [sample[key] for key in keys]
    async with samples.records(samples.admin) as records:
        await records.update("Sample", ref.id, kept)
        assert await records.read("Sample", ref.id, *keys, "version") == {**kept, "version": 1}


async def test_a_record_without_values_has_none_of_them(samples: Crm, echoes: Echoes) -> None:
    ref = await samples.create("Sample", {})
    echoes.rows.clear()
    query = "query ($id: ID!) { sample(id: $id) { ownTextEcho farMoneyEcho { amount } } }"
    assert (await samples.data(query, id=str(ref.id)))["sample"] == {
        "ownTextEcho": None,
        "farMoneyEcho": None,
    }
    assert echoes.rows == [{"id": ref.id, "ownText": None}, {"id": ref.id, "farMoney": None}]
