"""No operation costs more than it requested, and what it requested a client finds in the schema's text.

`HYPOTHESIS_PROFILE=thorough` asks ten thousand queries.
"""

from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.reads.random_cases import THOROUGH, Case
from tests.reads.random_queries import Document, Queries
from tests.schema.cost.published_rules import PublishedRules

EXAMPLES = 10_000 if THOROUGH else 250
DEPTH = 2


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not THOROUGH,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
@given(random=st.randoms(use_true_random=False))
async def test_no_query_costs_more_than_it_requested(cases: list[Case], random: Random) -> None:
    case = random.choice(cases)
    actor, _ = random.choice(case.readers)
    query = Queries(random, case.made.shapes, case.ids).connection(random.choice(("Gadget", "Vendor")), DEPTH)
    document = Document(case.made.shapes)
    text = document.text(query)
    answer = await case.crm.execute(text, document.variables, actor=actor, extensions=frozenset({"cost"}))
    assert "errors" not in answer, (text, document.variables, answer)
    cost = answer["extensions"]["cost"]
    assert 0 <= cost["actual"] <= cost["requested"], (text, document.variables, cost)
    published = PublishedRules(case.schema, text, document.variables)
    assert cost["requested"] == published.cost, (text, document.variables)
