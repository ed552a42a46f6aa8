"""Keyset pages: every record once, in the order of the list, whatever the order is."""

import base64
from typing import Any

import orjson
import pytest

from tests.story import Story

ORDERS: dict[str, list[list[dict[str, Any]]]] = {
    "Contact": [
        [],
        [{"firstName": "ASC"}],
        [{"lastName": "DESC"}],
        [{"rank": "ASC"}],
        [{"rank": "DESC"}],
        [{"stars": "DESC"}, {"rank": "ASC"}],
        [{"status": "ASC"}, {"doNotCall": "DESC"}, {"firstName": "ASC"}],
        [{"doNotCall": "ASC"}],
        [{"birthdate": "ASC"}, {"email": "DESC"}],
        [{"birthdate": "DESC"}],
        [{"budget": "ASC"}],
        [{"budget": "DESC"}],
        [{"budget": "ASC"}, {"rank": "DESC"}],
        [{"rank": "ASC"}, {"budget": "DESC"}, {"vip": "ASC"}],
        [{"lastCall": "DESC"}],
        [{"memo": "ASC"}],
        [{"description": "DESC"}],
        [{"createdAt": "ASC"}],
        [{"updatedAt": "DESC"}],
        [{"version": "ASC"}],
        [{"deletedAt": "ASC"}],
        [{"organization": {"name": "ASC"}}],
        [{"organization": {"name": "DESC"}}, {"rank": "ASC"}],
        [{"organization": {"annualRevenue": "DESC"}}],
        [{"organization": {"annualRevenue": "ASC"}}, {"stars": "DESC"}],
        [{"organization": {"parent": {"employees": "ASC"}}}],
        [{"mentor": {"firstName": "ASC"}}, {"broker": {"name": "DESC"}}],
        [{"team": {"name": "ASC"}}, {"owner": {"name": "DESC"}}],
    ],
    "Listing": [
        [{"price": "ASC"}],
        [{"price": "DESC"}],
        [{"area": "ASC"}],
        [{"viewedAt": "DESC"}],
        [{"furnished": "DESC"}, {"rooms": "ASC"}],
        [{"seller": {"budget": "DESC"}}],
    ],
}
CASES = [(entity, order) for entity, orders in ORDERS.items() for order in orders]


class Pager:
    def __init__(self, story: Story, entity: str, order: list[dict[str, Any]]) -> None:
        self._story = story
        self._plural = f"{entity.lower()}s"
        self._order = order
        self._query = (
            f"query ($order: [{entity}Order!], $first: Int, $after: String, $last: Int, $before:"
            f" String) {{ {self._plural}"
            "(orderBy: $order, first: $first, after: $after, last: $last, before: $before)"
            " { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor"
            " endCursor } } }"
        )

    async def page(self, **arguments: Any) -> tuple[list[str], list[str], dict[str, Any]]:
        data = await self._story.data(self._query, order=self._order, **arguments)
        edges = data[self._plural]["edges"]
        return (
            [edge["node"]["id"] for edge in edges],
            [edge["cursor"] for edge in edges],
            data[self._plural]["pageInfo"],
        )


@pytest.mark.parametrize(("entity", "order"), CASES)
@pytest.mark.parametrize("size", [1, 3])
async def test_pages_forward_and_backward_make_the_whole_list(
    story: Story, entity: str, order: list[dict[str, Any]], size: int
) -> None:
    pager = Pager(story, entity, order)
    whole, cursors, _ = await pager.page(first=200)
    assert len(set(whole)) == len(whole) == {"Contact": 14, "Listing": 4}[entity]
    seen: list[str] = []
    after = None
    while True:
        ids, _, info = await pager.page(first=size, after=after)
        seen += ids
        assert info["hasPreviousPage"] is (after is not None)
        assert info["hasNextPage"] is (len(seen) < len(whole))
        after = info["endCursor"]
        if not info["hasNextPage"]:
            break
    assert seen == whole
    seen, before = [], None
    while True:
        ids, _, info = await pager.page(last=size, before=before)
        seen = ids + seen
        assert info["hasNextPage"] is (before is not None)
        assert info["hasPreviousPage"] is (len(seen) < len(whole))
        before = info["startCursor"]
        if not info["hasPreviousPage"]:
            break
    assert seen == whole
    for place, cursor in enumerate(cursors):
        assert (await pager.page(first=200, after=cursor))[0] == whole[place + 1 :]
        assert (await pager.page(last=200, before=cursor))[0] == whole[:place]


async def test_behind_the_last_record_is_an_empty_page(story: Story) -> None:
    pager = Pager(story, "Contact", [{"rank": "ASC"}])
    _, _, info = await pager.page(first=200)
    ids, _, end = await pager.page(first=5, after=info["endCursor"])
    assert ids == []
    assert end == {"hasNextPage": False, "hasPreviousPage": True, "startCursor": None, "endCursor": None}


