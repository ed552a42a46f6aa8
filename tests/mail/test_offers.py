"""From an offer to the contact's letter: the mutation, the job, the mail server, and what the client sees."""

from uuid import UUID

from gql_crm.testing import Crm
from tests.mail.mailbox import Mailbox
from tests.mail.writing import contact, reached

OFFER = """
mutation ($contact: ID!, $property: ID!) {
  sendCommercialOffer(input: { contactId: $contact, propertyIds: [$property], subject: "Butas Žvėryne" }) {
    offers { id }
    email { id status }
    userErrors { code message }
  }
}
"""
LISTED = """
mutation ($id: ID!) {
  createProperty(input: {
    id: $id, title: "Trijų kambarių butas", city: "Vilnius", listPrice: { amount: "185000", currency: EUR }
  }) { userErrors { message } }
  activateProperty(input: { propertyId: $id }) { userErrors { message } }
}
"""
FLAT = "01970000-0000-7000-8000-00000000abcd"


async def test_an_offer_by_email_arrives(crm: Crm, mailbox: Mailbox) -> None:
    jonas = await contact(crm, email="jonas@example.com", preferredLanguage="lt")
    await crm.data(LISTED, id=FLAT)
    sent = (await crm.data(OFFER, contact=str(jonas.id), property=FLAT))["sendCommercialOffer"]
    assert sent["userErrors"] == []
    assert sent["email"]["status"] == "QUEUED"
    await crm.workspace.jobs.start()
    await reached(crm, UUID(sent["email"]["id"]), status="SENT")
    [letter] = mailbox.letters
    assert letter.recipients == ("jonas@example.com",)
    assert letter.message["Subject"] == "Butas Žvėryne"
    assert "• Trijų kambarių butas" in letter.text
    assert letter.text.startswith("Sveiki, Jonas Žukauskas,")
