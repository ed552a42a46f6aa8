"""What a formula's numbers are: whole numbers, percentages, and amounts of money in one currency."""

from typing import Any

import pytest

from gql_crm.testing import Crm
from tests.customization.test_formulas import UPDATE, formula, made, value
from tests.story import Story, contact, organization, own_story, story_template

__all__ = ["own_story", "story_template"]

MONEY = "{ amount currency }"


async def of_kind(
    crm: Crm, key: str, kind: str, expression: str, entity: str = "Contact", **more: Any
) -> None:
    assert await made(crm, key, expression, entity, valueKind=kind, **more) == kind


async def amount(crm: Crm, key: str, number: int = 1) -> Any:
    return await value(crm, f"{key} {MONEY}", number)


async def faults(crm: Crm, expression: str, **more: Any) -> list[tuple[str, list[str], str]]:
    errors = (await formula(crm, "made", expression, **more))["userErrors"]
    return [(error["code"], error["field"], error["message"]) for error in errors]


async def test_a_whole_number_is_rounded_and_filtered_like_one(own_story: Story) -> None:
    crm = own_story.crm
    await of_kind(crm, "thirds", "INTEGER", "stars * 10 / 3")
    await of_kind(crm, "huge", "INTEGER", "stars * 1000000000")
    data = await crm.data(
        """
        query ($id: ID!) {
          contact(id: $id) { thirds huge }
          some: contacts(filter: {thirds: {in: [7, 17]}}, orderBy: [{thirds: DESC}]) { nodes { thirds } }
          all: contacts { aggregate { sum { thirds } max { thirds } } }
        }
        """,
        id=contact(1),
    )
    assert data["contact"] == {"thirds": 17, "huge": None}  # beyond 32 bits
    assert [one["thirds"] for one in data["some"]["nodes"]] == [17, 17, 7]
    assert data["all"]["aggregate"]["max"] == {"thirds": 17}
    assert await value(crm, "huge", 2) == 2_000_000_000


async def test_a_percentage_keeps_the_digits_that_it_is_given(own_story: Story) -> None:
    crm = own_story.crm
    await of_kind(crm, "share", "PERCENT", "budget * 100 / organization.annualRevenue", scale=1)
    assert await value(crm, "share") == "8.3"
    found = await crm.data('{ contacts(filter: {share: {gt: "8", lt: "9"}}) { totalCount } }')
    assert found["contacts"] == {"totalCount": 2}


async def test_an_amount_has_the_currency_of_what_it_is_made_of(own_story: Story) -> None:
    crm = own_story.crm
    await of_kind(crm, "perEmployee", "MONEY", "annualRevenue / employees", "Organization", scale=2)
    await of_kind(crm, "fee", "MONEY", "budget * 3 / 100 + coalesce(stars, 0)")
    data = await crm.data(
        f"{{ organizations(orderBy: [{{perEmployee: ASC}}]) {{ nodes {{ name perEmployee {MONEY} }} }} }}"
    )
    told = {one["name"]: one["perEmployee"] for one in data["organizations"]["nodes"]}
    assert told == {
        "Řeka reality": {"amount": "3000000", "currency": "CZK"},
        "خانه‌ی ایرانی": {"amount": "30000.01", "currency": "EUR"},
        "Žvėryno namai": {"amount": "100000", "currency": "EUR"},
        "Имоти Шипка": None,
        "100% Namai_Plus": None,
    }
    there = [one["perEmployee"] for one in data["organizations"]["nodes"]][:3]
    assert [(one["currency"], one["amount"]) for one in there] == [
        ("CZK", "3000000"),
        ("EUR", "30000.01"),
        ("EUR", "100000"),
    ]
    assert await amount(crm, "fee") == {"amount": "3005", "currency": "EUR"}
    assert await amount(crm, "fee", 3) == {"amount": "75000", "currency": "CZK"}


