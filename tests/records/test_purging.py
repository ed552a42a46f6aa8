"""Erasing records for good."""

from typing import Any

import asyncpg
import orjson
import pytest

from gql_crm.access import Actor
from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.testing import Template
from tests.story import LONER, RASA, Story, contact, listing, organization, own_story, story_template

__all__ = ["own_story", "story_template"]

PURGE = """
mutation ($id: ID!, $confirm: String!) {
  purgeRecord(id: $id, confirm: $confirm) { purgedId userErrors { code field message } }
}
"""
CREATE = """
mutation ($input: CreateContactInput!) {
  createContact(input: $input) { contact { id displayName } userErrors { code message } }
}
"""
AROUND = """
mutation ($id: ID!, $other: ID!) {
  favoriteRecord(recordId: $id) { userErrors { code } }
  linkRecords(input: {fromId: $id, toId: $other, relation: "SPOUSE", note: "qxsecretqx"}) {
    userErrors { code }
  }
}
"""
SECRETS = ("qxsecretqx", "محرمانه‌ترین")
EVERYTHING: dict[str, Any] = {
    "firstName": "Qxsecretqx",
    "lastName": SECRETS[1],
    "email": "qxsecretqx@example.com",
    "description": "qxsecretqx\nmėgsta šachmatus",
    "memo": f"{SECRETS[1]} qxsecretqx",
    "badge": "QXSECRETQX",
    "consents": [{"purpose": "qxsecretqx", "basis": "CONSENT"}],
    "tags": ["Qxsecretqx", SECRETS[1]],
    "mentorId": contact(1),
    "lendersIds": [organization(1)],
}


async def purge(story: Story, id_: str, confirm: str, *, actor: Actor | None = None) -> dict[str, Any]:
    payload: dict[str, Any] = (await story.data(PURGE, id=id_, confirm=confirm, actor=actor))["purgeRecord"]
    return payload


async def create(story: Story, **values: Any) -> tuple[str, str]:
    """Create a contact under a key; return its id and what it is called."""
    answer = await story.crm.execute(CREATE, {"input": values}, idempotency_key="secret")
    made = answer["data"]["createContact"]
    assert made["userErrors"] == []
    return made["contact"]["id"], made["contact"]["displayName"]


async def comment(story: Story, id_: str) -> None:
    """Say something about a record, say something else, answer it, and delete both."""
    add = (
        "mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id }"
        " userErrors { code } } }"
    )
    change = (
        "mutation ($id: ID!, $body: String!) { editComment(input: {commentId: $id, body: $body}) {"
        " userErrors { code } } deleteComment(id: $id) { userErrors { code } } }"
    )
    parent = None
    for text in (SECRETS[1], "qxsecretqx"):
        given = {"recordId": id_, "body": f"{text} @[Rasa](user:{RASA})", "parentId": parent}
        made = (await story.data(add, input=given))["addComment"]
        assert made["userErrors"] == []
        parent = made["comment"]["id"] if parent is None else parent
    assert (await story.data(change, id=made["comment"]["id"], body=SECRETS[1]))["editComment"] == {
        "userErrors": []
    }


async def owner(story: Story, template: Template) -> asyncpg.Connection:
    async with story.crm.workspace.database.connection() as connection:
        name = await connection.fetchval("SELECT current_database()")
    return await asyncpg.connect(template.server.dsn(OWNER_ROLE, name))


async def places_of(connection: asyncpg.Connection, text: str) -> set[str]:
    """The tables of which a row has the text in any of its columns."""
    tables = await connection.fetch(
        "SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind = 'r' AND n.nspname = 'public'"
    )
    found = set()
    for row in tables:
        query = f"SELECT EXISTS (SELECT FROM {row['name']} t WHERE position($1 IN lower(t::text)) > 0)"
        if await connection.fetchval(query, text):
            found.add(row["name"])
    return found


