"""Buyer requests: what they need, their states, what fits them, and the deal that fulfils them."""

from typing import Any

import pytest

from gql_crm.testing import Crm

REQUEST = "buyerRequest { id displayName status closeReason }"
EUR_200 = {"amount": "200000", "currency": "EUR"}


async def do(crm: Crm, name: str, selection: str, **given: Any) -> dict[str, Any]:
    """Call a mutation with an input; return its payload."""
    document = (
        f"mutation ($input: {name[0].upper()}{name[1:]}Input!) {{"
        f" {name}(input: $input) {{ {selection} userErrors {{ code field message }} }} }}"
    )
    payload: dict[str, Any] = (await crm.data(document, input=given))[name]
    return payload


async def contact(crm: Crm, first: str, last: str) -> str:
    return str((await crm.create("Contact", {"firstName": first, "lastName": last})).id)


async def request(crm: Crm, **more: Any) -> str:
    who = more.pop("contactIds", None) or [await contact(crm, "Jonas", "Žukauskas")]
    values = {"transactionType": "BUY", "cities": ["Vilnius"], "contactIds": who, **more}
    made = await do(crm, "createBuyerRequest", REQUEST, **values)
    assert made["userErrors"] == []
    return str(made["buyerRequest"]["id"])


async def listing(crm: Crm, title: str, **more: Any) -> str:
    values = {"city": "Vilnius", "listPrice": {"amount": "185000", "currency": "EUR"}, **more}
    made = await do(crm, "createProperty", "property { id }", title=title, **values)
    assert made["userErrors"] == []
    id_ = str(made["property"]["id"])
    opened = await do(crm, "activateProperty", "property { id }", propertyId=id_)
    assert opened["userErrors"] == []
    return id_


async def matches(crm: Crm, id_: str) -> dict[str, dict[str, Any]]:
    data = await crm.data(
        """query ($id: ID!) { buyerRequest(id: $id) { matches { totalCount nodes {
             property { title } score reasons alreadyOffered } } } }""",
        id=id_,
    )
    found = data["buyerRequest"]["matches"]
    assert found["totalCount"] == len(found["nodes"])
    return {node["property"]["title"]: node for node in found["nodes"]}


def faults(payload: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(error["code"], error["field"]) for error in payload["userErrors"]]


async def test_a_request_needs_somebody_and_something_to_look_for(crm: Crm) -> None:
    nobody = await do(crm, "createBuyerRequest", REQUEST, cities=["Vilnius"])
    assert faults(nobody) == [("REQUIRED", ["transactionType"]), ("REQUIRED", ["contactIds"])]
    jonas = await contact(crm, "Jonas", "Žukauskas")
    nothing = await do(crm, "createBuyerRequest", REQUEST, transactionType="BUY", contactIds=[jonas])
    assert faults(nothing) == [("REQUIRED", [])]
    turned = await do(
        crm,
        "createBuyerRequest",
        REQUEST,
        transactionType="BUY",
        contactIds=[jonas],
        roomsMin=4,
        roomsMax=2,
        priceMin=EUR_200,
        priceMax={"amount": "1", "currency": "CZK"},
    )
    assert faults(turned) == [("VALIDATION", ["priceMax"]), ("VALIDATION", ["roomsMax"])]
    id_ = await request(crm, contactIds=[jonas])
    emptied = await crm.data(
        """mutation ($id: ID!) { updateBuyerRequest(id: $id, input: { contactIds: [] }) {
             userErrors { code field } } }""",
        id=id_,
    )
    assert emptied["updateBuyerRequest"]["userErrors"] == [{"code": "REQUIRED", "field": ["contactIds"]}]


