"""Offers: each property once to each contact, also when two colleagues offer it at the same moment."""

import asyncio
from typing import Any

import pytest

from gql_crm.access import Actor
from gql_crm.testing import Crm

EUR = "EUR"
OFFER = """
  offers { id title property { displayName } contact { displayName } }
  alreadyOffered { id sentAt sentBy { name } } warnings { code recordIds }
"""
EXTERNAL = "offer { id title url } alreadyOffered { id }"


async def do(crm: Crm, name: str, selection: str, actor: Actor | None = None, **given: Any) -> dict[str, Any]:
    """Call a mutation with an input; return its payload."""
    document = (
        f"mutation ($input: {name[0].upper()}{name[1:]}Input!) {{"
        f" {name}(input: $input) {{ {selection} userErrors {{ code field message }} }} }}"
    )
    payload: dict[str, Any] = (await crm.data(document, actor=actor, input=given))[name]
    return payload


async def contact(crm: Crm, first: str, last: str, **more: Any) -> str:
    return str((await crm.create("Contact", {"firstName": first, "lastName": last, **more})).id)


async def listing(crm: Crm, title: str = "Butas Žvėryne", actor: Actor | None = None, **more: Any) -> str:
    values = {"city": "Vilnius", "listPrice": {"amount": "185000", "currency": EUR}, **more}
    made = await do(crm, "createProperty", "property { id }", actor, title=title, **values)
    id_ = made["property"]["id"]
    opened = await do(crm, "activateProperty", "property { standardStatus }", actor, propertyId=id_)
    assert opened["property"] == {"standardStatus": "ACTIVE"}
    return str(id_)


async def request(crm: Crm, *contacts: str, **more: Any) -> str:
    values = {"transactionType": "BUY", "cities": ["Vilnius"], "contactIds": list(contacts), **more}
    made = await do(crm, "createBuyerRequest", "buyerRequest { id }", **values)
    assert made["userErrors"] == []
    return str(made["buyerRequest"]["id"])


async def offers_to(crm: Crm, contact_id: str) -> list[str]:
    data = await crm.data(
        """query ($id: ID!) { contact(id: $id) {
             offeredProperties { totalCount nodes { offer { title } } } } }""",
        id=contact_id,
    )
    offered = data["contact"]["offeredProperties"]
    assert offered["totalCount"] == len(offered["nodes"])
    return [node["offer"]["title"] for node in offered["nodes"]]


async def test_a_property_is_offered_to_the_contact_of_a_request(crm: Crm) -> None:
    jonas = await contact(crm, "Jonas", "Žukauskas")
    wanted, flat = await request(crm, jonas), await listing(crm)
    sent = await do(
        crm, "sendCommercialOffer", OFFER, buyerRequestId=wanted, propertyIds=[flat], channel="SMS"
    )
    assert sent["userErrors"] == []
    assert [(one["title"], one["contact"]) for one in sent["offers"]] == [
        ("Butas Žvėryne", {"displayName": "Jonas Žukauskas"})
    ]
    data = await crm.data(
        """query ($id: ID!) { buyerRequest(id: $id) { offeredProperties { nodes {
             property { displayName } contact { displayName } sentBy { name } offeredAt preference
             offer { channel price { amount currency } }
           } } } }""",
        id=wanted,
    )
    [offered] = data["buyerRequest"]["offeredProperties"]["nodes"]
    assert offered.pop("offeredAt")
    assert offered == {
        "property": {"displayName": "Butas Žvėryne"},
        "contact": {"displayName": "Jonas Žukauskas"},
        "sentBy": {"name": "Administrator"},
        "preference": None,
        "offer": {"channel": "SMS", "price": {"amount": "185000", "currency": EUR}},
    }


