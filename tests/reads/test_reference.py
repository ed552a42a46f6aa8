"""Whatever is asked, the planner's one statement answers what plain Python finds in the rows.

`HYPOTHESIS_PROFILE=thorough` asks thousands of queries of more modules.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any
from uuid import UUID

import orjson
import pytest
from graphql import GraphQLError, parse, print_ast
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from gql_crm.access import Actor
from gql_crm.schema.limits import Limits, limit_errors
from tests.reads.disguise import VARIABLES, Disguise, Keys, renamed
from tests.reads.random_cases import SEEDS, THOROUGH, Case
from tests.reads.random_queries import Document, Queries
from tests.reads.reference import ListQuery, Reader, RecordQuery

EXAMPLES = 2_850 if THOROUGH else 350
"""Of each test below: 2,100 queries of 2 modules, or 51,300 of 6."""


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not THOROUGH,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
@given(random=st.randoms(use_true_random=False))
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("entity", ["Gadget", "Vendor", "Device"])
async def test_every_query_is_answered_as_plain_python_answers_it(
    cases: list[Case], entity: str, seed: int, random: Random
) -> None:
    case = cases[seed]
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
@pytest.mark.parametrize("seed", SEEDS)
async def test_records_of_any_entity_are_answered_by_the_fragments_that_fit_them(
    cases: list[Case], seed: int, random: Random
) -> None:
    case = cases[seed]
    actor, reader = random.choice(case.readers)
    disguise, document = Disguise(random, case.schema), Document(case.made.shapes)
    parts = _parts(case, random)
    fragments, keys = [], []
    for type_name, query in parts:
        selected, part_keys = disguise.selection_set(document.selected(query), type_name)
        fragments.append(f"... on {type_name} {print_ast(selected)}")
        keys.append(part_keys)
    known = [id_ for entity in ("Gadget", "Vendor", "User", "Device") for id_ in case.ids[entity]]
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
    typed = [
        (name, queries.record(name)) for name in random.sample(("Gadget", "Vendor", "User", "Device"), k=2)
    ]
    parts = [("Node", RecordQuery(["id"])), record, *typed]
    random.shuffle(parts)
    return parts[: random.randint(1, 4)]


def _by_fragments(
    reader: Reader, id_: str, parts: Sequence[tuple[tuple[str, RecordQuery], Keys]]
) -> dict[str, Any] | None:
    for entity in ("Gadget", "Vendor", "User", "Device"):
        for row in reader.rows[entity]:
            if row.id == id_ and reader.visible(entity, row):
                shown: dict[str, Any] = {}
                for (type_name, query), keys in parts:
                    if type_name in {entity, "Node", "Record"}:
                        shown |= renamed(reader.record(entity, row, query), keys)
                return shown
    return None
