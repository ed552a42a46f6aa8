"""Whatever is asked, the planner's one statement answers what plain Python finds in the rows.

`HYPOTHESIS_PROFILE=thorough` asks thousands of queries of more modules.
"""

import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any
from uuid import UUID

import orjson
import pytest
import pytest_asyncio
from graphql import GraphQLError, GraphQLSchema, build_schema, parse, print_ast
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from gql_crm.access import Actor
from gql_crm.database.embedded import EmbeddedServer
from gql_crm.schema.limits import Limits, limit_errors
from gql_crm.testing import Crm, make_template, open_crm
from tests.reads.disguise import VARIABLES, Disguise, Keys, renamed
from tests.reads.random_module import POOLS, RandomModule, random_module, random_values
from tests.reads.random_queries import FRAGMENTS, SEARCHES, Document, Queries
from tests.reads.reference import ListQuery, Reader, RecordQuery, load_reader
from tests.reads.reference_aggregates import WEEK_STARTS

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
NOW = datetime(2026, 3, 15, 12, 30, tzinfo=UTC)
SEEDS = range(6) if THOROUGH else range(2)
EXAMPLES = 3_000 if THOROUGH else 250
GADGETS, VENDORS = 24, 8
ZONES = ("Asia/Tehran", "America/St_Johns", "Pacific/Apia")


