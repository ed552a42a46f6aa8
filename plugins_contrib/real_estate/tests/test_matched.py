"""What timelines of buyer requests tell of properties that newly fit."""

import random
from datetime import UTC, datetime, time, timedelta
from typing import Any

from gql_crm.access import Actor
from gql_crm.clock import system_clock
from gql_crm.jobs import enqueue
from gql_crm.testing import Crm

EUR = "EUR"


async def do(crm: Crm, name: str, actor: Actor | None = None, **given: Any) -> Any:
    """Call a mutation with an input; it has to succeed."""
    record = "property { id }" if "Property" in name else "__typename"
    record = "buyerRequest { id }" if name == "createBuyerRequest" else record
    document = (
        f"mutation ($input: {name[0].upper()}{name[1:]}Input!) {{"
        f" {name}(input: $input) {{ {record} userErrors {{ code message }} }} }}"
    )
    payload = (await crm.data(document, actor=actor, input=given))[name]
    assert payload["userErrors"] == []
    return payload


async def request(crm: Crm, actor: Actor | None = None, **more: Any) -> str:
    who = await crm.create("Contact", {"firstName": "Jonas", "lastName": "Žukauskas"}, actor=actor)
    given = {"transactionType": "BUY", "cities": ["Vilnius"], "contactIds": [str(who.id)], **more}
    made = await do(crm, "createBuyerRequest", actor, **given)
    return str(made["buyerRequest"]["id"])


async def listing(
    crm: Crm, title: str, actor: Actor | None = None, *, opened: bool = True, **more: Any
) -> str:
    given = {"title": title, "city": "Vilnius", "listPrice": {"amount": "185000", "currency": EUR}, **more}
    made = await do(crm, "createProperty", actor, **given)
    id_ = str(made["property"]["id"])
    if opened:
        await do(crm, "activateProperty", actor, propertyId=id_)
    return id_


async def told(crm: Crm, id_: str, actor: Actor | None = None) -> list[list[str]]:
    """Return the titles of the properties of each event, the events in their order."""
    await crm.run_jobs()
    data = await crm.data(
        """query ($id: ID!) { buyerRequest(id: $id) { timeline(kinds: [REQUEST_MATCHED]) { nodes {
             ... on RequestMatchedEvent { properties { title } } } } } }""",
        actor=actor,
        id=id_,
    )
    events = data["buyerRequest"]["timeline"]["nodes"]
    return [sorted(one["title"] for one in event["properties"]) for event in events]


async def change(crm: Crm, flat: str, **given: Any) -> None:
    """Change a property as its page does."""
    payload = await crm.data(
        """mutation ($id: ID!, $input: UpdatePropertyInput!) { updateProperty(id: $id, input: $input) {
             userErrors { message } } }""",
        id=flat,
        input=given,
    )
    assert payload["updateProperty"]["userErrors"] == []


def euros(amount: int) -> dict[str, str]:
    return {"amount": str(amount), "currency": EUR}


async def jobs(crm: Crm) -> int:
    """Return how many jobs have looked at changes of properties."""
    return len((await crm.data('{ jobs(kind: "found.tell", first: 100) { id } }'))["jobs"])


async def test_a_request_is_told_of_a_property_when_it_opens(crm: Crm) -> None:
    id_ = await request(crm)
    flat = await listing(crm, "Butas Žvėryne", opened=False)
    assert await told(crm, id_) == []
    await do(crm, "activateProperty", propertyId=flat)
    await listing(crm, "Namas Kaune", city="Kaunas")
    assert await told(crm, id_) == [["Butas Žvėryne"]]


async def test_a_request_is_told_of_a_change_that_lets_a_property_fit_and_of_no_other(crm: Crm) -> None:
    before = await listing(crm, "Jau tinka")
    dear = await listing(crm, "Per brangus", listPrice=euros(250_000))
    await crm.run_jobs()
    id_ = await request(crm, priceMax=euros(200_000))
    await change(crm, before, listPrice=euros(180_000), roomsTotal=3)
    assert await told(crm, id_) == []
    await change(crm, dear, listPrice=euros(220_000))
    await change(crm, dear, listPrice=euros(199_000))
    assert await told(crm, id_) == [["Per brangus"]]