async def test_a_request_is_paused_resumed_and_closed(crm: Crm) -> None:
    id_ = await request(crm, title="Butas Vilniuje")
    paused = await do(crm, "pauseBuyerRequest", REQUEST, buyerRequestId=id_, note="Atostogos")
    assert paused["buyerRequest"]["status"] == "PAUSED"
    again = await do(crm, "pauseBuyerRequest", REQUEST, buyerRequestId=id_)
    assert faults(again) == [("INVALID_STATE", ["buyerRequestId"])]
    assert "possible now: resumeBuyerRequest, closeBuyerRequest" in again["userErrors"][0]["message"]
    flat = await listing(crm, "Butas Žvėryne")
    offered = await do(
        crm, "sendCommercialOffer", "offers { id }", buyerRequestId=id_, propertyIds=[flat], channel="SMS"
    )
    assert faults(offered) == [("INVALID_STATE", ["buyerRequestId"])]
    resumed = await do(crm, "resumeBuyerRequest", REQUEST, buyerRequestId=id_)
    assert resumed["buyerRequest"]["status"] == "ACTIVE"
    without = await do(crm, "closeBuyerRequest", REQUEST, buyerRequestId=id_, reason=" ")
    assert faults(without) == [("REQUIRED", ["reason"])]
    closed = await do(crm, "closeBuyerRequest", REQUEST, buyerRequestId=id_, reason="Persigalvojo")
    assert closed["buyerRequest"]["closeReason"] == "Persigalvojo"
    over = await do(crm, "resumeBuyerRequest", REQUEST, buyerRequestId=id_)
    assert "nothing leads out of this state" in over["userErrors"][0]["message"]


FITTING: dict[str, Any] = {
    "propertyType": "Residential",
    "propertySubType": "Apartment",
    "roomsTotal": 3,
    "livingArea": "71.5",
    "entryLevel": 2,
    "yearBuilt": 1990,
    "interiorFeatures": ["Elevator"],
    "exteriorFeatures": ["Balcony"],
    "publicRemarks": "Šviesus butas prie Neries upės.",
}
CRITERIA: dict[str, Any] = {
    "propertyTypes": ["Residential"],
    "propertySubTypes": ["Apartment", "Townhouse"],
    "cities": ["VILNIUS", "Kaunas"],
    "priceMin": {"amount": "100000", "currency": "EUR"},
    "priceMax": EUR_200,
    "livingAreaMin": "60",
    "livingAreaMax": "80",
    "roomsMin": 3,
    "roomsMax": 4,
    "floorMin": 2,
    "floorMax": 5,
    "yearBuiltMin": 1980,
    "features": ["Balcony", "Elevator"],
    "textQuery": "neries",
}


@pytest.mark.parametrize(
    "other",
    [
        {"propertyType": "Land"},
        {"propertySubType": "Office"},
        {"city": "Klaipėda"},
        {"listPrice": {"amount": "99999.99", "currency": "EUR"}},
        {"listPrice": {"amount": "200000.01", "currency": "EUR"}},
        {"listPrice": {"amount": "185000", "currency": "CZK"}},
        {"livingArea": "59.9"},
        {"livingArea": "80.1"},
        {"livingArea": None},
        {"roomsTotal": 2},
        {"roomsTotal": 5},
        {"entryLevel": 1},
        {"entryLevel": 6},
        {"yearBuilt": 1979},
        {"interiorFeatures": []},
        {"publicRemarks": "Prie ežero."},
        {"listPrice": None, "leaseAmount": {"amount": "185000", "currency": "EUR"}},
    ],
    ids=str,
)
async def test_a_property_that_misses_one_wish_does_not_fit(crm: Crm, other: dict[str, Any]) -> None:
    id_ = await request(crm, **CRITERIA)
    await listing(crm, "Tinka", **FITTING)
    await listing(crm, "Netinka", **{**FITTING, **other})
    found = await matches(crm, id_)
    assert set(found) == {"Tinka"}
    assert found["Tinka"]["score"] == 1
    assert set(found["Tinka"]["reasons"]) == {"transactionType", *CRITERIA}


async def test_a_property_that_does_not_tell_its_floor_or_year_fits_less(crm: Crm) -> None:
    id_ = await request(crm, floorMin=2, yearBuiltMin=1980)
    await listing(crm, "Nežinoma")
    found = await matches(crm, id_)
    assert found["Nežinoma"]["reasons"] == ["transactionType", "cities"]
    assert found["Nežinoma"]["score"] == 0.5


