"""Counts, sums, averages and extremes of whole lists."""

from decimal import Decimal
from typing import Any

import pytest

from tests.story import Story, contact, listing, organization


async def aggregate(story: Story, selection: str, arguments: str = "", **variables: Any) -> Any:
    data = await story.data(f"{{ contacts{arguments} {{ aggregate {{ {selection} }} }} }}", **variables)
    return data["contacts"]["aggregate"]


async def summed(story: Story, field: dict[str, Any], values: list[Any]) -> dict[str, Any]:
    """Give new contacts these values in a new field, and return what their list tells of it."""
    made = await story.data(
        "mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { message } } }",
        input={"entity": "Contact", "key": "number", "label": {"en": "Number"}, **field},
    )
    assert made["createField"]["userErrors"] == []
    for value in values:
        await story.crm.create("Contact", {"lastName": "Summed", "number": value})
    parts = " { amount currency }" if field["kind"] == "MONEY" else ""
    selection = " ".join(f"{function} {{ number{parts} }}" for function in ("sum", "avg", "min", "max"))
    found = await aggregate(story, f"count {selection}", '(filter: {lastName: {eq: "Summed"}}, first: 1)')
    assert found.pop("count") == len(values)
    return {function: member["number"] for function, member in found.items()}


async def test_a_list_tells_what_all_its_records_come_to_whatever_the_page(story: Story) -> None:
    data = await story.data(
        "{ contacts(first: 1) { nodes { id } aggregate { count sum { stars score } avg { stars score }"
        " min { stars birthdate lastCall } max { stars birthdate nextCall } } } }"
    )
    assert len(data["contacts"]["nodes"]) == 1
    assert data["contacts"]["aggregate"] == {
        "count": 14,
        "sum": {"stars": "13", "score": "14.5"},
        "avg": {"stars": "3.25", "score": "7.25"},
        "min": {"stars": 1, "birthdate": "1975-01-02", "lastCall": "2026-03-01T06:00:00+00:00"},
        "max": {"stars": 5, "birthdate": "1991-11-30", "nextCall": "2026-03-16"},
    }


async def test_money_is_told_by_currency(story: Story) -> None:
    found = await aggregate(
        story, " ".join(f"{name} {{ budget {{ currency amount }} }}" for name in ("sum", "avg", "min", "max"))
    )
    assert found == {
        "sum": {
            "budget": [
                {"currency": "CZK", "amount": "2500000"},
                {"currency": "EUR", "amount": "299999.99"},
            ]
        },
        "avg": {
            "budget": [
                {"currency": "CZK", "amount": "2500000"},
                {"currency": "EUR", "amount": "99999.9966666667"},
            ]
        },
        "min": {
            "budget": [{"currency": "CZK", "amount": "2500000"}, {"currency": "EUR", "amount": "99999.99"}]
        },
        "max": {
            "budget": [{"currency": "CZK", "amount": "2500000"}, {"currency": "EUR", "amount": "100000"}]
        },
    }


async def test_several_fields_of_money_are_told_side_by_side_with_numbers(story: Story) -> None:
    query = (
        "{ organizations { aggregate { count sum { annualRevenue { amount currency } employees }"
        " max { annualRevenue { amount } employees createdAt } } } listings { aggregate {"
        " sum { price { amount currency } area } } } }"
    )
    data = await story.data(query)
    assert data["organizations"]["aggregate"] == {
        "count": 5,
        "sum": {
            "annualRevenue": [
                {"amount": "9000000", "currency": "CZK"},
                {"amount": "2400000.5", "currency": "EUR"},
            ],
            "employees": "67",
        },
        "max": {
            "annualRevenue": [{"amount": "9000000"}, {"amount": "1200000.5"}],
            "employees": 40,
            "createdAt": "2026-02-13T12:41:00+00:00",
        },
    }
    assert data["listings"]["aggregate"]["sum"] == {
        "price": [{"amount": "7900000", "currency": "CZK"}, {"amount": "349999.5", "currency": "EUR"}],
        "area": "234.5",
    }


