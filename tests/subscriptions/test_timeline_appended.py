import asyncio
from typing import Any

from tests.subscriptions.living import Living

APPENDED = """
subscription ($id: ID, $kinds: [EventKind!], $after: String) {
  timelineAppended(recordId: $id, kinds: $kinds, after: $after) {
    kind sequence note subject { id displayName } actor { name }
  }
}
"""
LOG = "mutation ($input: LogEventInput!) { logEvent(input: $input) { userErrors { code message } } }"
PROPERTY = """
mutation ($input: CreatePropertyInput!) {
  createProperty(input: $input) { property { id } userErrors { code message } }
}
"""
ACTIVATE = """
mutation ($input: ActivatePropertyInput!) { activateProperty(input: $input) { userErrors { code message } } }
"""
OFFER = """
mutation ($input: SendCommercialOfferInput!) {
  sendCommercialOffer(input: $input) { userErrors { code message } }
}
"""
LINK = """
mutation ($from: ID!, $to: ID!) {
  linkRecords(input: {fromId: $from, toId: $to, relation: "SPOUSE"}) { userErrors { code message } }
}
"""

SHARE = "mutation ($input: ShareRecordInput!) { shareRecord(input: $input) { userErrors { code message } } }"
UNSHARE = """
mutation ($input: UnshareRecordInput!) { unshareRecord(input: $input) { userErrors { code message } } }
"""


async def log(living: Living, id: str, note: str) -> None:
    await living.do(LOG, input={"recordId": id, "note": note})


async def told(socket: Any) -> Any:
    return (await socket.told())["timelineAppended"]


async def test_events_of_a_record_are_told_and_those_of_others_not(living: Living) -> None:
    id_, other = await living.create("Hledaný"), await living.create("Jiný")
    async with living.socket() as socket:
        await socket.subscribe(APPENDED, id=id_)
        await asyncio.sleep(0.8)
        await log(living, other, "не тук")
        await log(living, id_, "بازدید از خانه")
        event = await told(socket)
        assert (event["note"], event["subject"]["id"]) == ("بازدید از خانه", id_)
        assert event["actor"] == {"name": "Administrator"}
        assert await socket.is_quiet()


async def test_events_that_flow_in_are_told(living: Living) -> None:
    id_, spouse = await living.create("Manžel"), await living.create("Manželka")
    await living.do(LINK, **{"from": id_, "to": spouse})
    async with living.socket() as socket:
        await socket.subscribe(APPENDED, id=id_)
        await asyncio.sleep(0.8)
        await log(living, spouse, "of the spouse")
        event = await told(socket)
        assert (event["note"], event["subject"]["id"]) == ("of the spouse", spouse)


async def test_a_link_is_told_once(living: Living) -> None:
    id_, spouse = await living.create("Manžel"), await living.create("Manželka")
    async with living.socket() as socket:
        await socket.subscribe(APPENDED, id=id_, kinds=["LINKED"])
        await asyncio.sleep(0.8)
        await living.do(LINK, **{"from": id_, "to": spouse})
        assert (await told(socket))["subject"]["id"] == id_
        assert await socket.is_quiet()


async def test_without_a_record_it_is_the_timeline_of_those_that_one_owns(living: Living) -> None:
    mine = await living.create("Mine")
    owner = await living.person("Owner", "member")
    theirs = await living.create("Theirs", ownerId=owner.id)
    async with living.socket(owner.token) as socket:
        await socket.subscribe(APPENDED)
        await asyncio.sleep(0.8)
        await log(living, mine, "not theirs")
        await log(living, theirs, "theirs")
        assert (await told(socket))["note"] == "theirs"
        assert await socket.is_quiet()


async def test_only_kinds_that_were_asked_for_are_told(living: Living) -> None:
    id_ = await living.create("Choosy")
    kinds = await living.do("{ catalog { eventKinds { key } } }")
    async with living.socket() as socket:
        others = [one["key"] for one in kinds["eventKinds"] if one["key"] != "LOGGED"]
        await socket.subscribe(APPENDED, id=id_, kinds=others)
        await asyncio.sleep(0.8)
        await log(living, id_, "of the kind that is left out")
        assert await socket.is_quiet()