async def test_no_table_holds_a_purged_text_afterwards(own_story: Story, story_template: Template) -> None:
    field = {"entity": "Contact", "key": "badge", "kind": "TEXT", "unique": True, "searchable": True}
    made = await own_story.data(
        "mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { message } } }",
        input={key: value for key, value in field.items() if key != "searchable"},
    )
    assert made["createField"]["userErrors"] == []
    id_, name = await create(own_story, **EVERYTHING)
    update = (
        'mutation ($id: ID!) { updateContact(id: $id, input: {firstName: "Qxsecretqx II"}) { __typename } }'
    )
    await own_story.data(update, id=id_)
    await own_story.data(AROUND, id=id_, other=contact(1))
    connection = await owner(own_story, story_template)
    event = {"entity": "Contact", "record_id": id_, "old": {}, "new": {"firstName": "qxsecretqx"}}
    kept = orjson.dumps(event).decode()
    await connection.execute(
        "INSERT INTO outbox (id, module, work, event, at) VALUES (gen_random_uuid(), 'x', 'y', $1, now())",
        kept,
    )
    await connection.execute(
        "INSERT INTO job (id, kind, arguments, state, error, outcome, created_at) VALUES (gen_random_uuid(),"
        " 'plugin.after_commit', jsonb_build_object('event', $1::jsonb), 'FAILED', 'qxsecretqx',"
        " NULL, now())",
        kept,
    )
    await connection.execute(
        "INSERT INTO job (id, kind, arguments, state, outcome, created_at) VALUES (gen_random_uuid(),"
        " 'records.bulk', '{}', 'SUCCEEDED', jsonb_build_object('errors', jsonb_build_array("
        "jsonb_build_object("
        "'recordId', $1::text, 'message', 'qxsecretqx'))), now())",
        id_,
    )
    await connection.execute(
        "INSERT INTO record_merge (id, entity, source_ids, target_id, moved, at) VALUES (gen_random_uuid(),"
        " 'Contact', '{}', $1, jsonb_build_object('referrers', jsonb_build_array(jsonb_build_object("
        "'id', $2::text, 'diff', 'qxsecretqx'))), now())",
        contact(1),
        id_,
    )
    log = (
        'mutation ($on: ID!, $other: ID!) { logEvent(input: { recordId: $on, title: "Qxsecretqx",'
        ' note: "qxsecretqx", relatedIds: [$other] }) { userErrors { message } } }'
    )
    await own_story.data(log, on=id_, other=contact(1))
    await own_story.data(log.replace("xsecret", "x"), on=contact(1), other=id_)
    await comment(own_story, id_)
    told = await connection.fetch("SELECT id, kind, occurred_at FROM event WHERE subject_id = $1", id_)
    for secret in SECRETS:
        assert len(await places_of(connection, secret)) > 2
    name = (await own_story.data("query ($id: ID!) { contact(id: $id) { displayName } }", id=id_))["contact"][
        "displayName"
    ]
    before = await connection.fetch(
        "SELECT id, action, at FROM change WHERE record_id = $1 ORDER BY version", id_
    )
    assert await purge(own_story, id_, name) == {"purgedId": id_, "userErrors": []}
    for secret in SECRETS:
        assert await places_of(connection, secret) == set()
    left = await connection.fetch("SELECT id, kind, occurred_at FROM event WHERE subject_id = $1", id_)
    assert sorted(map(tuple, left)) == sorted(map(tuple, told))
    assert await connection.fetchval("SELECT count(*) FROM event_record WHERE record_id = $1", id_) == 0
    assert await connection.fetchval("SELECT count(*) FROM comment WHERE record_id = $1", id_) == 0
    after = await connection.fetch("SELECT * FROM change WHERE record_id = $1 ORDER BY version", id_)
    assert [(row["id"], row["action"], row["at"]) for row in after[:-1]] == [
        (row["id"], row["action"], row["at"]) for row in before
    ]
    assert {row["diff"] for row in after[:-1]} == {"{}"}
    line = after[-1]
    assert (line["action"], line["version"], line["actor_id"]) == ("PURGED", 4, own_story.crm.admin.user_id)
    await connection.close()


