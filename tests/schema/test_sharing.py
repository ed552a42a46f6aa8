"""Sharing records with users and teams: what it lets them do, and what is told of it."""

from typing import Any

import pytest

from gql_crm.access import Actor
from gql_crm.testing import Crm
from tests.story import (
    IVO,
    LONER,
    PRAHA,
    RASA,
    SOFIA,
    VILNIUS,
    Story,
    contact,
    listing,
    own_story,
    story_template,
)

__all__ = ["own_story", "story_template"]

SHARE = (
    "mutation ($input: ShareRecordInput!) { shareRecord(input: $input) {"
    " record { id ... on Contact { lastName version } }"
    " share { id access createdAt user { name } team { name } createdBy { id } }"
    " userErrors { code field message } } }"
)
UNSHARE = SHARE.replace("ShareRecordInput", "UnshareRecordInput").replace("{ shareRecord", "{ unshareRecord")
SHARES = (
    "query ($id: ID!) { node(id: $id) { ... on Record { shares { access user { id } team { id }"
    " createdBy { id } } } } }"
)
RENAME = (
    "mutation ($id: ID!, $input: UpdateContactInput!) { updateContact(id: $id, input: $input) {"
    " contact { lastName } userErrors { code field message } } }"
)


async def share(story: Story, record: str, *, actor: Actor | None = None, **given: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await story.data(SHARE, actor=actor, input={"recordId": record, **given}))[
        "shareRecord"
    ]
    return payload


async def unshare(story: Story, record: str, *, actor: Actor | None = None, **given: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await story.data(UNSHARE, actor=actor, input={"recordId": record, **given}))[
        "unshareRecord"
    ]
    return payload


async def contacts(story: Story, actor: Actor) -> list[str]:
    page = (await story.data("{ contacts(first: 200) { totalCount nodes { id } } }", actor=actor))["contacts"]
    ids = [node["id"] for node in page["nodes"]]
    assert page["totalCount"] == len(ids)
    return ids


async def rename(story: Story, actor: Actor, record: str = contact(2), **given: Any) -> Any:
    given = given or {"lastName": "Řehoř"}
    return (await story.data(RENAME, actor=actor, id=record, input=given))["updateContact"]


async def test_a_record_that_is_shared_with_a_user_is_theirs_to_read(own_story: Story) -> None:
    loner = own_story.loner
    before = await contacts(own_story, loner)
    assert contact(2) not in before
    payload = await share(own_story, contact(2), userId=LONER)
    assert payload["userErrors"] == []
    assert payload["record"] == {"id": contact(2), "lastName": "Čepaitis", "version": 1}
    assert payload["share"]["access"] == "READ"
    assert payload["share"]["user"] == {"name": "Loner"}
    assert payload["share"]["team"] is None
    assert sorted(await contacts(own_story, loner)) == sorted([*before, contact(2)])
    taken = await unshare(own_story, contact(2), userId=LONER)
    assert taken["userErrors"] == []
    assert taken["share"]["id"] == payload["share"]["id"]
    assert await contacts(own_story, loner) == before


async def test_a_record_that_is_shared_with_a_team_is_its_members_and_those_above(own_story: Story) -> None:
    assert (await share(own_story, contact(6), teamId=SOFIA))["share"]["team"] == {"name": "Sofia"}
    assert contact(6) in await contacts(own_story, own_story.rasa)  # Sofia is a part of Vilnius, her team
    assert contact(6) not in await contacts(own_story, own_story.loner)
    await share(own_story, contact(1), teamId=VILNIUS)
    assert (await contacts(own_story, own_story.rasa)).count(contact(1)) == 1  # who has it anyway has it once


async def test_what_is_shared_for_reading_is_not_changed(own_story: Story) -> None:
    await share(own_story, contact(2), userId=LONER)
    refused = await rename(own_story, own_story.loner)
    assert refused["contact"] is None
    assert refused["userErrors"] == [
        {
            "code": "FORBIDDEN",
            "field": [],
            "message": (
                "You may see this record of Contact, but not change it. It is shared with you for reading;"
                " somebody whose it is can share it for writing."
            ),
        }
    ]


