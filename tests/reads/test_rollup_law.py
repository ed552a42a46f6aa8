"""The law of roll-ups: they come to what plain Python finds in the records that the viewer sees."""

import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any, TypeAlias

import pytest_asyncio
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gql_crm.testing import Template, open_crm
from tests.customization.rollups import DELETE
from tests.story import (
    IVO,
    LONER,
    NOW,
    PRAHA,
    RASA,
    SOFIA,
    VILNIUS,
    Story,
    _actor,
    organization,
    story_template,
)

__all__ = ["story_template"]

Contact: TypeAlias = Mapping[str, Any]
Filter: TypeAlias = tuple[dict[str, Any], Callable[[Contact], bool]]
"""As clients write it, and as Python says it."""
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
EXAMPLES = 150 if THOROUGH else 12
CREATE = """
mutation ($inputs: [CreateFieldInput!]!) { createFields(inputs: $inputs) { userErrors { field message } } }
"""
NUMBERS = ("stars", "score")
VALUES = ("stars", "score", "budget", "birthdate", "vip", "firstName")
FUNCTIONS = {"SUM": (*NUMBERS, "budget"), "AVG": (*NUMBERS, "budget"), "LATEST": VALUES}
EXTREMES = (*NUMBERS, "budget", "birthdate")


def person(random: Random) -> dict[str, Any]:
    """A contact of some house, with gaps; amounts are of one currency here and there."""

    def or_nothing(value: Any) -> Any:
        return value if random.random() < 0.7 else None

    currency = random.choice(("EUR", "EUR", "EUR", "CZK"))
    return {
        "firstName": random.choice(("Jūratė", "Řehoř", "Петър", "گلناز")),
        "organizationId": organization(random.randint(1, 5)),
        "teamId": random.choice((VILNIUS, PRAHA, SOFIA, None)),
        "ownerId": random.choice((RASA, IVO, None)),
        "stars": or_nothing(random.randint(0, 5)),
        "score": or_nothing(str(Decimal(random.randint(-500, 500)) / 100)),
        "budget": or_nothing({"amount": str(Decimal(random.randint(0, 99_999)) / 100), "currency": currency}),
        "birthdate": or_nothing(f"19{random.randint(50, 99)}-0{random.randint(1, 9)}-17"),
        "vip": or_nothing(random.random() < 0.5),
    }


@pytest_asyncio.fixture(scope="session")
async def crowd(story_template: Template) -> AsyncIterator[Story]:
    """The story with many more people, some of them deleted."""
    random = Random(41)
    async with open_crm(story_template, clock=lambda: NOW) as crm:
        async with crm.records(crm.admin) as records:
            ids = [(await records.create("Contact", person(random))).id for _ in range(60)]
        async with crm.records(crm.admin) as records:
            for id_ in random.sample(ids, k=8):
                await records.delete("Contact", id_)
        rasa, ivo, loner = [await _actor(crm.workspace, user) for user in (RASA, IVO, LONER)]
        yield Story(crm, rasa, ivo, loner)


def compared(key: str, operator: str, value: Any) -> Filter:
    """A comparison; what is not there compares with nothing."""

    def holds(contact: Contact) -> bool:
        own = contact[key]
        if own is None:
            return False
        number, other = (Decimal(own), Decimal(value)) if key in NUMBERS else (own, value)
        return bool({"gte": number >= other, "lt": number < other, "eq": number == other}[operator])

    return {key: {operator: value}}, holds


def leaves() -> st.SearchStrategy[Filter]:
    stars = st.builds(compared, st.just("stars"), st.sampled_from(("gte", "lt", "eq")), st.integers(0, 5))
    scores = st.builds(
        compared, st.just("score"), st.sampled_from(("gte", "lt")), st.sampled_from(("0", "2.5"))
    )
    vip = st.builds(compared, st.just("vip"), st.just("eq"), st.booleans())
    absent = st.tuples(st.sampled_from(("birthdate", "budget", "stars")), st.booleans()).map(
        lambda one: ({one[0]: {"isNull": one[1]}}, lambda contact: (contact[one[0]] is None) is one[1])
    )
    return st.one_of(stars, scores, vip, absent)


def joined(filters: Sequence[Filter], word: str) -> Filter:
    together = all if word == "and" else any
    written = {word: [given for given, _ in filters]}
    return written, lambda contact: together(holds(contact) for _, holds in filters)


def negated(one: Filter) -> Filter:
    return {"not": one[0]}, lambda contact: not one[1](contact)


FILTERS = st.recursive(
    leaves(),
    lambda inner: st.one_of(
        st.builds(joined, st.lists(inner, min_size=1, max_size=3), st.sampled_from(("and", "or"))),
        inner.map(negated),
    ),
    max_leaves=5,
)