async def test_nothing_finds_a_purged_record(own_story: Story) -> None:
    id_, name = await create(own_story, id=contact(900), firstName="Ona", email="ona.purged@example.com")
    await own_story.data(PURGE, id=id_, confirm=name)
    found = await own_story.data(
        "query ($id: ID!) { node(id: $id) { id } contact(id: $id) { id } recordAsOf(id: $id,"
        ' at: "2026-03-15T12:30:00Z") contacts(search: "ona.purged") { totalCount } }',
        id=id_,
    )
    assert found == {"node": None, "contact": None, "recordAsOf": None, "contacts": {"totalCount": 0}}
    again = await purge(own_story, id_, name)
    assert [error["code"] for error in again["userErrors"]] == ["NOT_FOUND"]
    data = await own_story.data(CREATE, input={"id": id_, "firstName": "Eva"})
    assert [error["code"] for error in data["createContact"]["userErrors"]] == ["DUPLICATE"]


async def test_the_feed_tells_those_who_saw_the_record(own_story: Story) -> None:
    feed = "query ($after: String, $first: Int) { changes(after: $after, first: $first) {"
    feed += " nodes { kind id record { id } changedFields } pageInfo { endCursor } } }"
    end = (await own_story.data(feed, first=0))["changes"]["pageInfo"]["endCursor"]
    id_, name = await create(own_story, firstName="Ona", ownerId=RASA)
    await own_story.data(PURGE, id=id_, confirm=name)
    told: dict[str, Any] = {"kind": "PURGED", "id": id_, "record": None, "changedFields": []}
    for actor in (None, own_story.rasa):
        assert (await own_story.data(feed, after=end, actor=actor))["changes"]["nodes"] == [told]
    assert (await own_story.data(feed, after=end, actor=own_story.ivo))["changes"]["nodes"] == []


async def test_what_others_refer_to_stays_and_they_are_named(own_story: Story) -> None:
    payload = await purge(own_story, contact(1), "Jūratė Žukauskienė")
    (error,) = payload["userErrors"]
    assert (payload["purgedId"], error["code"], error["field"]) == (None, "IN_USE", ["id"])
    assert '"Listing Namas prie ežero"' in error["message"]
    assert "Vila" not in error["message"]
    assert (await own_story.data(f'{{ contact(id: "{contact(1)}") {{ rank }} }}'))["contact"] == {"rank": 3}


async def test_what_a_field_of_an_administrator_refers_to_stays_too(own_story: Story) -> None:
    made = await own_story.data(
        "mutation ($inputs: [CreateFieldInput!]!) {"
        " createFields(inputs: $inputs) { userErrors { message } } }",
        inputs=[
            {"entity": "Organization", "key": key, "kind": kind, "targetEntity": "Contact"}
            for key, kind in (("chair", "REFERENCE"), ("friends", "MULTI_REFERENCE"))
        ],
    )
    assert made["createFields"]["userErrors"] == []
    id_, name = await create(own_story, firstName="Živilė")
    change = (
        "mutation ($id: ID!, $input: UpdateOrganizationInput!) {"
        " updateOrganization(id: $id, input: $input) { organization { name } userErrors { message } } }"
    )
    held = {"chairId": id_, "friendsIds": [id_]}
    holder = (await own_story.data(change, id=organization(1), input=held))["updateOrganization"]
    assert holder["userErrors"] == []
    payload = await purge(own_story, id_, name)
    (error,) = payload["userErrors"]
    assert (payload["purgedId"], error["code"], error["field"]) == (None, "IN_USE", ["id"])
    assert f'"Organization {holder["organization"]["name"]}"' in error["message"]
    await own_story.data(change, id=organization(1), input={"chairId": None})
    assert (await purge(own_story, id_, name))["userErrors"] == []


async def test_holders_of_modules_that_are_switched_off_count(own_story: Story) -> None:
    mentor, called = await create(own_story, firstName="Mokytoja")
    pupil = await own_story.data(CREATE, input={"firstName": "Mokinys", "mentorId": mentor})
    assert pupil["createContact"]["userErrors"] == []
    off = 'mutation { disableModule(name: "agency") { userErrors { message } } }'
    assert (await own_story.data(off))["disableModule"]["userErrors"] == []
    payload = await purge(own_story, contact(10), "علی یوسفی")  # sells a listing
    assert [error["code"] for error in payload["userErrors"]] == ["IN_USE"]
    assert '"Listing باغ"' in payload["userErrors"][0]["message"]
    assert (await purge(own_story, listing(4), "باغ"))["userErrors"] == []
    assert (await purge(own_story, contact(10), "علی یوسفی"))["userErrors"] == []
    payload = await purge(own_story, mentor, called)
    assert [error["code"] for error in payload["userErrors"]] == ["IN_USE"]
    assert '"Contact Mokinys"' in payload["userErrors"][0]["message"]


