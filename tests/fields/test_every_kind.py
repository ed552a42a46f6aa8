"""Every kind, as a module's own field and as a custom field, through the API and a real database.

`HYPOTHESIS_PROFILE=thorough` tries hundreds of values of each.
"""

import os
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from graphql import GraphQLObjectType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gql_crm import Entity, Field, Module
from gql_crm.clock import system_clock
from gql_crm.database.embedded import EmbeddedServer
from gql_crm.fields.kind import FieldKind, ValueContext
from gql_crm.plugins.catalog import CatalogField
from gql_crm.settings import Settings
from gql_crm.testing import Crm, make_template, open_crm
from gql_crm.text import camel_case
from gql_crm.workspace.contributions import contributions_of
from tests.fields.every_kind import (
    ABSENT,
    OPTIONS,
    TARGET_IDS,
    inputs_of,
    order_key,
    probe_of,
)
from tests.fields.kind_cases import KINDS, shown_form

REGISTERED = {
    name: kind
    for name, kind in {
        **KINDS,
        **{kind.name: kind for _, kind in contributions_of(Settings.load(), system_clock()).kinds},
    }.items()
    if not kind.many
}
"""The core's kinds, and those of the plugins that are installed, but for lists of records."""
EXAMPLES = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 8
BATCHES = count(1)


def _fields(prefix: str) -> tuple[Field, ...]:
    return tuple(
        Field(
            key=camel_case(f"{prefix}_{name.lower()}"),
            kind=name,
            options=OPTIONS if "options" in kind.options else (),
            target="User" if "target" in kind.options else None,
        )
        for name, kind in REGISTERED.items()
    )


