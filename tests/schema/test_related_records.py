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
        nodes {
          relation { key label reverseLabel }
          label direction note
          record { id displayName recordType }
        }
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
    await link(own_story, contact(1), "OWNER", listing(4), note="⅔ dalys")
    kept = await link(own_story, contact(1), "OWNER", listing(4))
    assert kept["from"]["version"] == 2
    changed = await link(own_story, contact(1), "OWNER", listing(4), note="  ")
    assert changed["from"]["version"] == 3
    (node,) = (await related(own_story, listing(4)))["nodes"]
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


async def test_pages_go_from_the_newest_link_to_the_oldest_over_both_sides(own_story: Story) -> None:
    for number in (2, 3, 4):
        await link(own_story, contact(1), "OWNER", listing(number), note=f"→ {number}")
    for number in (5, 6):
        await link(own_story, contact(number), "PARENT", contact(1), note=f"← {number}")
    notes: list[str] = []
    after: str | None = None
    for _ in range(5):
        page = await related(own_story, contact(1), first=2, after=after)
        assert page["totalCount"] == 5
        notes.extend(node["note"] for node in page["nodes"])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert notes == ["← 6", "← 5", "→ 4", "→ 3", "→ 2"]


async def test_links_are_narrowed_by_relation_and_entity(own_story: Story) -> None:
    await link(own_story, contact(1), "OWNER", listing(4))
    await link(own_story, organization(1), "OWNER", listing(4))
    await link(own_story, contact(2), "TENANT", listing(4))
    assert {entry[0] for entry in await told(own_story, listing(4), relation="OWNER")} == {"Owner"}
    assert (await related(own_story, listing(4), relation="OWNER"))["totalCount"] == 2
    assert (await related(own_story, listing(4), entity="Contact"))["totalCount"] == 2
    assert (await related(own_story, listing(4), relation="OWNER", entity="Contact"))["totalCount"] == 1
    for arguments, message in (
        (
            {"relation": "OWNR"},
            'relation: there is no relation type "OWNR". Did you mean "OWNER" or "CO_OWNER"?',
        ),
        ({"entity": "Contcat"}, 'entity: there is no entity "Contcat". Did you mean "Contact"?'),
        ({"first": 201}, "first: 201 is out of range; expected 0 to 200."),
        (
            {"after": "x"},
            'after: "x" is no cursor of this list; pass an endCursor or startCursor that it gave.',
        ),
    ):
        assert await own_story.refusal(RELATED, id=listing(4), **arguments) == ("BAD_USER_INPUT", message)


async def test_a_deleted_record_takes_its_links_along_and_brings_them_back(own_story: Story) -> None:
    await link(own_story, contact(1), "SPOUSE", contact(2))
    for document, count in (
        ("mutation ($id: ID!) { deleteContact(id: $id) { userErrors { message } } }", 0),
        ("mutation ($id: ID!) { restoreContact(id: $id) { userErrors { message } } }", 1),
    ):
        await own_story.data(document, id=contact(2))
        page = await related(own_story, contact(1))
        assert (page["totalCount"], len(page["nodes"])) == (count, count)
    await own_story.data(
        "mutation ($id: ID!) { deleteContact(id: $id) { userErrors { message } } }", id=contact(2)
    )
    assert only_error(await link(own_story, contact(1), "COLLEAGUE", contact(2))) == (
        "INVALID_STATE",
        ["toId"],
    )


async def test_a_copy_begins_without_links(own_story: Story) -> None:
    await link(own_story, contact(1), "SPOUSE", contact(2))
    data = await own_story.data(
        "mutation ($id: ID!) { copyContact(id: $id) { contact { relatedRecords { totalCount } } } }",
        id=contact(1),
    )
    assert data["copyContact"]["contact"]["relatedRecords"]["totalCount"] == 0


# Rasa's team is Vilnius, Ivo's is Praha: contact 2 is Vilnius's, 4 and 5 are Praha's.


async def test_a_member_sees_links_to_what_they_see(own_story: Story) -> None:
    await link(own_story, contact(2), "SPOUSE", contact(1))
    await link(own_story, contact(2), "COLLEAGUE", contact(5))
    assert (await related(own_story, contact(2)))["totalCount"] == 2
    page = await related(own_story, contact(2), actor=own_story.rasa)
    assert (page["totalCount"], [node["record"]["id"] for node in page["nodes"]]) == (1, [contact(1)])


async def test_both_records_have_to_be_visible_to_be_linked_and_unlinked(own_story: Story) -> None:
    payload = await link(own_story, contact(2), "COLLEAGUE", contact(5), actor=own_story.rasa)
    assert only_error(payload) == ("NOT_FOUND", ["toId"])
    await link(own_story, contact(2), "COLLEAGUE", contact(5))
    payload = await unlink(own_story, contact(5), "COLLEAGUE", contact(2), actor=own_story.rasa)
    assert only_error(payload) == ("NOT_FOUND", ["fromId"])
    assert (await related(own_story, contact(2)))["totalCount"] == 1