async def test_of_no_records_there_are_no_values(story: Story) -> None:
    found = await aggregate(
        story,
        "count sum { stars budget { amount } } avg { score budget { amount } }"
        " min { stars budget { amount } birthdate } max { createdAt }",
        '(filter: {lastName: {eq: "Nobody"}})',
    )
    assert found == {
        "count": 0,
        "sum": {"stars": None, "budget": []},
        "avg": {"score": None, "budget": []},
        "min": {"stars": None, "budget": [], "birthdate": None},
        "max": {"createdAt": None},
    }


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ('(filter: {organization: {name: {contains: "namai"}}})', 3),
        ('(search: "azuolas")', 1),
        ("(filter: {deleted: ONLY})", 1),
        ("(filter: {deleted: INCLUDE})", 15),
        ("(last: 2)", 14),
    ],
)
async def test_the_filter_and_the_search_of_the_list_hold(story: Story, arguments: str, count: int) -> None:
    data = await story.data(
        f"{{ contacts{arguments} {{ totalCount aggregate {{ count }} count {{ value }} }} }}"
    )
    assert data["contacts"] == {"totalCount": count, "aggregate": {"count": count}, "count": {"value": count}}


async def test_lists_of_records_count_the_rows_of_their_own_record(story: Story) -> None:
    query = (
        "query ($house: ID!, $listing: ID!) { organization(id: $house) { contacts { aggregate { count"
        " sum { stars budget { amount currency } } } } partnerListings { count { value } aggregate {"
        " sum { price { amount } } } } } listing(id: $listing) { viewers { aggregate { count sum { stars } }"
        " groups(by: [{vip: true}]) { count key { vip } } } } }"
    )
    data = await story.data(query, house=organization(1), listing=listing(1))
    assert data == {
        "organization": {
            "contacts": {
                "aggregate": {
                    "count": 2,
                    "sum": {"stars": "7", "budget": [{"amount": "199999.99", "currency": "EUR"}]},
                }
            },
            "partnerListings": {
                "count": {"value": 2},
                "aggregate": {"sum": {"price": [{"amount": "7900000"}, {"amount": "250000"}]}},
            },
        },
        "listing": {
            "viewers": {
                "aggregate": {"count": 2, "sum": {"stars": "7"}},
                "groups": [{"count": 1, "key": {"vip": False}}, {"count": 1, "key": {"vip": None}}],
            }
        },
    }


async def test_a_chart_of_all_houses_is_one_statement(story: Story) -> None:
    story.crm.statements.clear()
    await story.data(
        "{ organizations { nodes { name contacts { count { value } aggregate { sum { budget { amount } } }"
        " groups(by: [{createdAt: MONTH}]) { count } } } } viewer { name } }"
    )
    assert len(story.crm.statements) == 1


async def test_aliases_fragments_and_typenames_serve_as_everywhere(story: Story) -> None:
    data = await story.data(
        "{ contacts { aggregate { ...Sums __typename"
        " ... on ContactAggregate { n: count sum { __typename worth: score } } } } }"
        " fragment Sums on ContactAggregate { least: min { stars }"
        " sum { money: budget { a: amount __typename } } sum { stars } }"
    )
    assert data["contacts"]["aggregate"] == {
        "least": {"stars": 1},
        "sum": {
            "money": [{"a": "2500000", "__typename": "Money"}, {"a": "299999.99", "__typename": "Money"}],
            "stars": "13",
            "__typename": "ContactNumbers",
            "worth": "14.5",
        },
        "__typename": "ContactAggregate",
        "n": 14,
    }
    assert list(data["contacts"]["aggregate"]) == ["least", "sum", "__typename", "n"]


