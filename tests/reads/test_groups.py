"""Groups of the records of a list: by what, in which order, with which values."""

from typing import Any

import pytest

from tests.story import Story, contact, organization


async def groups(
    story: Story, by: str, selection: str, arguments: str = "", first: int | None = None, **more: Any
) -> list[Any]:
    cut = "" if first is None else f", first: {first}"
    query = f"{{ contacts{arguments} {{ groups(by: [{by}]{cut}) {{ {selection} }} }} }}"
    data = await story.data(query, **more)
    found: list[Any] = data["contacts"]["groups"]
    return found


async def sizes(story: Story, by: str, key: str, arguments: str = "", **more: Any) -> list[tuple[Any, int]]:
    """Return the groups of one field: what they have in common, and how many there are."""
    found = await groups(story, by, f"key {{ {key} }} count", arguments, **more)
    return [(next(iter(group["key"].values())), group["count"]) for group in found]


BY_VALUE = [
    ("status: true", "status", [(None, 10), ("Active", 3), ("Inactive", 1)]),
    ("vip: true", "vip", [(None, 11), (True, 2), (False, 1)]),
    ("doNotCall: true", "doNotCall", [(None, 11), (True, 2), (False, 1)]),
    ("rank: true", "rank", [(None, 10), (2, 2), (1, 1), (3, 1)]),
    ("stars: true", "stars", [(None, 10), (5, 2), (1, 1), (2, 1)]),
    ("score: true", "score", [(None, 12), ("4.5", 1), ("10", 1)]),
    ("oldCode: true", "oldCode", [(None, 12), ("A-1", 1), ("B-7", 1)]),
]


@pytest.mark.parametrize(("by", "key", "expected"), BY_VALUE)
async def test_records_are_grouped_by_values(
    story: Story, by: str, key: str, expected: list[tuple[Any, int]]
) -> None:
    assert await sizes(story, f"{{{by}}}", key) == expected


async def test_texts_are_grouped_as_they_are_written_and_ordered_by_code_point(story: Story) -> None:
    names = [name for name, _ in await sizes(story, "{firstName: true}", "firstName")]
    assert names == [*sorted(name for name in names if name), None]
    assert names[:2] == ["Jūratė", "Ona"]
    assert names[-4:] == ["علی", "مريم", "گلناز", None]


async def test_the_largest_group_comes_first_and_groups_of_one_size_by_their_keys(story: Story) -> None:
    found = await groups(story, "{rank: true}, {vip: true}", "count key { rank vip }")
    assert [(group["count"], *group["key"].values()) for group in found] == [
        (8, None, None),
        (2, 2, None),
        (1, 1, None),
        (1, 3, True),
        (1, None, False),
        (1, None, True),
    ]


async def test_what_it_is_not_grouped_by_is_null_in_the_key(story: Story) -> None:
    (first, *_) = await groups(story, "{vip: true}", "key { __typename vip rank organization { name } }")
    assert first == {
        "key": {"__typename": "ContactGroupKey", "vip": None, "rank": None, "organization": None}
    }


async def test_records_of_several_options_are_in_a_group_of_each(story: Story) -> None:
    expected = [(None, 12), ("Buyer", 1), ("Seller", 1), ("Tenant", 1)]
    assert await sizes(story, "{contactTypes: true}", "contactTypes") == expected  # of none, in one, too
    assert await sizes(story, "{hobbies: true}", "hobbies") == [(None, 12), ("chess", 2), ("skiing", 1)]


async def test_money_is_grouped_by_currency(story: Story) -> None:
    found = await groups(story, "{budget: true}", "key { budget } count sum { budget { amount currency } }")
    assert found == [
        {"key": {"budget": None}, "count": 10, "sum": {"budget": []}},
        {
            "key": {"budget": "EUR"},
            "count": 3,
            "sum": {"budget": [{"amount": "299999.99", "currency": "EUR"}]},
        },
        {
            "key": {"budget": "CZK"},
            "count": 1,
            "sum": {"budget": [{"amount": "2500000", "currency": "CZK"}]},
        },
    ]


async def test_the_key_of_a_reference_is_the_record(story: Story) -> None:
    found = await groups(
        story,
        "{organization: true}",
        "count key { organization { name parent { name } contacts { totalCount } } }",
        '(filter: {organization: {name: {contains: "namai"}}})',
        first=10,
    )
    assert found == [
        {
            "count": 2,
            "key": {"organization": {"name": "Žvėryno namai", "parent": None, "contacts": {"totalCount": 2}}},
        },
        {
            "count": 1,
            "key": {
                "organization": {
                    "name": "100% Namai_Plus",
                    "parent": {"name": "Žvėryno namai"},
                    "contacts": {"totalCount": 1},
                }
            },
        },
    ]


async def test_a_reference_to_a_deleted_record_counts_as_none(story: Story) -> None:
    found = await groups(story, "{organization: true}", "count key { organization { id } }")
    assert found[0] == {"count": 5, "key": {"organization": None}}  # 13 is in a house that was deleted
    assert organization(6) not in str(found)


@pytest.mark.parametrize("field", ["broker", "mentor", "owner", "team", "createdBy"])
async def test_references_of_every_origin_group(story: Story, field: str) -> None:
    data = await story.data(
        f"{{ contacts {{ nodes {{ {field} {{ id }} }} groups(by: [{{{field}: true}}])"
        f" {{ count key {{ {field} {{ id }} }} }} }} }}"
    )
    ids = [node[field] and node[field]["id"] for node in data["contacts"]["nodes"]]
    found = {
        group["key"][field] and group["key"][field]["id"]: group["count"]
        for group in data["contacts"]["groups"]
    }
    assert found == {id_: ids.count(id_) for id_ in set(ids)}


