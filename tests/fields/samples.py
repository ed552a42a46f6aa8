"""Records that hold each value twice, in a module's own field and in a custom field, through the API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from graphql import GraphQLObjectType

from gql_crm import Entity, Field, Module
from gql_crm.clock import system_clock
from gql_crm.fields.kind import FieldKind, ValueContext
from gql_crm.fields.periods import TemporalKind
from gql_crm.plugins.catalog import CatalogField
from gql_crm.settings import Settings
from gql_crm.testing import Crm
from gql_crm.text import camel_case
from gql_crm.workspace.contributions import contributions_of
from tests.fields.every_kind import OPTIONS, TARGET_IDS
from tests.fields.kind_cases import KINDS, shown_form

REGISTERED = {
    **KINDS,
    **{kind.name: kind for _, kind in contributions_of(Settings.load(), system_clock()).kinds},
}
del REGISTERED["FORMULA"], REGISTERED["ROLLUP"]
"""The core's kinds that have values of their own, and those of the plugins that are installed."""


def sample_fields(prefix: str) -> tuple[Field, ...]:
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
            fields=(Field(key="batch", kind="INTEGER"), *sample_fields("own")),
        ),
    ),
)


def free_inputs() -> list[dict[str, Any]]:
    """Return the inputs that make a custom field of every kind."""
    return [
        {
            "key": field.key,
            "kind": field.kind,
            **({"options": [{"value": option.value} for option in OPTIONS]} if field.options else {}),
            **({"targetEntity": field.target} if field.target else {}),
        }
        for field in sample_fields("free")
    ]


async def prepare_samples(crm: Crm) -> None:
    """Create the custom fields, and the users that references lead to."""
    inputs = [{"entity": "Sample", **given} for given in free_inputs()]
    text = (
        "mutation ($inputs: [CreateFieldInput!]!)"
        " { createFields(inputs: $inputs) { userErrors { field message } } }"
    )
    assert (await crm.data(text, inputs=inputs))["createFields"]["userErrors"] == []
    for number, id_ in enumerate(TARGET_IDS):
        values = {"id": id_, "name": f"User {number}", "email": f"user{number}@example.com"}
        await crm.create("User", values)


@dataclass(frozen=True, slots=True)
class Samples:
    """The records of one example: each has its value in two fields of one kind."""

    crm: Crm
    kind: FieldKind
    batch: int

    @property
    def fields(self) -> Sequence[CatalogField]:
        fields = self.crm.workspace.live.versions.catalog.entity("Sample").all_fields
        return [fields[camel_case(f"{prefix}_{self.kind.name.lower()}")] for prefix in ("own", "free")]

    @property
    def selection(self) -> str:
        type_ = self.kind.output_type
        parts = ""
        if self.kind.reference:
            parts = " { nodes { id } }" if self.kind.many else " { id }"
        elif isinstance(type_, GraphQLObjectType):
            parts = f" {{ {' '.join(type_.fields)} }}"
        return " ".join(field.key + parts for field in self.fields)

    def input(self, value: Any) -> dict[str, Any]:
        names = [f"{f.key}Ids" if self.kind.many else f.input_name for f in self.fields]
        return {"batch": self.batch, **dict.fromkeys(names, value)}

    def shown(self, value: Any) -> list[Any]:
        """What the API shows of a value of Python in both fields; of lists of records the newest first."""
        if self.kind.many:
            form: Any = {"nodes": [{"id": str(id_)} for id_ in sorted(value or (), reverse=True)]}
        elif value is None:
            form = None
        else:
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
            condition = {field.key if self.kind.many else field.input_name: filter_}
            answers.append(sorted(await self.ids({"not": condition} if negated else condition)))
        assert answers[0] == answers[1]
        return answers[0]

    async def groups(self) -> list[list[tuple[Any, int]]]:
        """Return the batch's groups by either field: their keys and sizes."""
        inner = " { id }" if self.kind.reference else ""
        calls = [
            f"{f.key}: groups(by: [{{{f.key}: {'YEAR' if isinstance(self.kind, TemporalKind) else 'true'}}}])"
            f" {{ count key {{ key: {f.key}{inner} }} }}"
            for f in self.fields
        ]
        listed = await self._told(" ".join(calls))
        keys = [[(group["key"]["key"], group["count"]) for group in listed[f.key]] for f in self.fields]
        return [[(key["id"] if isinstance(key, dict) else key, n) for key, n in one] for one in keys]

    async def aggregate(self, function: str) -> list[Any]:
        """Return what the values of the batch come to, in either field."""
        listed = await self._told(f"aggregate {{ {function} {{ {self.selection} }} }}")
        return self.of(listed["aggregate"][function])

    async def _told(self, selection: str) -> dict[str, Any]:
        data = await self.crm.data(
            f"query ($batch: Int!) {{ samples(filter: {{batch: {{eq: $batch}}}}) {{ {selection} }} }}",
            batch=self.batch,
        )
        told: dict[str, Any] = data["samples"]
        return told

    async def history(self, id_: str) -> list[Mapping[str, Any]]:
        async with self.crm.workspace.database.connection() as connection:
            rows = await connection.fetch(
                "SELECT diff FROM change WHERE record_id = $1 ORDER BY id", UUID(id_)
            )
        return [row["diff"] for row in rows]