async def test_sharing_again_changes_what_it_is_for(own_story: Story) -> None:
    first = await share(own_story, contact(2), userId=LONER)
    again = await share(own_story, contact(2), userId=LONER, access="WRITE")
    assert again["share"] == {**first["share"], "access": "WRITE"}
    assert (await rename(own_story, own_story.loner))["contact"] == {"lastName": "Řehoř"}
    await share(own_story, contact(2), userId=LONER, access="READ")
    assert (await rename(own_story, own_story.loner))["userErrors"][0]["code"] == "FORBIDDEN"
    shares = (await own_story.data(SHARES, id=contact(2)))["node"]["shares"]
    assert [one["access"] for one in shares] == ["READ"]


async def test_who_has_a_record_by_a_share_cannot_pass_it_on_or_delete_it(own_story: Story) -> None:
    await share(own_story, contact(2), userId=LONER, access="WRITE")
    loner = own_story.loner
    passed_on = await share(own_story, contact(2), actor=loner, userId=IVO)
    assert [error["code"] for error in passed_on["userErrors"]] == ["FORBIDDEN"]
    taken = await unshare(own_story, contact(2), actor=loner, userId=LONER)
    assert [error["code"] for error in taken["userErrors"]] == ["FORBIDDEN"]
    owned = await rename(own_story, loner, ownerId=LONER, lastName="Kučera")
    assert [(error["code"], error["field"]) for error in owned["userErrors"]] == [("FORBIDDEN", ["ownerId"])]
    same = await rename(own_story, loner, teamId=VILNIUS, lastName="Kučera")  # as forms send it
    assert same["contact"] == {"lastName": "Kučera"}
    deleted = await own_story.data(
        "mutation ($id: ID!) { deleteContact(id: $id) { userErrors { code } } }", actor=loner, id=contact(2)
    )
    assert deleted["deleteContact"]["userErrors"] == [{"code": "FORBIDDEN"}]
    merged = await own_story.data(
        "mutation ($a: ID!, $b: [ID!]!) { mergeContacts(targetId: $a, sourceIds: $b) {"
        " userErrors { code } } }",
        actor=loner,
        a=contact(2),
        b=[contact(1)],
    )
    assert {error["code"] for error in merged["mergeContacts"]["userErrors"]} == {"FORBIDDEN", "NOT_FOUND"}


async def test_members_share_what_they_may_change(own_story: Story) -> None:
    assert (await share(own_story, contact(2), actor=own_story.rasa, userId=IVO))["userErrors"] == []
    refused = await share(own_story, contact(4), actor=own_story.rasa, userId=IVO)
    assert [(error["code"], error["field"]) for error in refused["userErrors"]] == [
        ("NOT_FOUND", ["recordId"])
    ]
    await share(own_story, contact(4), actor=own_story.ivo, userId=RASA)
    refused = await share(own_story, contact(4), actor=own_story.rasa, userId=LONER)
    assert [(error["code"], error["field"]) for error in refused["userErrors"]] == [
        ("FORBIDDEN", ["recordId"])
    ]


FAULTS: list[tuple[dict[str, Any], str, list[str]]] = [
    ({}, "REQUIRED", ["userId"]),
    ({"userId": LONER, "teamId": PRAHA}, "VALIDATION", ["teamId"]),
    ({"userId": PRAHA}, "NOT_FOUND", ["userId"]),
    ({"teamId": LONER}, "NOT_FOUND", ["teamId"]),
    ({"userId": contact(1)}, "NOT_FOUND", ["userId"]),
]


@pytest.mark.parametrize(("given", "code", "field"), FAULTS)
async def test_a_share_is_for_one_user_or_team_that_is_there(
    own_story: Story, given: dict[str, Any], code: str, field: list[str]
) -> None:
    refused = await share(own_story, contact(2), **given)
    assert [(error["code"], error["field"]) for error in refused["userErrors"]] == [(code, field)]
    assert refused["share"] is None
    assert (await own_story.data(SHARES, id=contact(2)))["node"]["shares"] == []