async def test_each_group_has_its_sums_averages_and_extremes(story: Story) -> None:
    found = await groups(
        story,
        "{status: true}",
        "count key { status } sum { stars budget { amount currency } } avg { stars }"
        " min { birthdate budget { amount } } max { stars rank }",
    )
    assert found[1] == {
        "count": 3,
        "key": {"status": "Active"},
        "sum": {
            "stars": "5",
            "budget": [{"amount": "2500000", "currency": "CZK"}, {"amount": "100000", "currency": "EUR"}],
        },
        "avg": {"stars": "5"},
        "min": {"birthdate": "1980-05-17", "budget": [{"amount": "2500000"}, {"amount": "100000"}]},
        "max": {"stars": 5, "rank": 3},
    }
    assert found[2] == {
        "count": 1,
        "key": {"status": "Inactive"},
        "sum": {"stars": "2", "budget": [{"amount": "99999.99", "currency": "EUR"}]},
        "avg": {"stars": "2"},
        "min": {"birthdate": "1975-01-02", "budget": [{"amount": "99999.99"}]},
        "max": {"stars": 2, "rank": None},
    }


async def test_the_groups_cover_the_whole_filtered_list(story: Story) -> None:
    arguments = "(filter: {stars: {isNull: false}}, first: 1)"
    assert await sizes(story, "{stars: true}", "stars", arguments) == [(5, 2), (1, 1), (2, 1)]
    deleted = await sizes(story, "{deletedAt: DAY}", "deletedAt", "(filter: {deleted: INCLUDE})")
    assert deleted == [(None, 14), ("2026-03-14", 1)]


async def test_a_list_without_records_has_no_groups(story: Story) -> None:
    assert await groups(story, "{vip: true}", "count", '(filter: {lastName: {eq: "Nobody"}})') == []


async def test_groups_by_different_fields_stand_side_by_side(story: Story) -> None:
    data = await story.data(
        "query ($by: [ContactGroupBy!]!, $bucket: DateBucket!) { contacts { a: groups(by: $by) { n: count }"
        " b: groups(by: [{birthdate: $bucket}]) { k: key { b: birthdate } } } }",
        by=[{"vip": True}],
        bucket="YEAR",
    )
    assert data["contacts"] == {
        "a": [{"n": 11}, {"n": 2}, {"n": 1}],
        "b": [
            {"k": {"b": None}},
            {"k": {"b": "1980-01-01"}},
            {"k": {"b": "1975-01-01"}},
            {"k": {"b": "1991-01-01"}},
        ],
    }


async def test_only_as_many_groups_are_shown_as_are_asked_for(story: Story) -> None:
    every = await groups(story, "{rank: true}", "count key { rank }")
    assert await groups(story, "{rank: true}", "count key { rank }", first=2) == every[:2]
    for first in (0, 1_001, -1):
        code, message = await story.refusal(
            "query ($n: Int) { contacts { groups(by: [{rank: true}], first: $n) { count } } }", n=first
        )
        assert (code, message) == (
            "BAD_USER_INPUT",
            f"first: {first} is out of range; expected 1 to 1000 groups.",
        )


async def test_the_first_thousand_groups_are_shown(own_story: Story) -> None:
    async with own_story.crm.records(own_story.crm.admin) as records:
        for number in range(1_003):
            await records.create("Contact", {"lastName": f"{number:04}"})
        await records.create("Contact", {"lastName": "1002"})
    found = await sizes(own_story, "{lastName: true}", "lastName", "(filter: {firstName: {isNull: true}})")
    assert len(found) == 1_000
    assert found[0] == ("1002", 2)
    assert found[-1] == ("0998", 1)
    assert (None, 1) not in found


@pytest.mark.parametrize(
    ("by", "message"),
    [
        ([], "by: 0 fields to group by; expected 1 to 5."),
        (
            [
                {"vip": True},
                {"rank": True},
                {"stars": True},
                {"score": True},
                {"status": True},
                {"team": True},
            ],
            "by: 6 fields to group by; expected 1 to 5.",
        ),
        (
            [{"vip": True}, {"vip": True}],
            'by.1.vip: the groups have one key "vip"; group by each field once.',
        ),
        (
            [{"createdAt": "DAY"}, {"createdAt": "YEAR"}],
            'by.1.createdAt: the groups have one key "createdAt"; group by each field once.',
        ),
        ([{"vip": False}], "by.0.vip: false is nothing to group by; leave the member out."),
    ],
)
async def test_what_cannot_be_grouped_by_is_refused(
    story: Story, by: list[dict[str, Any]], message: str
) -> None:
    query = "query ($by: [ContactGroupBy!]!) { contacts { groups(by: $by) { count } } }"
    assert await story.refusal(query, by=by) == ("BAD_USER_INPUT", message)


@pytest.mark.parametrize(
    "by",
    [
        [{"vip": None}],
        [{"vip": True, "rank": True}],
        [{}],
        [{"createdAt": True}],
        [{"createdAt": "HOUR"}],
        [{"vip": "DAY"}],
        [{"memo": True}],
        [{"lenders": True}],
        [{"organizationId": True}],
    ],
)
async def test_the_input_takes_one_member_of_its_type(story: Story, by: list[dict[str, Any]]) -> None:
    query = "query ($by: [ContactGroupBy!]!) { contacts { groups(by: $by) { count } } }"
    assert (await story.refusal(query, by=by))[0] == "BAD_USER_INPUT"


async def test_a_record_that_goes_leaves_its_group(own_story: Story) -> None:
    await own_story.data(
        "mutation ($id: ID!) { deleteContact(id: $id) { userErrors { message } } }", id=contact(2)
    )
    assert await sizes(own_story, "{status: true}", "status") == [(None, 10), ("Active", 3)]