async def test_one_property_offered_before_refuses_the_whole_offer(crm: Crm) -> None:
    jonas = await contact(crm, "Jonas", "Žukauskas")
    wanted, flat, house = await request(crm, jonas), await listing(crm), await listing(crm, "Namas Užupyje")
    first = await do(
        crm, "sendCommercialOffer", OFFER, buyerRequestId=wanted, propertyIds=[flat], channel="LINK"
    )
    again = await do(
        crm, "sendCommercialOffer", OFFER, contactId=jonas, propertyIds=[house, flat], channel="IN_PERSON"
    )
    assert again["offers"] == []
    assert [one["id"] for one in again["alreadyOffered"]] == [first["offers"][0]["id"]]
    assert again["alreadyOffered"][0]["sentBy"] == {"name": "Administrator"}
    [error] = again["userErrors"]
    assert (error["code"], error["field"]) == ("ALREADY_OFFERED", ["propertyIds", "1"])
    assert again["alreadyOffered"][0]["sentAt"][:10] in error["message"]
    assert "by Administrator" in error["message"]
    assert await offers_to(crm, jonas) == ["Butas Žvėryne"]
    forced = await do(
        crm,
        "sendCommercialOffer",
        OFFER,
        contactId=jonas,
        propertyIds=[house, flat],
        channel="SMS",
        force=True,
    )
    assert len(forced["offers"]) == 2
    assert forced["userErrors"] == []
    assert len(await offers_to(crm, jonas)) == 3


async def test_the_spouse_may_get_what_the_buyer_got_with_a_warning(crm: Crm) -> None:
    jonas, rasa = await contact(crm, "Jonas", "Žukauskas"), await contact(crm, "Rasa", "Žukauskienė")
    wanted, flat = await request(crm, jonas, rasa), await listing(crm)
    common: dict[str, Any] = {"buyerRequestId": wanted, "propertyIds": [flat], "channel": "SMS"}
    nobody = await do(crm, "sendCommercialOffer", OFFER, **common)
    assert [error["code"] for error in nobody["userErrors"]] == ["REQUIRED"]
    first = await do(crm, "sendCommercialOffer", OFFER, contactId=jonas, **common)
    second = await do(crm, "sendCommercialOffer", OFFER, contactId=rasa, **common)
    assert [error["code"] for error in second["userErrors"]] == []
    assert second["warnings"] == [
        {"code": "OFFERED_TO_ANOTHER_CONTACT", "recordIds": [first["offers"][0]["id"]]}
    ]


async def test_a_rejected_offer_still_counts(crm: Crm) -> None:
    jonas = await contact(crm, "Jonas", "Žukauskas")
    flat = await listing(crm)
    sent = await do(crm, "sendCommercialOffer", OFFER, contactId=jonas, propertyIds=[flat], channel="SMS")
    answer = await do(
        crm,
        "recordOfferResponse",
        "commercialOffer { status preference response }",
        offerId=sent["offers"][0]["id"],
        preference="DISCARD",
        note="Per triukšminga gatvė.",
    )
    assert answer["commercialOffer"] == {
        "status": "REJECTED",
        "preference": "DISCARD",
        "response": "Per triukšminga gatvė.",
    }
    again = await do(crm, "sendCommercialOffer", OFFER, contactId=jonas, propertyIds=[flat], channel="SMS")
    assert [error["code"] for error in again["userErrors"]] == ["ALREADY_OFFERED"]


async def test_of_two_colleagues_at_the_same_moment_one_offers(crm: Crm) -> None:
    """Twenty rounds; half of them for one request, half without."""
    team = await crm.create("Team", {"name": "Vilniaus skyrius"})
    ona, petras = [await crm.user(name, teams=[team]) for name in ("Ona", "Petras")]
    for round_ in range(20):
        jonas = await contact(crm, "Jonas", f"Žukauskas {round_}", teamId=str(team.id))
        flat = await listing(crm, f"Butas {round_}", teamId=str(team.id))
        given: dict[str, Any] = {"propertyIds": [flat], "contactId": jonas, "channel": "SMS"}
        if round_ % 2:
            given["buyerRequestId"] = await request(crm, jonas, teamId=str(team.id))
        both = await asyncio.gather(
            *(do(crm, "sendCommercialOffer", OFFER, actor, **given) for actor in (ona, petras))
        )
        winner, loser = sorted(both, key=lambda payload: len(payload["userErrors"]))
        assert [len(one["offers"]) for one in (winner, loser)] == [1, 0]
        assert [error["code"] for error in loser["userErrors"]] == ["ALREADY_OFFERED"]
        assert [one["id"] for one in loser["alreadyOffered"]] == [winner["offers"][0]["id"]]
        assert await offers_to(crm, jonas) == [f"Butas {round_}"]