async def test_lists_filter_group_and_sum_amounts_by_currency(own_story: Story) -> None:
    crm = own_story.crm
    await of_kind(crm, "fee", "MONEY", "budget / 100")
    data = await crm.data(
        """
        {
          some: contacts(filter: {fee: {gte: {amount: "1000", currency: "EUR"}}}) { totalCount }
          crowns: contacts(filter: {fee: {currency: {eq: "CZK"}}}) { nodes { lastName } }
          without: contacts(filter: {fee: {isNull: true}}) { totalCount }
          all: contacts { totalCount aggregate { sum { fee { amount currency } } } }
          groups: contacts { groups(by: [{fee: true}]) { key { fee } count } }
        }
        """
    )
    assert data["some"] == {"totalCount": 2}
    assert data["crowns"]["nodes"] == [{"lastName": "Sutkus"}]
    sums = {one["currency"]: one["amount"] for one in data["all"]["aggregate"]["sum"]["fee"]}
    assert sums == {"CZK": "25000", "EUR": "2999.9999"}
    assert {one["key"]["fee"]: one["count"] for one in data["groups"]["groups"]} == {
        "EUR": 3,
        "CZK": 1,
        None: data["without"]["totalCount"],
    }
    assert data["without"]["totalCount"] == data["all"]["totalCount"] - 4


async def test_amounts_of_two_currencies_come_to_no_money(own_story: Story) -> None:
    crm = own_story.crm
    await of_kind(crm, "lacking", "MONEY", "organization.annualRevenue - budget")
    assert await amount(crm, "lacking") == {"amount": "1100000", "currency": "EUR"}
    await crm.data(
        "mutation ($id: ID!, $of: ID!) { updateContact(id: $id, input: {organizationId: $of}) { version: "
        "userErrors { code } } }",
        id=contact(1),
        of=organization(2),
    )
    assert await amount(crm, "lacking") is None
    found = await crm.data('{ contacts(filter: {lacking: {currency: {in: ["EUR", "CZK"]}}}) { totalCount } }')
    assert found["contacts"] == {"totalCount": 1}  # nor does it have a currency


async def test_a_number_without_any_amount_is_no_money(own_story: Story) -> None:
    crm = own_story.crm
    await of_kind(crm, "least", "MONEY", "coalesce(budget, 0) / coalesce(stars, 1)")
    await of_kind(crm, "broken", "MONEY", "budget / (stars - stars)")
    assert await amount(crm, "least", 12) == {"amount": "100000", "currency": "EUR"}
    assert await amount(crm, "least", 9) is None
    assert await amount(crm, "broken") is None
    found = await crm.data(
        '{ contacts(filter: {broken: {currency: {eq: "EUR"}}}) { totalCount }'
        " all: contacts { groups(by: [{broken: true}]) { key { broken } } } }"
    )
    assert found == {"contacts": {"totalCount": 0}, "all": {"groups": [{"key": {"broken": None}}]}}


async def test_formulas_and_roll_ups_go_on_from_amounts(own_story: Story) -> None:
    crm = own_story.crm
    await of_kind(crm, "fee", "MONEY", "budget / 100")
    await of_kind(crm, "withTax", "MONEY", "fee * 1.21", scale=2)
    given = {
        "entity": "Organization",
        "key": "fees",
        "kind": "ROLLUP",
        "rollup": {"list": "contacts", "function": "SUM", "field": "withTax"},
    }
    create = "mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { message } } }"
    assert (await crm.data(create, input=given))["createField"]["userErrors"] == []
    assert await amount(crm, "withTax") == {"amount": "1210", "currency": "EUR"}
    crm.statements.clear()
    read = f"query ($id: ID!) {{ organization(id: $id) {{ fees {MONEY} }} }}"
    assert (await crm.data(read, id=organization(1)))["organization"] == {
        "fees": {"amount": "2420", "currency": "EUR"}
    }
    assert len(crm.statements) == 1