class Case:
    """A module with its records, and a reader for everybody who may ask."""

    def __init__(self, made: RandomModule, crm: Crm) -> None:
        self.made = made
        self.crm = crm
        self.readers: list[tuple[Actor, Reader]] = []
        self.ids: dict[str, list[str]] = {}
        self.schema = GraphQLSchema()

    async def fill(self, random: Random) -> None:
        crm = self.crm
        week_start = random.choice(sorted(WEEK_STARTS))
        await crm.data(
            "mutation ($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input)"
            " { userErrors { message } } }",
            input={"timeZone": "Europe/Vilnius", "weekStart": week_start},
        )
        create = (
            "mutation ($inputs: [CreateFieldInput!]!) { createFields(inputs: $inputs) { userErrors {"
            " message } } }"
        )
        assert (await crm.data(create, inputs=list(self.made.custom)))["createFields"]["userErrors"] == []
        await crm.data("{ __typename }")
        above = await crm.create("Team", {"name": "Above"})
        below = await crm.create("Team", {"name": "Below", "parentId": str(above.id)})
        actors = [
            await crm.user("Ona", teams=[above]),
            await crm.user("Петър", teams=[below]),
            await crm.user("علی"),
        ]
        owners = [None, *(str(actor.user_id) for actor in actors)]
        teams = [None, None, str(above.id), str(below.id)]
        ids: dict[str, list[str]] = {"Vendor": [], "Gadget": [], "User": [owner for owner in owners if owner]}
        async with crm.records(crm.admin) as records:
            for entity, count in (("Vendor", VENDORS), ("Gadget", GADGETS)):
                for _ in range(count):
                    values = random_values(random, self.made.shapes[entity])
                    values |= {"ownerId": random.choice(owners), "teamId": random.choice(teams)}
                    values |= self._links(random, entity, ids["Vendor"])
                    ids[entity].append(str((await records.create(entity, values)).id))
        async with crm.records(crm.admin) as records:
            for entity in ("Vendor", "Gadget"):
                for id_ in random.sample(ids[entity], k=len(ids[entity]) // 5):
                    await records.delete(entity, UUID(id_))
        self.ids = ids
        self.schema = build_schema(await crm.workspace.sdl(crm.admin))
        texts = [
            *FRAGMENTS,
            *SEARCHES,
            *(value for pool in POOLS.values() for value in pool if isinstance(value, str)),
            "61",
            "",
        ]
        everything = await load_reader(crm, self.made.shapes, texts, NOW)
        ids["GadgetPart"] = [row.id for row in everything.rows["GadgetPart"]]
        sees = [{str(above.id), str(below.id)}, {str(below.id)}, set()]
        everything = replace(everything, time_zone="Europe/Vilnius", week_start=week_start)
        self.readers = [(crm.admin, everything)]
        self.readers += [
            (
                replace(actor, time_zone=zone),
                replace(everything, user=str(actor.user_id), teams=frozenset(seen), time_zone=zone),
            )
            for actor, seen, zone in zip(actors, sees, ZONES, strict=True)
        ]

    def _links(self, random: Random, entity: str, vendors: list[str]) -> dict[str, Any]:
        one = [None, *vendors]
        if entity == "Vendor":
            return {"chiefId": random.choice(one)}
        several = {
            name: random.sample(vendors, k=random.choice((0, 1, 3)))
            for name in ("makerIds", "alliesIds", "circleIds")
        }
        parts = [
            {**random_values(random, self.made.shapes["GadgetPart"]), "sourceId": random.choice(one)}
            for _ in range(random.choice((0, 0, 1, 2, 3)))
        ]
        return {"vendorId": random.choice(one), "partnerId": random.choice(one), **several, "parts": parts}


@pytest_asyncio.fixture(scope="module")
async def cases(crm_server: EmbeddedServer) -> AsyncIterator[list[Case]]:
    async with AsyncExitStack() as stack:
        opened = []
        for seed in SEEDS:
            made = random_module(seed)
            template = await make_template(crm_server, modules=[made.module])
            case = Case(made, await stack.enter_async_context(open_crm(template, clock=lambda: NOW)))
            await case.fill(Random(seed))
            opened.append(case)
        yield opened


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not THOROUGH,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
@given(random=st.randoms(use_true_random=False))
@pytest.mark.parametrize("entity", ["Gadget", "Vendor"])
async def test_every_query_is_answered_as_plain_python_answers_it(
    cases: list[Case], entity: str, random: Random
) -> None:
    case = random.choice(cases)
    actor, reader = random.choice(case.readers)
    query = Queries(random, case.made.shapes, case.ids).connection(entity)
    cursor = await _cursor(case, actor, reader, query, random)
    document = Document(case.made.shapes)
    text = document.text(query, cursor)
    expected: Any = {case.made.shapes[entity].plural: reader.connection(query)}
    if random.randint(0, 1):
        text, keys = Disguise(random, case.schema).document(text)
        document.variables |= VARIABLES
        expected = renamed(expected, keys)
    assume(_fits(text))
    await _check(case, actor, text, document.variables, expected)


def _fits(text: str) -> bool:
    """Whether a document is small enough to be asked."""
    limits = Limits()
    try:
        return not limit_errors(parse(text, max_tokens=limits.tokens), limits)
    except GraphQLError:
        return False


async def _check(case: Case, actor: Actor, text: str, variables: Mapping[str, Any], expected: Any) -> None:
    case.crm.statements.clear()
    answer = await case.crm.execute(text, variables, actor=actor)
    assert "errors" not in answer, (text, variables, answer)
    assert orjson.dumps(answer["data"]) == orjson.dumps(expected), (text, variables, answer, expected)
    assert len(case.crm.statements) == 1


async def _cursor(case: Case, actor: Actor, reader: Reader, query: ListQuery, random: Random) -> str | None:
    """Now and then start the page behind (or before) a record of the list."""
    whole = reader.whole(query)
    if not whole or random.randint(0, 1):
        return None
    query.beyond = random.randint(0, len(whole) - 1)
    plural = case.made.shapes[query.entity].plural
    text = (
        f"query ($f: {query.entity}Filter, $o: [{query.entity}Order!], $s: String)"
        f" {{ {plural}(filter: $f, orderBy: $o, search: $s, first: 200) {{ edges {{ cursor }} }} }}"
    )
    answer = await case.crm.execute(
        text, {"f": query.filter, "o": query.order, "s": query.search}, actor=actor
    )
    assert "errors" not in answer, (text, query, answer)
    edges = answer["data"][plural]["edges"]
    assert len(edges) == len(whole), (text, query)
    cursor: str = edges[query.beyond]["cursor"]
    return cursor


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not THOROUGH,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
@given(random=st.randoms(use_true_random=False))
async def test_records_of_any_entity_are_answered_by_the_fragments_that_fit_them(
    cases: list[Case], random: Random
) -> None:
    case = random.choice(cases)
    actor, reader = random.choice(case.readers)
    disguise, document = Disguise(random, case.schema), Document(case.made.shapes)
    parts = _parts(case, random)
    fragments, keys = [], []
    for type_name, query in parts:
        selected, part_keys = disguise.selection_set(document.selected(query), type_name)
        fragments.append(f"... on {type_name} {print_ast(selected)}")
        keys.append(part_keys)
    known = [id_ for entity in ("Gadget", "Vendor", "User") for id_ in case.ids[entity]]
    ids = [random.choice((*known, str(UUID(int=7)))) for _ in range(random.randint(1, 5))]
    root = random.choice((f'node(id: "{ids[0]}")', f"nodes(ids: {orjson.dumps(ids).decode()})"))
    answers = [_by_fragments(reader, id_, list(zip(parts, keys, strict=True))) for id_ in ids]
    expected = {"node": answers[0]} if root.startswith("node(") else {"nodes": answers}
    body = f"{root} {{ {' '.join(fragments)} }}"
    text = disguise.operation(document.heads, body)
    assume(_fits(text))
    await _check(case, actor, text, document.variables | VARIABLES, expected)


def _parts(case: Case, random: Random) -> list[tuple[str, RecordQuery]]:
    """Draw fragments on types and interfaces; what is composed is selected once, in one way."""
    queries = Queries(random, case.made.shapes, case.ids)
    common = [("id",), ("createdAt", "id"), ("version",), ("deletedAt", "createdAt")]
    record = ("Record", RecordQuery(list(random.choice(common))))
    typed = [(name, queries.record(name)) for name in random.sample(("Gadget", "Vendor", "User"), k=2)]
    parts = [("Node", RecordQuery(["id"])), record, *typed]
    random.shuffle(parts)
    return parts[: random.randint(1, 4)]


def _by_fragments(
    reader: Reader, id_: str, parts: Sequence[tuple[tuple[str, RecordQuery], Keys]]
) -> dict[str, Any] | None:
    for entity in ("Gadget", "Vendor", "User"):
        for row in reader.rows[entity]:
            if row.id == id_ and reader.visible(entity, row):
                shown: dict[str, Any] = {}
                for (type_name, query), keys in parts:
                    if type_name in {entity, "Node", "Record"}:
                        shown |= renamed(reader.record(entity, row, query), keys)
                return shown
    return None