async def test_a_request_is_told_of_a_property_once(crm: Crm) -> None:
    id_ = await request(crm)
    flat = await listing(crm, "Grįžta į rinką")
    assert await told(crm, id_) == [["Grįžta į rinką"]]
    await do(crm, "reserveProperty", propertyId=flat)
    await do(crm, "releaseProperty", propertyId=flat)
    assert await told(crm, id_) == [["Grįžta į rinką"]]


async def test_a_job_that_is_done_again_tells_nothing_again(crm: Crm) -> None:
    id_ = await request(crm)
    await listing(crm, "Butas")
    await told(crm, id_)
    async with crm.workspace.database.transaction() as connection:
        given = await connection.fetchval("SELECT arguments FROM job WHERE kind = 'found.tell'")
        await enqueue(connection, "found.tell", given, actor_id=None, now=system_clock())
    assert await told(crm, id_) == [["Butas"]]


async def test_what_is_found_at_one_time_is_one_event_in_the_streams_of_request_and_contact(crm: Crm) -> None:
    id_ = await request(crm)
    for title in ("Апартамент във Варна", "آپارتمان", "Byt v Brně"):
        await listing(crm, title, city="VILNIUS")
    assert await told(crm, id_) == [["Byt v Brně", "Апартамент във Варна", "آپارتمان"]]
    data = await crm.data(
        """query ($id: ID!) { buyerRequest(id: $id) { contacts { nodes { timeline(kinds: [REQUEST_MATCHED]) {
             nodes { actor { id } subject { id } } } } } } }""",
        id=id_,
    )
    [contact] = data["buyerRequest"]["contacts"]["nodes"]
    assert contact["timeline"]["nodes"] == [{"actor": None, "subject": {"id": id_}}]


async def test_a_request_that_waits_or_is_over_is_told_nothing(crm: Crm) -> None:
    waits, over = await request(crm), await request(crm)
    await do(crm, "pauseBuyerRequest", buyerRequestId=waits)
    await do(crm, "closeBuyerRequest", buyerRequestId=over, reason="Nupirko kitur")
    await listing(crm, "Butas")
    assert await told(crm, waits) == await told(crm, over) == []
    await do(crm, "resumeBuyerRequest", buyerRequestId=waits)
    await listing(crm, "Kitas butas")
    assert await told(crm, waits) == [["Kitas butas"]]


async def test_what_was_offered_already_is_not_told(crm: Crm) -> None:
    flat = await listing(crm, "Pasiūlytas butas", listPrice=euros(210_000))
    id_ = await request(crm, priceMax=euros(200_000))
    await do(crm, "sendCommercialOffer", buyerRequestId=id_, propertyIds=[flat], channel="SMS")
    await change(crm, flat, listPrice=euros(190_000))
    assert await told(crm, id_) == []


async def test_a_request_is_told_of_what_its_owner_sees(crm: Crm) -> None:
    team = await crm.create("Team", {"name": "Vilniaus komanda"})
    ona, petras = await crm.user("Ona", teams=[team]), await crm.user("Petras", teams=[team])
    id_ = await request(crm, ona)
    await listing(crm, "Petro objektas", petras, teamId=None)
    await listing(crm, "Komandos objektas", petras, teamId=str(team.id))
    assert await told(crm, id_, ona) == [["Komandos objektas"]]


async def test_a_request_without_an_active_owner_is_told_nothing(crm: Crm) -> None:
    ona = await crm.user("Ona", "admin")
    nobodys, hers = await request(crm, ownerId=None), await request(crm, ona)
    await crm.data(
        "mutation ($id: ID!) { updateUser(id: $id, input: { active: false }) { userErrors { code } } }",
        id=str(ona.user_id),
    )
    await listing(crm, "Butas")
    assert await told(crm, nobodys) == await told(crm, hers) == []


DUE = "mutation ($asOf: DateTime!) { runDueJobs(asOf: $asOf) { userErrors { code } } }"


async def test_requests_are_told_when_their_schedule_says(crm: Crm) -> None:
    daily, monthly = [await request(crm, notifySchedule=one) for one in ("DAILY", "MONTHLY")]
    first = await listing(crm, "Iki vakaro parduotas")
    await listing(crm, "Butas")
    assert await told(crm, daily) == []
    await do(crm, "withdrawProperty", propertyId=first)
    await listing(crm, "Dar vienas")
    await crm.run_jobs()
    now = datetime.now(UTC)
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=UTC)
    for as_of, expected in ((tomorrow - timedelta(seconds=1), []), (tomorrow, [["Butas", "Dar vienas"]])):
        if as_of > now:
            await crm.data(DUE, asOf=as_of.isoformat())
            assert await told(crm, daily) == expected
    await crm.data(DUE, asOf=(now + timedelta(days=32)).isoformat())
    assert await told(crm, monthly) == [["Butas", "Dar vienas"]]
    assert len(await told(crm, daily)) == 1


