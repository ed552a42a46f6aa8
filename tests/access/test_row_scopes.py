"""A member sees records of their own, their teams and the teams below; nothing shows that there are others.

Rasa is in Vilnius, above Sofia; Ivo is in Praha; Loner is in no team.
"""

from typing import Any

import pytest

from gql_crm.access import Actor
from tests.story import Story, contact

SEES: dict[str, dict[str, list[int]]] = {
    "rasa": {"contacts": [1, 2, 3, 7, 8, 10, 12, 13], "organizations": [1, 3], "listings": [1]},
    "ivo": {"contacts": [4, 5, 6, 7], "organizations": [2], "listings": [2, 3]},
    "loner": {"contacts": [], "organizations": [], "listings": []},
}
MEMBERS = list(SEES)
CASES = [(member, plural) for member in MEMBERS for plural in SEES[member]]


def actor(story: Story, name: str) -> Actor:
    found: Actor = getattr(story, name)
    return found


async def numbers(story: Story, member: str, plural: str, arguments: str = "", **variables: Any) -> list[int]:
    data = await story.data(
        f"{variables.pop('head', '')} {{ {plural}{arguments} {{ totalCount nodes {{ id }} }} }}",
        actor=actor(story, member),
        **variables,
    )
    assert data[plural]["totalCount"] == len(data[plural]["nodes"])
    return sorted(int(node["id"][-12:]) for node in data[plural]["nodes"])


@pytest.mark.parametrize(("member", "plural"), CASES)
async def test_lists_and_counts_hold_what_the_member_may_see(story: Story, member: str, plural: str) -> None:
    assert await numbers(story, member, plural) == SEES[member][plural]


@pytest.mark.parametrize("member", MEMBERS)
async def test_deleted_records_are_shown_within_the_same_bounds(story: Story, member: str) -> None:
    deleted = await numbers(story, member, "contacts", "(filter: {deleted: ONLY})")
    assert deleted == ([15] if member == "rasa" else [])


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("number", range(1, 16))
async def test_an_invisible_record_is_as_one_that_is_not_there(
    story: Story, member: str, number: int
) -> None:
    data = await story.data(
        "query ($id: ID!) { contact(id: $id) { id } node(id: $id) { id } full: node(id: $id) { ..."
        " on Record { version } }"
        " typed: node(id: $id) { ... on Contact { id } } nodes(ids: [$id]) { id } }",
        actor=actor(story, member),
        id=contact(number),
    )
    visible = number in SEES[member]["contacts"] or (number == 15 and member == "rasa")
    seen = {"id": contact(number)} if visible else None
    assert data == {
        "contact": seen,
        "node": seen,
        "full": {"version": 2 if number == 15 else 1} if visible else None,
        "typed": seen,
        "nodes": [seen],
    }


async def test_relations_lead_to_visible_records_alone(story: Story) -> None:
    query = (
        "query ($id: ID!) { contact(id: $id) { firstName organization { name } team { name } owner"
        " { name } broker { name }"
        " soldListings { totalCount nodes { title viewers { totalCount nodes { firstName } } } }"
        " viewedListings { totalCount nodes { title } }"
        " mentees { totalCount nodes { firstName } } } }"
    )
    data = await story.data(query, actor=story.rasa, id=contact(1))
    assert data["contact"] == {
        "firstName": "Jūratė",
        "organization": {"name": "Žvėryno namai"},
        "team": {"name": "Vilnius"},
        "owner": {"name": "Rasa"},
        "broker": None,  # of Praha
        "soldListings": {
            "totalCount": 1,
            "nodes": [
                {
                    "title": "Namas prie ežero",
                    "viewers": {"totalCount": 1, "nodes": [{"firstName": "Ąžuolas"}]},
                }
            ],
        },
        "viewedListings": {"totalCount": 0, "nodes": []},
        "mentees": {"totalCount": 2, "nodes": [{"firstName": "Šarūnas"}, {"firstName": "Ąžuolas"}]},
    }
    data = await story.data(query, actor=story.ivo, id=contact(7))
    assert data["contact"]["organization"] is None