async def test_records_go_to_active_users_alone(own_story: Story) -> None:
    text = "mutation ($id: ID!) { updateUser(id: $id, input: { active: false }) { userErrors { code } } }"
    assert (await own_story.data(text, id=LONER))["updateUser"]["userErrors"] == []
    shared = await share(own_story, contact(2), userId=LONER)
    assert [(error["code"], error["field"]) for error in shared["userErrors"]] == [
        ("INVALID_STATE", ["userId"])
    ]
    given = await give(own_story, contact(2), ownerId=LONER)
    assert [(error["code"], error["field"]) for error in given["userErrors"]] == [
        ("INVALID_STATE", ["ownerId"])
    ]


async def test_a_share_of_a_user_who_is_not_active_any_more_is_not_brought_back(own_story: Story) -> None:
    await share(own_story, contact(2), userId=LONER)
    await unshare(own_story, contact(2), userId=LONER)
    text = "mutation ($id: ID!) { updateUser(id: $id, input: { active: false }) { userErrors { code } } }"
    assert (await own_story.data(text, id=LONER))["updateUser"]["userErrors"] == []
    lines = 'query ($id: ID!) { contact(id: $id) { history(first: 1, field: "shares") { nodes { id } } } }'
    [unshared] = (await own_story.data(lines, id=contact(2)))["contact"]["history"]["nodes"]
    revert = "mutation ($id: ID!) { revertChange(changeId: $id) { userErrors { code field message } } }"
    [refused] = (await own_story.data(revert, id=unshared["id"]))["revertChange"]["userErrors"]
    assert (refused["code"], refused["field"]) == ("INVALID_STATE", ["changeId"])
    assert "not active" in refused["message"]
    assert (await own_story.data(SHARES, id=contact(2)))["node"]["shares"] == []


async def test_a_deleted_record_is_restored_with_its_shares(own_story: Story) -> None:
    await share(own_story, contact(2), userId=LONER)
    delete = "mutation ($id: ID!) { deleteContact(id: $id) { userErrors { code } } }"
    assert (await own_story.data(delete, id=contact(2)))["deleteContact"]["userErrors"] == []
    refused = await share(own_story, contact(2), userId=IVO)
    assert refused["userErrors"][0]["code"] == "INVALID_STATE"
    trash = "{ trash { totalCount nodes { id } } }"
    loners = (await own_story.data(trash, actor=own_story.loner))["trash"]
    assert loners == {"totalCount": 1, "nodes": [{"id": contact(2)}]}
    restore = "mutation ($id: ID!) { restoreContact(id: $id) { userErrors { code } } }"
    assert (await own_story.data(restore, id=contact(2)))["restoreContact"]["userErrors"] == []
    assert await contacts(own_story, own_story.loner) == [contact(2)]


async def test_timelines_and_history_tell_who_shared_what_with_whom(own_story: Story) -> None:
    await share(own_story, contact(2), actor=own_story.rasa, userId=LONER)
    await share(own_story, contact(2), actor=own_story.rasa, userId=LONER, access="WRITE")
    await unshare(own_story, contact(2), userId=LONER)
    text = (
        'query ($id: ID!) { contact(id: $id) { version history(first: 10, field: "shares") { nodes {'
        " id field oldValue newValue eventId actor { name } } }"
        " timeline(kinds: [SHARED, UNSHARED]) { nodes { id kind actor { name }"
        " ... on SharedEvent { share { access user { name } team { name } createdBy { name } } }"
        " ... on UnsharedEvent { share { access user { name } } } } } } }"
    )
    told = (await own_story.data(text, id=contact(2)))["contact"]
    assert told["version"] == 1
    shared = {"user": {"name": "Loner"}, "team": None, "createdBy": {"name": "Rasa"}}
    events = [{key: one[key] for key in ("kind", "share")} for one in told["timeline"]["nodes"]]
    assert events == [
        {"kind": "SHARED", "share": {"access": "READ", **shared}},
        {"kind": "SHARED", "share": {"access": "WRITE", **shared}},
        {"kind": "UNSHARED", "share": {"access": "WRITE", "user": {"name": "Loner"}}},
    ]
    lines = told["history"]["nodes"]
    values = [[[one["access"] for one in line[side]] for side in ("oldValue", "newValue")] for line in lines]
    assert values == [[["WRITE"], []], [["READ"], ["WRITE"]], [[], ["READ"]]]
    assert {line["field"] for line in lines} == {"shares"}
    assert lines[-1]["actor"] == {"name": "Rasa"}
    assert [line["eventId"] for line in reversed(lines)] == [one["id"] for one in told["timeline"]["nodes"]]