@st.composite
def rollups(draw: st.DrawFn) -> tuple[dict[str, Any], Callable[[Contact], bool]]:
    """A roll-up, and whom it counts."""
    function = draw(st.sampled_from(("COUNT", "SUM", "AVG", "MIN", "MAX", "LATEST")))
    rolled: dict[str, Any] = {"list": "contacts", "function": function}
    if function != "COUNT":
        rolled["field"] = draw(st.sampled_from(FUNCTIONS.get(function, EXTREMES)))
    if function == "LATEST" and draw(st.booleans()):
        rolled["by"] = draw(st.sampled_from(("birthdate", "score")))
    written, holds = draw(st.one_of(FILTERS, st.just(({}, lambda _: True))))
    return rolled | ({"filter": written} if written else {}), holds


def come_to(rolled: Mapping[str, Any], contacts: Sequence[Contact]) -> Any:
    """What Python makes of contacts, which are in the order in which they were made."""
    if rolled["function"] == "COUNT":
        return len(contacts)
    key = rolled["field"]
    filled = [one for one in contacts if one[key] is not None]
    if rolled["function"] == "LATEST":
        return latest(filled, rolled.get("by"))[key] if filled else None
    values = [one[key] for one in filled]
    if key != "budget":
        return aggregated(rolled["function"], values, text=key == "score")
    currencies = {one["currency"] for one in values}
    if len(currencies) != 1:
        return None
    amount = aggregated(rolled["function"], [one["amount"] for one in values], text=True)
    return {"amount": amount, "currency": currencies.pop()}


def latest(contacts: Sequence[Contact], by: str | None) -> Contact:
    if by is None:
        return contacts[-1]
    dated = [one for one in contacts if one[by] is not None]
    number = Decimal if by in NUMBERS else str
    last = max((number(one[by]) for one in dated), default=None)
    return [one for one in dated or contacts if last is None or number(one[by]) == last][-1]


def aggregated(function: str, values: Sequence[Any], *, text: bool) -> Any:
    if not values:
        return None
    if function in {"MIN", "MAX"}:
        return {"MIN": min, "MAX": max}[function](values, key=Decimal if text else None)
    total = sum(map(Decimal, values), Decimal(0))
    if function == "AVG":
        total = (total / len(values)).quantize(Decimal("1e-10"), rounding=ROUND_HALF_UP)
    return plain(total)


def plain(number: Decimal) -> str:
    return f"{number.normalize() + 0:f}"


def normal(value: Any) -> Any:
    """Numbers as they are, whatever zeros they are written with."""
    if isinstance(value, dict):
        return {**value, "amount": Decimal(value["amount"])}
    if isinstance(value, str) and value.lstrip("-")[:1].isdecimal() and value.count("-") <= 1:
        return Decimal(value)
    return value


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not THOROUGH,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(rolled=st.lists(rollups(), min_size=6, max_size=12), who=st.sampled_from(("admin", "rasa", "ivo")))
async def test_they_come_to_what_python_finds_in_the_records_that_one_sees(
    crowd: Story, rolled: Sequence[tuple[dict[str, Any], Callable[[Contact], bool]]], who: str
) -> None:
    crm = crowd.crm
    actor = {"admin": crm.admin, "rasa": crowd.rasa, "ivo": crowd.ivo}[who]
    keys = [f"rolled{number}" for number in range(len(rolled))]
    inputs = [
        {"entity": "Organization", "key": key, "kind": "ROLLUP", "rollup": one}
        for key, (one, _) in zip(keys, rolled, strict=True)
    ]
    assert (await crm.data(CREATE, inputs=inputs))["createFields"]["userErrors"] == []
    try:
        money = {key for key, (one, _) in zip(keys, rolled, strict=True) if one.get("field") == "budget"}
        selected = " ".join(f"{key} {{ amount currency }}" if key in money else key for key in keys)
        read = f"""
        {{
          organizations(first: 100) {{ nodes {{ id {selected} }} }}
          contacts(first: 200, orderBy: [{{createdAt: ASC}}]) {{
            nodes {{ organization {{ id }} stars score budget {{ amount currency }} birthdate vip firstName }}
          }}
        }}
        """
        found = await crm.data(read, actor=actor)
        for house in found["organizations"]["nodes"]:
            own = [
                contact
                for contact in found["contacts"]["nodes"]
                if contact["organization"] and contact["organization"]["id"] == house["id"]
            ]
            for key, (one, holds) in zip(keys, rolled, strict=True):
                wanted = come_to(one, [contact for contact in own if holds(contact)])
                assert normal(house[key]) == normal(wanted), (one, own)
    finally:
        for key in keys:
            await crm.data(DELETE, entity="Organization", key=key)
