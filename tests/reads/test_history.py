"""`history`: what has happened to a record's fields, as its reader may know it."""

from typing import Any

import pytest

from gql_crm.access import Actor
from gql_crm.testing import Crm
from tests.story import IVO, RASA, Story, contact, id_of, listing, organization

LINES = "nodes { field oldValue newValue }"


async def contact_history(
    story: Story, number: int, arguments: str = "", *, actor: Actor | None = None, lines: str = LINES
) -> dict[str, Any]:
    text = f"query ($id: ID!) {{ contact(id: $id) {{ history{arguments} {{ totalCount {lines} }} }} }}"
    data = await story.data(text, actor=actor, id=contact(number))
    told: dict[str, Any] = data["contact"]["history"]
    return told


def by_field(history: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {line["field"]: (line["oldValue"], line["newValue"]) for line in history["nodes"]}


async def change(crm: Crm, id_: str, **values: Any) -> None:
    text = (
        "mutation ($id: ID!, $input: UpdateContactInput!) { updateContact(id: $id, input: $input)"
        " { userErrors { message } } }"
    )
    assert (await crm.data(text, id=id_, input=values))["updateContact"]["userErrors"] == []


async def shape(crm: Crm, text: str) -> None:
    payload = (await crm.data(f"mutation {{ payload: {text} {{ userErrors {{ message }} }} }}"))["payload"]
    assert payload["userErrors"] == []


async def test_a_new_record_tells_every_first_value(story: Story) -> None:
    told = by_field(await contact_history(story, 2, "(first: 50)"))
    assert told == {
        "team": (None, id_of("Team", 1)),
        "firstName": (None, "Ąžuolas"),
        "lastName": (None, "Čepaitis"),
        "organization": (None, organization(1)),
        "birthdate": (None, "1975-01-02"),
        "status": (None, "Inactive"),
        "contactTypes": (None, ["Tenant"]),
        "doNotCall": (None, True),
        "mentor": (None, contact(1)),
        "budget": (None, {"amount": "99999.99", "currency": "EUR"}),
        "stars": (None, 2),
        "vip": (None, False),
        "memo": (None, "Ieško namo\nprie ežero."),
    }


async def test_the_newest_change_comes_first(own_story: Story) -> None:
    await change(own_story.crm, contact(9), rank=3, firstName="Ivan")
    await change(own_story.crm, contact(9), firstName=None)
    told = await contact_history(own_story, 9, lines="nodes { field oldValue newValue }")
    assert [(line["field"], line["oldValue"], line["newValue"]) for line in told["nodes"][:3]] == [
        ("firstName", "Ivan", None),
        ("rank", 2, 3),
        ("firstName", "Иван", "Ivan"),
    ]


async def test_a_line_tells_who_changed_it_when_and_by_which_way(own_story: Story) -> None:
    await change(own_story.crm, contact(9), rank=3)
    text = (
        "query ($id: ID!) { contact(id: $id) { updatedAt history(first: 1) { nodes"
        " { __typename id origin changedAt actor { name } } } } }"
    )
    record = (await own_story.data(text, id=contact(9)))["contact"]
    (line,) = record["history"]["nodes"]
    assert line.pop("id").count(":") == 3
    assert line == {
        "__typename": "FieldChange",
        "origin": "API",
        "changedAt": record["updatedAt"],
        "actor": {"name": "Administrator"},
    }


async def test_a_deletion_and_a_restoration_are_changes_of_deletedat(own_story: Story) -> None:
    await own_story.data(
        "mutation ($id: ID!) { restoreContact(id: $id) { userErrors { message } } }", id=contact(15)
    )
    told = (await contact_history(own_story, 15))["nodes"]
    assert [line["field"] for line in told[:2]] == ["deletedAt", "deletedAt"]
    assert told[0]["oldValue"] == told[1]["newValue"] == "2026-03-14T12:30:00+00:00"
    assert told[0]["newValue"] is told[1]["oldValue"] is None


async def test_pages_follow_each_other_without_a_gap(story: Story) -> None:
    whole = await contact_history(story, 1, "(first: 200)", lines="nodes { id }")
    ids: list[str] = []
    after = ""
    more = True
    while more:
        page = await contact_history(
            story,
            1,
            f'(first: 3, after: "{after}")' if after else "(first: 3)",
            lines="edges { cursor node { id } }"
            " pageInfo { hasNextPage hasPreviousPage startCursor endCursor }",
        )
        info, edges = page["pageInfo"], page["edges"]
        assert info["hasPreviousPage"] == bool(after)
        assert (info["startCursor"], info["endCursor"]) == (edges[0]["cursor"], edges[-1]["cursor"])
        ids += [edge["node"]["id"] for edge in edges]
        after, more = info["endCursor"], info["hasNextPage"]
    assert ids == [node["id"] for node in whole["nodes"]]
    assert len(set(ids)) == whole["totalCount"] > 20


async def test_pages_cross_changes(own_story: Story) -> None:
    for rank in range(1, 8):
        await change(own_story.crm, contact(14), rank=rank, stars=rank)
    whole = [line["newValue"] for line in (await contact_history(own_story, 14))["nodes"]]
    first = await contact_history(
        own_story, 14, "(first: 5)", lines="nodes { newValue } pageInfo { endCursor }"
    )
    rest = await contact_history(own_story, 14, f'(after: "{first["pageInfo"]["endCursor"]}")')
    assert [line["newValue"] for line in (*first["nodes"], *rest["nodes"])] == whole


async def test_one_field_has_a_history_of_its_own(own_story: Story) -> None:
    await change(own_story.crm, contact(9), rank=3, firstName="Ivan")
    told = await contact_history(own_story, 9, '(field: "firstName")')
    assert told["totalCount"] == 2
    assert {line["field"] for line in told["nodes"]} == {"firstName"}


async def test_a_field_of_another_entity_has_no_lines_and_an_unheard_of_one_is_refused(story: Story) -> None:
    assert await contact_history(story, 1, '(field: "rooms")') == {"totalCount": 0, "nodes": []}
    code, message = await story.refusal(
        'query ($id: ID!) { contact(id: $id) { history(field: "fristName") { totalCount } } }', id=contact(1)
    )
    assert code == "BAD_USER_INPUT"
    assert (
        message
        == 'field: "fristName" is no field that has a history. Did you mean "firstName" or "lastName"?'
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("(first: 201)", "first: 201 is out of range; expected 0 to 200."),
        ("(first: -1)", "first: -1 is out of range; expected 0 to 200."),
        (
            '(after: "x")',
            'after: "x" is no cursor of this list; pass an endCursor or startCursor that it gave.',
        ),
    ],
)
async def test_wrong_pages_are_refused(story: Story, arguments: str, said: str) -> None:
    text = f"query ($id: ID!) {{ contact(id: $id) {{ history{arguments} {{ totalCount }} }} }}"
    assert await story.refusal(text, id=contact(1)) == ("BAD_USER_INPUT", said)