async def test_records_that_are_added_meanwhile_are_neither_shown_twice_nor_push_others_out(
    own_story: Story,
) -> None:
    pager = Pager(own_story, "Contact", [{"firstName": "ASC"}])
    before, _, _ = await pager.page(first=200)
    first, _, info = await pager.page(first=5)
    for name in ("Aaron", "Zzz", "Яяя"):
        await own_story.crm.create("Contact", {"firstName": name})
    rest, _, _ = await pager.page(first=200, after=info["endCursor"])
    assert [id_ for id_ in first + rest if id_ in before] == before
    assert len(rest) == len(before) - 5 + 2  # Aaron stands before the cursor


async def test_the_record_of_a_cursor_may_be_gone(own_story: Story) -> None:
    pager = Pager(own_story, "Contact", [{"rank": "DESC"}])
    whole, cursors, _ = await pager.page(first=200)
    await own_story.data("mutation ($id: ID!) { deleteContact(id: $id) { deletedId } }", id=whole[2])
    assert (await pager.page(first=3, after=cursors[2]))[0] == whole[3:6]


async def test_a_nested_list_is_paged_by_its_own_cursors(story: Story) -> None:
    query = (
        "query ($after: String) { organizations(orderBy: [{name: DESC}], filter: {contacts: {some:"
        " {}}}) { nodes { name"
        " contacts(first: 1, after: $after, orderBy: [{firstName: ASC}]) { nodes { firstName }"
        " pageInfo { hasNextPage endCursor } } } } }"
    )
    first = (await story.data(query))["organizations"]["nodes"]
    house = next(node for node in first if node["name"] == "Žvėryno namai")
    assert house["contacts"]["nodes"] == [{"firstName": "Ąžuolas"}]
    after = house["contacts"]["pageInfo"]["endCursor"]
    second = (await story.data(query, after=after))["organizations"]["nodes"]
    house = next(node for node in second if node["name"] == "Žvėryno namai")
    assert house["contacts"] == {
        "nodes": [{"firstName": "Jūratė"}],
        "pageInfo": {"hasNextPage": False, "endCursor": house["contacts"]["pageInfo"]["endCursor"]},
    }


@pytest.mark.parametrize(
    "other",
    [[], [{"rank": "DESC"}], [{"stars": "ASC"}], [{"rank": "ASC"}, {"stars": "ASC"}], [{"firstName": "ASC"}]],
)
async def test_a_cursor_of_another_order_is_refused(story: Story, other: list[dict[str, Any]]) -> None:
    _, cursors, _ = await Pager(story, "Contact", [{"rank": "ASC"}]).page(first=2)
    code, message = await story.refusal(
        "query ($order: [ContactOrder!], $after: String) { contacts(orderBy: $order, after:"
        " $after) { totalCount } }",
        order=other,
        after=cursors[1],
    )
    assert code == "BAD_USER_INPUT"
    assert "cursor" in message


@pytest.mark.parametrize(
    ("order", "place", "value"),
    [
        ({"rank": "ASC"}, 1, "x"),
        ({"rank": "ASC"}, 1, 5),
        ({"rank": "ASC"}, 1, ["5"]),
        ({"rank": "ASC"}, 1, "99999999999"),
        ({"rank": "ASC"}, 1, "1_0"),
        ({"rank": "ASC"}, 1, "\u0665"),
        ({"rank": "ASC"}, 2, "urn:uuid:018f0000-0004-7000-8000-000000000001"),
        ({"rank": "ASC"}, 2, None),
        ({"rank": "ASC"}, 2, ""),
        ({"doNotCall": "ASC"}, 1, "maybe"),
        ({"birthdate": "ASC"}, 1, "2026-W01-1"),
        ({"birthdate": "ASC"}, 1, "2026-02-30"),
        ({"createdAt": "ASC"}, 1, "2026-01-01"),
        ({"createdAt": "ASC"}, 1, "infinity"),
        ({"createdAt": "ASC"}, 1, None),
        ({"score": "ASC"}, 1, "1e999999"),
        ({"score": "ASC"}, 1, "sNaN"),
        ({"score": "ASC"}, 1, "1" * 200_000),
        ({"budget": "ASC"}, 2, None),
        ({"firstName": "ASC"}, 1, "\x00"),
        ({"firstName": "ASC"}, 2, None),
    ],
)
async def test_a_tampered_cursor_is_refused(
    story: Story, order: dict[str, str], place: int, value: Any
) -> None:
    _, cursors, _ = await Pager(story, "Contact", [order]).page(first=1)
    document = orjson.loads(base64.b64decode(cursors[0]))
    document[place] = value
    for argument in ("after", "before"):
        code, message = await story.refusal(
            f"query ($order: [ContactOrder!], $c: String) {{ contacts(orderBy: $order, {argument}:"
            f" $c) {{ nodes {{ id }} }} }}",
            order=[order],
            c=base64.b64encode(orjson.dumps(document)).decode(),
        )
        assert code == "BAD_USER_INPUT"
        assert message.startswith(argument)


@pytest.mark.parametrize("document", [None, {}, [], "x", 5, [1], [[]], ["a", "b", "c", "d", "e"]])
async def test_what_is_no_cursor_at_all_is_refused(story: Story, document: Any) -> None:
    code, _ = await story.refusal(
        "query ($c: String) { contacts(after: $c) { nodes { id } } }",
        c=base64.b64encode(orjson.dumps(document)).decode(),
    )
    assert code == "BAD_USER_INPUT"