async def test_a_thousand_changes_are_looked_at_by_a_few_jobs(crm: Crm) -> None:
    id_ = await request(crm)
    async with crm.records(crm.admin) as records:
        for number in range(260):
            price = {"amount": 100_000, "currency": EUR}
            values = {"title": f"Butas {number}", "city": "Vilnius", "listPrice": price}
            await records.create("Property", values, settled={"standardStatus": "ACTIVE"})
    events = await told(crm, id_)
    assert await jobs(crm) == 2
    assert sum(len(one) for one in events) == 260
    assert max(len(one) for one in events) == 50


CRITERIA: tuple[dict[str, Any], ...] = (
    {"cities": ["Vilnius", "Kaunas"], "priceMin": euros(100), "priceMax": euros(300)},
    {"transactionType": "RENT", "cities": [], "priceMax": euros(200), "propertyTypes": ["Residential"]},
    {"cities": [], "features": ["Elevator", "Balcony"], "textQuery": "upes"},
    {"cities": [], "propertySubTypes": ["Apartment", "Office"], "priceMin": euros(100)},
    {"cities": ["Kaunas", "Vilnius"], "propertySubTypes": ["Office"]},
    {"cities": [], "roomsMin": 2, "roomsMax": 3, "livingAreaMin": "40", "yearBuiltMin": 1990, "floorMax": 2},
)
VALUES: dict[str, tuple[Any, ...]] = {
    "city": ("Vilnius", "kaunas", "Klaipėda", None),
    "listPrice": (euros(50), euros(150), euros(400), {"amount": "150", "currency": "CZK"}, None),
    "leaseAmount": (euros(150), euros(250), None),
    "propertyType": ("Residential", "Land", None),
    "propertySubType": ("Apartment", "Office", "Warehouse", None),
    "interiorFeatures": (["Elevator"], ["Elevator", "Sauna"], [], None),
    "exteriorFeatures": (["Balcony"], None),
    "publicRemarks": ("Prie upės.", "Prie miško.", None),
    "roomsTotal": (1, 2, 3, None),
    "livingArea": ("30", "50.5", None),
    "yearBuilt": (1950, 2001, None),
    "entryLevel": (1, 5, None),
}


async def matches(crm: Crm, id_: str) -> set[str]:
    data = await crm.data(
        "query ($id: ID!) { buyerRequest(id: $id) { matches { nodes { property { title } } } } }", id=id_
    )
    return {node["property"]["title"] for node in data["buyerRequest"]["matches"]["nodes"]}


FITTING: dict[str, Any] = {
    "listPrice": euros(150),
    "interiorFeatures": ["Elevator"],
    "exteriorFeatures": ["Balcony"],
    "publicRemarks": "Prie upės.",
    "roomsTotal": 2,
    "livingArea": "50.5",
    "yearBuilt": 2001,
    "entryLevel": 1,
}


async def test_what_a_request_is_told_is_what_its_matches_gain(crm: Crm) -> None:
    chance = random.Random(7)
    flats = {title: await listing(crm, title, **FITTING) for title in ("A", "B")}
    flats |= {title: await listing(crm, title) for title in ("C", "D")}
    await crm.run_jobs()
    requests = [await request(crm, **criteria) for criteria in CRITERIA]
    every = {"A", "B"}
    assert [await matches(crm, id_) for id_ in requests] == [every, set(), every, set(), set(), every]
    ever: dict[str, set[str]] = {id_: set() for id_ in requests}
    gains = 0
    for _ in range(40):
        before = {id_: await matches(crm, id_) for id_ in requests}
        for _ in range(chance.randint(1, 6)):
            keys = chance.sample(sorted(VALUES), chance.randint(1, 5))
            given = {key: chance.choice(VALUES[key]) for key in keys}
            await change(crm, flats[chance.choice("ABCD")], **given)
        for id_ in requests:
            gained = await matches(crm, id_) - before[id_] - ever[id_]
            now = {title for event in await told(crm, id_) for title in event}
            assert now - ever[id_] == gained
            ever[id_], gains = now, gains + len(gained)
    assert gains > 5