async def test_a_cursor_of_another_list_is_refused(story: Story) -> None:
    cursor = (await story.data("{ contacts { pageInfo { endCursor } } }"))["contacts"]["pageInfo"][
        "endCursor"
    ]
    text = "query ($id: ID!, $after: String) { contact(id: $id) { history(after: $after) { totalCount } } }"
    code, _ = await story.refusal(text, id=contact(1), after=cursor)
    assert code == "BAD_USER_INPUT"


async def test_a_renamed_field_is_told_by_its_new_name_under_the_same_id(own_story: Story) -> None:
    old = await contact_history(own_story, 1, '(field: "stars")', lines="nodes { id field }")
    await shape(own_story.crm, 'renameField(entity: "Contact", key: "stars", newKey: "points")')
    new = await contact_history(own_story, 1, '(field: "points")', lines="nodes { id field }")
    assert [line["field"] for line in new["nodes"]] == ["points"]
    assert new["nodes"][0]["id"] == old["nodes"][0]["id"]


async def test_a_retired_field_stays_and_a_deleted_one_goes(own_story: Story) -> None:
    before = await contact_history(own_story, 1, "(first: 100)")
    assert by_field(before)["oldCode"] == (None, "A-1")
    await shape(own_story.crm, 'deleteField(entity: "Contact", key: "oldCode", confirm: "oldCode")')
    after = await contact_history(own_story, 1, "(first: 100)")
    assert by_field(before).keys() - by_field(after).keys() == {"oldCode"}
    assert after["totalCount"] == before["totalCount"] - 1


