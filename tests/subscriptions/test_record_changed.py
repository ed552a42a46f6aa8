import asyncio
import base64
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import orjson

from tests.subscriptions.living import Living

ALL = """
subscription ($id: ID, $filter: JSON, $after: String) {
  recordChanged(entity: "Contact", id: $id, filter: $filter, after: $after) {
    kind id entity sequence changedFields record { displayName ... on Contact { lastName } }
  }
}
"""
TYPED = """
subscription ($id: ID, $filter: ContactFilter, $after: String) {
  contactChanged(id: $id, filter: $filter, after: $after) { op id cursor contact { lastName owner { name } } }
}
"""
UPDATE_USER = """
mutation ($id: ID!, $input: UpdateUserInput!) {
  updateUser(id: $id, input: $input) { userErrors { message } }
}
"""
SHARE = "mutation ($input: ShareRecordInput!) { shareRecord(input: $input) { userErrors { message } } }"
ALIASED = "subscription { c: contactChanged { __typename k: op contact { __typename } } }"
PRESENT = "{ changes(first: 0) { pageInfo { endCursor } } }"


async def end_of(living: Living) -> str:
    """Return the present end of the feed."""
    cursor: str = (await living.do(PRESENT))["pageInfo"]["endCursor"]
    return cursor


async def settled(socket: Any) -> None:
    """Wait until what was subscribed is followed, which nothing tells."""
    await asyncio.sleep(0.8)
    assert socket


async def test_changes_are_told_as_they_happen_within_a_second(living: Living) -> None:
    id_ = await living.create("Kazlauskienė")
    async with living.socket() as socket:
        await socket.subscribe(ALL, id=id_)
        await settled(socket)
        waited = []
        for change, kind, name in (
            (partial(living.update, id_, lastName="Dvořák"), "UPDATED", "Dvořák"),
            (partial(living.update, id_, lastName="رضایی"), "UPDATED", "رضایی"),
            (partial(living.delete, id_), "DELETED", None),
            (partial(living.restore, id_), "RESTORED", "رضایی"),
        ):
            await change()
            committed = time.monotonic()
            told = (await socket.told())["recordChanged"]
            waited.append(time.monotonic() - committed)
            assert (told["kind"], told["id"], told["entity"]) == (kind, id_, "Contact")
            assert (told["record"] and told["record"]["lastName"]) == name
        assert min(waited) < 1, "also where others use the machine"


async def test_changes_of_a_type_are_told_with_the_record(living: Living) -> None:
    async with living.socket() as socket:
        await socket.subscribe(TYPED)
        await settled(socket)
        id_ = await living.create("Петрова")
        told = (await socket.told())["contactChanged"]
        assert told["contact"] == {"lastName": "Петрова", "owner": {"name": "Administrator"}}
        assert (told["op"], told["id"]) == ("CREATED", id_)


async def test_aliases_and_typenames_are_as_in_queries(living: Living) -> None:
    async with living.socket() as socket:
        await socket.subscribe(
            "subscription { c: contactChanged { __typename k: op contact { __typename } } }"
        )
        await settled(socket)
        await living.create("Jonas")
        contact = {"__typename": "Contact"}
        assert await socket.told() == {
            "c": {"__typename": "ContactChange", "k": "CREATED", "contact": contact}
        }


async def test_only_changes_of_the_record_that_was_named_are_told(living: Living) -> None:
    wanted, other = await living.create("Jonas"), await living.create("Petras")
    async with living.socket() as socket:
        await socket.subscribe(TYPED, id=wanted)
        await settled(socket)
        await living.update(other, lastName="Petraitis")
        await living.update(wanted, lastName="Jonaitis")
        assert (await socket.told())["contactChanged"]["id"] == wanted
        assert await socket.is_quiet()