async def test_only_open_properties_that_one_sees_are_offered(crm: Crm) -> None:
    jonas = await contact(crm, "Jonas", "Žukauskas")
    flat, house = await listing(crm), await listing(crm, "Namas")
    await do(crm, "reserveProperty", "property { id }", propertyId=house)
    nowhere = "01900000-0000-7000-8000-000000000001"
    sent = await do(
        crm, "sendCommercialOffer", OFFER, contactId=jonas, propertyIds=[flat, house, nowhere], channel="SMS"
    )
    assert [(error["code"], error["field"]) for error in sent["userErrors"]] == [
        ("INVALID_STATE", ["propertyIds", "1"]),
        ("NOT_FOUND", ["propertyIds", "2"]),
    ]
    assert "releaseProperty" in sent["userErrors"][0]["message"]
    assert await offers_to(crm, jonas) == []


async def test_a_colleague_s_property_is_offered_if_one_sees_it(crm: Crm) -> None:
    team = await crm.create("Team", {"name": "Kauno skyrius"})
    ona, petras = [await crm.user(name, teams=[team]) for name in ("Ona", "Petras")]
    stranger = await crm.user("Svetimas")
    flat = await listing(crm, "Butas Kaune", actor=ona, teamId=str(team.id))
    jonas = await contact(crm, "Jonas", "Kazlauskas", teamId=str(team.id))
    given = {"contactId": jonas, "propertyIds": [flat], "channel": "LINK"}
    refused = await do(crm, "sendCommercialOffer", OFFER, stranger, **given)
    assert {error["code"] for error in refused["userErrors"]} == {"NOT_FOUND"}
    sent = await do(crm, "sendCommercialOffer", OFFER, petras, **given)
    assert [one["title"] for one in sent["offers"]] == ["Butas Kaune"]


@pytest.mark.parametrize(
    "same",
    [
        "http://aruodas.example.com/butai-vilniuje-zveryne-1-3456789",
        "HTTPS://WWW.Aruodas.Example.com:443/Butai-Vilniuje-Zveryne-1-3456789/#nuotraukos",
        "https://aruodas.example.com/butai-vilniuje-zveryne-1-3456789/?utm_source=fb&fbclid=abc",
    ],
)
async def test_an_advertisement_from_elsewhere_is_offered_once(crm: Crm, same: str) -> None:
    jonas, rasa = await contact(crm, "Jonas", "Žukauskas"), await contact(crm, "Rasa", "Žukauskienė")
    wanted = await request(crm, jonas, rasa, primaryContactId=jonas)
    url = "https://aruodas.example.com/butai-vilniuje-zveryne-1-3456789"
    common: dict[str, Any] = {"buyerRequestId": wanted, "portal": "aruodas"}
    first = await do(crm, "recordExternalOffer", EXTERNAL, url=url, title="Butas iš portalo", **common)
    assert first["userErrors"] == []
    assert first["offer"]["url"] == url
    again = await do(crm, "recordExternalOffer", EXTERNAL, url=same, **common)
    assert [(error["code"], error["field"]) for error in again["userErrors"]] == [
        ("ALREADY_OFFERED", ["url"])
    ]
    assert again["alreadyOffered"] == [{"id": first["offer"]["id"]}]
    forced = await do(crm, "recordExternalOffer", EXTERNAL, url=same, force=True, **common)
    assert forced["userErrors"] == []
    other = await do(crm, "recordExternalOffer", EXTERNAL, url=f"{url}0?id=2", **common)
    assert other["userErrors"] == []
    spouse = await do(
        crm, "recordExternalOffer", f"{EXTERNAL} warnings {{ code }}", url=same, contactId=rasa, **common
    )
    assert [warning["code"] for warning in spouse["warnings"]] == ["OFFERED_TO_ANOTHER_CONTACT"]