async def test_taking_a_share_back_by_history_is_a_change_of_its_own(own_story: Story) -> None:
    await share(own_story, contact(2), userId=LONER)
    await share(own_story, contact(2), userId=LONER, access="WRITE")
    text = 'query ($id: ID!) { contact(id: $id) { history(field: "shares") { nodes { id } } } }'
    revert = "mutation ($id: ID!) { revertChange(changeId: $id) { userErrors { code message } } }"
    lines = (await own_story.data(text, id=contact(2)))["contact"]["history"]["nodes"]
    older = (await own_story.data(revert, id=lines[1]["id"]))["revertChange"]["userErrors"]
    assert older[0]["code"] == "INVALID_STATE"
    assert (await own_story.data(revert, id=lines[0]["id"]))["revertChange"]["userErrors"] == []
    shares = (await own_story.data(SHARES, id=contact(2)))["node"]["shares"]
    assert [one["access"] for one in shares] == ["READ"]


async def test_who_shares_what_they_own_with_their_own_team_gains_nothing(own_story: Story) -> None:
    head = await _feed_end(own_story, own_story.ivo)
    await share(own_story, contact(4), actor=own_story.ivo, teamId=PRAHA)
    told, head = await _feed(own_story, own_story.ivo, head)
    assert told == [("UPDATED", contact(4))], "he has had it all the time"
    await unshare(own_story, contact(4), actor=own_story.ivo, teamId=PRAHA)
    told, _ = await _feed(own_story, own_story.ivo, head)
    assert told == [("UPDATED", contact(4))], "and has it still"


async def test_the_feed_tells_of_records_that_come_in_sight_and_leave_it(own_story: Story) -> None:
    head = await _feed_end(own_story, own_story.loner)
    await share(own_story, contact(2), userId=LONER)
    await share(own_story, contact(4), userId=IVO)  # who sees it anyway
    told, head = await _feed(own_story, own_story.loner, head)
    assert told == [("GAINED", contact(2))]
    await unshare(own_story, contact(2), userId=LONER)
    told, _ = await _feed(own_story, own_story.loner, head)
    assert told == [("LOST", contact(2))]


CHANGES = (
    'query ($after: String) { changes(first: 50, after: $after, entities: ["Contact"]) {'
    " nodes { kind id } pageInfo { endCursor } } }"
)


async def _feed_end(story: Story, actor: Actor) -> str:
    page = await story.data("{ changes(first: 0) { pageInfo { endCursor } } }", actor=actor)
    end: str = page["changes"]["pageInfo"]["endCursor"]
    return end


async def _feed(story: Story, actor: Actor, after: str) -> tuple[list[tuple[str, str]], str]:
    page = (await story.data(CHANGES, actor=actor, after=after))["changes"]
    return [(node["kind"], node["id"]) for node in page["nodes"]], page["pageInfo"]["endCursor"]


async def test_the_dashboard_tells_of_what_is_shared(own_story: Story) -> None:
    text = "{ dashboard { timeline { totalCount nodes { kind subject { id } } } } }"
    before = (await own_story.data(text, actor=own_story.loner))["dashboard"]["timeline"]
    assert before["totalCount"] == 0
    await share(own_story, contact(2), userId=LONER)
    after = (await own_story.data(text, actor=own_story.loner))["dashboard"]["timeline"]
    assert [event["kind"] for event in after["nodes"]] == ["SHARED", "RECORD_CREATED"]
    assert {event["subject"]["id"] for event in after["nodes"]} == {contact(2)}


