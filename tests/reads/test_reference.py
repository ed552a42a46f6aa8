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
from hypothesis import HealthCheck, Phase, assume, currently_in_test_context, given, settings
from hypothesis import strategies as st

from gql_crm.access import Actor
from gql_crm.schema.limits import Limits, limit_errors
from tests.reads.disguise import VARIABLES, Disguise, Keys, renamed
from tests.reads.random_cases import SEEDS, THOROUGH, Case
from tests.reads.random_module import TAGS
from tests.reads.random_queries import COMMON, SEARCHES, Document, Queries
from tests.reads.random_records import MADE
from tests.reads.reference import ListQuery, Reader, RecordQuery
from tests.reads.reference_spine import spine_list, tag_counts

EXAMPLES = 2_150 if THOROUGH else 100
"""Of each part of the first two tests: 800 queries of 2 modules, or 51,600 of 6."""


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
    query = Queries(random, case.made.shapes, case.ids, case.views).connection(entity)
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


def _drop_too_long(answer: Mapping[str, Any]) -> None:
    """Let Hypothesis try another query where all that is computed would make too long a statement."""
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    if currently_in_test_context():
        assume(codes != {"QUERY_TOO_EXPENSIVE"})


async def _check(case: Case, actor: Actor, text: str, variables: Mapping[str, Any], expected: Any) -> None:
    case.crm.statements.clear()
    answer = await case.crm.execute(text, variables, actor=actor)
    _drop_too_long(answer)
    assert "errors" not in answer, (text, variables, answer)
    assert orjson.dumps(answer["data"]) == orjson.dumps(expected), (text, variables, answer, expected)
    views = {view.id for several in case.views.values() for view in several}
    reads_views = any(isinstance(value, str) and value in views for value in variables.values())
    assert len(case.crm.statements) == (2 if reads_views else 1)


async def _cursor(case: Case, actor: Actor, reader: Reader, query: ListQuery, random: Random) -> str | None:
    """Now and then start the page behind (or before) a record of the list."""
    whole = reader.whole(query)
    if not whole or random.randint(0, 1):
        return None
    query.beyond = random.randint(0, len(whole) - 1)
    plural = case.made.shapes[query.entity].plural
    text = (
        f"query ($f: {query.entity}Filter, $o: [{query.entity}Order!], $s: String, $v: ID) {{ {plural}"
        "(filter: $f, orderBy: $o, search: $s, view: $v, first: 200) { edges { cursor } } }"
    )
    given = {"f": query.filter, "o": query.order, "s": query.search, "v": query.view and query.view.id}
    answer = await case.crm.execute(text, given, actor=actor)
    _drop_too_long(answer)
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
    queries = Queries(random, case.made.shapes, case.ids, case.views)
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


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("entity", MADE)
async def test_every_field_is_read_ordered_grouped_added_up_and_found_by_each_operator(
    cases: list[Case], entity: str, seed: int
) -> None:
    case, random = cases[seed], Random(seed)
    queries = Queries(random, case.made.shapes, case.ids)
    for key in case.made.shapes[entity].fields:
        for query in queries.about(entity, key):
            await _answers(case, query, *random.choice(case.readers))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("entity", MADE)
async def test_everybody_is_told_what_records_are_called_and_with_whom_they_are_shared(
    cases: list[Case], entity: str, seed: int
) -> None:
    case = cases[seed]
    query = Queries(Random(seed), case.made.shapes, case.ids).people(entity)
    for actor, reader in case.readers:
        await _answers(case, query, actor, reader)


async def _answers(case: Case, query: ListQuery, actor: Actor, reader: Reader) -> None:
    document = Document(case.made.shapes)
    text = document.text(query)
    expected = {case.made.shapes[query.entity].plural: reader.connection(query)}
    await _check(case, actor, text, document.variables, expected)


@settings(
    max_examples=EXAMPLES // 5,
    deadline=None,
    derandomize=not THOROUGH,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
@given(random=st.randoms(use_true_random=False))
@pytest.mark.parametrize("seed", SEEDS)
async def test_favourites_and_the_trash_have_records_of_all_entities(
    cases: list[Case], seed: int, random: Random
) -> None:
    case = cases[seed]
    actor, reader = random.choice(case.readers)
    name = random.choice(("favorites", "trash"))
    when = "deletedAt" if name == "trash" else "favoritedAt"
    entity = random.choice((None, None, "Gadget", "Vendor", "Device"))
    query = RecordQuery(random.sample(COMMON, k=random.randint(1, 4)))
    edges = spine_list(reader, name, entity, query)
    cursors = await case.crm.data(
        f"query ($e: String) {{ {name}(entity: $e, first: 200) {{ edges {{ cursor }} }} }}",
        actor=actor,
        e=entity,
    )
    assert len(cursors[name]["edges"]) == len(edges)
    beyond = random.choice((None, *range(len(edges))))
    after = None if beyond is None else cursors[name]["edges"][beyond]["cursor"]
    size = random.choice((1, 2, 5, 200))
    start = 0 if beyond is None else beyond + 1
    expected = {
        "totalCount": len(edges),
        "pageInfo": {"hasNextPage": start + size < len(edges), "hasPreviousPage": beyond is not None},
        "edges": edges[start : start + size],
    }
    text = f"""
    query ($entity: String, $first: Int, $after: String) {{
      {name}(entity: $entity, first: $first, after: $after) {{
        totalCount
        pageInfo {{ hasNextPage hasPreviousPage }}
        edges {{ {when} node {{ {" ".join(query.fields)} }} }}
      }}
    }}
    """
    await _check(case, actor, text, {"entity": entity, "first": size, "after": after}, {name: expected})


@pytest.mark.parametrize("seed", SEEDS)
async def test_tags_are_counted_on_the_records_that_one_sees(cases: list[Case], seed: int) -> None:
    case = cases[seed]
    text = "query ($e: String, $s: String, $n: Int) { tags(entity: $e, search: $s, first: $n) { tag count } }"
    for actor, reader in case.readers:
        for entity in (None, "Gadget", "Vendor", "Device"):
            for search in (None, *TAGS, *SEARCHES):
                for size in (2, 100):
                    expected = tag_counts(reader, entity, search)[:size]
                    given = {"e": entity, "s": search, "n": size}
                    await _check(case, actor, text, given, {"tags": expected})


@pytest.mark.parametrize("seed", SEEDS)
async def test_records_are_found_by_any_two_tags(cases: list[Case], seed: int) -> None:
    case = cases[seed]
    text = "query ($filter: GadgetFilter) { gadgets(filter: $filter, first: 200) { nodes { id tags } } }"
    for first in TAGS:
        for second in TAGS:
            for name in ("containsAny", "containsAll"):
                filter_ = {"tags": {name: [first, second]}}
                query = ListQuery("Gadget", ["nodes"], RecordQuery(["id", "tags"]), filter=filter_, size=200)
                for actor, reader in case.readers[:2]:
                    expected = {"gadgets": reader.connection(query)}
                    await _check(case, actor, text, {"filter": filter_}, expected)