async def test_who_changes_one_of_them_may_link_and_who_changes_neither_may_not(own_story: Story) -> None:
    users = id_of("User", 1), id_of("User", 2)
    assert only_error(await link(own_story, users[0], "PARTNER", users[1], actor=own_story.rasa)) == (
        "FORBIDDEN",
        [],
    )
    assert (await link(own_story, users[1], "PARTNER", contact(2), actor=own_story.rasa))["userErrors"] == []


async def test_a_link_that_is_not_there_is_not_taken_away(own_story: Story) -> None:
    await link(own_story, contact(7), "PARENT", contact(8))
    payload = await unlink(own_story, contact(8), "PARENT", contact(7))
    assert payload["userErrors"] == [
        {
            "code": "NOT_FOUND",
            "field": ["relation"],
            "message": 'The two records are not linked by "PARENT". There is one the other way round.',
        }
    ]
    assert only_error(await unlink(own_story, contact(1), "SPOUSE", contact(2))) == (
        "NOT_FOUND",
        ["relation"],
    )


HISTORY = """
query ($id: ID!) { node(id: $id) { ... on Record {
  version history(field: "relatedRecords") { totalCount nodes { id field oldValue newValue } }
} } }
"""


async def history(story: Story, id_: str, *, actor: Actor | None = None) -> list[dict[str, Any]]:
    data = await story.data(HISTORY, actor=actor, id=id_)
    told = data["node"]["history"]
    assert told["totalCount"] == len(told["nodes"])
    lines: list[dict[str, Any]] = told["nodes"]
    return lines


async def test_both_histories_tell_of_a_link(own_story: Story) -> None:
    await link(own_story, contact(7), "PARENT", contact(8), note="първи")
    await link(own_story, contact(7), "PARENT", contact(8), note="втори")
    await unlink(own_story, contact(7), "PARENT", contact(8))
    of_child = {"relation": "PARENT", "id": contact(8), "direction": "OUTGOING"}
    of_parent = {"relation": "PARENT", "id": contact(7), "direction": "INCOMING"}
    for id_, other in ((contact(7), of_child), (contact(8), of_parent)):
        first, second = {**other, "note": "първи"}, {**other, "note": "втори"}
        lines = [(one["oldValue"], one["newValue"]) for one in await history(own_story, id_)]
        assert lines == [([second], []), ([first], [second]), ([], [first])]


async def test_history_does_not_tell_of_records_that_the_reader_cannot_see(own_story: Story) -> None:
    await link(own_story, contact(2), "COLLEAGUE", contact(5))
    (line,) = await history(own_story, contact(2), actor=own_story.rasa)
    assert (line["oldValue"], line["newValue"]) == ([], [])


async def test_a_link_is_taken_back_from_either_history(own_story: Story) -> None:
    revert = "mutation ($id: ID!) { revertChange(changeId: $id) { record { id } userErrors { code field } } }"
    await link(own_story, contact(7), "PARENT", contact(8), note="дядо")
    (made,) = await history(own_story, contact(8))
    payload = (await own_story.data(revert, id=made["id"]))["revertChange"]
    assert payload == {"record": {"id": contact(8)}, "userErrors": []}
    assert (await related(own_story, contact(7)))["totalCount"] == 0
    again = (await own_story.data(revert, id=made["id"]))["revertChange"]["userErrors"]
    assert again == [{"code": "INVALID_STATE", "field": ["changeId"]}]
    gone, _ = await history(own_story, contact(7))
    assert (await own_story.data(revert, id=gone["id"]))["revertChange"]["userErrors"] == []
    (node,) = (await related(own_story, contact(7)))["nodes"]
    assert (node["note"], node["record"]["id"]) == ("дядо", contact(8))


async def test_a_request_that_is_repeated_under_its_key_links_once(own_story: Story) -> None:
    given = {"from": contact(7), "relation": "PARENT", "to": contact(8)}
    answers = [await own_story.crm.execute(LINK, given, idempotency_key="susieti-1") for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["data"]["linkRecords"]["from"] == {"id": contact(7), "version": 2}


async def test_related_records_of_an_interface_and_of_types_are_one_statement(own_story: Story) -> None:
    await link(own_story, contact(1), "OWNER", listing(1))
    await link(own_story, contact(2), "SPOUSE", contact(1))
    own_story.crm.statements.clear()
    data = await own_story.data(
        """query ($id: ID!) { node(id: $id) { ... on Record { displayName relatedRecords {
          edges { cursor node { relation { __typename id key rollUp symmetric origin active fromEntity }
            record { ... on Listing { title rooms seller { displayName } }
              ... on Contact { firstName relatedRecords(relation: "SPOUSE") {
                nodes { record { displayName } } } } } } } } } } }""",
        id=contact(1),
    )
    assert len(own_story.crm.statements) == 1
    by_key = {
        edge["node"]["relation"]["key"]: edge["node"]["record"]
        for edge in data["node"]["relatedRecords"]["edges"]
    }
    assert set(by_key) == {"OWNER", "SPOUSE"}
    assert "rooms" in by_key["OWNER"]
    assert by_key["SPOUSE"]["relatedRecords"]["nodes"] == [{"record": {"displayName": "Jūratė Žukauskienė"}}]


async def test_a_note_has_a_length(own_story: Story) -> None:
    payload = await link(own_story, contact(1), "SPOUSE", contact(2), note="ž" * 2001)
    assert only_error(payload) == ("VALIDATION", ["note"])
