"""One record and lists of records: what comes, in which shape."""

from typing import Any

import pytest

from gql_crm.testing import Crm
from tests.story import Story, contact, listing, organization

EVERYTHING_LIVE = 14
"""Contacts of the story that are not deleted."""


async def test_one_record_comes_with_what_is_selected(story: Story) -> None:
    data = await story.data(
        "query ($id: ID!) { contact(id: $id) { id recordType displayName firstName birthdate"
        " doNotCall contactTypes } }",
        id=contact(1),
    )
    assert data["contact"] == {
        "id": contact(1),
        "recordType": "Contact",
        "displayName": "Jūratė Žukauskienė",
        "firstName": "Jūratė",
        "birthdate": "1980-05-17",
        "doNotCall": False,
        "contactTypes": ["Buyer", "Seller"],
    }


async def test_values_of_every_kind_come_in_their_json_form(story: Story) -> None:
    data = await story.data(
        "query ($id: ID!) { listing(id: $id) { title rooms area price { amount currency } built"
        " viewedAt furnished stage"
        " features story seller { firstName } createdAt version } }",
        id=listing(1),
    )
    assert data["listing"] == {
        "title": "Namas prie ežero",
        "rooms": 5,
        "area": "180.5",
        "price": {"amount": "250000", "currency": "EUR"},
        "built": "1998-01-01",
        "viewedAt": "2026-03-14T08:00:00.123456+00:00",
        "furnished": True,
        "stage": "live",
        "features": ["garden", "garage"],
        "story": "Senas sodas.\nNauja pirtis.",
        "seller": {"firstName": "Jūratė"},
        "createdAt": "2026-02-13T12:58:00+00:00",
        "version": 1,
    }


async def test_a_record_without_values_has_nulls(story: Story) -> None:
    data = await story.data(
        "query ($id: ID!) { listing(id: $id) { rooms area price { amount } built viewedAt"
        " furnished stage features story"
        " seller { id } owner { id } } }",
        id=listing(4),
    )
    assert data["listing"] == {
        "rooms": None,
        "area": None,
        "price": None,
        "built": None,
        "viewedAt": None,
        "furnished": None,
        "stage": None,
        "features": [],
        "story": None,
        "seller": {"id": contact(10)},
        "owner": None,
    }


async def test_a_record_that_is_not_there_is_null(story: Story) -> None:
    data = await story.data("query ($id: ID!) { contact(id: $id) { id } }", id=contact(99))
    assert data == {"contact": None}


async def test_the_id_of_a_record_of_another_entity_finds_nothing(story: Story) -> None:
    data = await story.data("query ($id: ID!) { contact(id: $id) { id } }", id=organization(1))
    assert data == {"contact": None}


async def test_a_malformed_id_is_refused(story: Story) -> None:
    code, message = await story.refusal('{ contact(id: "not-an-id") { id } }')
    assert code == "BAD_USER_INPUT"
    assert '"not-an-id"' in message


async def test_without_an_order_the_newest_come_first(story: Story) -> None:
    data = await story.data("{ contacts(first: 3) { nodes { id } } }")
    assert [node["id"] for node in data["contacts"]["nodes"]] == [contact(14), contact(13), contact(12)]


async def test_a_page_has_20_records_when_nothing_else_is_asked(crm: Crm) -> None:
    for number in range(21):
        await crm.create("Organization", {"name": f"Number {number}"})
    data = await crm.data("{ organizations { nodes { id } pageInfo { hasNextPage } totalCount } }")
    assert len(data["organizations"]["nodes"]) == 20
    assert data["organizations"]["pageInfo"] == {"hasNextPage": True}
    assert data["organizations"]["totalCount"] == 21


async def test_edges_and_nodes_show_the_same_records(story: Story) -> None:
    connection = (
        await story.data("{ contacts { nodes { id } edges { cursor node { id firstName } } totalCount } }")
    )["contacts"]
    assert [edge["node"]["id"] for edge in connection["edges"]] == [
        node["id"] for node in connection["nodes"]
    ]
    assert connection["totalCount"] == EVERYTHING_LIVE
    assert len({edge["cursor"] for edge in connection["edges"]}) == EVERYTHING_LIVE


async def test_total_count_is_of_the_whole_filtered_list(story: Story) -> None:
    data = await story.data(
        "{ contacts(first: 1, filter: {contactTypes: {isEmpty: false}}) { totalCount nodes { id } } }"
    )
    assert data["contacts"]["totalCount"] == 2
    assert len(data["contacts"]["nodes"]) == 1


