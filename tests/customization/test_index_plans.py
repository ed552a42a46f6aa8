"""How PostgreSQL reads indexed custom fields: few rows, whatever their number, for every kind."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import pytest
import pytest_asyncio

from gql_crm import sql
from gql_crm.access import Actor
from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.fields.field import ChoiceOption, Field
from gql_crm.fields.kind import ValueContext
from gql_crm.fields.kinds import DEFAULT_KINDS
from gql_crm.reads import ReadPlan
from gql_crm.testing import Crm, Template, open_crm

COUNT = 3_000
WITHOUT_VALUE = 5
"""Each so-manieth record has no value in any of the fields."""
CHOICES = tuple(ChoiceOption(f"o{number}") for number in range(200))


def _letters(number: int) -> str:
    return "".join("čabdžeiouy"[int(digit)] for digit in str(number))


VALUES: Mapping[str, Callable[[int], Any]] = {
    "TEXT": lambda n: f"Žiedas {_letters(n)}",
    "LONG_TEXT": lambda n: f"Žiedas {_letters(n)}\n{'ilgas ' * 20}",
    "RICH_TEXT": lambda n: f"# {_letters(n)}\n{'ilgas ' * 20}",
    "INTEGER": lambda n: n - 4_000,
    "DECIMAL": lambda n: f"{n - 4_000}.5",
    "PERCENT": lambda n: f"{n - 4_000}.5",
    "MONEY": lambda n: {"amount": f"{n}.25", "currency": ("CZK", "EUR")[n % 2]},
    "BOOLEAN": lambda n: n % 500 == 1,
    "DATE": lambda n: f"{1000 + n:04}-02-03",
    "DATETIME": lambda n: f"{1000 + n:04}-02-03T04:05:06Z",
    "TIME": lambda n: f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}",
    "CHOICE": lambda n: f"o{n % 200}",
    "MULTI_CHOICE": lambda n: [f"o{n % 200}", f"o{n % 199}"],
    "EMAIL": lambda n: f"a{n}@example.com",
    "PHONE": lambda n: f"+3706{1_000_000 + n}",
    "URL": lambda n: f"https://example.com/{n}",
}
"""A value of each kind that can be indexed, by a number."""
KINDS = {kind.name: kind for kind in DEFAULT_KINDS}
INDEXABLE = [
    name
    for name, kind in KINDS.items()
    if kind.can_be_indexed and kind.placed(Field(key="x", kind=name)).writable
]
SORTABLE = [name for name in INDEXABLE if KINDS[name].sortable]
WITH_FRAGMENTS = [name for name in INDEXABLE if "contains" in {o.name for o in KINDS[name].operators}]


@dataclass
class Crowd:
    """Thousands of contacts, and the statements that reads make of them."""

    crm: Crm
    member: Actor
    connection: asyncpg.Connection
    numbers: Mapping[str, int]
    statements: list[sql.Statement] = field(default_factory=list)

    async def read(
        self, query: str, actor: Actor | None = None, **variables: Any
    ) -> tuple[dict[str, Any], int, set[str]]:
        """Return the page, how many rows it took from tables, and the indexes that it used."""
        data = await self.crm.data(query, actor=actor, **variables)
        statement = self.statements[-1]
        explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement.text}"
        plan = orjson.loads(await self.connection.fetchval(explain, *statement.parameters))[0]["Plan"]
        nodes = list(_nodes(plan))
        read = sum(
            (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
            for node in nodes
            if "Relation Name" in node or "Index Name" in node
        )
        return data["contacts"], round(read), {node["Index Name"] for node in nodes if "Index Name" in node}

    def uses(self, kind: str, indexes: set[str]) -> bool:
        return any(f"_c{self.numbers[kind]}_" in name for name in indexes)


def _nodes(node: dict[str, Any]) -> Any:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def key_of(kind: str) -> str:
    return "of" + "".join(word.capitalize() for word in kind.split("_"))


@pytest_asyncio.fixture(scope="module")
async def crowd(crm_template: Template) -> AsyncIterator[Crowd]:
    async with AsyncExitStack() as stack:
        crm = await stack.enter_async_context(open_crm(crm_template))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        async with crm.workspace.database.connection() as app:
            name = await app.fetchval("SELECT current_database()")
        connection = await asyncpg.connect(crm_template.server.dsn(OWNER_ROLE, name))
        stack.push_async_callback(connection.close)
        await _create_fields(crm)
        fields = crm.workspace.live.versions.catalog.entity("Contact").fields
        keys = {kind: fields[key_of(kind)].field_id for kind in INDEXABLE}
        member = await crm.user("Max")
        await _fill(connection, keys, member.user_id)
        assert await crm.run_jobs() == len(INDEXABLE)
        numbers = {kind: int(key.rpartition(":")[2]) for kind, key in keys.items()}
        opened = Crowd(crm, member, connection, numbers)
        compiled = ReadPlan.statement

        def noted(plan: ReadPlan) -> sql.Statement:
            opened.statements.append(compiled(plan))
            return opened.statements[-1]

        patch.setattr(ReadPlan, "statement", noted)
        yield opened


async def _create_fields(crm: Crm) -> None:
    inputs: list[dict[str, Any]] = [
        {"entity": "Contact", "key": key_of(kind), "kind": kind, "indexed": True} for kind in INDEXABLE
    ]
    for given in inputs:
        if "options" in KINDS[given["kind"]].options:
            given["options"] = [{"value": option.value} for option in CHOICES]
    create = (
        "mutation ($inputs: [CreateFieldInput!]!) {"
        " createFields(inputs: $inputs) { userErrors { message } } }"
    )
    assert (await crm.data(create, inputs=inputs))["createFields"]["userErrors"] == []


async def _fill(connection: asyncpg.Connection, keys: Mapping[str, str], member: UUID) -> None:
    rows = []
    for number in range(COUNT):
        short: dict[str, Any] = {}
        long: dict[str, Any] = {}
        for kind, key in keys.items():
            if number % WITHOUT_VALUE:
                (long if KINDS[kind].long else short)[key] = _document(kind, VALUES[kind](number))
        id_ = UUID(int=(0x018F << 112) | (7 << 76) | (2 << 62) | number)
        owner = member if number % 10 == 1 else None
        rows.append((id_, owner, orjson.dumps(short).decode(), orjson.dumps(long).decode()))
    await connection.execute("CREATE TEMP TABLE made (id uuid, owner uuid, custom text, custom_long text)")
    await connection.copy_records_to_table("made", records=rows)
    await connection.execute(
        """
        INSERT INTO record (id, entity, owner_id, created_at, updated_at)
          SELECT id, 'Contact', owner, now(), now() FROM made;
        INSERT INTO people_contact (id, owner_id, created_at, updated_at, version, custom, custom_long)
          SELECT id, owner, now(), now(), 1, custom::jsonb, custom_long::jsonb FROM made;
        ANALYZE
        """
    )


def _document(kind: str, value: Any) -> Any:
    definition = Field(key="value", kind=kind, options=CHOICES)
    return KINDS[kind].dump(KINDS[kind].parse(value, definition, ValueContext()))


PAGE = "{ nodes { id } pageInfo { hasNextPage endCursor } }"


FILTERED = f"query ($filter: ContactFilter) {{ contacts(filter: $filter, first: 20) {PAGE} }}"
EQUALS = [name for name in SORTABLE if "eq" in {operator.name for operator in KINDS[name].operators}]
SOME = 2001


def ordered(kind: str, direction: str) -> str:
    order = f"orderBy: [{{{key_of(kind)}: {direction}}}]"
    return (
        "query ($filter: ContactFilter, $after: String, $before: String, $first: Int, $last: Int) { contacts("
        f"filter: $filter, {order}, first: $first, after: $after, last: $last, before: $before) {PAGE} }}"
    )


@pytest.mark.parametrize("kind", EQUALS)
async def test_equality_is_found_by_the_index(crowd: Crowd, kind: str) -> None:
    wanted = VALUES[kind](SOME)
    page, rows, indexes = await crowd.read(FILTERED, filter={key_of(kind): {"eq": wanted}})
    assert page["nodes"]
    assert crowd.uses(kind, indexes), indexes
    assert rows <= 150


@pytest.mark.parametrize("kind", [name for name in EQUALS if name not in {"BOOLEAN", "MONEY"}])
async def test_one_of_several_values_is_found_by_the_index(crowd: Crowd, kind: str) -> None:
    wanted = [VALUES[kind](SOME), VALUES[kind](SOME + 1)]
    page, rows, indexes = await crowd.read(FILTERED, filter={key_of(kind): {"in": wanted}})
    assert len(page["nodes"]) >= 2
    assert crowd.uses(kind, indexes), indexes
    assert rows <= 300


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize("kind", SORTABLE)
async def test_pages_in_its_order_read_few_rows(crowd: Crowd, kind: str, direction: str) -> None:
    query = ordered(kind, direction)
    page, rows, indexes = await crowd.read(query, first=20)
    assert crowd.uses(kind, indexes), indexes
    assert rows <= 200
    cursor = page["pageInfo"]["endCursor"]
    for where in ({"first": 20, "after": cursor}, {"last": 20, "before": cursor}):
        other, rows, indexes = await crowd.read(query, None, **where)
        assert len(other["nodes"]) >= 19
        assert crowd.uses(kind, indexes), indexes
        assert rows <= 300


@pytest.mark.parametrize("kind", SORTABLE)
async def test_pages_among_records_without_a_value_read_few_rows(crowd: Crowd, kind: str) -> None:
    query = ordered(kind, "ASC")
    page, rows, _ = await crowd.read(query, last=20)
    assert rows <= 200
    page, rows, _ = await crowd.read(query, last=20, before=page["pageInfo"]["endCursor"])
    assert len(page["nodes"]) == 20
    assert rows <= 300


@pytest.mark.parametrize("kind", SORTABLE)
async def test_a_range_in_its_order_reads_few_rows(crowd: Crowd, kind: str) -> None:
    if "gte" not in {operator.name for operator in KINDS[kind].operators}:
        return
    wanted = {key_of(kind): {"gte": VALUES[kind](SOME), "lte": VALUES[kind](SOME + 10)}}
    page, rows, indexes = await crowd.read(ordered(kind, "ASC"), filter=wanted, first=20)
    assert page["nodes"]
    assert crowd.uses(kind, indexes), indexes
    assert rows <= 200


@pytest.mark.parametrize("wanted", ["range", "present"])
@pytest.mark.parametrize("kind", SORTABLE)
async def test_a_filter_on_the_field_of_the_order_keeps_the_index_both_ways(
    crowd: Crowd, kind: str, wanted: str
) -> None:
    if wanted == "range" and "gte" not in {operator.name for operator in KINDS[kind].operators}:
        return
    asked = {"gte": VALUES[kind](SOME)} if wanted == "range" else {"isNull": False}
    query = ordered(kind, "DESC")
    page, rows, indexes = await crowd.read(query, filter={key_of(kind): asked}, first=20)
    assert len(page["nodes"]) == 20
    assert crowd.uses(kind, indexes), indexes
    assert rows <= 200
    cursor = page["pageInfo"]["endCursor"]
    after, rows, _ = await crowd.read(query, filter={key_of(kind): asked}, first=20, after=cursor)
    assert len(after["nodes"]) == 20
    assert rows <= 300


@pytest.mark.parametrize("kind", WITH_FRAGMENTS)
@pytest.mark.parametrize("operator", ["contains", "startsWith"])
async def test_parts_of_a_text_are_found_by_the_index(crowd: Crowd, kind: str, operator: str) -> None:
    text = VALUES[kind](SOME).split("\n")[0]
    wanted = text if operator == "startsWith" else text[1:]
    page, rows, indexes = await crowd.read(FILTERED, filter={key_of(kind): {operator: wanted}})
    assert page["nodes"]
    assert crowd.uses(kind, indexes), indexes
    assert rows <= 500


async def test_chosen_options_are_found_by_the_index(crowd: Crowd) -> None:
    wanted = {"containsAll": VALUES["MULTI_CHOICE"](SOME)}
    page, rows, indexes = await crowd.read(FILTERED, filter={key_of("MULTI_CHOICE"): wanted})
    assert page["nodes"]
    assert crowd.uses("MULTI_CHOICE", indexes), indexes
    assert rows <= 300


@pytest.mark.parametrize("kind", SORTABLE)
async def test_members_read_few_rows_too(crowd: Crowd, kind: str) -> None:
    page, rows, _ = await crowd.read(ordered(kind, "ASC"), crowd.member, first=20)
    assert len(page["nodes"]) == 20
    assert rows <= 200


def test_every_kind_that_can_be_indexed_has_values_here() -> None:
    assert set(VALUES) >= set(INDEXABLE)