async def test_it_goes_on_behind_a_sequence_without_a_gap(living: Living) -> None:
    id_ = await living.create("Resumed")
    async with living.socket() as socket:
        await socket.subscribe(APPENDED, id=id_)
        await asyncio.sleep(0.8)
        await log(living, id_, "first")
        sequence = (await told(socket))["sequence"]
    for note in ("second", "third"):
        await log(living, id_, note)
    async with living.socket() as socket:
        await socket.subscribe(APPENDED, id=id_, after=sequence)
        assert [(await told(socket))["note"] for _ in range(2)] == ["second", "third"]
        await log(living, id_, "fourth")
        assert (await told(socket))["note"] == "fourth"


async def test_a_sequence_that_no_event_has_is_expired_or_refused(living: Living) -> None:
    id_ = await living.create("Strict")
    async with living.socket() as socket:
        unknown = "00000000000000000042:01a22b50-dfc6-70d0-b316-2847db48f462"
        for after, code in ((unknown, "CURSOR_EXPIRED"), ("x", "BAD_USER_INPUT")):
            await socket.subscribe(APPENDED, id=id_, after=after)
            assert (await socket.receive())["payload"][0]["extensions"]["code"] == code


async def test_who_loses_sight_of_the_record_is_told_so_and_nothing_of_it(living: Living) -> None:
    member = await living.person("Agnieška", "member")
    admin = (await living.do("{ viewer { id } }"))["id"]
    id_ = await living.create("Moved", ownerId=member.id)
    async with living.socket(member.token) as socket:
        first = await socket.subscribe(APPENDED, id=id_)
        await asyncio.sleep(0.8)
        await log(living, id_, "seen")
        assert (await told(socket))["note"] == "seen"
        await living.update(id_, ownerId=admin)
        await log(living, id_, "secret")
        end = await socket.receive()
        assert (end["id"], end["type"]) == (first, "error")
        (error,) = end["payload"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert f'there is no record "{id_}" that you can see' in error["message"]
        assert await socket.is_quiet()
        again = await socket.subscribe(APPENDED, id=id_)
        assert await socket.receive() == {**end, "id": again}, "as who asks for what was never there"


async def test_a_share_that_ends_ends_what_it_let_one_follow(living: Living) -> None:
    """Access has changed with it, so that the subscription is prepared again."""
    guest = await living.person("Žofie", "member")
    id_ = await living.create("Shared")
    share = {"recordId": id_, "userId": guest.id, "access": "READ"}
    await living.do(SHARE, input=share)
    async with living.socket(guest.token) as socket:
        await socket.subscribe(APPENDED, id=id_)
        await asyncio.sleep(0.8)
        await living.do(UNSHARE, input={"recordId": id_, "userId": guest.id})
        await living.person("Somebody else", "member")
        end = await socket.receive()
        assert end["payload"][0]["extensions"]["code"] == "BAD_USER_INPUT", "the schema has not changed"


async def test_events_that_name_the_record_are_told(living: Living) -> None:
    """An offer is the contact's event; the property's timeline tells it, because it names the property."""
    contact = await living.create("Kazlauskas")
    price = {"amount": "185000", "currency": "EUR"}
    made = await living.do(PROPERTY, input={"title": "Butas Žvėryne", "city": "Vilnius", "listPrice": price})
    flat = made["property"]["id"]
    await living.do(ACTIVATE, input={"propertyId": flat})
    async with living.socket() as socket:
        await socket.subscribe(APPENDED, id=flat)
        await asyncio.sleep(0.8)
        await living.do(OFFER, input={"contactId": contact, "propertyIds": [flat], "channel": "SMS"})
        event = await told(socket)
        assert (event["kind"], event["subject"]["id"]) == ("COMMERCIAL_OFFER", contact)
