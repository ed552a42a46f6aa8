"""What the event streams of requests, contacts, properties and the dashboard tell, by GraphQL alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest_asyncio

from gql_crm.access import Actor
from gql_crm.testing import Crm

OFFERS = ("COMMERCIAL_OFFER", "EXTERNAL_OFFER")
EUR = "EUR"


@dataclass
class Agency:
    """The Žukauskas look for a flat, two colleagues work for them."""

    crm: Crm
    ona: Actor
    petras: Actor
    team: str
    ids: dict[str, str] = field(default_factory=dict)

    async def do(self, name: str, selection: str, actor: Actor | None = None, **given: Any) -> Any:
        """Call a mutation with an input; it has to succeed."""
        document = (
            f"mutation ($input: {name[0].upper()}{name[1:]}Input!) {{"
            f" {name}(input: $input) {{ {selection} userErrors {{ code message }} }} }}"
        )
        payload = (await self.crm.data(document, actor=actor or self.ona, input=given))[name]
        assert payload["userErrors"] == []
        return payload

    async def person(self, key: str, first: str, last: str) -> str:
        given: dict[str, Any] = {"firstName": first, "lastName": last, "teamId": self.team}
        self.ids[key] = (await self.do("createContact", "contact { id }", **given))["contact"]["id"]
        return self.ids[key]

    async def listing(self, key: str, title: str, actor: Actor, **more: Any) -> str:
        price = {"amount": "185000", "currency": EUR}
        given = {"title": title, "city": "Vilnius", "listPrice": price, "teamId": self.team, **more}
        made = await self.do("createProperty", "property { id }", actor, **given)
        self.ids[key] = made["property"]["id"]
        await self.do("activateProperty", "property { id }", actor, propertyId=self.ids[key])
        return self.ids[key]

    async def link(self, first: str, second: str, relation: str) -> None:
        given: dict[str, Any] = {"fromId": self.ids[first], "toId": self.ids[second], "relation": relation}
        await self.do("linkRecords", "from { id }", **given)

    async def offer(self, *keys: str, actor: Actor | None = None, **more: Any) -> Any:
        given = {"propertyIds": [self.ids[key] for key in keys], "channel": "SMS", **more}
        return await self.do("sendCommercialOffer", "offers { id }", actor, **given)

    async def told(
        self, key: str, kinds: Sequence[str] | None = None, actor: Actor | None = None
    ) -> list[str]:
        """Return what the record's timeline tells, as kind and subject."""
        data = await self.crm.data(
            """query ($id: ID!, $kinds: [EventKind!]) { node(id: $id) { ... on Record {
                 timeline(first: 100, kinds: $kinds) { totalCount nodes {
                   id kind occurredAt subject { displayName } } } } } }""",
            actor=actor or self.ona,
            id=self.ids[key],
            kinds=kinds,
        )
        stream = data["node"]["timeline"]
        nodes = stream["nodes"]
        assert stream["totalCount"] == len(nodes) == len({node["id"] for node in nodes})
        assert [node["occurredAt"] for node in nodes] == sorted(node["occurredAt"] for node in nodes)
        return [f"{node['kind']} {node['subject']['displayName']}" for node in nodes]


@pytest_asyncio.fixture
async def agency(crm: Crm) -> Agency:
    team = await crm.create("Team", {"name": "Vilniaus skyrius"})
    ona, petras = [await crm.user(name, teams=[team]) for name in ("Ona Agentė", "Petras Brokeris")]
    made = Agency(crm, ona, petras, str(team.id))
    await made.person("jonas", "Jonas", "Žukauskas")
    await made.person("rasa", "Rasa", "Žukauskienė")
    await made.person("jurgis", "Jurgis", "Čepaitis")
    await made.listing("flat", "Butas Žvėryne", made.petras, ownerContactIds=[made.ids["jurgis"]])
    await made.listing("house", "Namas Užupyje", made.ona)
    request = await made.do(
        "createBuyerRequest",
        "buyerRequest { id }",
        title="Butas šeimai",
        transactionType="BUY",
        cities=["Vilnius"],
        contactIds=[made.ids["jonas"], made.ids["rasa"]],
        primaryContactId=made.ids["jonas"],
        teamId=made.team,
    )
    made.ids["request"] = request["buyerRequest"]["id"]
    return made


async def test_t10_an_offer_is_told_in_all_four_streams(agency: Agency) -> None:
    await agency.offer("flat", buyerRequestId=agency.ids["request"])
    for key in ("request", "jonas", "flat"):
        assert await agency.told(key, OFFERS) == ["COMMERCIAL_OFFER Butas šeimai"]
    data = await agency.crm.data(
        "{ dashboard { timeline(kinds: [COMMERCIAL_OFFER]) { nodes { kind subject { displayName } } } } }",
        actor=agency.ona,
    )
    assert data["dashboard"]["timeline"]["nodes"] == [
        {"kind": "COMMERCIAL_OFFER", "subject": {"displayName": "Butas šeimai"}}
    ]