async def test_a_filter_is_asked_of_the_record_as_it_is_now(living: Living) -> None:
    filter_ = {"lastName": {"eq": "Novák"}}
    async with living.socket() as socket:
        await socket.subscribe(TYPED, filter=filter_)
        await socket.subscribe(ALL, filter=filter_)
        await settled(socket)
        id_ = await living.create("Svoboda")
        assert await socket.is_quiet()
        await living.update(id_, lastName="Novák")
        for _ in range(2):
            (told,) = (await socket.told()).values()
            assert told["id"] == id_
            assert "UPDATED" in {told.get("op"), told.get("kind")}
        await living.update(id_, lastName="Svoboda")
        assert await socket.is_quiet()
        await living.delete(id_)
        for _ in range(2):
            (told,) = (await socket.told()).values()
            assert "DELETED" in {told.get("op"), told.get("kind")}


async def test_a_filter_or_an_entity_that_is_none_is_refused(living: Living) -> None:
    async with living.socket() as socket:
        for query, variables, culprit in (
            (ALL, {"filter": {"lastNam": {"eq": "x"}}}, "lastNam"),
            (ALL, {"filter": {"deleted": "ONLY"}}, "deleted"),
            (ALL, {"after": "nonsense"}, "nonsense"),
            ('subscription { recordChanged(entity: "Contcat") { id } }', {}, "Contact"),
            (ALL, {"id": "no id"}, "no id"),
        ):
            await socket.subscribe(query, **variables)
            message = await socket.receive()
            assert message["type"] == "error", message
            assert culprit in message["payload"][0]["message"]
            assert message["payload"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_who_comes_back_goes_on_behind_the_last_thing_without_a_gap(living: Living) -> None:
    start = await end_of(living)
    ids = [await living.create(f"Contact {n}") for n in range(5)]
    async with living.socket() as socket:
        await socket.subscribe(TYPED, after=start)
        first = [(await socket.told())["contactChanged"] for _ in range(2)]
    ids.append(await living.create("while nobody listens"))
    async with living.socket() as socket:
        await socket.subscribe(TYPED, after=first[-1]["cursor"])
        rest = [(await socket.told())["contactChanged"] for _ in range(4)]
        ids.append(await living.create("now"))
        rest.append((await socket.told())["contactChanged"])
        assert await socket.is_quiet()
    assert [one["id"] for one in first + rest] == ids


async def test_more_than_a_page_is_caught_up_in_order(living: Living) -> None:
    start = await end_of(living)
    create = "mutation ($i: [CreateContactInput!]!) { createContacts(inputs: $i) { userErrors { code } } }"
    for batch in range(3):
        await living.do(create, i=[{"lastName": f"Many {batch}-{n}"} for n in range(150)])
    async with living.socket() as socket:
        await socket.subscribe(TYPED, after=start)
        told = [(await socket.told())["contactChanged"] for _ in range(450)]
        assert await socket.is_quiet(0.3)
    names = [one["contact"]["lastName"] for one in told]
    assert names == [f"Many {batch}-{n}" for batch in range(3) for n in range(150)]
    assert len({one["cursor"] for one in told}) == 450


async def test_subscribers_of_one_question_are_told_each_from_where_they_are(living: Living) -> None:
    start = await end_of(living)
    ids = [await living.create(f"Contact {n}") for n in range(3)]
    async with living.socket() as first, living.socket() as second:
        await first.subscribe(TYPED, after=start)
        assert [(await first.told())["contactChanged"]["id"] for _ in range(3)] == ids
        await second.subscribe(TYPED, after=start)
        assert [(await second.told())["contactChanged"]["id"] for _ in range(3)] == ids
        ids.append(await living.create("for both"))
        assert (await first.told())["contactChanged"]["id"] == ids[-1]
        assert (await second.told())["contactChanged"]["id"] == ids[-1]
        assert await first.is_quiet(0.4)


async def test_a_cursor_of_another_epoch_is_expired(living: Living) -> None:
    parts = orjson.loads(base64.b64decode(await end_of(living)))
    parts[1] = "00000000-0000-4000-8000-000000000000"
    async with living.socket() as socket:
        await socket.subscribe(TYPED, after=base64.b64encode(orjson.dumps(parts)).decode())
        assert (await socket.receive())["payload"][0]["extensions"]["code"] == "CURSOR_EXPIRED"


async def test_what_comes_into_sight_and_leaves_it_is_told_and_nothing_else(living: Living) -> None:
    member = await living.person("Agnė", "member")
    admin = (await living.do("{ viewer { id } }"))["id"]
    async with living.socket(member.token) as socket:
        await socket.subscribe(TYPED)
        await settled(socket)
        id_ = await living.create("Invisible")
        await living.update(id_, lastName="Still invisible")
        assert await socket.is_quiet()
        await living.update(id_, ownerId=member.id)
        told = (await socket.told())["contactChanged"]
        assert (told["op"], told["contact"]["lastName"]) == ("GAINED", "Still invisible")
        await living.update(id_, lastName="Visible")
        assert (await socket.told())["contactChanged"]["op"] == "UPDATED"
        await living.update(id_, ownerId=admin, lastName="Secret")
        told = (await socket.told())["contactChanged"]
        assert (told["op"], told["id"], told["contact"]) == ("LOST", id_, None)
        await living.update(id_, lastName="More secret")
        await living.delete(id_)
        assert await socket.is_quiet()


async def test_a_change_is_read_as_its_subscriber_when_it_is_told(living: Living) -> None:
    member = await living.person("Petr", "member")
    async with living.socket(member.token) as socket:
        await socket.subscribe(TYPED)
        await settled(socket)
        await living.do(UPDATE_USER, id=member.id, input={"roleKeys": ["admin"]})
        id_ = await living.create("Seen by administrators")
        assert (await socket.told())["contactChanged"]["id"] == id_
        await living.do(UPDATE_USER, id=member.id, input={"roleKeys": ["member"]})
        await living.create("Not seen any more")
        assert await socket.is_quiet()


async def test_who_is_not_active_any_more_is_told_so_and_nothing_else(living: Living) -> None:
    leaver = await living.person("Leaver", "admin")
    async with living.socket(leaver.token) as socket:
        await socket.subscribe(TYPED)
        await settled(socket)
        await living.do(UPDATE_USER, id=leaver.id, input={"active": False})
        await living.create("After they have left")
        message = await socket.receive()
        assert message["type"] == "error"
        assert message["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        await socket.subscribe("{ viewer { id } }")
        assert await socket.closing() == 4403


async def test_a_subscription_ends_with_its_token(living: Living) -> None:
    expires = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
    user = (await living.do("{ viewer { id } }"))["id"]
    query = """
    mutation ($user: ID!, $at: DateTime!) {
      createApiToken(input: {userId: $user, name: "short", expiresAt: $at}) { secret userErrors { message } }
    }"""
    token = (await living.do(query, user=user, at=expires))["secret"]
    async with living.socket(token) as socket:
        await socket.subscribe(TYPED)
        await asyncio.sleep(1)
        await living.create("After it has expired")
        assert (await socket.receive())["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_who_sees_a_record_as_before_is_told_of_a_new_owner_only_where_the_filter_fits(
    living: Living,
) -> None:
    person = await living.person("Rasa", "member")
    id_ = await living.create("Svoboda", ownerId=person.id)
    await living.do(SHARE, input={"recordId": id_, "userId": person.id, "access": "READ"})
    async with living.socket(person.token) as socket:
        await socket.subscribe(TYPED, filter={"lastName": {"eq": "Novák"}})
        await settled(socket)
        await living.update(id_, ownerId=None)
        assert await socket.is_quiet()
        await living.update(id_, lastName="Novák")
        assert (await socket.told())["contactChanged"]["contact"]["lastName"] == "Novák"
