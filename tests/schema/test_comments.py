"""Comments as clients write and read them."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from gql_crm.access import Actor
from gql_crm.testing import Template, open_crm
from tests.story import (
    IVO,
    LONER,
    PRAHA,
    RASA,
    VILNIUS,
    Story,
    contact,
    listing,
    organization,
    own_story,
    story,
    story_template,
)

__all__ = ["own_story", "story", "story_template"]

SAID = """
fragment said on Comment {
  id body bodyHtml internal pinned createdAt editedAt deletedAt
  author { name }
  mentions { name }
  record { id displayName }
  parent { id body bodyHtml deletedAt }
  history { body createdAt author { name } }
}
"""
ERRORS = "userErrors { code field message elementIndex }"


def _mutation(name: str, arguments: str, passed: str, answer: str) -> str:
    return f"mutation ({arguments}) {{ {name}({passed}) {{ {answer} {ERRORS} }} }}"


EVENT = "event { id kind note subject { id } actor { name } comment { id body bodyHtml } }"
ADD = SAID + _mutation(
    "addComment",
    "$input: AddCommentInput!",
    "input: $input",
    f"comment {{ ...said }} {EVENT} warnings {{ code }}",
)
ADD_MANY = SAID + _mutation(
    "addComments",
    "$ids: [ID!]!, $body: String!, $policy: ErrorPolicy",
    "ids: $ids, body: $body, errorPolicy: $policy",
    "comments { ...said }",
)
EDIT = SAID + _mutation(
    "editComment", "$input: EditCommentInput!", "input: $input", "comment { ...said } event { id }"
)
PIN = SAID + _mutation("pinComment", "$input: PinCommentInput!", "input: $input", "comment { ...said }")
DELETE = _mutation("deleteComment", "$id: ID!", "id: $id", "deletedId")
READ = (
    """
