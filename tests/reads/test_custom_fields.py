"""Custom fields, one and many of them."""

from typing import Any

import pytest

from gql_crm.testing import Crm
from tests.story import Story, contact

CREATE = (
    "mutation ($inputs: [CreateFieldInput!]!) { createFields(inputs: $inputs) { userErrors { message } } }"
)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stars", 5),
        ("nextCall", "2026-03-16"),
        ("vip", True),
        ("score", "4.5"),
        ("hobbies", ["chess"]),
        ("oldCode", "A-1"),
        ("memo", None),
        ("rank", 3),
    ],
)
async def test_a_custom_value_is_the_same_alone_and_among_others(
    story: Story, field: str, value: Any
) -> None:
    query = (
        f"query ($id: ID!) {{ one: contact(id: $id) {{ {field} }} many: contact(id: $id) {{ x: {field}"
        f" {field} y: lastCall budget {{ amount }} stars }} }}"
    )
    data = await story.data(query, id=contact(1))
    assert data["one"] == {field: value}
    assert data["many"][field] == data["many"]["x"] == value


async def test_times_and_money_of_custom_fields_look_like_those_of_others(story: Story) -> None:
    query = (
        "query ($id: ID!) { one: contact(id: $id) { lastCall } money: contact(id: $id) { budget {"
        " amount currency } } both: contact(id: $id) { lastCall budget { currency } stars } }"
    )
    data = await story.data(query, id=contact(1))
    assert data["one"] == {"lastCall": "2026-03-01T06:00:00+00:00"}
    assert data["money"] == {"budget": {"amount": "100000", "currency": "EUR"}}
    assert data["both"] == {
        "lastCall": "2026-03-01T06:00:00+00:00",
        "budget": {"currency": "EUR"},
        "stars": 5,
    }


async def test_a_retired_field_can_be_read_filtered_and_ordered(story: Story) -> None:
    data = await story.data(
        '{ contacts(filter: {oldCode: {startsWith: "b"}}) { nodes { oldCode } } all:'
        " contacts(first: 2, orderBy: [{oldCode: DESC}])"
        " { nodes { oldCode } } }"
    )
    assert data["contacts"]["nodes"] == [{"oldCode": "B-7"}]
    assert data["all"]["nodes"] == [{"oldCode": "B-7"}, {"oldCode": "A-1"}]


async def test_a_custom_reference_leads_to_its_record(story: Story) -> None:
    data = await story.data(
        "query ($id: ID!) { contact(id: $id) { broker { name contacts { totalCount } } } }", id=contact(1)
    )
    assert data["contact"] == {"broker": {"name": "Řeka reality", "contacts": {"totalCount": 2}}}


@pytest.mark.parametrize("count", [51, 200])
async def test_many_custom_fields_are_selected_at_once(crm: Crm, count: int) -> None:
    inputs = [
        {"entity": "Contact", "key": f"extra{n}", "kind": "INTEGER", "label": {"en": f"Extra {n}"}}
        for n in range(count)
    ]
    assert (await crm.data(CREATE, inputs=inputs))["createFields"]["userErrors"] == []
    await crm.data("{ __typename }")
    ref = await crm.create("Contact", {f"extra{n}": n for n in range(0, count, 2)})
    crm.statements.clear()
    names = " ".join(f"extra{n}" for n in range(count))
    data = await crm.data(f"query ($id: ID!) {{ contact(id: $id) {{ {names} }} }}", id=str(ref.id))
    assert data["contact"] == {f"extra{n}": n if n % 2 == 0 else None for n in range(count)}
    assert len(crm.statements) == 1
    assert crm.statements[0].count("OFFSET 0") == 1  # the document is unpacked once