async def test_a_hidden_field_has_no_line_and_is_not_counted(story: Story) -> None:
    text = (
        "query ($id: ID!) { user(id: $id) { history { totalCount nodes { field }"
        " edges { node { field } } } } }"
    )
    for_admin = (await story.data(text, id=RASA))["user"]["history"]
    for_member = (await story.data(text, id=RASA, actor=story.loner))["user"]["history"]
    assert {"field": "roleKeys"} in for_admin["nodes"]
    assert {"field": "roleKeys"} not in for_member["nodes"]
    assert for_member["totalCount"] == len(for_member["nodes"]) == for_admin["totalCount"] - 1
    code, message = await story.refusal(
        'query ($id: ID!) { user(id: $id) { history(field: "roleKeys") { totalCount } } }',
        id=RASA,
        actor=story.loner,
    )
    assert (code, "roleKeys" in message.split(".")[1]) == ("BAD_USER_INPUT", False)


async def test_records_that_the_reader_cannot_see_do_not_stand_in_values(story: Story) -> None:
    told = by_field(await contact_history(story, 1, "(first: 100)", actor=story.rasa))
    assert told["organization"] == (None, organization(1))
    assert told["broker"] == (None, None)
    assert told["lenders"] == (None, [])
    for_admin = by_field(await contact_history(story, 1, "(first: 100)"))
    assert for_admin["broker"] == (None, organization(2))
    assert sorted(for_admin["lenders"][1]) == [organization(2), organization(5)]


async def test_lists_and_children_are_told_without_what_the_reader_cannot_see(story: Story) -> None:
    text = f"query ($id: ID!) {{ listing(id: $id) {{ history(first: 50) {{ {LINES} }} }} }}"
    told = by_field((await story.data(text, id=listing(1), actor=story.rasa))["listing"]["history"])
    assert told["viewers"] == (None, [contact(2)])
    buyers = [offer.get("buyer") for offer in told["offers"][1]]
    assert buyers == [contact(2), contact(15), None]
    told = by_field((await story.data(text, id=listing(3), actor=story.ivo))["listing"]["history"])
    assert told["viewers"] == (None, [contact(4)])
    assert [set(offer) for offer in told["offers"][1]] == [{"id", "amount"}]


async def test_of_a_list_the_ids_that_left_and_came_are_told(own_story: Story) -> None:
    await change(own_story.crm, contact(1), lendersIds=[organization(2), organization(3)])
    told = await contact_history(own_story, 1, '(field: "lenders", first: 1)')
    assert told["nodes"] == [
        {"field": "lenders", "oldValue": [organization(5)], "newValue": [organization(3)]}
    ]


async def test_an_invisible_record_has_no_history(story: Story) -> None:
    text = "query ($id: ID!) { contact(id: $id) { history { totalCount } } node(id: $id) { ... on Record"
    text += " { history { totalCount } } } }"
    data = await story.data(text, id=contact(4), actor=story.rasa)
    assert data == {"contact": None, "node": None}


async def test_the_interface_has_it_too_in_one_statement(story: Story) -> None:
    text = (
        "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Record { recordType history(first: 1)"
        " { totalCount } } } contacts(first: 3) { nodes"
        " { history(first: 2) { nodes { field actor { name } } } } } }"
    )
    story.crm.statements.clear()
    data = await story.data(text, ids=[contact(1), listing(1), IVO])
    assert len(story.crm.statements) == 1
    assert [node["recordType"] for node in data["nodes"]] == ["Contact", "Listing", "User"]
    assert all(node["history"]["totalCount"] > 2 for node in data["nodes"])
    assert [len(node["history"]["nodes"]) for node in data["contacts"]["nodes"]] == [1, 2, 2]


async def test_kept_statements_ask_for_other_fields_and_pages(story: Story) -> None:
    text = (
        "query ($id: ID!, $field: String, $after: String) { contact(id: $id)"
        " { history(field: $field, first: 1, after: $after) { nodes { field } pageInfo { endCursor } } } }"
    )
    for field in ("rank", "budget", "rank"):
        told = (await story.data(text, id=contact(1), field=field))["contact"]["history"]
        assert told["nodes"] == [{"field": field}]
    seen = []
    after = None
    for _ in range(3):
        told = (await story.data(text, id=contact(1), after=after))["contact"]["history"]
        seen.append(told["nodes"][0]["field"])
        after = told["pageInfo"]["endCursor"]
    assert len(set(seen)) == 3
    assert (await story.refusal(text, id=contact(1), field="no"))[0] == "BAD_USER_INPUT"


async def test_what_a_page_costs_follows_its_size(story: Story) -> None:
    text = "{ contacts(first: 200) { nodes { history(first: 200) { nodes { field actor { name } } } } } }"
    code, message = await story.refusal(text)
    assert code == "QUERY_TOO_EXPENSIVE"
    assert "history" in message