async def test_only_open_properties_match_and_those_to_rent_by_their_rent(crm: Crm) -> None:
    id_ = await request(crm, transactionType="RENT", priceMax={"amount": "900", "currency": "EUR"})
    rent = {"listPrice": None, "leaseAmount": {"amount": "850", "currency": "EUR"}}
    await listing(crm, "Nuomojamas", **rent)
    withdrawn = await listing(crm, "Atsiimtas", **rent)
    await do(crm, "withdrawProperty", "property { id }", propertyId=withdrawn)
    await do(crm, "createProperty", "property { id }", title="Nebaigtas", city="Vilnius", **rent)
    deleted = await listing(crm, "Ištrintas", **rent)
    await crm.data("mutation ($id: ID!) { deleteProperty(id: $id) { deletedId } }", id=deleted)
    assert set(await matches(crm, id_)) == {"Nuomojamas"}


async def test_matches_are_read_by_one_statement_in_pages(crm: Crm) -> None:
    id_ = await request(crm)
    for index in range(5):
        await listing(crm, f"Butas {index}")
    query = """query ($id: ID!, $after: String) { buyerRequest(id: $id) { matches(first: 2, after: $after) {
      totalCount nodes { alreadyOffered property { title ownerContacts { totalCount } } buyerRequest { id } }
      pageInfo { hasNextPage endCursor } } } }"""
    titles: list[str] = []
    after = None
    for expected in (True, True, False):
        crm.statements.clear()
        data = await crm.data(query, id=id_, after=after)
        assert len(crm.statements) == 1
        page = data["buyerRequest"]["matches"]
        titles += [node["property"]["title"] for node in page["nodes"]]
        assert page["pageInfo"]["hasNextPage"] is expected
        assert page["totalCount"] == 5
        after = page["pageInfo"]["endCursor"]
    assert titles == [f"Butas {index}" for index in (4, 3, 2, 1, 0)]


async def test_members_see_matches_among_what_they_see(crm: Crm) -> None:
    ours, theirs = [await crm.create("Team", {"name": name}) for name in ("Mūsų", "Jų")]
    ona = await crm.user("Ona", teams=[ours])
    id_ = await request(crm, teamId=str(ours.id))
    await listing(crm, "Mūsų butas", teamId=str(ours.id))
    await listing(crm, "Jų butas", teamId=str(theirs.id))
    data = await crm.data(
        "query ($id: ID!) { buyerRequest(id: $id) { matches { totalCount nodes { property { title } } } } }",
        actor=ona,
        id=id_,
    )
    assert data["buyerRequest"]["matches"] == {
        "totalCount": 1,
        "nodes": [{"property": {"title": "Mūsų butas"}}],
    }


async def test_a_deal_closes_the_property_and_fulfils_the_request(crm: Crm) -> None:
    jonas, ona = await contact(crm, "Jonas", "Žukauskas"), await contact(crm, "Ona", "Kazlauskienė")
    id_ = await request(crm, contactIds=[jonas])
    flat = await listing(crm, "Butas Žvėryne", ownerContactIds=[ona])
    missing = await do(crm, "recordDeal", "deal { id }", propertyId=flat)
    assert faults(missing) == [("REQUIRED", ["buyerContactIds"]), ("REQUIRED", ["closePrice"])]
    price = {"amount": "180000", "currency": "EUR"}
    made = await do(
        crm,
        "recordDeal",
        """deal { kind closePrice { amount } commissionPercent buyers { nodes { displayName } }
             sellers { nodes { displayName } } }
           property { standardStatus closePrice { amount } closeDate } buyerRequest { status }""",
        propertyId=flat,
        buyerRequestId=id_,
        closePrice=price,
        closeDate="2026-03-02",
        commission={"percent": "3"},
    )
    assert made["userErrors"] == []
    assert made["deal"] == {
        "kind": "SALE",
        "closePrice": {"amount": "180000"},
        "commissionPercent": "3",
        "buyers": {"nodes": [{"displayName": "Jonas Žukauskas"}]},
        "sellers": {"nodes": [{"displayName": "Ona Kazlauskienė"}]},
    }
    assert made["property"] == {
        "standardStatus": "CLOSED",
        "closePrice": {"amount": "180000"},
        "closeDate": "2026-03-02",
    }
    assert made["buyerRequest"] == {"status": "FULFILLED"}
    again = await do(
        crm, "recordDeal", "deal { id }", propertyId=flat, buyerContactIds=[jonas], closePrice=price
    )
    assert faults(again) == [("INVALID_STATE", ["propertyId"])]
    data = await crm.data("query ($id: ID!) { property(id: $id) { deals { totalCount } } }", id=flat)
    assert data["property"]["deals"] == {"totalCount": 1}


