"""Records of any entity by id."""

import pytest

from tests.story import PRAHA, RASA, Story, contact, listing, organization


async def test_a_node_shows_what_every_record_has(story: Story) -> None:
    data = await story.data(
        "query ($id: ID!) { node(id: $id) { __typename id ... on Record { recordType displayName"
        " createdAt updatedAt deletedAt"
        " owner { name } team { name } } } }",
        id=contact(1),
    )
    assert data["node"] == {
        "__typename": "Contact",
        "id": contact(1),
        "recordType": "Contact",
        "displayName": "Jūratė Žukauskienė",
        "createdAt": "2026-02-13T12:43:00+00:00",
        "updatedAt": "2026-02-13T12:43:00+00:00",
        "deletedAt": None,
        "owner": {"name": "Rasa"},
        "team": {"name": "Vilnius"},
    }


async def test_members_of_every_record_are_the_same_from_a_node_and_from_its_own_type(story: Story) -> None:
    members = (
        "__typename id recordType displayName createdAt updatedAt deletedAt version owner { name }"
        " team { name } createdBy { name }"
    )
    spine = members.replace("version ", "").replace("createdBy { name }", "")
    for one, id_ in (
        ("contact", contact(4)),
        ("contact", contact(15)),
        ("organization", organization(6)),
        ("listing", listing(3)),
    ):
        data = await story.data(
            f"query ($id: ID!) {{ all: node(id: $id) {{ ... on Record {{ {members} }} }} few:"
            f" node(id: $id) {{ ... on Record {{ {spine} }} }}"
            f" own: {one}(id: $id) {{ {members} }} ownFew: {one}(id: $id) {{ {spine} }} }}",
            id=id_,
        )
        assert data["all"] == data["own"]
        assert data["few"] == data["ownFew"]


async def test_a_deleted_owner_is_null_from_a_node_as_from_its_own_type(own_story: Story) -> None:
    await own_story.data(
        "mutation ($id: ID!) { deleteUser(id: $id) { deletedId userErrors { message } } }", id=RASA
    )
    data = await own_story.data(
        "query ($id: ID!) { node(id: $id) { ... on Record { owner { name } team { name } } }"
        " contact(id: $id) { owner { name } team { name } } }",
        id=contact(1),
    )
    assert data["contact"] == {"owner": None, "team": {"name": "Vilnius"}}
    assert data["node"] == data["contact"]


NODES = """
query ($ids: [ID!]!) {
  nodes(ids: $ids) {
    id
    ... on Contact { firstName organization { name } }
    ... on Organization { name contacts { totalCount } }
    ... on Record { displayName }
    ...Team
  }
}
fragment Team on Team { parent { name } }
"""


async def test_nodes_come_in_the_order_asked_with_null_for_those_that_are_not_there(story: Story) -> None:
    data = await story.data(
        NODES, ids=[organization(2), contact(99), contact(4), PRAHA, organization(2), contact(15)]
    )
    assert data["nodes"] == [
        {
            "id": organization(2),
            "name": "Řeka reality",
            "contacts": {"totalCount": 2},
            "displayName": "Řeka reality",
        },
        None,
        {
            "id": contact(4),
            "firstName": "Žaneta",
            "organization": {"name": "Řeka reality"},
            "displayName": "Žaneta Řehořová",
        },
        {"id": PRAHA, "displayName": "Praha", "parent": None},
        {
            "id": organization(2),
            "name": "Řeka reality",
            "contacts": {"totalCount": 2},
            "displayName": "Řeka reality",
        },
        {
            "id": contact(15),
            "firstName": "Petras",
            "organization": {"name": "Žvėryno namai"},
            "displayName": "Petras Dingęs",
        },
    ]


async def test_a_node_of_a_type_that_no_fragment_names_is_empty(story: Story) -> None:
    data = await story.data(
        "query ($id: ID!) { node(id: $id) { ... on Contact { firstName } } }", id=organization(1)
    )
    assert data == {"node": {}}


async def test_an_absent_node_is_null(story: Story) -> None:
    data = await story.data(
        "query ($id: ID!) { node(id: $id) { id ... on Contact { firstName } } }", id=contact(99)
    )
    assert data == {"node": None}


async def test_no_ids_are_no_nodes(story: Story) -> None:
    assert await story.data("{ nodes(ids: []) { id } }") == {"nodes": []}


@pytest.mark.parametrize("count", [101, 200])
async def test_up_to_200_nodes_come_at_once(story: Story, count: int) -> None:
    ids = [contact(1 + n % 20) for n in range(count)]
    data = await story.data(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Contact { firstName } } }", ids=ids
    )
    assert [node and node["id"] for node in data["nodes"]] == [
        id_ if int(id_[-12:]) <= 15 else None for id_ in ids
    ]


async def test_more_than_200_nodes_are_refused(story: Story) -> None:
    code, message = await story.refusal(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[contact(1)] * 201
    )
    assert code == "BAD_USER_INPUT"
    assert "200" in message


@pytest.mark.parametrize(
    "id_", ["", "x", "018f0000", "018f0000-0004-7000-8000-00000000000g", contact(1) + " x"]
)
async def test_malformed_ids_are_refused(story: Story, id_: str) -> None:
    for query in (
        "query ($id: ID!) { node(id: $id) { id } }",
        "query ($id: ID!) { nodes(ids: [$id]) { id } }",
    ):
        code, _ = await story.refusal(query, id=id_)
        assert code == "BAD_USER_INPUT"


async def test_the_viewer_is_who_asks(story: Story) -> None:
    data = await story.data("{ viewer { name teams { nodes { name } } } }", actor=story.rasa)
    assert data == {"viewer": {"name": "Rasa", "teams": {"nodes": [{"name": "Vilnius"}]}}}