async def test_t11_offers_and_comments_of_colleagues_are_told_in_order(agency: Agency) -> None:
    request = agency.ids["request"]
    await agency.offer("flat", buyerRequestId=request)
    await agency.do(
        "addComment", "comment { id }", agency.petras, recordId=request, body="Patiko **virtuvė**."
    )
    await agency.offer("house", buyerRequestId=request)
    await agency.do("addComment", "comment { id }", recordId=request, body="Skambinti po pietų.")
    expected = [f"{kind} Butas šeimai" for kind in ("COMMERCIAL_OFFER", "COMMENT") * 2]
    both = ["COMMERCIAL_OFFER", "COMMENT"]
    for key in ("request", "jonas", "rasa"):
        assert await agency.told(key, both) == expected
    assert await agency.told("request", ["COMMENT"]) == ["COMMENT Butas šeimai"] * 2
    assert await agency.told("flat", ["COMMENT"]) == []


async def test_t12_information_flows_into_the_contact_from_what_is_related(agency: Agency) -> None:
    await agency.link("jonas", "rasa", "SPOUSE")
    await agency.do("logEvent", "event { id }", recordId=agency.ids["rasa"], title="Skambutis")
    price = {"amount": "179000", "currency": EUR}
    await agency.crm.data(
        """mutation ($id: ID!, $p: MoneyInput!) {
             updateProperty(id: $id, input: { listPrice: $p }) { userErrors { code } } }""",
        actor=agency.petras,
        id=agency.ids["flat"],
        p=price,
    )
    assert "LOGGED Rasa Žukauskienė" in await agency.told("jonas")
    assert "PRICE_CHANGED Butas Žvėryne" in await agency.told("jurgis")
    assert "PRICE_CHANGED Butas Žvėryne" not in await agency.told("jonas")


async def test_t13_and_t14_offers_and_sales_of_a_request_are_told_to_all_its_contacts(agency: Agency) -> None:
    await agency.person("vytas", "Vytas", "Žukauskas")
    await agency.person("teta", "Aldona", "Žukauskienė")
    await agency.link("vytas", "request", "BUYER_RELATIVE")
    await agency.link("rasa", "request", "BUYER_SPOUSE")
    await agency.offer("flat", buyerRequestId=agency.ids["request"])
    await agency.do("logEvent", "event { id }", recordId=agency.ids["vytas"], title="Tik apie Vytą")
    await agency.do(
        "recordDeal",
        "deal { id }",
        agency.petras,
        propertyId=agency.ids["flat"],
        buyerRequestId=agency.ids["request"],
        closePrice={"amount": "180000", "currency": EUR},
    )
    expected = ["COMMERCIAL_OFFER Butas šeimai", "DEAL_RECORDED Butas šeimai"]
    for key in ("request", "jonas", "rasa", "vytas", "flat"):
        assert await agency.told(key, ["COMMERCIAL_OFFER", "DEAL_RECORDED"]) == expected
    assert await agency.told("jurgis", ["DEAL_RECORDED"]) == ["DEAL_RECORDED Butas šeimai"]
    assert await agency.told("teta", ["COMMERCIAL_OFFER", "DEAL_RECORDED"]) == []
    assert "LOGGED Vytas Žukauskas" not in await agency.told("request")
    await agency.crm.data(
        """mutation ($id: ID!, $c: [ID!]) {
             updateBuyerRequest(id: $id, input: { addContactIds: $c }) { userErrors { code } } }""",
        id=agency.ids["request"],
        c=[agency.ids["teta"]],
    )
    assert await agency.told("teta", ["COMMERCIAL_OFFER", "DEAL_RECORDED"]) == expected


async def test_t15_a_filter_hides_all_other_kinds(agency: Agency) -> None:
    request = agency.ids["request"]
    await agency.offer("flat", buyerRequestId=request)
    await agency.do("logEvent", "event { id }", recordId=request, title="Pokalbis")
    await agency.do("recordExternalOffer", "offer { id }", buyerRequestId=request, title="Butas iš portalo")
    assert await agency.told("request", ["COMMERCIAL_OFFER"]) == ["COMMERCIAL_OFFER Butas šeimai"]
    assert await agency.told("request", ["LOGGED"]) == ["LOGGED Butas šeimai"]
    assert len(await agency.told("request")) == 4