FILTERS = [
    ({"organization": {"name": {"contains": "a"}}}, {"rasa": [1, 2], "ivo": [4, 5]}),
    ({"not": {"organization": {"name": {"contains": "a"}}}}, {"rasa": [3, 7, 8, 10, 12, 13], "ivo": [6, 7]}),
    ({"organization": {"isNull": True}}, {"rasa": [3, 10, 12, 13], "ivo": [6, 7]}),
    ({"organization": {"isNull": False}}, {"rasa": [1, 2, 7, 8], "ivo": [4, 5]}),
    (
        {"organization": {"parent": {"employees": {"gt": 0}}}},
        {"rasa": [], "ivo": []},
    ),  # 3's house is nobody's
    ({"broker": {"employees": {"eq": 3}}}, {"rasa": [], "ivo": []}),
    ({"mentor": {"budget": {"amount": {"gt": "0"}}}}, {"rasa": [2, 3], "ivo": []}),
    ({"viewedListings": {"some": {}}}, {"rasa": [2], "ivo": [4]}),
    ({"viewedListings": {"none": {}}}, {"rasa": [1, 3, 7, 8, 10, 12, 13], "ivo": [5, 6, 7]}),
    (
        {"viewedListings": {"every": {"rooms": {"eq": 2}}}},
        {"rasa": [1, 3, 7, 8, 10, 12, 13], "ivo": [5, 6, 7]},
    ),
    ({"viewedListings": {"some": {"seller": {"stars": {"eq": 5}}}}}, {"rasa": [2], "ivo": []}),
    ({"mentees": {"some": {"stars": {"eq": 2}}}}, {"rasa": [1], "ivo": []}),
    ({"mentees": {"every": {"stars": {"eq": 1}}}}, {"rasa": [2, 3, 7, 8, 10, 12, 13], "ivo": [4, 5, 6, 7]}),
]


@pytest.mark.parametrize(("filter", "expected"), FILTERS)
@pytest.mark.parametrize("member", ["rasa", "ivo"])
async def test_filters_through_relations_tell_nothing_of_invisible_records(
    story: Story, member: str, filter: dict[str, Any], expected: dict[str, list[int]]
) -> None:
    found = await numbers(
        story, member, "contacts", "(filter: $f)", head="query ($f: ContactFilter)", f=filter
    )
    assert found == expected[member]


async def test_an_order_through_an_invisible_record_is_as_through_none(story: Story) -> None:
    query = "query ($o: [ContactOrder!]) { contacts(orderBy: $o) { edges { cursor node { id } } } }"
    data = await story.data(
        query,
        actor=story.rasa,
        o=[{"organization": {"employees": "DESC"}}, {"broker": {"name": "ASC"}}, {"firstName": "ASC"}],
    )
    order = [int(edge["node"]["id"][-12:]) for edge in data["contacts"]["edges"]]
    assert order[:2] == [
        2,
        1,
    ]  # their house is visible; those of 3 and 10 are not, those of 7 and 8 have no number
    names = [13, 3, 7, 8, 12, 10]
    by_name = await story.data(query, actor=story.rasa, o=[{"firstName": "ASC"}])
    assert order[2:] == [
        n for n in (int(e["node"]["id"][-12:]) for e in by_name["contacts"]["edges"]) if n in names
    ]


@pytest.mark.parametrize(
    ("member", "search", "expected"),
    [
        ("rasa", "rehor", []),
        ("ivo", "rehor", [4, 6]),
        ("ivo", "zukauskiene", []),
        ("rasa", "цветков", [7]),
        ("ivo", "цветков", [7]),
        ("loner", "a", []),
    ],
)
async def test_search_finds_visible_records_alone(
    story: Story, member: str, search: str, expected: list[int]
) -> None:
    assert (
        await numbers(story, member, "contacts", "(search: $s)", head="query ($s: String)", s=search)
        == expected
    )