async def test_a_purged_user_is_mentioned_no_more_and_what_they_said_stays(own_story: Story) -> None:
    add = (
        "mutation ($id: ID!, $body: String!) { addComment(input: {recordId: $id, body: $body}) {"
        " comment { mentions { name } } userErrors { message } } }"
    )
    body = f"labas @[Loner](user:{LONER})"
    made = await own_story.data(add, id=contact(9), body=body)
    assert made["addComment"]["comment"] == {"mentions": [{"name": "Loner"}]}
    await own_story.data(add, id=LONER, body="about the user")
    await own_story.data(add, actor=own_story.loner, id=LONER, body="of the user")
    assert (await purge(own_story, LONER, "Loner"))["userErrors"] == []
    query = "query ($id: ID!) { contact(id: $id) { comments { nodes { body mentions { name } } } } }"
    (read,) = (await own_story.data(query, id=contact(9)))["contact"]["comments"]["nodes"]
    assert read == {"body": body, "mentions": []}


async def test_an_answer_to_what_was_purged_stays_at_the_record_that_it_was_merged_into(
    own_story: Story,
) -> None:
    add = (
        "mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id }"
        " userErrors { message } } }"
    )
    first = (await own_story.data(add, input={"recordId": contact(8), "body": "Йоана"}))["addComment"]
    merge = (
        "mutation ($target: ID!, $source: ID!) { mergeContacts(targetId: $target, sourceIds: [$source]) {"
        " userErrors { message } } }"
    )
    merged = await own_story.data(merge, target=contact(9), source=contact(8))
    assert merged["mergeContacts"]["userErrors"] == []
    answer = {"recordId": contact(9), "body": "atsakymas", "parentId": first["comment"]["id"]}
    assert (await own_story.data(add, input=answer))["addComment"]["userErrors"] == []
    assert (await purge(own_story, contact(8), "Йоана Илиева"))["userErrors"] == []
    query = "query ($id: ID!) { contact(id: $id) { comments { nodes { body parent { id } } } } }"
    read = (await own_story.data(query, id=contact(9)))["contact"]["comments"]["nodes"]
    assert read == [{"body": "atsakymas", "parent": None}]


async def test_deleted_records_are_purged_too(own_story: Story) -> None:
    assert (await purge(own_story, listing(5), "Sold out"))["userErrors"] == []
    found = await own_story.data("{ listings(filter: {deleted: INCLUDE}) { totalCount } }")
    assert found["listings"]["totalCount"] == 4


@pytest.mark.parametrize("confirm", ["", "Ona", contact(12)])
async def test_the_name_confirms(own_story: Story, confirm: str) -> None:
    payload = await purge(own_story, contact(12), confirm)
    (error,) = payload["userErrors"]
    assert (error["code"], error["field"]) == ("VALIDATION", ["confirm"])
    assert 'confirm with "گلناز ژاله"' in error["message"]


async def test_only_administrators_purge_and_not_themselves(own_story: Story) -> None:
    payload = await purge(own_story, contact(12), "گلناز ژاله", actor=own_story.rasa)
    assert [error["code"] for error in payload["userErrors"]] == ["FORBIDDEN"]
    payload = await purge(own_story, str(own_story.crm.admin.user_id), "Administrator")
    assert [error["code"] for error in payload["userErrors"]] == ["INVALID_STATE"]


async def test_history_is_erased_by_a_purge_alone(own_story: Story, story_template: Template) -> None:
    connection = await owner(own_story, story_template)
    for rewriting in ("diff = '{}'", "diff = '{}', version = 7"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="History is immutable"):
            await connection.execute(f"UPDATE change SET {rewriting} WHERE entity = 'Contact'")
    await connection.close()