async def test_t16_a_colleague_s_property_is_offered_and_both_streams_keep_it(agency: Agency) -> None:
    await agency.offer("flat", "house", buyerRequestId=agency.ids["request"], message="Pažiūrėkite.")
    for key in ("request", "jonas"):
        assert await agency.told(key, ["COMMERCIAL_OFFER"]) == ["COMMERCIAL_OFFER Butas šeimai"] * 2
    data = await agency.crm.data(
        """query ($id: ID!) { contact(id: $id) { timeline(kinds: [COMMERCIAL_OFFER]) { nodes {
             actor { name } note ... on CommercialOfferEvent {
               offer { channel } contact { displayName } property { title owner { name } } } } } } }""",
        actor=agency.ona,
        id=agency.ids["jonas"],
    )
    first, second = data["contact"]["timeline"]["nodes"]
    assert first == {
        "actor": {"name": "Ona Agentė"},
        "note": "Pažiūrėkite.",
        "offer": {"channel": "SMS"},
        "contact": {"displayName": "Jonas Žukauskas"},
        "property": {"title": "Butas Žvėryne", "owner": {"name": "Petras Brokeris"}},
    }
    assert second["property"]["title"] == "Namas Užupyje"


async def test_an_offer_without_a_request_belongs_to_the_contact(agency: Agency) -> None:
    await agency.offer("flat", contactId=agency.ids["rasa"])
    for key in ("rasa", "flat"):
        assert await agency.told(key, OFFERS) == ["COMMERCIAL_OFFER Rasa Žukauskienė"]
    assert await agency.told("request", OFFERS) == []


async def test_t17_a_property_from_elsewhere_is_told_apart(agency: Agency) -> None:
    await agency.do(
        "recordExternalOffer",
        "offer { id }",
        buyerRequestId=agency.ids["request"],
        url="https://aruodas.example.com/butai-vilniuje-1-1",
        title="Dviejų kambarių butas Antakalnyje",
        portal="aruodas",
        note="Rodė kitos agentūros skelbimą.",
        occurredAt="2026-03-01T10:00:00Z",
    )
    for key in ("request", "jonas", "rasa"):
        assert await agency.told(key, OFFERS) == ["EXTERNAL_OFFER Butas šeimai"]
    data = await agency.crm.data(
        """query ($id: ID!) { buyerRequest(id: $id) { timeline(kinds: [EXTERNAL_OFFER]) { nodes {
             occurredAt note ... on ExternalOfferEvent { offer { title portal url } } } } } }""",
        id=agency.ids["request"],
    )
    [event] = data["buyerRequest"]["timeline"]["nodes"]
    assert event["occurredAt"].startswith("2026-03-01T10:00:00")
    assert event["note"] == "Rodė kitos agentūros skelbimą."
    assert event["offer"]["portal"] == "aruodas"


async def test_t18_it_is_known_what_has_been_offered(agency: Agency) -> None:
    request = agency.ids["request"]
    await agency.offer("flat", buyerRequestId=request, actor=agency.petras)
    await agency.do("recordExternalOffer", "offer { id }", buyerRequestId=request, title="Iš portalo")
    query = """query ($id: ID!, $who: ID!) {
      buyerRequest(id: $id) {
        offeredProperties { nodes { property { title } offer { title } sentBy { name } } }
        matches { nodes { property { title } alreadyOffered } }
      }
      contact(id: $who) { offeredProperties { totalCount } }
    }"""
    data = await agency.crm.data(query, actor=agency.ona, id=request, who=agency.ids["jonas"])
    assert data["buyerRequest"]["offeredProperties"]["nodes"] == [
        {"property": None, "offer": {"title": "Iš portalo"}, "sentBy": {"name": "Ona Agentė"}},
        {
            "property": {"title": "Butas Žvėryne"},
            "offer": {"title": "Butas Žvėryne"},
            "sentBy": {"name": "Petras Brokeris"},
        },
    ]
    assert data["buyerRequest"]["matches"]["nodes"] == [
        {"property": {"title": "Namas Užupyje"}, "alreadyOffered": False},
        {"property": {"title": "Butas Žvėryne"}, "alreadyOffered": True},
    ]
    assert data["contact"]["offeredProperties"]["totalCount"] == 2


async def test_events_of_a_request_that_one_does_not_see_are_not_told(agency: Agency) -> None:
    """The owner's agent of another team reads of the price, and not of what a buyer was offered."""
    await agency.offer("flat", buyerRequestId=agency.ids["request"])
    elsewhere = await agency.crm.create("Team", {"name": "Kauno skyrius"})
    stranger = await agency.crm.user("Svetimas", teams=[elsewhere])
    await agency.crm.data(
        """mutation ($id: ID!, $team: ID!) {
             updateProperty(id: $id, input: { teamId: $team }) { userErrors { code } } }""",
        id=agency.ids["flat"],
        team=str(elsewhere.id),
    )
    told = await agency.told("flat", actor=stranger)
    assert "RECORD_CREATED Butas Žvėryne" in told
    assert [one for one in told if one.startswith("COMMERCIAL_OFFER")] == []
