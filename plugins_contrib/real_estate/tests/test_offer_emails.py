"""Offers by e-mail: in the contact's language, to their address, and only where there is a mail server."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest

from gql_crm.access import Actor
from gql_crm.testing import Crm, Template, open_crm

OFFER = """
mutation ($input: SendCommercialOfferInput!) {
  sendCommercialOffer(input: $input) {
    offers { id title channel }
    alreadyOffered { id }
    email { id status to subject body replyTo error }
    userErrors { code field message }
  }
}
"""
ABOUT = "query ($id: ID!) { recordEmails(recordId: $id) { id status subject } }"
MAIL: dict[str, Any] = {"smtp_host": "127.0.0.1", "smtp_from": "crm@example.com"}


@pytest.fixture
async def mailing(crm_template: Template) -> AsyncIterator[Crm]:
    """A CRM that may send e-mail; nobody hands it over here."""
    async with open_crm(crm_template, **MAIL) as opened:
        yield opened


async def contact(crm: Crm, actor: Actor | None = None, **values: Any) -> str:
    given = {"firstName": "Jonas", "lastName": "Žukauskas", "email": "jonas@example.com", **values}
    return str((await crm.create("Contact", given, actor=actor)).id)


async def listing(crm: Crm, title: str = "Butas Žvėryne", actor: Actor | None = None, **more: Any) -> str:
    values = {"title": title, "city": "Vilnius", "listPrice": {"amount": "185000", "currency": "EUR"}, **more}
    made = await crm.data(
        "mutation ($input: CreatePropertyInput!) { createProperty(input: $input) { property { id } } }",
        actor=actor,
        input=values,
    )
    id_ = str(made["createProperty"]["property"]["id"])
    opened = await crm.data(
        "mutation ($id: ID!) { activateProperty(input: { propertyId: $id }) { userErrors { message } } }",
        actor=actor,
        id=id_,
    )
    assert opened["activateProperty"]["userErrors"] == []
    return id_


async def offer(crm: Crm, actor: Actor | None = None, **given: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await crm.data(OFFER, actor=actor, input=given))["sendCommercialOffer"]
    return payload


async def test_an_offer_is_sent_by_email_unless_something_else_is_said(mailing: Crm) -> None:
    agent = await mailing.user("Rasa Kazlauskienė")
    jonas = await contact(mailing, agent, preferredLanguage="lt")
    flat = await listing(mailing, actor=agent, unparsedAddress="Vytauto g. 1-2")
    sent = await offer(mailing, agent, contactId=jonas, propertyIds=[flat])
    assert sent["userErrors"] == []
    assert [(one["title"], one["channel"]) for one in sent["offers"]] == [("Butas Žvėryne", "EMAIL")]
    email = sent["email"]
    assert (email["status"], email["to"], email["error"]) == ("QUEUED", ["jonas@example.com"], None)
    assert email["subject"] == "Mūsų pasiūlymas: Butas Žvėryne"
    assert email["body"].replace("\xa0", " ") == (
        "Sveiki, Jonas Žukauskas,\n\n"
        "Norėtume Jums pasiūlyti:\n\n"
        "• Butas Žvėryne\n  Vytauto g. 1-2, Vilnius\n  185 000,00 €\n\n"
        "Pagarbiai\nRasa Kazlauskienė\n"
    )
    assert email["replyTo"].endswith("@example.com")
    for id_ in (jonas, sent["offers"][0]["id"]):
        about = await mailing.data(ABOUT, actor=agent, id=id_)
        assert about["recordEmails"] == [{"id": email["id"], "status": "QUEUED", "subject": email["subject"]}]


@pytest.mark.parametrize(
    ("language", "hello", "regards"),
    [
        ("cs-CZ", "Dobrý den, Jonas Žukauskas,", "S pozdravem"),
        ("bg", "Здравейте, Jonas Žukauskas,", "С уважение"),
        ("fa", "سلام، Jonas Žukauskas،", "با احترام"),
        ("de", "Hello, Jonas Žukauskas,", "Kind regards"),
        (None, "Hello, Jonas Žukauskas,", "Kind regards"),
    ],
)
async def test_the_email_speaks_the_language_of_the_contact(
    mailing: Crm, language: str | None, hello: str, regards: str
) -> None:
    jonas = await contact(mailing, preferredLanguage=language)
    sent = await offer(mailing, contactId=jonas, propertyIds=[await listing(mailing, "دو خوابه")])
    body = sent["email"]["body"]
    assert body.startswith(f"{hello}\n")
    assert f"\n{regards}\n" in body
    assert "دو خوابه" in body


async def test_one_email_tells_of_all_properties_in_the_words_of_who_offers(mailing: Crm) -> None:
    jonas = await contact(mailing)
    flats = [await listing(mailing, f"Butas {number}") for number in (1, 2, 3)]
    said: dict[str, Any] = {"subject": "Trys butai, kaip kalbėjome", "message": "Laba diena,\nkaip žadėjau."}
    sent = await offer(mailing, contactId=jonas, propertyIds=flats, **said)
    assert len(sent["offers"]) == 3
    email = sent["email"]
    assert email["subject"] == "Trys butai, kaip kalbėjome"
    assert "Laba diena,\nkaip žadėjau.\n\n• Butas 1" in email["body"]
    assert email["body"].count("•") == 3
    others = [await listing(mailing, f"Namas {number}") for number in (1, 2)]
    unnamed = await offer(mailing, contactId=jonas, propertyIds=others)
    assert unnamed["email"]["subject"] == "Our offers: Namas 1 and 1 more"
    assert len((await mailing.data(ABOUT, id=jonas))["recordEmails"]) == 2


@pytest.mark.parametrize(
    ("values", "code", "names"),
    [
        ({"email": None}, "REQUIRED", '"email"'),
        ({"emailOptOut": True}, "INVALID_STATE", '"emailOptOut"'),
    ],
)
async def test_a_contact_who_cannot_get_an_email_is_offered_nothing(
    mailing: Crm, values: dict[str, Any], code: str, names: str
) -> None:
    jonas, flat = await contact(mailing, **values), await listing(mailing)
    refused = await offer(mailing, contactId=jonas, propertyIds=[flat])
    [error] = refused["userErrors"]
    assert (error["code"], error["field"]) == (code, ["contactId"])
    assert error["message"].startswith("Jonas Žukauskas ")
    assert names in error["message"]
    assert (refused["offers"], refused["email"]) == ([], None)
    other = await offer(mailing, contactId=jonas, propertyIds=[flat], channel="SMS")
    assert (other["userErrors"], other["email"], len(other["offers"])) == ([], None, 1)


async def test_a_subject_of_several_lines_offers_nothing(mailing: Crm) -> None:
    jonas, flat = await contact(mailing), await listing(mailing)
    refused = await offer(
        mailing, contactId=jonas, propertyIds=[flat], subject="Butas\r\nBcc: visi@example.com"
    )
    [error] = refused["userErrors"]
    assert (error["code"], error["field"]) == ("VALIDATION", ["subject"])
    assert (await mailing.data(ABOUT, id=jonas))["recordEmails"] == []
    again = await offer(mailing, contactId=jonas, propertyIds=[flat], subject="Butas")
    assert again["userErrors"] == []


async def test_what_was_offered_before_is_not_sent_again_unless_it_is_forced(mailing: Crm) -> None:
    jonas, flat = await contact(mailing), await listing(mailing)
    for number in range(20):
        sent = await offer(mailing, contactId=jonas, propertyIds=[flat], force=number % 2 == 0)
        refused = number % 2 == 1
        assert [error["code"] for error in sent["userErrors"]] == ["ALREADY_OFFERED"] * refused
        assert (sent["email"] is None) is refused
    assert len((await mailing.data(ABOUT, id=jonas))["recordEmails"]) == 10


async def test_a_server_without_e_mail_says_so_and_takes_other_channels(crm: Crm) -> None:
    jonas, flat = await contact(crm), await listing(crm)
    refused = await offer(crm, contactId=jonas, propertyIds=[flat])
    [error] = refused["userErrors"]
    assert (error["code"], error["field"]) == ("INVALID_STATE", ["channel"])
    assert '"GQL_CRM_SMTP_HOST" and "GQL_CRM_SMTP_FROM" are not set' in error["message"]
    assert error["message"].endswith("SMS, LINK or IN_PERSON.")
    assert (await offer(crm, contactId=jonas, propertyIds=[flat], channel="LINK"))["userErrors"] == []


async def test_who_does_not_see_the_contact_sees_no_email(mailing: Crm) -> None:
    agent, stranger = await mailing.user("Rasa"), await mailing.user("Petras")
    jonas, flat = await contact(mailing, agent), await listing(mailing, actor=agent)
    sent = await offer(mailing, agent, contactId=jonas, propertyIds=[flat])
    query = "query ($id: ID!) { email(id: $id) { subject } }"
    assert (await mailing.data(query, actor=stranger, id=sent["email"]["id"]))["email"] is None
    offered = sent["offers"][0]["id"]
    assert (await mailing.data(ABOUT, actor=stranger, id=offered))["recordEmails"] == []
    assert (await mailing.data(query, actor=agent, id=sent["email"]["id"]))["email"] is not None


async def test_a_repeated_request_sends_one_email(mailing: Crm) -> None:
    jonas, flat = await contact(mailing), await listing(mailing)
    given = {"input": {"contactId": jonas, "propertyIds": [flat]}}
    first, second = [await mailing.execute(OFFER, given, idempotency_key="once") for _ in range(2)]
    assert first["data"]["sendCommercialOffer"]["email"]["status"] == "QUEUED"
    assert first == second
    assert len((await mailing.data(ABOUT, id=jonas))["recordEmails"]) == 1


async def test_prices_are_written_as_the_language_does(mailing: Crm) -> None:
    jonas = await contact(mailing, preferredLanguage="en")
    flat = await listing(mailing, listPrice={"amount": str(Decimal("185000.50")), "currency": "EUR"})
    sent = await offer(mailing, contactId=jonas, propertyIds=[flat])
    assert "€185,000.50" in sent["email"]["body"]
