"""Offers from elsewhere beside those of the agency's own properties; commissions and their agents."""

from typing import Any

from gql_crm.testing import Crm

LISTED = """
query ($contact: ID!) {
  contact(id: $contact) {
    offeredProperties {
      nodes { property { title } external { url title portal price { amount currency } __typename } }
    }
    offers: commercialOffers(orderBy: [{ createdAt: ASC }]) {
      nodes { external { asking: price { amount } } }
    }
  }
}
"""
URL = "https://aruodas.example.com/butas-zveryne-2-1234567"


async def ask(crm: Crm, name: str, selection: str, **given: Any) -> Any:
    """Call a mutation with an input that nothing is wrong with; return what it selects."""
    document = (
        f"mutation ($input: {name[0].upper()}{name[1:]}Input!) {{"
        f" {name}(input: $input) {{ {selection} userErrors {{ code field message }} }} }}"
    )
    payload = (await crm.data(document, input=given))[name]
    assert payload.pop("userErrors") == []
    [answer] = payload.values()
    return answer


async def flat(crm: Crm) -> str:
    price = {"amount": "185000", "currency": "EUR"}
    values = {"title": "Butas Žvėryne", "city": "Vilnius", "listPrice": price}
    made = await ask(crm, "createProperty", "property { id }", **values)
    await ask(crm, "activateProperty", "property { id }", propertyId=made["id"])
    return str(made["id"])


async def test_an_offer_tells_of_a_property_or_of_one_from_elsewhere(crm: Crm) -> None:
    jonas = str((await crm.create("Contact", {"firstName": "Jonas", "lastName": "Žukauskas"})).id)
    request = await ask(
        crm,
        "createBuyerRequest",
        "buyerRequest { id }",
        transactionType="BUY",
        cities=["Vilnius"],
        contactIds=[jonas],
    )
    own = await flat(crm)
    await ask(crm, "sendCommercialOffer", "offers { id }", contactId=jonas, propertyIds=[own], channel="SMS")
    price = {"amount": "120000", "currency": "EUR"}
    given = {"url": URL, "title": "2 kambarių butas", "portal": "aruodas", "price": price}
    await ask(crm, "recordExternalOffer", "offer { id }", buyerRequestId=request["id"], **given)
    listed = (await crm.data(LISTED, contact=jonas))["contact"]
    external = {**given, "__typename": "ExternalListing"}
    assert listed["offeredProperties"]["nodes"] == [
        {"property": None, "external": external},
        {"property": {"title": "Butas Žvėryne"}, "external": None},
    ]
    assert [node["external"] for node in listed["offers"]["nodes"]] == [
        None,
        {"asking": {"amount": "120000"}},
    ]
