"""Whose offers a request counts: its contacts', its primary contact's, and all that were made for it."""

from typing import Any

from gql_crm.testing import Crm


async def do(crm: Crm, name: str, selection: str, **given: Any) -> Any:
    """Call a mutation with an input; it has to succeed."""
    document = (
        f"mutation ($input: {name[0].upper()}{name[1:]}Input!) {{"
        f" {name}(input: $input) {{ {selection} userErrors {{ code message }} }} }}"
    )
    payload = (await crm.data(document, input=given))[name]
    assert payload["userErrors"] == []
    return payload


async def contact(crm: Crm, name: str) -> str:
    return str((await crm.create("Contact", {"firstName": name})).id)


async def listing(crm: Crm) -> str:
    price = {"amount": "1000", "currency": "EUR"}
    made = await do(crm, "createProperty", "property { id }", title="Butas", city="Vilnius", listPrice=price)
    await do(crm, "activateProperty", "property { id }", propertyId=made["property"]["id"])
    return str(made["property"]["id"])


async def request(crm: Crm, *contacts: str, **more: Any) -> str:
    given = {"transactionType": "BUY", "cities": ["Vilnius"], "contactIds": list(contacts), **more}
    return str((await do(crm, "createBuyerRequest", "buyerRequest { id }", **given))["buyerRequest"]["id"])


async def offer(crm: Crm, flat: str, **given: Any) -> list[str]:
    """Offer a property; return the warnings."""
    sent = await do(
        crm, "sendCommercialOffer", "warnings { code }", propertyIds=[flat], channel="SMS", **given
    )
    return [warning["code"] for warning in sent["warnings"]]


async def already_offered(crm: Crm, id_: str) -> bool:
    data = await crm.data(
        "query ($id: ID!) { buyerRequest(id: $id) { matches { nodes { alreadyOffered } } } }", id=id_
    )
    [match] = data["buyerRequest"]["matches"]["nodes"]
    return bool(match["alreadyOffered"])


async def test_an_offer_to_a_primary_contact_who_is_not_among_the_contacts_counts(crm: Crm) -> None:
    jonas, adviser = await contact(crm, "Jonas"), await contact(crm, "Иванка")
    flat, other = await listing(crm), await request(crm, jonas)
    wanted = await request(crm, jonas, primaryContactId=adviser)
    assert await already_offered(crm, wanted) is False
    assert await offer(crm, flat, buyerRequestId=wanted) == []
    assert await already_offered(crm, wanted) is True
    assert await already_offered(crm, other) is False
    assert await offer(crm, flat, buyerRequestId=wanted, contactId=jonas) == ["OFFERED_TO_ANOTHER_CONTACT"]


async def test_an_offer_to_the_primary_contact_without_the_request_counts(crm: Crm) -> None:
    jonas, adviser = await contact(crm, "Jonas"), await contact(crm, "شیرین")
    flat, wanted = await listing(crm), await request(crm, jonas, primaryContactId=adviser)
    await offer(crm, flat, contactId=adviser)
    assert await already_offered(crm, wanted) is True
    assert await offer(crm, flat, buyerRequestId=wanted, contactId=jonas) == ["OFFERED_TO_ANOTHER_CONTACT"]


async def test_an_offer_to_anybody_for_the_request_counts(crm: Crm) -> None:
    jonas, outsider = await contact(crm, "Jonas"), await contact(crm, "Ludmila")
    flat, wanted, other = await listing(crm), await request(crm, jonas), await request(crm, jonas)
    await offer(crm, flat, buyerRequestId=wanted, contactId=outsider)
    assert await already_offered(crm, wanted) is True
    assert await already_offered(crm, other) is False
    assert await offer(crm, flat, buyerRequestId=wanted, contactId=jonas) == ["OFFERED_TO_ANOTHER_CONTACT"]
    assert await already_offered(crm, other) is True


async def test_an_offer_from_elsewhere_to_anybody_for_the_request_warns(crm: Crm) -> None:
    jonas, outsider = await contact(crm, "Jonas"), await contact(crm, "Ludmila")
    wanted = await request(crm, jonas)
    given = {"buyerRequestId": wanted, "url": "https://portal.example.com/1"}
    await do(crm, "recordExternalOffer", "offer { id }", contactId=outsider, **given)
    again = await do(crm, "recordExternalOffer", "warnings { code }", contactId=jonas, **given)
    assert again["warnings"] == [{"code": "OFFERED_TO_ANOTHER_CONTACT"}]