async def test_what_is_wrong_with_an_offer_from_elsewhere_is_told(crm: Crm) -> None:
    wanted = await request(crm, await contact(crm, "Jonas", "Žukauskas"))
    nothing = await do(crm, "recordExternalOffer", EXTERNAL, buyerRequestId=wanted)
    assert [(error["code"], error["field"]) for error in nothing["userErrors"]] == [("REQUIRED", ["title"])]
    for url in ("aruodas.example.com", "https://[bad", "ftp://example.com/"):
        wrong = await do(crm, "recordExternalOffer", EXTERNAL, buyerRequestId=wanted, url=url)
        assert [(error["code"], error["field"]) for error in wrong["userErrors"]] == [("VALIDATION", ["url"])]
    future = await do(
        crm,
        "recordExternalOffer",
        EXTERNAL,
        buyerRequestId=wanted,
        title="X",
        occurredAt="2999-01-01T00:00:00Z",
    )
    assert [error["field"] for error in future["userErrors"]] == [["occurredAt"]]


async def test_offers_have_no_mutations_but_the_operations(crm: Crm) -> None:
    data = await crm.data("{ __schema { mutationType { fields { name } } } }")
    names = {field["name"] for field in data["__schema"]["mutationType"]["fields"]}
    assert names.isdisjoint({"createCommercialOffer", "updateCommercialOffer", "createDeal", "deleteDeals"})
    assert names >= {"sendCommercialOffer", "recordExternalOffer", "recordOfferResponse", "recordDeal"}


async def test_addresses_with_several_values_of_one_name_stay_apart(crm: Crm) -> None:
    jonas = await contact(crm, "Jonas", "Žukauskas")
    wanted = await request(crm, jonas)
    codes = []
    for query in (
        "rooms=2&rooms=3&utm_source=a",
        "rooms=3&rooms=2&fbclid=b",
        "rooms=2",
        "rooms=3&utm_medium=c",
    ):
        given: dict[str, Any] = {"buyerRequestId": wanted, "url": f"https://www.aruodas.lt./butai/?{query}"}
        told = await do(crm, "recordExternalOffer", EXTERNAL, **given)
        codes.append([error["code"] for error in told["userErrors"]])
    assert codes == [[], ["ALREADY_OFFERED"], [], []]


async def test_long_addresses_in_any_script_are_compared(crm: Crm) -> None:
    wanted = await request(crm, await contact(crm, "شیرین", "رضایی"))
    given: dict[str, Any] = {"buyerRequestId": wanted, "url": "https://example.com/" + "ش" * 1_900}
    assert (await do(crm, "recordExternalOffer", EXTERNAL, **given))["userErrors"] == []
    (error,) = (await do(crm, "recordExternalOffer", EXTERNAL, **given))["userErrors"]
    assert error["code"] == "ALREADY_OFFERED"
    given["url"] += "x" * 3_000
    (error,) = (await do(crm, "recordExternalOffer", EXTERNAL, **given))["userErrors"]
    assert (error["code"], error["field"]) == ("VALIDATION", ["url"])


async def test_faults_are_told_where_the_input_has_them(crm: Crm) -> None:
    wanted, flat = await request(crm, await contact(crm, "Jonas", "Žukauskas")), await listing(crm)
    long = await do(
        crm,
        "sendCommercialOffer",
        OFFER,
        buyerRequestId=wanted,
        propertyIds=[flat],
        channel="SMS",
        message="ž" * 70_000,
    )
    assert [error["field"] for error in long["userErrors"]] == [["message"]]
    price = {"amount": "-1", "currency": EUR}
    below = await do(crm, "recordExternalOffer", EXTERNAL, buyerRequestId=wanted, title="Butas", price=price)
    assert [error["field"][0] for error in below["userErrors"]] == ["price"]
