"""Related records as clients link, read and unlink them."""

from typing import Any

import pytest

from gql_crm.access import Actor
from tests.story import Story, contact, id_of, listing, organization, own_story, story_template

__all__ = ["own_story", "story_template"]

LINK = (
    "mutation ($from: ID!, $to: ID!, $relation: String!, $note: String) { linkRecords(input: { fromId: $from"
    " toId: $to relation: $relation note: $note }) { from { id version } to { id version }"
    " warnings { code } userErrors { code field message } } }"
)
UNLINK = (
    "mutation ($from: ID!, $to: ID!, $relation: String!) { unlinkRecords(input: { fromId: $from toId: $to"
    " relation: $relation }) { from { id } to { id } userErrors { code field message } } }"
)
RELATED = """
query ($id: ID!, $relation: String, $entity: String, $first: Int, $after: String) {
  node(id: $id) {
    ... on Record {
      relatedRecords(relation: $relation, entity: $entity, first: $first, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { relation { key label reverseLabel } label direction note record { id displayName recordType } }
      }
    }
  }
}
"""


async def link(
    story: Story, from_: str, relation: str, to: str, *, actor: Actor | None = None, **values: Any
) -> dict[str, Any]:
    given = {"from": from_, "relation": relation, "to": to, **values}
    payload: dict[str, Any] = (await story.data(LINK, actor=actor, **given))["linkRecords"]
    return payload


async def unlink(
    story: Story, from_: str, relation: str, to: str, *, actor: Actor | None = None
) -> dict[str, Any]:
    given = {"from": from_, "relation": relation, "to": to}
    payload: dict[str, Any] = (await story.data(UNLINK, actor=actor, **given))["unlinkRecords"]
    return payload


async def related(story: Story, id_: str, *, actor: Actor | None = None, **values: Any) -> dict[str, Any]:
    data = await story.data(RELATED, actor=actor, id=id_, **values)
    connection: dict[str, Any] = data["node"]["relatedRecords"]
    return connection


async def told(story: Story, id_: str, **values: Any) -> list[tuple[str, str, str]]:
    """What is said of the related records: the label, the direction, and what they are called."""
    nodes = (await related(story, id_, **values))["nodes"]
    return [(node["label"], node["direction"], node["record"]["displayName"]) for node in nodes]


def only_error(payload: dict[str, Any]) -> tuple[str, list[str]]:
    (error,) = payload["userErrors"]
    assert error["message"]
    return error["code"], error["field"]


async def test_each_side_reads_what_the_other_one_is(own_story: Story) -> None:
    payload = await link(own_story, contact(7), "PARENT", contact(8), note="от първия брак")
    assert payload == {
        "from": {"id": contact(7), "version": 2},
        "to": {"id": contact(8), "version": 2},
        "warnings": [],
        "userErrors": [],
    }
    assert await told(own_story, contact(7)) == [("Child", "OUTGOING", await name(own_story, contact(8)))]
    (node,) = (await related(own_story, contact(8)))["nodes"]
    assert node == {
        "relation": {"key": "PARENT", "label": "Parent", "reverseLabel": "Child"},
        "label": "Parent",
        "direction": "INCOMING",
        "note": "от първия брак",
        "record": {"id": contact(7), "displayName": "Петър Цветков", "recordType": "Contact"},
    }


async def name(story: Story, id_: str) -> str:
    data = await story.data("query ($id: ID!) { node(id: $id) { ... on Record { displayName } } }", id=id_)
    text: str = data["node"]["displayName"]
    return text


async def test_a_symmetric_relation_is_one_link_in_either_order(own_story: Story) -> None:
    await link(own_story, contact(2), "SPOUSE", contact(1))
    again = await link(own_story, contact(1), "SPOUSE", contact(2))
    assert [again["from"]["version"], again["to"]["version"], again["userErrors"]] == [2, 2, []]
    assert await told(own_story, contact(1)) == [("Spouse", "BOTH", "Ąžuolas Čepaitis")]
    assert await told(own_story, contact(2)) == [("Spouse", "BOTH", "Jūratė Žukauskienė")]
    assert (await unlink(own_story, contact(2), "SPOUSE", contact(1)))["userErrors"] == []
    assert await told(own_story, contact(1)) == []


async def test_linking_again_replaces_the_note_and_nothing_else(own_story: Story) -> None:
    await link(own_story, contact(1), "OWNER", listing(1), note="⅔ dalys")
    kept = await link(own_story, contact(1), "OWNER", listing(1))
    assert kept["from"]["version"] == 2
    changed = await link(own_story, contact(1), "OWNER", listing(1), note="  ")
    assert changed["from"]["version"] == 3
    (node,) = (await related(own_story, listing(1)))["nodes"]
    assert (node["note"], node["label"]) == (None, "Owner")
    assert (await related(own_story, contact(1)))["totalCount"] == 1


@pytest.mark.parametrize(
    ("ends", "relation", "error"),
    [
        ((contact(1), contact(1)), "SPOUSE", ("VALIDATION", ["toId"])),
        ((contact(1), contact(2)), "SPOUS", ("NOT_FOUND", ["relation"])),
        ((organization(1), contact(2)), "SPOUSE", ("VALIDATION", ["fromId"])),
        ((contact(1), id_of("Contact", 999)), "SPOUSE", ("NOT_FOUND", ["toId"])),
    ],
)
async def test_what_cannot_be_linked_is_said_at_the_member(
    own_story: Story, ends: tuple[str, str], relation: str, error: tuple[str, list[str]]
) -> None:
    payload = await link(own_story, ends[0], relation, ends[1])
    assert (payload["from"], payload["to"]) == (None, None)
    assert only_error(payload) == error


async def test_labels_come_in_the_language_of_the_person(own_story: Story) -> None:
    await link(own_story, contact(7), "PARENT", contact(8))
    for language, label, reverse in (
        ("lt", "Tėvas (motina)", "Vaikas"),
        ("bg", "Родител", "Дете"),
        ("fa-IR", "والد", "فرزند"),
    ):
        data = await own_story.crm.execute(RELATED, {"id": contact(7)}, languages=(language,))
        (node,) = data["data"]["node"]["relatedRecords"]["nodes"]
        assert (node["relation"]["label"], node["label"]) == (label, reverse)