ORDERS: list[list[dict[str, Any]]] = [
    [],
    [{"firstName": "ASC"}],
    [{"rank": "DESC"}],
    [{"budget": "ASC"}, {"stars": "DESC"}],
    [{"organization": {"name": "DESC"}}],
    [{"createdAt": "ASC"}],
]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("member", ["rasa", "ivo"])
async def test_pages_of_a_member_are_those_of_the_list_without_what_they_may_not_see(
    story: Story, member: str, order: list[dict[str, Any]]
) -> None:
    query = (
        "query ($o: [ContactOrder!], $f: ContactFilter, $first: Int, $after: String, $last: Int,"
        " $before: String) {"
        " contacts(orderBy: $o, filter: $f, first: $first, after: $after, last: $last, before: $before)"
        " { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"
    )
    who = actor(story, member)
    only = {"id": {"in": [contact(n) for n in SEES[member]["contacts"]]}}
    whole = [n["id"] for n in (await story.data(query, actor=who, o=order, first=200))["contacts"]["nodes"]]
    if "organization" not in str(order):
        assert whole == [
            n["id"] for n in (await story.data(query, o=order, f=only, first=200))["contacts"]["nodes"]
        ]
    for size in (1, 2, 3):
        forward: list[str] = []
        cursor, more = None, True
        while more:
            page = (await story.data(query, actor=who, o=order, first=size, after=cursor))["contacts"]
            forward += [node["id"] for node in page["nodes"]]
            cursor, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        assert forward == whole
        backward: list[str] = []
        cursor, more = None, True
        while more:
            page = (await story.data(query, actor=who, o=order, last=size, before=cursor))["contacts"]
            backward = [node["id"] for node in page["nodes"]] + backward
            cursor, more = page["pageInfo"]["startCursor"], page["pageInfo"]["hasPreviousPage"]
        assert backward == whole


async def test_a_record_that_is_own_and_of_the_team_comes_once(story: Story) -> None:
    data = await story.data("{ contacts(first: 200) { nodes { id } } }", actor=story.ivo)
    ids = [node["id"] for node in data["contacts"]["nodes"]]
    assert ids.count(contact(4)) == 1  # Ivo's own, and of his team


async def test_a_team_that_is_joined_or_left_counts_at_once(own_story: Story) -> None:
    update = (
        "mutation ($id: ID!, $input: UpdateUserInput!) { updateUser(id: $id, input: $input) {"
        " userErrors { message } } }"
    )
    await own_story.data(
        update,
        id=str(own_story.loner.user_id),
        input={"addTeamIds": ["018f0000-0001-7000-8000-000000000003"]},
    )
    assert await numbers(own_story, "loner", "contacts") == [8, 10]
    await own_story.data(update, id=str(own_story.loner.user_id), input={"teamIds": []})
    assert await numbers(own_story, "loner", "contacts") == []


async def test_all_members_see_who_works_here(story: Story) -> None:
    data = await story.data(
        "{ users(orderBy: [{name: ASC}]) { nodes { name } } teams { totalCount } }", actor=story.loner
    )
    assert [user["name"] for user in data["users"]["nodes"]] == ["Administrator", "Ivo", "Loner", "Rasa"]
    assert data["teams"] == {"totalCount": 3}


async def test_an_administrator_sees_everything(story: Story) -> None:
    data = await story.data(
        "{ contacts { totalCount } organizations { totalCount } listings { totalCount } }"
    )
    assert data == {
        "contacts": {"totalCount": 14},
        "organizations": {"totalCount": 5},
        "listings": {"totalCount": 4},
    }


async def test_a_member_who_is_administrator_too_sees_everything(own_story: Story) -> None:
    both = await own_story.crm.user("Both", "member", "admin")
    data = await own_story.data("{ contacts { totalCount } }", actor=both)
    assert data == {"contacts": {"totalCount": 14}}


async def test_somebody_without_a_role_finds_no_entities(own_story: Story) -> None:
    nobody = Actor(own_story.loner.user_id, ())
    code, message = await own_story.refusal("{ contacts { totalCount } }", actor=nobody)
    assert code == "BAD_USER_INPUT"
    assert message.startswith("Cannot query field 'contacts' on type 'Query'.")