async def test_a_deal_has_a_price_and_was_made_by_today(crm: Crm) -> None:
    jonas = await contact(crm, "Jonas", "Žukauskas")
    wanted, flat = await request(crm, contactIds=[jonas]), await listing(crm, "Butas Žvėryne")
    deal = {"propertyId": flat, "buyerRequestId": wanted, "closePrice": EUR_200}
    for given, path in (
        ({"closePrice": {"amount": "-5", "currency": "EUR"}}, ["closePrice", "amount"]),
        ({"closeDate": "9998-01-01"}, ["closeDate"]),
        ({"closeDate": ""}, ["closeDate"]),
        ({"commission": {"percent": "101"}}, ["commission", "percent"]),
        ({"commission": {"amount": {"amount": "-1", "currency": "EUR"}}}, ["commission", "amount", "amount"]),
    ):
        told = await do(crm, "recordDeal", "deal { id }", **{**deal, **given})
        assert faults(told) == [("VALIDATION", path)], given
    made = await do(crm, "recordDeal", "deal { closeDate }", **deal)
    assert made["userErrors"] == []


async def test_a_blank_text_is_nothing_to_look_for(crm: Crm) -> None:
    who = [await contact(crm, "Jonas", "Žukauskas")]
    given = {"transactionType": "BUY", "contactIds": who, "textQuery": "  "}
    assert faults(await do(crm, "createBuyerRequest", REQUEST, **given))[0][0] == "REQUIRED"
    assert (await do(crm, "createBuyerRequest", REQUEST, **{**given, "roomsMin": 0}))["userErrors"] == []


COPY = """
mutation ($id: ID!, $input: CreateBuyerRequestInput) {
  copyBuyerRequest(id: $id, input: $input) {
    buyerRequest { id cities contacts { nodes { id } } } userErrors { code field message }
  }
}
"""


def ids_in(payload: dict[str, Any]) -> list[str]:
    return [node["id"] for node in payload["buyerRequest"]["contacts"]["nodes"]]


async def test_a_copy_is_for_the_same_contacts_unless_others_are_given(crm: Crm) -> None:
    jonas, ruta, petr = [
        await contact(crm, *name.split()) for name in ("Jonas Žukauskas", "Rūta Kairienė", "Petr Řehoř")
    ]
    id_ = await request(crm, contactIds=[jonas, ruta])
    copied = (await crm.data(COPY, id=id_))["copyBuyerRequest"]
    assert copied["userErrors"] == []
    assert copied["buyerRequest"]["cities"] == ["Vilnius"]
    assert copied["buyerRequest"]["id"] != id_
    assert sorted(ids_in(copied)) == sorted([jonas, ruta])
    other = (await crm.data(COPY, id=id_, input={"contactIds": [petr]}))["copyBuyerRequest"]
    assert ids_in(other) == [petr]
    before = "query ($id: ID!) { buyerRequest(id: $id) { contacts { nodes { id } } } }"
    assert sorted(ids_in(await crm.data(before, id=id_))) == sorted([jonas, ruta])


async def test_a_copy_is_for_those_contacts_that_one_sees(crm: Crm) -> None:
    team = await crm.create("Team", {"name": "Vilnius"})
    rasa = await crm.user("Rasa", teams=[team])
    hidden = await contact(crm, "Jonas", "Žukauskas")
    seen = str((await crm.create("Contact", {"lastName": "Стоянова", "teamId": str(team.id)})).id)
    both = await request(crm, contactIds=[hidden, seen], teamId=str(team.id))
    copied = (await crm.data(COPY, actor=rasa, id=both))["copyBuyerRequest"]
    assert copied["userErrors"] == []
    made = copied["buyerRequest"]["id"]
    everybody = "query ($id: ID!) { buyerRequest(id: $id) { contacts { nodes { id } } } }"
    assert ids_in(await crm.data(everybody, id=made)) == [seen]
    alone = await request(crm, contactIds=[hidden], teamId=str(team.id))
    refused = (await crm.data(COPY, actor=rasa, id=alone))["copyBuyerRequest"]
    assert faults(refused) == [("REQUIRED", ["contactIds"])]
