"""When buyer requests were told last of properties that newly fit: `lastMatchedAt`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from gql_crm.access import Actor
from gql_crm.testing import Crm

WITHOUT_INPUT = """{ create: __type(name: "CreateBuyerRequestInput") { inputFields { name } }
  update: __type(name: "UpdateBuyerRequestInput") { inputFields { name } } }"""


async def request(crm: Crm, city: str, actor: Actor | None = None) -> str:
    who = await crm.create("Contact", {"firstName": "Jonas", "lastName": "Žukauskas"}, actor=actor)
    values = {"title": city, "transactionType": "BUY", "cities": [city], "contactIds": [str(who.id)]}
    return str((await crm.create("BuyerRequest", values, actor=actor)).id)


async def open_in(crm: Crm, city: str, actor: Actor | None = None) -> str:
    """Open a property, and tell whom it fits."""
    values = {"title": f"Butas: {city}", "city": city, "listPrice": {"amount": "185000", "currency": "EUR"}}
    async with crm.records(actor or crm.admin) as records:
        made = await records.create("Property", values, settled={"standardStatus": "ACTIVE"})
    await crm.run_jobs()
    return str(made.id)


async def come_back(crm: Crm, flat: str) -> None:
    """Let a property fit anew."""
    for status in ("HOLD", "ACTIVE"):
        async with crm.records(crm.admin) as records:
            await records.update("Property", UUID(flat), {}, settled={"standardStatus": status})
        await crm.run_jobs()


async def one(crm: Crm, id_: str, members: str, actor: Actor | None = None) -> Any:
    query = f"query ($id: ID!) {{ buyerRequest(id: $id) {{ {members} }} }}"
    return (await crm.data(query, actor=actor, id=id_))["buyerRequest"]


async def titles(crm: Crm, **arguments: Any) -> list[str]:
    """Go through the pages of a list, of two requests each."""
    found, after = list[str](), None
    while True:
        data = await crm.data(
            """query ($filter: BuyerRequestFilter, $orderBy: [BuyerRequestOrder!], $after: String) {
                 buyerRequests(filter: $filter, orderBy: $orderBy, first: 2, after: $after) {
                   nodes { title } pageInfo { endCursor hasNextPage } } }""",
            after=after,
            **arguments,
        )
        page = data["buyerRequests"]
        found += [node["title"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


async def test_it_is_the_time_of_the_newest_event_that_tells(crm: Crm) -> None:
    id_ = await request(crm, "Vilnius")
    asked = "version lastMatchedAt timeline(kinds: [REQUEST_MATCHED]) { nodes { occurredAt } }"
    before = await one(crm, id_, asked)
    assert before["lastMatchedAt"] is None
    for told in (1, 2):
        await open_in(crm, "Vilnius")
        now = await one(crm, id_, asked)
        assert now["lastMatchedAt"] == now["timeline"]["nodes"][-1]["occurredAt"]
        assert len(now["timeline"]["nodes"]) == told
    assert now["version"] == before["version"]


async def test_requests_are_sorted_and_paged_by_it(crm: Crm) -> None:
    cities = ("Kaunas", "Plzeň", "Варна", "شیراز", "Biržai")
    for city in cities:
        await request(crm, city)
    for city in ("Варна", "Kaunas", "Plzeň"):
        await open_in(crm, city)
    newest = await titles(crm, orderBy=[{"lastMatchedAt": "DESC"}])
    assert newest[:3] == ["Plzeň", "Kaunas", "Варна"]
    assert sorted(newest[3:]) == ["Biržai", "شیراز"]
    oldest = await titles(crm, orderBy=[{"lastMatchedAt": "ASC"}, {"title": "ASC"}])
    assert oldest == ["Варна", "Kaunas", "Plzeň", "Biržai", "شیراز"]


async def test_requests_are_filtered_and_grouped_by_it(crm: Crm) -> None:
    for city in ("Kaunas", "Plzeň", "Варна"):
        await request(crm, city)
    await open_in(crm, "Kaunas")
    await open_in(crm, "Варна")
    assert await titles(crm, filter={"lastMatchedAt": {"isNull": True}}) == ["Plzeň"]
    last = (await titles(crm, orderBy=[{"lastMatchedAt": "DESC"}]))[0]
    data = await crm.data("{ buyerRequests { aggregate { max { lastMatchedAt } min { lastMatchedAt } } } }")
    latest = data["buyerRequests"]["aggregate"]["max"]["lastMatchedAt"]
    assert await titles(crm, filter={"lastMatchedAt": {"gte": latest}}) == [last] == ["Варна"]
    earlier = data["buyerRequests"]["aggregate"]["min"]["lastMatchedAt"]
    assert await titles(crm, filter={"lastMatchedAt": {"lt": latest}}) == ["Kaunas"]
    day = datetime.fromisoformat(earlier)
    grouped = await crm.data(
        "{ buyerRequests { groups(by: [{ lastMatchedAt: YEAR }]) { count key { lastMatchedAt } } } }"
    )
    groups = {one["key"]["lastMatchedAt"]: one["count"] for one in grouped["buyerRequests"]["groups"]}
    assert groups == {f"{day.year}-01-01": 2, None: 1}


async def test_nobody_writes_it_and_a_copy_begins_without_it(crm: Crm) -> None:
    data = await crm.data(WITHOUT_INPUT)
    inputs = {field["name"] for one in data.values() for field in one["inputFields"]}
    assert "notifySchedule" in inputs
    assert "lastMatchedAt" not in inputs
    id_ = await request(crm, "Vilnius")
    await open_in(crm, "Vilnius")
    [who] = (await one(crm, id_, "contacts { nodes { id } }"))["contacts"]["nodes"]
    copied = await crm.data(
        """mutation ($id: ID!, $input: CreateBuyerRequestInput) { copyBuyerRequest(id: $id, input: $input) {
             buyerRequest { lastMatchedAt } userErrors { message } } }""",
        id=id_,
        input={"contactIds": [who["id"]]},
    )
    assert copied["copyBuyerRequest"] == {"buyerRequest": {"lastMatchedAt": None}, "userErrors": []}
    history = (await one(crm, id_, "history { nodes { field } }"))["history"]["nodes"]
    assert {"title", "lastMatchedAt"} & {line["field"] for line in history} == {"title"}


async def test_who_sees_the_request_sees_when_as_its_timeline_tells_but_not_of_what(crm: Crm) -> None:
    ona, petras = await crm.user("Ona"), await crm.user("Petras")
    id_ = await request(crm, "Vilnius", ona)
    await open_in(crm, "Vilnius", ona)
    await crm.data(
        """mutation ($id: ID!, $user: ID!) { shareRecord(input: { recordId: $id, userId: $user }) {
             userErrors { message } } }""",
        actor=ona,
        id=id_,
        user=str(petras.user_id),
    )
    event = "occurredAt ... on RequestMatchedEvent { properties { title } }"
    asked = f"lastMatchedAt timeline(kinds: [REQUEST_MATCHED]) {{ nodes {{ {event} }} }}"
    seen = await one(crm, id_, asked, petras)
    assert seen["timeline"]["nodes"] == [{"occurredAt": seen["lastMatchedAt"], "properties": []}]
    assert seen["lastMatchedAt"] == (await one(crm, id_, "lastMatchedAt", ona))["lastMatchedAt"]


async def test_roll_ups_read_it(crm: Crm) -> None:
    made = await crm.data(
        """mutation { createField(input: { entity: "Contact", key: "matchedAt", kind: ROLLUP,
             rollup: { list: "buyerRequests", function: MAX, field: "lastMatchedAt" },
             label: { en: "Matched" } }) { userErrors { message } } }"""
    )
    assert made["createField"]["userErrors"] == []
    id_ = await request(crm, "Vilnius")
    await open_in(crm, "Vilnius")
    found = await one(crm, id_, "lastMatchedAt contacts { nodes { matchedAt } }")
    assert found["contacts"]["nodes"] == [{"matchedAt": found["lastMatchedAt"]}]


async def merge(crm: Crm, name: str, target: str, source: str) -> None:
    document = (
        f"mutation ($target: ID!, $sources: [ID!]!) {{ {name}(targetId: $target, sourceIds: $sources) {{"
    )
    payload = await crm.data(f"{document} userErrors {{ message }} }} }}", target=target, sources=[source])
    assert payload[name]["userErrors"] == []


async def test_a_request_counts_as_told_of_what_those_were_told_that_are_merged_into_it(crm: Crm) -> None:
    told = await request(crm, "Vilnius")
    flat = await open_in(crm, "Vilnius")
    target = await request(crm, "Vilnius")
    asked = "lastMatchedAt timeline(kinds: [REQUEST_MATCHED]) { totalCount }"
    before = await one(crm, told, asked)
    await merge(crm, "mergeBuyerRequests", target, told)
    await come_back(crm, flat)
    assert await one(crm, target, asked) == before
    undone = await crm.data("mutation ($id: ID!) { undoMerge(id: $id) { userErrors { message } } }", id=told)
    assert undone["undoMerge"]["userErrors"] == []
    assert await one(crm, target, "lastMatchedAt") == {"lastMatchedAt": None}


async def test_a_request_that_was_told_of_a_property_is_not_told_of_the_one_that_it_becomes(crm: Crm) -> None:
    one_of_two = await open_in(crm, "Vilnius")
    id_ = await request(crm, "Vilnius")
    told = await open_in(crm, "Vilnius")
    await merge(crm, "mergeProperties", one_of_two, told)
    await come_back(crm, one_of_two)
    found = await one(crm, id_, "timeline(kinds: [REQUEST_MATCHED]) { totalCount }")
    assert found["timeline"]["totalCount"] == 1