NO_AMOUNT = (
    "Its values are MONEY, but it comes to a number without a currency: it has to read an amount, "
    "and neither divide it by another one nor multiply it with it."
)


@pytest.mark.parametrize(
    ("expression", "more", "fault"),
    [
        ("stars * 2", {"valueKind": "MONEY"}, ("expression", NO_AMOUNT)),
        ("budget / budget", {"valueKind": "MONEY"}, ("expression", NO_AMOUNT)),
        ("budget * organization.annualRevenue", {"valueKind": "MONEY"}, ("expression", NO_AMOUNT)),
        ("length(text(budget))", {"valueKind": "MONEY"}, ("expression", NO_AMOUNT)),
        (
            "lastName",
            {"valueKind": "INTEGER"},
            ("valueKind", 'What the formula yields can be "TEXT", not INTEGER.'),
        ),
        (
            "stars",
            {"valueKind": "TEXT"},
            (
                "valueKind",
                'What the formula yields can be "DECIMAL", "INTEGER", "PERCENT" or "MONEY", not TEXT.',
            ),
        ),
        (
            "stars",
            {"valueKind": "INTEGER", "scale": 2},
            ("scale", '"scale" does not apply: values of INTEGER are whole.'),
        ),
    ],
)
async def test_a_kind_that_does_not_fit_is_refused(
    own_story: Story, expression: str, more: dict[str, Any], fault: tuple[str, str]
) -> None:
    option, text = fault
    assert await faults(own_story.crm, expression, **more) == [("VALIDATION", [option], text)]


async def test_only_what_computes_says_what_its_values_are(own_story: Story) -> None:
    crm = own_story.crm
    create = """
    mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { field message } } }
    """
    given: dict[str, Any] = {"entity": "Contact", "key": "plain", "kind": "TEXT", "valueKind": "INTEGER"}
    assert [one["field"] for one in (await crm.data(create, input=given))["createField"]["userErrors"]] == [
        ["valueKind"]
    ]
    rollup = {"list": "mentees", "function": "COUNT"}
    counted = {"entity": "Contact", "key": "count", "kind": "ROLLUP", "rollup": rollup, "valueKind": "MONEY"}
    assert (await crm.data(create, input=counted))["createField"]["userErrors"] == [
        {
            "field": ["valueKind"],
            "message": 'The roll-up yields INTEGER, not MONEY; leave "valueKind" out.',
        }
    ]


async def test_another_expression_leaves_the_kind_as_it_is(own_story: Story) -> None:
    crm = own_story.crm
    await of_kind(crm, "fee", "MONEY", "budget / 100")

    async def changed(expression: str) -> list[str]:
        payload = await crm.data(UPDATE, entity="Contact", key="fee", input={"expression": expression})
        return [error["message"] for error in payload["updateField"]["userErrors"]]

    assert await changed("stars * 2") == [NO_AMOUNT]
    assert await changed("lastName") == [
        "It yields TEXT, but the field's values are MONEY; make a new field for it."
    ]
    assert await changed("budget / 50") == []
    assert await amount(crm, "fee") == {"amount": "2000", "currency": "EUR"}


async def test_a_plan_tells_what_another_expression_would_meet(own_story: Story) -> None:
    crm = own_story.crm
    await of_kind(crm, "fee", "MONEY", "budget / 100")
    plan = """
    query ($change: PlanFieldChangeInput!) {
      planFieldChange(entity: "Contact", key: "fee", change: $change) { userErrors { message } }
    }
    """
    told = await crm.data(plan, change={"update": {"expression": "stars"}})
    assert told["planFieldChange"]["userErrors"] == [{"message": NO_AMOUNT}]
    told = await crm.data(plan, change={"convert": {"kind": "MONEY"}})
    assert "is computed, and holds no values" in told["planFieldChange"]["userErrors"][0]["message"]