query ($id: ID!, $first: Int, $after: String, $order: TimelineOrder, $pinned: Boolean, $internal: Boolean) {
  node(id: $id) {
    ... on Record {
      version updatedAt
      comments(first: $first, after: $after, order: $order, pinned: $pinned, internal: $internal) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { ...said }
        edges { cursor node { id bodyHtml } }
      }
    }
  }
}
"""
    + SAID
)
STREAM = """
query ($id: ID!) {
  node(id: $id) { ... on Record { timeline(kinds: [COMMENT]) { totalCount nodes {
    id kind subject { id } ... on CommentEvent { comment { body bodyHtml deletedAt record { id } } } } } } }
}
"""
LITHUANIAN = "Skambinau **Jūratei**: ieško sodybos prie ežero."
BULGARIAN = "Обадих се, търси *къща* край морето."
PERSIAN = "تماس گرفتم؛ می‌خواهد **خانه** بخرد."


async def done(story: Story, mutation: str, *, actor: Actor | None = None, **variables: Any) -> Any:
    (payload,) = (await story.data(mutation, actor=actor, **variables)).values()
    assert payload["userErrors"] == []
    return payload


async def refused(
    story: Story, mutation: str, *, actor: Actor | None = None, **variables: Any
) -> tuple[str, list[str], str]:
    (payload,) = (await story.data(mutation, actor=actor, **variables)).values()
    (error,) = payload["userErrors"]
    assert payload.get("comment") is None
    assert payload.get("deletedId") is None
    return error["code"], error["field"], error["message"]


async def add(story: Story, record: str, body: str, *, actor: Actor | None = None, **more: Any) -> Any:
    given = {"recordId": record, "body": body, **more}
    return (await done(story, ADD, actor=actor, input=given))["comment"]


async def comments(story: Story, record: str, *, actor: Actor | None = None, **given: Any) -> Any:
    return (await story.data(READ, actor=actor, id=record, **given))["node"]["comments"]


async def bodies(story: Story, record: str, **given: Any) -> list[str]:
    return [one["body"] for one in (await comments(story, record, **given))["nodes"]]


async def stream(story: Story, record: str, *, actor: Actor | None = None) -> Any:
    return (await story.data(STREAM, actor=actor, id=record))["node"]["timeline"]["nodes"]


@pytest.mark.parametrize("body", [LITHUANIAN, BULGARIAN, PERSIAN])
async def test_a_comment_comes_back_as_it_was_written(own_story: Story, body: str) -> None:
    payload = await done(own_story, ADD, actor=own_story.rasa, input={"recordId": contact(1), "body": body})
    comment = payload["comment"]
    assert comment["body"] == body
    assert comment["author"] == {"name": "Rasa"}
    assert comment["record"] == {"id": contact(1), "displayName": "Jūratė Žukauskienė"}
    assert comment["createdAt"] == "2026-03-15T12:30:00+00:00"
    for name in ("editedAt", "deletedAt", "parent"):
        assert comment[name] is None
    assert not comment["internal"]
    assert not comment["pinned"]
    assert comment["mentions"] == comment["history"] == []
    read = await comments(own_story, contact(1), actor=own_story.rasa)
    assert read["nodes"] == [comment]
    assert read["totalCount"] == 1
    assert read["edges"][0]["node"] == {"id": comment["id"], "bodyHtml": comment["bodyHtml"]}


async def test_the_event_of_a_comment_is_told_with_it(own_story: Story) -> None:
    given = {"recordId": contact(1), "body": LITHUANIAN}
    payload = await done(own_story, ADD, actor=own_story.rasa, input=given)
    comment = payload["comment"]
    assert payload["event"] == {
        "id": comment["id"],
        "kind": "COMMENT",
        "note": None,
        "subject": {"id": contact(1)},
        "actor": {"name": "Rasa"},
        "comment": {key: comment[key] for key in ("id", "body", "bodyHtml")},
    }
    (told,) = await stream(own_story, contact(1), actor=own_story.rasa)
    assert told["comment"] == {
        "body": LITHUANIAN,
        "bodyHtml": comment["bodyHtml"],
        "deletedAt": None,
        "record": {"id": contact(1)},
    }


async def test_a_comment_flows_into_the_timelines_of_related_records(own_story: Story) -> None:
    await add(own_story, listing(1), BULGARIAN)  # sold by contact 1, viewed by contact 2
    for related in (contact(1), contact(2)):
        (told,) = await stream(own_story, related)
        assert told["subject"] == {"id": listing(1)}
        assert told["comment"]["body"] == BULGARIAN
    assert await stream(own_story, contact(9)) == []
    assert (await comments(own_story, contact(1)))["totalCount"] == 0


async def test_who_sees_a_record_comments_on_it_and_nobody_else(own_story: Story) -> None:
    await add(own_story, organization(3), PERSIAN, actor=own_story.rasa)  # Sofia's, whose parent is Vilnius
    code, field, message = await refused(
        own_story, ADD, actor=own_story.loner, input={"recordId": contact(1), "body": "x"}
    )
    assert (code, field) == ("NOT_FOUND", ["recordId"])
    assert contact(1) in message
    assert (await own_story.data(READ, actor=own_story.loner, id=contact(1)))["node"] is None


async def test_an_invisible_comment_is_as_an_absent_one(own_story: Story) -> None:
    comment = await add(own_story, contact(1), LITHUANIAN, actor=own_story.rasa)
    for id_ in (comment["id"], contact(1)):
        given = {"commentId": id_}
        for mutation, variables, place in (
            (EDIT, {"input": {**given, "body": "x"}}, "commentId"),
            (PIN, {"input": {**given, "pinned": True}}, "commentId"),
            (DELETE, {"id": id_}, "id"),
        ):
            code, field, message = await refused(own_story, mutation, actor=own_story.loner, **variables)
            assert (code, field) == ("NOT_FOUND", [place])
            assert message == f'There is no comment with the id "{id_}" that you can see.'


async def test_commenting_changes_nothing_of_the_record(own_story: Story) -> None:
    query = "query ($id: ID!) { contact(id: $id) { version updatedAt history { totalCount } } }"
    before = await own_story.data(query, id=contact(1))
    feed = "{ changes { totalCount: pageInfo { endCursor } } }"
    cursor = await own_story.data(feed)
    comment = await add(own_story, contact(1), LITHUANIAN)
    await done(own_story, EDIT, input={"commentId": comment["id"], "body": PERSIAN})
    assert await own_story.data(query, id=contact(1)) == before
    assert await own_story.data(feed) == cursor
    found = await own_story.data('{ contacts(search: "sodybos") { totalCount } }')
    assert found["contacts"]["totalCount"] == 0


@pytest.mark.parametrize(
    ("body", "code", "text"),
    [
        (" \n\t", "REQUIRED", "A comment needs a text."),
        ("ž" * 10_001, "VALIDATION", "The comment has 10001 characters; expected at most 10000."),
        ("".join(f"@[x](user:018f0000-0002-7000-8000-{n:012d})" for n in range(51)), "VALIDATION",
         "The comment mentions 51 users; expected at most 50."),
    ],
)  # fmt: skip
async def test_a_comment_needs_a_text_of_some_length(
    own_story: Story, body: str, code: str, text: str
) -> None:
    answer = await refused(own_story, ADD, input={"recordId": contact(1), "body": body})
    assert answer == (code, ["body"], text)
    assert await refused(own_story, ADD_MANY, ids=[contact(1), contact(2)], body=body) == answer
    comment = await add(own_story, contact(1), "ž" * 10_000)
    edit = {"commentId": comment["id"], "body": body}
    assert await refused(own_story, EDIT, input=edit) == answer


async def test_all_that_is_wrong_with_a_comment_is_told_at_once(own_story: Story) -> None:
    missing = "018f0000-0003-7000-8000-000000009999"
    payload = (await own_story.data(ADD, input={"recordId": missing, "body": ""}))["addComment"]
    assert [(one["code"], one["field"]) for one in payload["userErrors"]] == [
        ("REQUIRED", ["body"]),
        ("NOT_FOUND", ["recordId"]),
    ]
    assert payload["event"] is None


async def test_a_malformed_id_is_the_requests_fault(story: Story) -> None:
    code, message = await story.refusal(ADD, input={"recordId": "x", "body": "x"})
    assert code == "BAD_USER_INPUT"
    assert "recordId" in message


async def test_a_deleted_record_takes_no_comment_and_keeps_its_own(own_story: Story) -> None:
    comment = await add(own_story, contact(1), BULGARIAN)
    gone = "mutation ($id: ID!) { deleteContact(id: $id) { userErrors { code } } }"
    await done(own_story, gone, id=contact(1))
    answer = await refused(own_story, ADD, input={"recordId": contact(1), "body": "x"})
    assert answer[:2] == ("INVALID_STATE", ["recordId"])
    edit = {"commentId": comment["id"], "body": "x"}
    assert (await refused(own_story, EDIT, input=edit))[:2] == ("INVALID_STATE", ["commentId"])
    assert await bodies(own_story, contact(1)) == [BULGARIAN]
    back = "mutation ($id: ID!) { restoreContact(id: $id) { userErrors { code } } }"
    await done(own_story, back, id=contact(1))
    await done(own_story, EDIT, input={**edit, "body": PERSIAN})
    assert await bodies(own_story, contact(1)) == [PERSIAN]


async def test_a_custom_entity_has_comments_too(own_story: Story) -> None:
    made = """
    mutation { createEntity(input: {name: "Boat", plural: "boats", label: {en: "Boat"}, display: ["title"],
      fields: [{key: "title", kind: TEXT, label: {en: "Title"}}]}) { userErrors { message } } }
    """
    await done(own_story, made)
    create = 'mutation { createBoat(input: {title: "Žuvėdra"}) { boat { id } userErrors { message } } }'
    boat = (await done(own_story, create))["boat"]["id"]
    comment = await add(own_story, boat, LITHUANIAN)
    assert comment["record"] == {"id": boat, "displayName": "Žuvėdra"}
    assert await bodies(own_story, boat) == [LITHUANIAN]


async def test_replies_name_what_they_answer(own_story: Story) -> None:
    first = await add(own_story, contact(1), LITHUANIAN)
    reply = await add(own_story, contact(1), BULGARIAN, parentId=first["id"])
    assert reply["parent"]["id"] == first["id"]
    assert reply["parent"]["bodyHtml"] == first["bodyHtml"]
    answer = await refused(
        own_story, ADD, input={"recordId": contact(2), "body": "x", "parentId": first["id"]}
    )
    assert answer[:2] == ("NOT_FOUND", ["parentId"])
    await done(own_story, DELETE, id=first["id"])
    (read,) = (await comments(own_story, contact(1)))["nodes"]
    parent = read["parent"]
    assert parent == {
        "id": first["id"],
        "body": "",
        "bodyHtml": "",
        "deletedAt": "2026-03-15T12:30:00+00:00",
    }
    again = {"recordId": contact(1), "body": "x", "parentId": first["id"]}
    assert (await refused(own_story, ADD, input=again))[:2] == ("INVALID_STATE", ["parentId"])


async def test_what_answers_an_internal_comment_is_internal(own_story: Story) -> None:
    first = await add(own_story, contact(1), "tik mums", internal=True)
    reply = await add(own_story, contact(1), "ir man", parentId=first["id"])
    await add(own_story, contact(1), "visiems")
    assert first["internal"]
    assert reply["internal"]
    assert await bodies(own_story, contact(1), internal=False) == ["visiems"]
    assert await bodies(own_story, contact(1), internal=True) == ["ir man", "tik mums"]


async def test_users_are_mentioned_by_their_ids(own_story: Story) -> None:
    body = f"@[Rasa](user:{RASA}) ir @[Ivo](user:{IVO}) ir @[Rasa](user:{RASA}), ne `@[L](user:{LONER})`"
    comment = await add(own_story, contact(1), body)
    assert comment["mentions"] == [{"name": "Rasa"}, {"name": "Ivo"}]
    assert f'<span data-user-id="{RASA}">@Rasa</span>' in comment["bodyHtml"]
    turned = f"@[Loner](user:{LONER}) @[Rasa](user:{RASA})"
    edited = await done(own_story, EDIT, input={"commentId": comment["id"], "body": turned})
    assert edited["comment"]["mentions"] == [{"name": "Loner"}, {"name": "Rasa"}]


async def test_only_users_who_are_there_are_mentioned(own_story: Story) -> None:
    for absent in (contact(1), "018f0000-0002-7000-8000-000000000999"):
        given = {"recordId": contact(1), "body": f"@[Kas](user:{absent})"}
        code, field, message = await refused(own_story, ADD, input=given)
        assert (code, field) == ("NOT_FOUND", ["body"])
        assert absent in message


async def test_a_text_stays_editable_when_a_user_in_it_has_gone(own_story: Story) -> None:
    comment = await add(own_story, contact(1), f"@[Loner](user:{LONER})")
    gone = "mutation ($id: ID!) { deleteUser(id: $id) { userErrors { code message } } }"
    await done(own_story, gone, id=LONER)
    edit = {"commentId": comment["id"], "body": f"labas @[Loner](user:{LONER})"}
    edited = await done(own_story, EDIT, input=edit)
    assert edited["comment"]["mentions"] == []


async def test_an_edited_comment_tells_what_it_said_before_and_stays_one_event(own_story: Story) -> None:
    comment = await add(own_story, contact(1), LITHUANIAN, actor=own_story.rasa)
    first = await done(
        own_story, EDIT, actor=own_story.rasa, input={"commentId": comment["id"], "body": BULGARIAN}
    )
    assert first["event"] == {"id": comment["id"]}
    second = (await done(own_story, EDIT, input={"commentId": comment["id"], "body": PERSIAN}))["comment"]
    at = "2026-03-15T12:30:00+00:00"
    assert second["body"] == PERSIAN
    assert second["editedAt"] == at
    assert second["author"] == {"name": "Rasa"}
    assert second["history"] == [
        {"body": LITHUANIAN, "createdAt": at, "author": {"name": "Rasa"}},
        {"body": BULGARIAN, "createdAt": at, "author": {"name": "Rasa"}},
    ]
    (told,) = await stream(own_story, contact(1))
    assert told["comment"]["body"] == PERSIAN


async def test_the_same_text_again_is_no_edit(own_story: Story) -> None:
    comment = await add(own_story, contact(1), LITHUANIAN)
    edited = await done(own_story, EDIT, input={"commentId": comment["id"], "body": LITHUANIAN})
    assert edited["comment"] == comment


async def test_a_comment_is_edited_and_deleted_by_its_author_and_administrators(own_story: Story) -> None:
    comment = await add(own_story, contact(7), BULGARIAN, actor=own_story.rasa)  # Praha's, and Rasa's
    edit = {"commentId": comment["id"], "body": "x"}
    assert (await refused(own_story, EDIT, actor=own_story.ivo, input=edit))[0] == "FORBIDDEN"
    assert (await refused(own_story, DELETE, actor=own_story.ivo, id=comment["id"]))[0] == "FORBIDDEN"
    assert await bodies(own_story, contact(7)) == [BULGARIAN]
    await done(own_story, DELETE, id=comment["id"])


async def test_a_deleted_comment_says_nothing_any_more_but_that_it_was_there(own_story: Story) -> None:
    comment = await add(own_story, contact(1), f"{PERSIAN} @[Rasa](user:{RASA})", actor=own_story.rasa)
    given = {"commentId": comment["id"], "body": f"{BULGARIAN} @[Rasa](user:{RASA})"}
    await done(own_story, EDIT, actor=own_story.rasa, input=given)
    assert (await done(own_story, DELETE, actor=own_story.rasa, id=comment["id"]))["deletedId"] == comment[
        "id"
    ]
    assert await comments(own_story, contact(1)) == {
        "totalCount": 0,
        "pageInfo": {"hasNextPage": False, "endCursor": None},
        "nodes": [],
        "edges": [],
    }
    query = """
    query ($id: ID!) { contact(id: $id) { timeline(kinds: [COMMENT]) { nodes { ... on CommentEvent {
      comment { body bodyHtml deletedAt history { body } mentions { id } pinned } } } } } }
    """
    data = await own_story.data(query, id=contact(1))
    assert data["contact"]["timeline"]["nodes"] == [
        {
            "comment": {
                "body": "",
                "bodyHtml": "",
                "deletedAt": "2026-03-15T12:30:00+00:00",
                "history": [],
                "mentions": [],
                "pinned": False,
            }
        }
    ]
    for mutation, variables in (
        (EDIT, {"input": given}),
        (PIN, {"input": {"commentId": comment["id"], "pinned": True}}),
        (DELETE, {"id": comment["id"]}),
    ):
        assert (await refused(own_story, mutation, **variables))[0] == "INVALID_STATE"


async def test_pinned_comments_stand_first(own_story: Story) -> None:
    ids = [(await add(own_story, contact(1), text))["id"] for text in ("pirmas", "antras", "trečias")]
    assert await bodies(own_story, contact(1)) == ["trečias", "antras", "pirmas"]
    pinned = await done(own_story, PIN, input={"commentId": ids[0], "pinned": True})
    assert pinned["comment"]["pinned"]
    assert await bodies(own_story, contact(1)) == ["pirmas", "trečias", "antras"]
    assert await bodies(own_story, contact(1), pinned=True) == ["pirmas"]
    assert await bodies(own_story, contact(1), pinned=False) == ["trečias", "antras"]
    await done(own_story, PIN, input={"commentId": ids[2], "pinned": True})
    chronological = await bodies(own_story, contact(1), order="CHRONOLOGICAL")
    assert chronological == ["pirmas", "trečias", "antras"]
    await done(own_story, PIN, input={"commentId": ids[0], "pinned": False})
    assert await bodies(own_story, contact(1)) == ["trečias", "antras", "pirmas"]


async def test_a_comment_is_pinned_by_who_may_change_its_record(own_story: Story) -> None:
    user = "query { users(first: 10) { nodes { id name } } }"
    assert (await own_story.data(user, actor=own_story.rasa))["users"]["nodes"]
    comment = await add(own_story, IVO, "puikus kolega", actor=own_story.rasa)
    given = {"commentId": comment["id"], "pinned": True}
    answer = await refused(own_story, PIN, actor=own_story.rasa, input=given)
    assert answer[:2] == ("FORBIDDEN", ["commentId"])
    assert (await done(own_story, PIN, input=given))["comment"]["pinned"]


async def test_a_record_has_so_many_pinned_comments_and_no_more(own_story: Story) -> None:
    ids = [(await add(own_story, contact(1), f"Nr. {n}"))["id"] for n in range(21)]
    for id_ in ids[:20]:
        await done(own_story, PIN, input={"commentId": id_, "pinned": True})
    await done(own_story, PIN, input={"commentId": ids[0], "pinned": True})  # it is already
    answer = await refused(own_story, PIN, input={"commentId": ids[20], "pinned": True})
    assert answer[0] == "INVALID_STATE"
    await done(own_story, PIN, input={"commentId": ids[0], "pinned": False})
    await done(own_story, PIN, input={"commentId": ids[20], "pinned": True})


@pytest.mark.parametrize("order", ["NEWEST_FIRST", "CHRONOLOGICAL"])
async def test_pages_neither_repeat_nor_skip_a_comment(own_story: Story, order: str) -> None:
    ids = [(await add(own_story, contact(1), f"Nr. {n}"))["id"] for n in range(7)]
    for id_ in (ids[1], ids[4]):
        await done(own_story, PIN, input={"commentId": id_, "pinned": True})
    whole = await bodies(own_story, contact(1), order=order)
    read, after = [], None
    for _ in range(7):
        page = await comments(own_story, contact(1), order=order, first=2, after=after)
        assert page["totalCount"] == 7
        read += [one["body"] for one in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert read == whole
    assert sorted(whole) == sorted(f"Nr. {n}" for n in range(7))
    other = "CHRONOLOGICAL" if order == "NEWEST_FIRST" else "NEWEST_FIRST"
    code, message = await own_story.refusal(READ, id=contact(1), order=other, after=after)
    assert (code, "another order" in message) == ("BAD_USER_INPUT", True)


async def test_many_records_are_commented_on_at_once(own_story: Story) -> None:
    ids = [contact(3), organization(1), listing(2), contact(3)]
    payload = await done(own_story, ADD_MANY, ids=ids, body=PERSIAN)
    assert [one["record"]["id"] for one in payload["comments"]] == ids[:3]
    assert {one["body"] for one in payload["comments"]} == {PERSIAN}
    assert payload["comments"][0]["bodyHtml"]
    for id_ in ids[:3]:
        assert await bodies(own_story, id_) == [PERSIAN]
        assert PERSIAN in [told["comment"]["body"] for told in await stream(own_story, id_)]


async def test_all_or_nothing_writes_none_where_one_record_is_missing(own_story: Story) -> None:
    ids = [contact(1), contact(15), organization(2)]  # deleted; Praha's
    payload = (await own_story.data(ADD_MANY, actor=own_story.rasa, ids=ids, body="x"))["addComments"]
    assert payload["comments"] == []
    assert [(e["code"], e["field"], e["elementIndex"]) for e in payload["userErrors"]] == [
        ("INVALID_STATE", ["ids", "1"], 1),
        ("NOT_FOUND", ["ids", "2"], 2),
    ]
    assert await bodies(own_story, contact(1)) == []


async def test_best_effort_writes_the_others(own_story: Story) -> None:
    ids = [organization(2), contact(1)]
    given = {"ids": ids, "body": BULGARIAN, "policy": "BEST_EFFORT"}
    payload = (await own_story.data(ADD_MANY, actor=own_story.rasa, **given))["addComments"]
    assert [one["record"]["id"] for one in payload["comments"]] == [contact(1)]
    assert [(e["code"], e["elementIndex"]) for e in payload["userErrors"]] == [("NOT_FOUND", 0)]
    assert await bodies(own_story, contact(1)) == [BULGARIAN]
    assert await bodies(own_story, organization(2)) == []


@pytest.mark.parametrize("mutation", ["one", "many"])
async def test_a_repeated_request_comments_once(own_story: Story, mutation: str) -> None:
    document, variables = (
        (ADD, {"input": {"recordId": contact(1), "body": LITHUANIAN}})
        if mutation == "one"
        else (ADD_MANY, {"ids": [contact(1)], "body": LITHUANIAN})
    )
    answers = [
        (await own_story.crm.execute(document, variables, idempotency_key="kartą"))["data"] for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert await bodies(own_story, contact(1)) == [LITHUANIAN]


async def test_a_copy_has_no_comments(own_story: Story) -> None:
    await add(own_story, contact(9), LITHUANIAN)
    copy = "mutation ($id: ID!) { copyContact(id: $id) { contact { id } userErrors { code } } }"
    made = (await done(own_story, copy, id=contact(9)))["contact"]["id"]
    assert await bodies(own_story, made) == []


MERGE = """
mutation ($target: ID!, $sources: [ID!]!) {
  mergeContacts(targetId: $target, sourceIds: $sources) { merge { id } userErrors { code message } }
}
"""
UNDO = "mutation ($id: ID!) { undoMerge(id: $id) { userErrors { code message } } }"


async def test_a_merged_records_comments_stand_at_the_target_until_the_merge_is_undone(
    own_story: Story,
) -> None:
    old = await add(own_story, contact(8), "iš šaltinio")
    await add(own_story, contact(9), "iš tikslo")
    other = await add(own_story, contact(6), "iš dar vieno")
    await done(own_story, MERGE, target=contact(8), sources=[contact(6)])
    merge = (await done(own_story, MERGE, target=contact(9), sources=[contact(8)]))["merge"]["id"]
    read = await comments(own_story, contact(9))
    assert read["totalCount"] == 3
    assert [one["body"] for one in read["nodes"]] == ["iš dar vieno", "iš tikslo", "iš šaltinio"]
    assert {one["record"]["id"] for one in read["nodes"]} == {contact(9)}
    reply = await add(own_story, contact(9), "atsakymas", parentId=other["id"])
    assert reply["parent"]["body"] == "iš dar vieno"
    edited = await done(own_story, EDIT, input={"commentId": old["id"], "body": "pataisytas"})
    assert edited["comment"]["record"]["id"] == contact(9)
    await done(own_story, UNDO, id=merge)
    assert await bodies(own_story, contact(9)) == ["atsakymas", "iš tikslo"]
    assert await bodies(own_story, contact(8)) == ["iš dar vieno", "pataisytas"]


async def test_a_comment_is_read_from_whichever_type_asks(own_story: Story) -> None:
    await add(own_story, contact(1), "**labas**")
    query = """
    query ($id: ID!) {
      contact(id: $id) { comments { nodes { __typename html: bodyHtml } __typename edges { __typename } } }
      contacts(filter: {id: {eq: $id}}) { nodes { comments(first: 1) { nodes { bodyHtml } } } }
    }
    """
    html = '<p dir="auto"><strong>labas</strong></p>'
    for _ in range(2):  # the second time, the kept statement answers
        data = await own_story.data(query, id=contact(1))
        assert data == {
            "contact": {
                "comments": {
                    "nodes": [{"__typename": "Comment", "html": html}],
                    "__typename": "CommentConnection",
                    "edges": [{"__typename": "CommentEdge"}],
                }
            },
            "contacts": {"nodes": [{"comments": {"nodes": [{"bodyHtml": html}]}}]},
        }


async def test_two_who_edit_at_once_lose_nothing(own_story: Story) -> None:
    comment = await add(own_story, contact(1), LITHUANIAN)
    edits = [{"commentId": comment["id"], "body": body} for body in (BULGARIAN, PERSIAN)]
    await asyncio.gather(*(done(own_story, EDIT, input=edit) for edit in edits))
    (read,) = (await comments(own_story, contact(1)))["nodes"]
    told = [one["body"] for one in read["history"]] + [read["body"]]
    assert told[0] == LITHUANIAN
    assert sorted(told[1:]) == sorted((BULGARIAN, PERSIAN))


async def test_who_comments_waits_for_who_takes_the_record_away(own_story: Story) -> None:
    given = {"recordId": contact(9), "body": LITHUANIAN}
    async with own_story.crm.workspace.database.transaction() as connection:
        await connection.execute("SELECT FROM record WHERE id = $1 FOR UPDATE", UUID(contact(9)))
        said = asyncio.create_task(own_story.data(ADD, input=given))
        _, waiting = await asyncio.wait({said}, timeout=0.3)
        assert waiting
        await connection.execute("SELECT gql_crm_purge($1, gen_random_uuid(), NULL, now())", UUID(contact(9)))
    errors = (await said)["addComment"]["userErrors"]
    assert [(one["code"], one["field"]) for one in errors] == [("NOT_FOUND", ["recordId"])]


async def test_a_page_of_comments_and_a_timeline_are_one_statement(own_story: Story) -> None:
    for number in range(5):
        await add(own_story, contact(1), f"**{number}** @[Rasa](user:{RASA})")
    for query in (READ, STREAM):
        own_story.crm.statements.clear()
        await own_story.data(query, id=contact(1))
        assert len(own_story.crm.statements) == 1


async def test_a_comment_is_edited_so_often_and_no_oftener(own_story: Story) -> None:
    comment = await add(own_story, contact(1), "0")
    for number in range(1, 101):
        await done(own_story, EDIT, input={"commentId": comment["id"], "body": str(number)})
    answer = await refused(own_story, EDIT, input={"commentId": comment["id"], "body": "101"})
    assert answer[:2] == ("INVALID_STATE", ["commentId"])
    (read,) = (await comments(own_story, contact(1)))["nodes"]
    assert [one["body"] for one in read["history"]] == [str(number) for number in range(100)]
    assert read["body"] == "100"


async def test_a_record_of_a_plugin_tells_its_comments_to_its_team_alone(own_story: Story) -> None:
    comment = await add(own_story, listing(2), BULGARIAN, actor=own_story.ivo)  # Praha's
    assert await bodies(own_story, listing(2), actor=own_story.ivo) == [BULGARIAN]
    read = await own_story.data(READ, actor=own_story.rasa, id=listing(2))
    assert read["node"] is None
    assert await stream(own_story, contact(1), actor=own_story.rasa) == []  # whom the listing was shown to
    (told,) = await stream(own_story, contact(1))
    assert told["id"] == comment["id"]


async def test_what_was_said_is_not_repeated_to_who_lost_sight_of_the_record(own_story: Story) -> None:
    for document, variables in (
        (ADD, {"input": {"recordId": contact(2), "body": LITHUANIAN}}),
        (ADD_MANY, {"ids": [contact(2)], "body": LITHUANIAN}),
    ):
        for team, sees in ((VILNIUS, True), (PRAHA, False)):
            move = "mutation ($id: ID!, $team: ID!) { updateContact(id: $id, input: {teamId: $team}) {"
            await done(own_story, move + " userErrors { code } } }", id=contact(2), team=team)
            answer = await own_story.crm.execute(
                document, variables, actor=own_story.rasa, idempotency_key=str(len(document))
            )
            (payload,) = answer["data"].values()
            said = payload["comments"] if "comments" in payload else [payload["comment"], payload["event"]]
            assert any(said) == sees


async def test_html_does_not_hang_on_the_time_that_plugins_have(story_template: Template) -> None:
    query = "query ($id: ID!) { contact(id: $id) { comments { nodes { bodyHtml } } } }"
    async with open_crm(story_template, limit_plugin_seconds=0.000_001) as crm:
        data = await crm.data(query, id=contact(13))
    assert all(one["bodyHtml"] for one in data["contact"]["comments"]["nodes"])
    assert len(data["contact"]["comments"]["nodes"]) == 3