async def test_a_list_of_none_is_empty(story: Story) -> None:
    data = await story.data(
        '{ contacts(filter: {firstName: {eq: "Nobody"}}) { totalCount nodes { id } edges { cursor }'
        " pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"
    )
    assert data["contacts"] == {
        "totalCount": 0,
        "nodes": [],
        "edges": [],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    }


@pytest.mark.parametrize(
    ("first", "has_next"),
    [(0, True), (1, True), (EVERYTHING_LIVE - 1, True), (EVERYTHING_LIVE, False), (200, False)],
)
async def test_has_next_page_is_exact_at_the_end_of_the_list(
    story: Story, first: int, *, has_next: bool
) -> None:
    data = await story.data(
        "query ($first: Int) { contacts(first: $first) { nodes { id } pageInfo { hasNextPage"
        " hasPreviousPage } } }",
        first=first,
    )
    assert len(data["contacts"]["nodes"]) == min(first, EVERYTHING_LIVE)
    assert data["contacts"]["pageInfo"] == {"hasNextPage": has_next, "hasPreviousPage": False}


@pytest.mark.parametrize(
    ("last", "has_previous"), [(1, True), (EVERYTHING_LIVE - 1, True), (EVERYTHING_LIVE, False)]
)
async def test_has_previous_page_is_exact_at_the_beginning_of_the_list(
    story: Story, last: int, *, has_previous: bool
) -> None:
    data = await story.data(
        "query ($last: Int) { contacts(last: $last) { nodes { id } pageInfo { hasNextPage"
        " hasPreviousPage } } }",
        last=last,
    )
    assert data["contacts"]["nodes"][-1] == {"id": contact(1)}
    assert data["contacts"]["pageInfo"] == {"hasNextPage": False, "hasPreviousPage": has_previous}


async def test_page_info_alone_costs_no_rows_in_the_answer(story: Story) -> None:
    data = await story.data(
        "{ contacts(first: 2) { pageInfo { __typename hasNextPage startCursor endCursor } } }"
    )
    info = data["contacts"]["pageInfo"]
    edges = (await story.data("{ contacts(first: 2) { edges { cursor } } }"))["contacts"]["edges"]
    assert info == {
        "__typename": "PageInfo",
        "hasNextPage": True,
        "startCursor": edges[0]["cursor"],
        "endCursor": edges[1]["cursor"],
    }


@pytest.mark.parametrize(
    "arguments",
    [
        "first: -1",
        "first: 201",
        "last: -1",
        "last: 201",
        "first: 1, last: 1",
        'first: 1, before: "x"',
        'last: 1, after: "x"',
        'after: "x", before: "x"',
        'after: "x"',
        'before: ""',
        'after: "WyJhIl0="',
        'after: "ąžuolas"',
    ],
)
async def test_page_arguments_that_make_no_sense_are_refused(story: Story, arguments: str) -> None:
    code, _ = await story.refusal(f"{{ contacts({arguments}) {{ totalCount }} }}")
    assert code == "BAD_USER_INPUT"


async def test_null_arguments_are_as_absent_ones(story: Story) -> None:
    nothing: dict[str, Any] = dict.fromkeys(
        ("filter", "search", "orderBy", "first", "after", "last", "before")
    )
    data = await story.data(
        "query ($filter: ContactFilter, $search: String, $orderBy: [ContactOrder!], $first: Int,"
        " $after: String,"
        " $last: Int, $before: String) { contacts(filter: $filter, search: $search, orderBy:"
        " $orderBy, first: $first,"
        " after: $after, last: $last, before: $before) { nodes { id } } contacts2: contacts {"
        " nodes { id } } }",
        **nothing,
    )
    assert data["contacts"] == data["contacts2"]


async def test_long_text_comes_back_byte_by_byte(own_story: Story) -> None:
    text = 'Ąžuolas\r\n\tЙ \u2028 \U0001f600 "quoted" \\ / </script> \u007f می\u200cخواهد e\u0301 ' * 1_000
    ref = await own_story.crm.create(
        "Contact", {"firstName": "Ilgas", "description": text, "memo": text[:90_000]}
    )
    data = await own_story.data("query ($id: ID!) { contact(id: $id) { description memo } }", id=str(ref.id))
    assert data["contact"] == {"description": text, "memo": text[:90_000]}