async def test_the_target_of_a_merge_is_shared_with_whom_the_sources_were(own_story: Story) -> None:
    await share(own_story, contact(3), userId=LONER, access="WRITE")
    await share(own_story, contact(3), teamId=PRAHA)
    await share(own_story, contact(2), userId=LONER)
    merge = (
        "mutation ($a: ID!, $b: [ID!]!) { mergeContacts(targetId: $a, sourceIds: $b) { merge { id }"
        " userErrors { code message } } }"
    )
    payload = (await own_story.data(merge, a=contact(2), b=[contact(3)]))["mergeContacts"]
    assert payload["userErrors"] == []
    assert await _shared(own_story, contact(2)) == {LONER: "WRITE", PRAHA: "READ"}
    undo = "mutation ($id: ID!) { undoMerge(id: $id) { userErrors { code message } } }"
    assert (await own_story.data(undo, id=payload["merge"]["id"]))["undoMerge"]["userErrors"] == []
    assert await _shared(own_story, contact(2)) == {LONER: "READ"}
    assert await _shared(own_story, contact(3)) == {LONER: "WRITE", PRAHA: "READ"}


async def _shared(story: Story, record: str) -> dict[str, str]:
    shares = (await story.data(SHARES, id=record))["node"]["shares"]
    return {(one["user"] or one["team"])["id"]: one["access"] for one in shares}


async def test_copies_are_not_shared(own_story: Story) -> None:
    await share(own_story, contact(2), userId=LONER)
    copy = "mutation ($id: ID!) { copyContact(id: $id) { contact { shares { id } } userErrors { code } } }"
    payload = (await own_story.data(copy, id=contact(2)))["copyContact"]
    assert payload == {"contact": {"shares": []}, "userErrors": []}


async def test_a_purge_leaves_no_share(own_story: Story) -> None:
    await share(own_story, contact(5), userId=LONER)
    delete = "mutation ($id: ID!) { deleteContact(id: $id) { userErrors { code } } }"
    await own_story.data(delete, id=contact(5))
    purge = (
        "mutation ($id: ID!, $c: String!) { purgeRecord(id: $id, confirm: $c) {"
        " userErrors { code message } } }"
    )
    payload = await own_story.data(purge, id=contact(5), c="Čeněk Cibulka")
    assert payload["purgeRecord"]["userErrors"] == []
    assert await _rows(own_story.crm) == 0


async def _rows(crm: Crm) -> int:
    async with crm.workspace.database.connection() as connection:
        count: int = await connection.fetchval("SELECT count(*) FROM record_share")
        return count


GIVE = (
    "mutation ($input: ChangeOwnerInput!) { changeOwner(input: $input) { record { id"
    " ... on Record { owner { id } team { id } } ... on Contact { version } }"
    " userErrors { code field message } } }"
)


async def give(story: Story, record: str, *, actor: Actor | None = None, **given: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await story.data(GIVE, actor=actor, input={"recordId": record, **given}))[
        "changeOwner"
    ]
    return payload


async def test_an_owner_is_changed_with_version_history_and_event(own_story: Story) -> None:
    payload = await give(own_story, contact(1), ownerId=IVO, teamId=None)
    assert payload["userErrors"] == []
    assert payload["record"] == {"id": contact(1), "owner": {"id": IVO}, "team": None, "version": 2}
    text = (
        'query ($id: ID!) { contact(id: $id) { history(field: "owner") { nodes { oldValue newValue } }'
        " timeline(kinds: [OWNER_CHANGED]) { nodes { ... on OwnerChangedEvent { fromOwner { name }"
        " toOwner { name } } } } } }"
    )
    told = (await own_story.data(text, id=contact(1)))["contact"]
    assert told["history"]["nodes"][0] == {"oldValue": RASA, "newValue": IVO}
    events = [event for event in told["timeline"]["nodes"] if event]
    assert events[-1] == {"fromOwner": {"name": "Rasa"}, "toOwner": {"name": "Ivo"}}


async def test_who_gives_a_record_away_may_lose_sight_of_it(own_story: Story) -> None:
    payload = await give(own_story, contact(3), actor=own_story.rasa, ownerId=IVO)
    assert payload == {"record": None, "userErrors": []}
    refused = await give(own_story, contact(3), actor=own_story.rasa, ownerId=RASA)
    assert [(error["code"], error["field"]) for error in refused["userErrors"]] == [
        ("NOT_FOUND", ["recordId"])
    ]


