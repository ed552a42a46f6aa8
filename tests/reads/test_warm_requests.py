"""A request of a known shape parses, validates and plans nothing, and is answered as any other."""

import json
from datetime import timedelta
from typing import Any

import pytest

from gql_crm.fields.storage import CustomStorage
from gql_crm.reads import operation
from gql_crm.schema import preparing, running
from gql_crm.testing import Template, open_crm
from gql_crm.workspace import GraphQLRequest
from tests.story import NOW, Story, contact, organization

LIST = """
query ($filter: ContactFilter, $order: [ContactOrder!], $search: String, $first: Int, $after: String,
    $last: Int, $before: String) {
  contacts(filter: $filter, orderBy: $order, search: $search, first: $first, after: $after, last: $last,
    before: $before) {
    totalCount
    nodes { id firstName budget { amount } organization { name } }
    pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
  }
}
"""


class NotWarmError(AssertionError):
    """A warm request did what only a cold one does."""


@pytest.fixture
def only_warm(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function after whose call nothing may be parsed, validated or planned."""

    def begin() -> None:
        def refuse(*_: Any, **__: Any) -> Any:
            raise NotWarmError

        monkeypatch.setattr(preparing, "parse", refuse)
        monkeypatch.setattr(preparing, "validate", refuse)
        monkeypatch.setattr(running, "plan_root", refuse)
        monkeypatch.setattr(operation, "connection_object", refuse)

    return begin


SHAPES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a text": ({"filter": {"firstName": {"contains": "jur"}}}, {"filter": {"firstName": {"contains": "ą"}}}),
    "a list of any length": (
        {"filter": {"firstName": {"in": ["Jūratė"]}}},
        {"filter": {"firstName": {"in": ["Ąžuolas", "Иван", "x"]}}},
    ),
    "money": (
        {"filter": {"budget": {"gte": {"amount": "1", "currency": "EUR"}}}},
        {"filter": {"budget": {"gte": {"amount": "100000.5", "currency": "CZK"}}}},
    ),
    "a time": (
        {"filter": {"createdAt": {"gt": "2020-01-01T00:00:00Z"}}},
        {"filter": {"createdAt": {"gt": "2090-01-01T00:00:00+02:00"}}},
    ),
    "an id and a relation": (
        {"filter": {"organization": {"id": {"eq": organization(1)}, "name": {"ne": "x"}}}},
        {"filter": {"organization": {"id": {"eq": organization(2)}, "name": {"ne": "y"}}}},
    ),
    "combined conditions": (
        {"filter": {"or": [{"firstName": {"eq": "a"}}, {"not": {"lastName": {"startsWith": "b"}}}]}},
        {"filter": {"or": [{"firstName": {"eq": "c"}}, {"not": {"lastName": {"startsWith": "d"}}}]}},
    ),
    "words of a search": ({"search": "jūratė vilnius"}, {"search": "иван софия"}),
    "a span of days": (
        {"filter": {"createdAt": {"within": {"last": 7, "unit": "DAY"}}}},
        {"filter": {"createdAt": {"within": {"next": 2, "unit": "YEAR"}}}},
    ),
}


@pytest.mark.parametrize(("first", "second"), SHAPES.values(), ids=SHAPES)
async def test_other_values_of_the_same_shape_are_answered_as_by_a_new_plan(
    story: Story, only_warm: Any, first: dict[str, Any], second: dict[str, Any]
) -> None:
    expected = await story.crm.execute(LIST + " ", second)  # another document, planned by itself
    assert "errors" not in expected
    await story.crm.execute(LIST, first)
    only_warm()
    assert await story.crm.execute(LIST, second) == expected


SEVERAL = """
query ($id: ID!, $none: ID!) {
  what: __typename
  one: contact(id: $id) { id firstName }
  gone: contact(id: $none) { id }
  contacts(first: 2, orderBy: [{firstName: DESC}]) { nodes { firstName } }
  __typename
}
"""


@pytest.mark.parametrize(
    "extensions", [frozenset(), frozenset({"catalog"})], ids=["plain", "with extensions"]
)
async def test_a_warm_answer_is_the_cold_one_byte_for_byte(
    story: Story, only_warm: Any, extensions: frozenset[str]
) -> None:
    variables = {"id": contact(1), "none": organization(1)}

    async def body() -> bytes:
        request = GraphQLRequest(query=SEVERAL, variables=variables, extensions=extensions)
        return (await story.crm.workspace.execute(request, story.crm.admin)).body

    cold = await body()
    only_warm()
    assert await body() == cold
    assert json.loads(cold)["data"]["gone"] is None
    assert list(json.loads(cold)["data"]) == ["what", "one", "gone", "contacts", "__typename"]


OTHER_SHAPES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "another operator": ({"filter": {"rank": {"gt": 2}}}, {"filter": {"rank": {"lt": 2}}}),
    "null, which is no condition": ({"filter": {"firstName": {"eq": "Jūratė"}}}, {"filter": None}),
    "a member that is null": (
        {"filter": {"firstName": {"eq": "Jūratė"}, "lastName": {"eq": "x"}}},
        {"filter": {"firstName": {"eq": "Jūratė"}, "lastName": None}},
    ),
    "no variable at all": ({"filter": {"firstName": {"eq": "Jūratė"}}}, {}),
    "a flag": ({"filter": {"email": {"isNull": True}}}, {"filter": {"email": {"isNull": False}}}),
    "one more condition": (
        {"filter": {"or": [{"rank": {"gt": 2}}]}},
        {"filter": {"or": [{"rank": {"gt": 2}}, {"rank": {"lt": 2}}]}},
    ),
    "the other direction": ({"order": [{"firstName": "ASC"}]}, {"order": [{"firstName": "DESC"}]}),
    "another size": ({"first": 2}, {"first": 3}),
    "backward": ({"first": 2}, {"last": 2}),
    "deleted ones": ({"filter": {"deleted": "ONLY"}}, {"filter": {"deleted": "INCLUDE"}}),
    "more words": ({"search": "jūratė"}, {"search": "jūratė vilnius"}),
}


@pytest.mark.parametrize(("first", "second"), OTHER_SHAPES.values(), ids=OTHER_SHAPES)
async def test_another_shape_gets_a_statement_of_its_own(
    story: Story, first: dict[str, Any], second: dict[str, Any]
) -> None:
    expected = [await story.crm.execute(LIST + "#" * 3, variables) for variables in (second, first)]
    answers = [await story.crm.execute(LIST, variables) for variables in (first, second, first)]
    assert "errors" not in answers[0]
    assert answers == [expected[1], expected[0], expected[1]]


async def test_pages_follow_each_other_without_planning(story: Story, only_warm: Any) -> None:
    order = [{"budget": "DESC"}]
    pages: list[list[str]] = []

    async def walk() -> None:
        after = None
        pages.append([])
        while True:
            data = await story.data(LIST, order=order, first=2, after=after)
            pages[-1].extend(node["id"] for node in data["contacts"]["nodes"])
            after = data["contacts"]["pageInfo"]["endCursor"]
            if not data["contacts"]["pageInfo"]["hasNextPage"]:
                return

    await walk()  # with and without a cursor, among those with a budget and those without
    only_warm()
    await walk()
    assert pages[0] == pages[1]
    assert len(pages[0]) == 14


async def test_what_is_skipped_or_included_belongs_to_the_shape(story: Story) -> None:
    query = """
    query ($id: ID!, $yes: Boolean!) {
      contact(id: $id) { firstName @include(if: $yes) lastName @skip(if: $yes) }
    }
    """
    for _ in range(2):
        assert await story.data(query, id=contact(1), yes=True) == {"contact": {"firstName": "Jūratė"}}
        assert await story.data(query, id=contact(1), yes=False) == {"contact": {"lastName": "Žukauskienė"}}


async def test_each_user_sees_their_own_rows_by_the_same_statement(story: Story, only_warm: Any) -> None:
    query = "{ contacts { totalCount } viewer { id } }"
    expected = {
        name: await story.data(query + " ", actor=getattr(story, name)) for name in ("rasa", "ivo", "loner")
    }
    assert len({answer["contacts"]["totalCount"] for answer in expected.values()}) == 3
    await story.data(query, actor=story.rasa)
    only_warm()
    for name, answer in expected.items():
        assert await story.data(query, actor=getattr(story, name)) == answer


async def test_roles_do_not_share_statements(story: Story) -> None:
    query = "{ contacts { totalCount } }"
    assert (await story.data(query))["contacts"]["totalCount"] == 14
    assert (await story.data(query, actor=story.rasa))["contacts"]["totalCount"] == 8
    assert (await story.data(query))["contacts"]["totalCount"] == 14


FAULTS: dict[str, dict[str, Any]] = {
    "a value that is none of its kind": {"filter": {"budget": {"gte": {"amount": "1", "currency": "QQQ"}}}},
    "a malformed cursor": {"first": 2, "after": "nonsense"},
    "null where there has to be something": {"filter": {"budget": {"gte": None}}},
    "a wrong type": {"filter": {"budget": {"gte": 5}}},
    "an unknown field": {"filter": {"nonsense": {"eq": 1}}},
    "a size out of range": {"first": 1_000},
}


@pytest.mark.parametrize("wrong", FAULTS.values(), ids=FAULTS)
async def test_what_is_wrong_is_told_as_a_cold_request_tells_it(story: Story, wrong: dict[str, Any]) -> None:
    good = {
        "first": 2,
        "filter": {"budget": {"gte": {"amount": "1", "currency": "EUR"}}},
    }
    expected = await story.crm.execute(LIST + " #", wrong)
    for _ in range(2):
        assert "errors" not in await story.crm.execute(LIST, good)
        assert await story.crm.execute(LIST, wrong) == expected
    assert expected["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_statement_that_fails_now_costs_only_the_field_that_fails(own_story: Story) -> None:
    query = """query ($n: Int!) {
      good: listings(first: $n) { totalCount }
      bad: contacts(first: $n) { nodes { rank } } }"""
    assert "errors" not in await own_story.crm.execute(query, {"n": 200})
    catalog = own_story.crm.workspace.live.versions.catalog
    storage = catalog.entity("Contact").fields["rank"].storage
    assert isinstance(storage, CustomStorage)
    async with own_story.crm.workspace.database.transaction() as connection:
        await connection.execute(
            "UPDATE people_contact SET custom = jsonb_set(custom, ARRAY[$1], '\"no number\"')", storage.key
        )
    document = await own_story.crm.execute(query, {"n": 200})
    assert document["data"] is None  # a connection may not be null
    assert [error["path"] for error in document["errors"]] == [["bad"]]


async def test_a_field_that_comes_goes_or_comes_back_is_no_surprise(own_story: Story) -> None:
    by_plate = "query ($p: String) { contacts(filter: {plate: {eq: $p}}) { totalCount } }"
    everybody = "{ contacts { totalCount } }"
    create = """mutation {
      createField(input: {entity: "Contact", key: "plate", kind: TEXT, label: {en: "Plate"}}) {
        userErrors { message } } }"""
    remove = """mutation {
      deleteField(entity: "Contact", key: "plate", confirm: "plate") { userErrors { message } } }"""
    await own_story.data(everybody)
    for _ in range(2):
        assert "errors" in await own_story.crm.execute(by_plate, {"p": "x"})
        assert (await own_story.data(create))["createField"]["userErrors"] == []
        for text in ("x", "y"):
            assert (await own_story.data(by_plate, p=text))["contacts"]["totalCount"] == 0
        assert (await own_story.data(everybody))["contacts"]["totalCount"] == 14
        removed = await own_story.data(remove)
        assert removed["deleteField"]["userErrors"] == []


async def test_today_is_the_day_of_each_request(story_template: Template) -> None:
    now = NOW
    query = "{ contacts(filter: {createdAt: {today: true}}) { totalCount } }"
    async with open_crm(story_template, clock=lambda: now) as crm:
        counts = []
        for days in (0, -30, 0):
            now = NOW + timedelta(days=days)
            counts.append((await crm.data(query))["contacts"]["totalCount"])
    assert counts[0] == counts[2] == 0
    assert counts[1] > 0


async def test_what_costs_too_much_is_refused_although_a_smaller_one_was_answered(story: Story) -> None:
    query = """query ($ids: [ID!]!) {
      nodes(ids: $ids) { ... on Contact { mentees(first: 100) { nodes { id } } } } }"""
    for _ in range(2):
        assert "errors" not in await story.crm.execute(query, {"ids": [contact(1)]})
        code, message = await story.refusal(query, ids=[contact(1)] * 200)
        assert code == "QUERY_TOO_EXPENSIVE", message


async def test_a_new_field_of_one_entity_makes_no_query_on_another_one_cold(
    own_story: Story, only_warm: Any
) -> None:
    create = """mutation ($entity: String!, $key: String!) {
      createField(input: {entity: $entity, key: $key, kind: TEXT, label: {en: "New"}}) {
        userErrors { message } } }"""
    by_name = (
        "query ($f: ContactFilter) { contacts(filter: $f) { totalCount nodes { organization { name } } } }"
    )
    by_title = "query ($f: ListingFilter) { listings(filter: $f) { totalCount } }"
    near: dict[str, Any] = {"f": {"firstName": {"eq": "Jūratė"}}}
    far: dict[str, Any] = {"f": {"viewedListings": {"some": {"title": {"contains": "byt"}}}}}
    expected = [await own_story.data(by_name, **near), await own_story.data(by_name, **far)]
    assert (await own_story.data(by_title, f={"title": {"contains": "namas"}}))["listings"]["totalCount"] == 1
    made = await own_story.data(create, entity="Listing", key="one")
    assert made["createField"]["userErrors"] == []
    assert await own_story.data(by_title, f={"one": {"isNull": True}}) == {"listings": {"totalCount": 4}}
    assert await own_story.data(by_name, **far) == expected[1]  # its statement depends on listings
    only_warm()
    assert await own_story.data(by_name, **near) == expected[0]
