"""Formulas and roll-ups are written out wherever they are read: there is a limit to all of them together."""

from typing import Any

import pytest

from gql_crm.reads import scope
from gql_crm.testing import Crm
from tests.customization.rollups import formula, made
from tests.story import Story

LIST = "query ($f: OrganizationFilter) { organizations(filter: $f) { totalCount } }"
LARGEST = "sum4"


@pytest.fixture
async def crm(own_story: Story) -> Crm:
    """A story whose organizations have a roll-up about as large as one may be."""
    read = "people"
    await made(own_story.crm, read, list="contacts", function="COUNT")
    for step in range(5):
        twice = f"organization.{read} + organization.{read}"
        assert await formula(own_story.crm, f"part{step}", twice, "Contact") == []
        read = f"sum{step}"
        await made(own_story.crm, read, list="contacts", function="SUM", field=f"part{step}")
    return own_story.crm


def above_any_of(count: int) -> dict[str, Any]:
    return {"f": {"or": [{LARGEST: {"gt": str(number)}} for number in range(count)]}}


async def test_the_largest_value_is_selected_filtered_and_ordered_by(crm: Crm) -> None:
    text = f"""
    query ($f: OrganizationFilter, $after: String) {{
      organizations(filter: $f, orderBy: [{{{LARGEST}: DESC}}], first: 2, after: $after) {{
        totalCount nodes {{ {LARGEST} }} pageInfo {{ endCursor hasNextPage }}
      }}
    }}
    """
    first = (await crm.data(text, f={LARGEST: {"gt": "0"}}))["organizations"]
    after = first["pageInfo"]["endCursor"]
    second = (await crm.data(text, f={LARGEST: {"gt": "0"}}, after=after))["organizations"]
    sizes = [int(one[LARGEST]) for page in (first, second) for one in page["nodes"]]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) == min(first["totalCount"], 4) > 2


async def test_a_statement_that_would_compute_too_much_is_refused_before_the_database_plans_it(
    crm: Crm,
) -> None:
    assert "errors" not in await crm.execute(LIST, above_any_of(10))
    asked = len(crm.statements)
    answer = await crm.execute(LIST, above_any_of(40))
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_EXPENSIVE"
    assert error["message"] == (
        "The formulas and roll-ups that the operation reads have more than 100,000 parts with all that they "
        "read. Select, filter and order by fewer of them, or split the operation."
    )
    assert error["path"] == ["organizations"]
    assert crm.statements[asked:] == []


async def test_a_roll_up_is_not_null_because_its_filter_computes_too_much(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    await made(crm, "chosen", list="contacts", function="COUNT", filter={"part4": {"gt": "0"}})
    monkeypatch.setattr(scope, "MOST_COMPUTED", 1_000)
    answer = await crm.execute("{ organizations { nodes { chosen } } }")
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["QUERY_TOO_EXPENSIVE"]
