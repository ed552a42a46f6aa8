"""Whatever is asked, the planner's one statement answers what plain Python finds in the rows.

`HYPOTHESIS_PROFILE=thorough` asks thousands of queries of more modules.
"""

from random import Random

import orjson
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gql_crm.access import Actor
from tests.reads.random_cases import THOROUGH, Case
from tests.reads.random_queries import Document, Queries
from tests.reads.reference import ListQuery, Reader

EXAMPLES = 3_000 if THOROUGH else 250


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
    case.crm.statements.clear()
    answer = await case.crm.execute(text, document.variables, actor=actor)
    assert "errors" not in answer, (text, document.variables, answer)
    shown = answer["data"][case.made.shapes[entity].plural]
    expected = reader.connection(query)
    assert orjson.dumps(shown) == orjson.dumps(expected), (text, document.variables, shown, expected)
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