MODULE = Module(
    name="kinds",
    version="1",
    requires=("identity",),
    entities=(
        Entity(
            name="Sample",
            plural="samples",
            display=(),
            fields=(Field(key="batch", kind="INTEGER"), *_fields("own")),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Samples:
    """The records of one example: each has its value in two fields of one kind."""

    crm: Crm
    kind: FieldKind
    batch: int

    @property
    def fields(self) -> Sequence[CatalogField]:
        fields = self.crm.workspace.live.versions.catalog.entity("Sample").fields
        return [fields[camel_case(f"{prefix}_{self.kind.name.lower()}")] for prefix in ("own", "free")]

    @property
    def selection(self) -> str:
        type_ = self.kind.output_type
        parts = f" {{ {' '.join(type_.fields)} }}" if isinstance(type_, GraphQLObjectType) else ""
        return " ".join(f.key + (" { id }" if self.kind.reference else parts) for f in self.fields)

    def input(self, value: Any) -> dict[str, Any]:
        return {"batch": self.batch, **{field.input_name: value for field in self.fields}}

    def shown(self, value: Any) -> list[Any]:
        """What the API shows of a value of Python in both fields."""
        if value is None:
            return [None, None]
        form = {"id": str(value)} if self.kind.reference else shown_form(self.kind, value)
        return [form, form]

    def of(self, record: Mapping[str, Any]) -> list[Any]:
        return [record[field.key] for field in self.fields]

    async def create(self, inputs: Sequence[Any]) -> list[str]:
        """Create a record for each value; return their ids, which rise."""
        calls = [
            f"c{n}: createSample(input: $c{n})"
            f" {{ sample {{ id {self.selection} }} userErrors {{ code field message }} }}"
            for n in range(len(inputs))
        ]
        variables = ", ".join(f"$c{n}: CreateSampleInput!" for n in range(len(inputs)))
        data = await self.crm.data(
            f"mutation ({variables}) {{ {' '.join(calls)} }}",
            actor=None,
            **{f"c{n}": self.input(value) for n, value in enumerate(inputs)},
        )
        assert [payload["userErrors"] for payload in data.values()] == [[]] * len(inputs)
        for payload, value in zip(data.values(), inputs, strict=True):
            assert self.of(payload["sample"]) == self.shown(self.parsed(value))
        return [payload["sample"]["id"] for payload in data.values()]

    async def update(self, id_: str, value: Any) -> None:
        text = (
            "mutation ($id: ID!, $input: UpdateSampleInput!) { updateSample(id: $id, input: $input)"
            f" {{ sample {{ {self.selection} }} userErrors {{ code field message }} }} }}"
        )
        payload = (await self.crm.data(text, id=id_, input=self.input(value)))["updateSample"]
        assert payload["userErrors"] == []
        assert self.of(payload["sample"]) == self.shown(None if value is None else self.parsed(value))

    def parsed(self, value: Any) -> Any:
        return self.kind.parse(value, self.fields[0].field, ValueContext())

    async def read(self, id_: str) -> list[Any]:
        text = f"query ($id: ID!) {{ sample(id: $id) {{ {self.selection} }} }}"
        return self.of((await self.crm.data(text, id=id_))["sample"])

    async def ids(
        self, condition: Mapping[str, Any], order: Sequence[Mapping[str, Any]] | None = None
    ) -> list[str]:
        """Return the batch's ids that meet a condition, the newest first or in another order."""
        data = await self.crm.data(
            "query ($filter: SampleFilter!, $order: [SampleOrder!])"
            " { samples(filter: $filter, orderBy: $order, first: 200) { nodes { id } } }",
            filter={"and": [{"batch": {"eq": self.batch}}, condition]},
            order=order,
        )
        return [node["id"] for node in data["samples"]["nodes"]]

    async def found(self, filter_: Mapping[str, Any], *, negated: bool = False) -> list[str]:
        """Return the ids that a filter finds, which are the same by either field; the oldest first."""
        answers = []
        for field in self.fields:
            condition = {field.input_name: filter_}
            answers.append(sorted(await self.ids({"not": condition} if negated else condition)))
        assert answers[0] == answers[1]
        return answers[0]

    async def history(self, id_: str) -> list[Mapping[str, Any]]:
        async with self.crm.workspace.database.connection() as connection:
            rows = await connection.fetch(
                "SELECT diff FROM change WHERE record_id = $1 ORDER BY id", UUID(id_)
            )
        return [row["diff"] for row in rows]


@pytest_asyncio.fixture(scope="module")
async def samples(crm_server: EmbeddedServer) -> AsyncIterator[Crm]:
    template = await make_template(crm_server, modules=[MODULE])
    async with open_crm(template) as crm:
        crm.workspace.on_statement = None  # so many that hypothesis could not show them
        await _add_custom_fields(crm)
        for number, id_ in enumerate(TARGET_IDS):
            values = {"id": id_, "name": f"User {number}", "email": f"user{number}@example.com"}
            await crm.create("User", values)
        yield crm


async def _add_custom_fields(crm: Crm) -> None:
    inputs = [
        {
            "entity": "Sample",
            "key": field.key,
            "kind": field.kind,
            **({"options": [{"value": option.value} for option in OPTIONS]} if field.options else {}),
            **({"targetEntity": field.target} if field.target else {}),
        }
        for field in _fields("free")
    ]
    text = (
        "mutation ($inputs: [CreateFieldInput!]!)"
        " { createFields(inputs: $inputs) { userErrors { field message } } }"
    )
    assert (await crm.data(text, inputs=inputs))["createFields"]["userErrors"] == []


@pytest.mark.parametrize("name", sorted(REGISTERED))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_a_value_is_written_read_found_ordered_changed_and_cleared(
    samples: Crm, name: str, data: st.DataObject
) -> None:
    case = Samples(samples, REGISTERED[name], next(BATCHES))
    values = inputs_of(case.kind)
    inputs = data.draw(st.lists(values, min_size=1, max_size=5), label="values")
    other = data.draw(values, label="other")
    ids = await case.create(inputs)
    kept = dict(zip(ids, map(case.parsed, inputs), strict=True))
    assert await case.read(ids[0]) == case.shown(kept[ids[0]])
    await _check_filters(case, kept)
    await _check_order(case, kept)
    await case.update(ids[0], other)
    assert await case.read(ids[0]) == case.shown(case.parsed(other))
    await _check_filters(case, {**kept, ids[0]: case.parsed(other)})
    await case.update(ids[0], None)
    assert await case.read(ids[0]) == [None, None]
    await _check_absent(case, ids)
    await _check_history(case, ids[0], [None, kept[ids[0]], case.parsed(other), None])


async def _check_filters(case: Samples, kept: Mapping[str, Any]) -> None:
    """The first record is found by its value, as are those that its filter means, and no others."""
    probe = probe_of(case.kind)
    dumped = {id_: case.kind.dump(value) for id_, value in kept.items()}
    wanted = next(iter(dumped.values()))
    expected = [id_ for id_, value in dumped.items() if probe.finds(value, wanted)]
    assert expected[0] == next(iter(kept))
    assert await case.found(probe.filter(wanted)) == expected
    rest = [id_ for id_ in dumped if id_ not in expected]
    assert await case.found(probe.filter(wanted), negated=True) == rest


async def _check_order(case: Samples, kept: Mapping[str, Any]) -> None:
    if not case.kind.sortable:
        return
    expected = sorted(kept, key=lambda id_: (order_key(case.kind, kept[id_]), id_))
    for field in case.fields:
        assert await case.ids({}, [{field.key: "ASC"}]) == expected
        assert await case.ids({}, [{field.key: "DESC"}]) == expected[::-1]


async def _check_absent(case: Samples, ids: Sequence[str]) -> None:
    """Nulls are found, and come last in both directions."""
    absent = ABSENT.get(case.kind.name, {"isNull": True})
    cleared = await case.found(absent)
    assert cleared[0] == ids[0]
    if absent == {"isNull": True}:
        assert cleared == ids[:1]
        assert await case.found({"isNull": False}) == ids[1:]
    if case.kind.sortable:
        for field in case.fields:
            for direction in ("ASC", "DESC"):
                assert (await case.ids({}, [{field.key: direction}]))[-1] == ids[0]


async def _check_history(case: Samples, id_: str, values: Sequence[Any]) -> None:
    """History has what each change found and left, in the form of JSON."""
    dumped = [None if value is None else case.kind.dump(value) for value in values]
    expected = [[old, new] for old, new in pairwise(dumped) if old != new]
    diffs = await case.history(id_)
    for field in case.fields:
        assert [diff[field.field_id] for diff in diffs if field.field_id in diff] == expected