async def test_mutations_answer_with_aggregates_of_what_they_have_written(own_story: Story) -> None:
    data = await own_story.data(
        "mutation ($id: ID!) { updateContact(id: $id, input: {stars: 3}) { contact { organization {"
        " contacts { aggregate { sum { stars } } } } } userErrors { message } } }",
        id=contact(1),
    )
    house = data["updateContact"]["contact"]["organization"]
    assert house == {"contacts": {"aggregate": {"sum": {"stars": "5"}}}}


async def test_decimals_are_exact(own_story: Story) -> None:
    assert await summed(own_story, {"kind": "DECIMAL"}, ["0.1", "0.2", None]) == {
        "sum": "0.3",
        "avg": "0.15",
        "min": "0.1",
        "max": "0.2",
    }


async def test_huge_and_tiny_numbers_add_up_exactly(own_story: Story) -> None:
    huge, tiny = "9" * 60, "0." + "0" * 58 + "1"
    found = await summed(own_story, {"kind": "DECIMAL"}, [huge, huge, tiny, "-1"])
    assert Decimal(found["sum"]) == Decimal("1" + "9" * 59 + "7." + "0" * 58 + "1")
    assert found["sum"] == "1" + "9" * 59 + "7." + "0" * 58 + "1"
    assert found["avg"] == "4" + "9" * 58 + "9.25"
    assert (found["min"], found["max"]) == ("-1", huge)


@pytest.mark.parametrize(
    ("values", "average"),
    [
        (["1", "1", "2"], "1.3333333333"),
        (["1", "2", "2"], "1.6666666667"),
        (["-1", "-2", "-2"], "-1.6666666667"),
        (["0.00000000005", None], "0.0000000001"),
        (["-0.00000000005"], "-0.0000000001"),
        (["0.00000000015", "0.00000000014"], "0.0000000001"),
        (["1e10", "1e10", "10000000000.00000000014"], "10000000000"),  # of .0000000000466…: rounded once
        (["5"], "5"),
        (["0.5", "-0.5"], "0"),
    ],
)
async def test_an_average_is_rounded_once_half_away_from_zero(
    own_story: Story, values: list[str | None], average: str
) -> None:
    assert (await summed(own_story, {"kind": "DECIMAL"}, values))["avg"] == average


async def test_sums_of_integers_exceed_32_bits(own_story: Story) -> None:
    most = 2**31 - 1
    assert await summed(own_story, {"kind": "INTEGER"}, [most, most, most, -(2**31)]) == {
        "sum": "4294967293",
        "avg": "1073741823.25",
        "min": -(2**31),
        "max": most,
    }


async def test_percentages_and_times_of_day_are_told(own_story: Story) -> None:
    found = await summed(own_story, {"kind": "PERCENT"}, ["33.3", "33.3", "33.4"])
    assert found == {"sum": "100", "avg": "33.3333333333", "min": "33.3", "max": "33.4"}


async def test_amounts_of_money_are_exact_whatever_the_currency(own_story: Story) -> None:
    amounts = [("0.1", "EUR"), ("0.2", "EUR"), ("1", "IRR"), ("9" * 50, "IRR")]
    found = await summed(own_story, {"kind": "MONEY"}, [{"amount": a, "currency": c} for a, c in amounts])
    assert found["sum"] == [
        {"amount": "0.3", "currency": "EUR"},
        {"amount": "1" + "0" * 50, "currency": "IRR"},
    ]
    assert found["avg"] == [
        {"amount": "0.15", "currency": "EUR"},
        {"amount": "5" + "0" * 49, "currency": "IRR"},
    ]


async def test_a_retired_field_is_still_told_of(own_story: Story) -> None:
    await own_story.data(
        'mutation { retireField(entity: "Contact", key: "stars") { userErrors { message } } }'
    )
    found = await aggregate(own_story, "sum { stars }")
    assert found == {"sum": {"stars": "13"}}


async def test_a_field_is_told_of_at_the_next_request(own_story: Story) -> None:
    assert (await summed(own_story, {"kind": "DECIMAL"}, ["2"]))["sum"] == "2"
