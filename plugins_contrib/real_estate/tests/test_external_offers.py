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


PAGE = """
query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  buyerRequest(id: $id) {
    offeredProperties(first: $first, after: $after, last: $last, before: $before) {
      nodes { external { title } }
      pageInfo { endCursor startCursor hasNextPage hasPreviousPage }
    }
  }
}
"""


async def test_what_was_offered_is_listed_by_when_it_was_offered(crm: Crm) -> None:
    jonas = str((await crm.create("Contact", {"firstName": "Jonas"})).id)
    wanted = {"transactionType": "BUY", "cities": ["Vilnius"], "contactIds": [jonas]}
    request = (await ask(crm, "createBuyerRequest", "buyerRequest { id }", **wanted))["id"]
    same = "2026-03-01T10:00:00Z"
    for title, at in (
        ("b", same),
        ("late", "2026-05-01T10:00:00Z"),
        ("c", same),
        ("a", "2026-01-01T08:00:00Z"),
    ):
        given = {"buyerRequestId": request, "title": title, "occurredAt": at}
        await ask(crm, "recordExternalOffer", "offer { id }", **given)

    async def page(**place: Any) -> tuple[list[str], dict[str, Any]]:
        found = (await crm.data(PAGE, id=request, **place))["buyerRequest"]["offeredProperties"]
        return [node["external"]["title"] for node in found["nodes"]], found["pageInfo"]

    assert (await page(first=10))[0] == ["late", "c", "b", "a"]
    first, info = await page(first=2)
    second, end = await page(first=2, after=info["endCursor"])
    assert (first, second) == (["late", "c"], ["b", "a"])
    assert (info["hasNextPage"], end["hasNextPage"]) == (True, False)
    assert (await page(last=2, before=end["startCursor"]))[0] == first