async def test_an_owner_is_a_user_that_is_there(own_story: Story) -> None:
    cases: list[tuple[dict[str, Any], str, list[str]]] = [
        ({}, "REQUIRED", ["ownerId"]),
        ({"ownerId": PRAHA}, "NOT_FOUND", ["ownerId"]),
        ({"teamId": RASA}, "NOT_FOUND", ["teamId"]),
    ]
    for given, code, field in cases:
        refused = await give(own_story, contact(1), **given)
        assert [(error["code"], error["field"]) for error in refused["userErrors"]] == [(code, field)]


async def test_what_belongs_to_a_record_goes_along_where_it_was_the_same_owners(own_story: Story) -> None:
    for number, owner in ((1, RASA), (2, IVO)):
        assert (await give(own_story, listing(number), ownerId=owner))["userErrors"] == []
    await give(own_story, contact(1), ownerId=RASA)  # the seller of listing 1, and who looked at listing 2
    alone = await give(own_story, contact(1), ownerId=LONER)
    assert alone["userErrors"] == []
    assert await _owner(own_story, listing(1)) == RASA
    await give(own_story, contact(1), ownerId=RASA)
    assert (await give(own_story, contact(1), ownerId=LONER, cascade=True))["userErrors"] == []
    assert await _owner(own_story, contact(1)) == LONER
    assert await _owner(own_story, listing(1)) == LONER
    assert await _owner(own_story, listing(2)) == IVO


async def test_a_cascade_writes_all_or_nothing(own_story: Story) -> None:
    await give(own_story, contact(1), ownerId=IVO, teamId=VILNIUS)
    await give(own_story, listing(1), ownerId=IVO, teamId=None)
    await share(own_story, listing(1), userId=RASA, access="WRITE")
    refused = await give(own_story, contact(1), actor=own_story.rasa, ownerId=LONER, cascade=True)
    assert [(error["code"], error["field"]) for error in refused["userErrors"]] == [
        ("FORBIDDEN", ["cascade"])
    ]
    assert listing(1) in refused["userErrors"][0]["message"]
    assert await _owner(own_story, contact(1)) == IVO


async def _owner(story: Story, record: str) -> str:
    text = "query ($id: ID!) { node(id: $id) { ... on Record { owner { id } } } }"
    owner: str = (await story.data(text, id=record))["node"]["owner"]["id"]
    return owner


async def test_shares_are_read_in_the_statement_of_their_records(own_story: Story) -> None:
    await share(own_story, contact(2), userId=LONER)
    await share(own_story, contact(4), teamId=VILNIUS, access="WRITE")
    own_story.crm.statements.clear()
    data = await own_story.data("{ contacts(first: 50) { nodes { shares { access user { name } } } } }")
    assert len(own_story.crm.statements) == 1
    assert sum(len(node["shares"]) for node in data["contacts"]["nodes"]) == 2


async def test_a_new_share_holds_at_the_next_request_and_plans_stay(own_story: Story) -> None:
    await contacts(own_story, own_story.loner)
    kept = own_story.crm.workspace
    statements = own_story.crm.statements
    statements.clear()
    await contacts(own_story, own_story.loner)
    warm = list(statements)
    await share(own_story, contact(2), userId=LONER)
    statements.clear()
    assert await contacts(own_story, own_story.loner) == [contact(2)]
    assert list(statements) == warm
    assert kept is own_story.crm.workspace


async def test_saved_views_say_themselves_who_sees_them(own_story: Story) -> None:
    text = (
        'mutation { createSavedView(input: { name: "Mano", entity: "Contact" }) {'
        " savedView { id } userErrors { code message } } }"
    )
    made = (await own_story.data(text, actor=own_story.rasa))["createSavedView"]
    refused = await share(own_story, made["savedView"]["id"], actor=own_story.rasa, userId=LONER)
    assert [(error["code"], error["field"]) for error in refused["userErrors"]] == [
        ("INVALID_STATE", ["recordId"])
    ]
