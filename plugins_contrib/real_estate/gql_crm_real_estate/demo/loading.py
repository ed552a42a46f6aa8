"""Loads properties for owners who are there, and notes what other contacts want."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from gql_crm import DemoContext
from gql_crm_real_estate.demo.cities import CITIES, City
from gql_crm_real_estate.demo.listings import listing

_PROPERTIES = 40
_DAYS = 200
_CONTACTS = """query ($types: [String!]!) {
  contacts(filter: {contactTypes: {containsAny: $types}}, orderBy: [{createdAt: ASC}], first: 200) {
    nodes { id createdAt preferredLanguage contactTypes owner { id } team { id } }
  }
}"""

Contact = Mapping[str, Any]


async def load(context: DemoContext) -> None:
    """Load properties, each in the hands of those who care for its owner, and what other contacts want."""
    owners = (await context.data(_CONTACTS, types=["Seller", "Landlord"]))["contacts"]["nodes"]
    for index, time in enumerate(context.times(_PROPERTIES, days=_DAYS)):
        city = CITIES[index % len(CITIES)]
        values = listing(context.random, city, time)
        owner = _owner(context, owners, city, time)
        if owner is not None:
            values.update(
                ownerContactIds=[owner["id"]], ownerId=_id(owner["owner"]), teamId=_id(owner["team"])
            )
            await _note(context, owner, "LET" if "leaseAmount" in values else "SELL")
        context.records.now = time
        identified = {"id": context.id_of(time), **values}
        await context.records.create("Property", identified, settled={"standardStatus": "ACTIVE"})
    owning = {owner["id"] for owner in owners}
    seekers = (await context.data(_CONTACTS, types=["Buyer", "Tenant"]))["contacts"]["nodes"]
    for seeker in [seeker for seeker in seekers if seeker["id"] not in owning][::2]:
        interest = "RENT" if "Tenant" in seeker["contactTypes"] else "BUY"
        await _note(context, seeker, interest)
        await _request(context, seeker, interest)


def _owner(context: DemoContext, owners: Sequence[Contact], city: City, time: datetime) -> Contact | None:
    """Choose somebody of the city's languages whom the agency knew at that time."""
    known = [
        owner
        for owner in owners
        if owner["preferredLanguage"] in city.languages and datetime.fromisoformat(owner["createdAt"]) < time
    ]
    return context.random.choice(known) if known else None


async def _request(context: DemoContext, seeker: Contact, interest: str) -> None:
    """Write down what the contact looks for, in a city where their language is spoken."""
    cities = [city for city in CITIES if seeker["preferredLanguage"] in city.languages] or list(CITIES)
    city, rooms = context.random.choice(cities), context.random.randint(2, 3)
    per_metre = city.rent if interest == "RENT" else city.price
    money = {"amount": str(per_metre * rooms * 30), "currency": city.currency}
    values = {
        "transactionType": interest,
        "contactIds": [seeker["id"]],
        "primaryContactId": seeker["id"],
        "cities": [city.name],
        "roomsMin": rooms,
        "priceMax": money,
        "ownerId": _id(seeker["owner"]),
        "teamId": _id(seeker["team"]),
    }
    await context.create("BuyerRequest", values, at=context.now)


async def _note(context: DemoContext, contact: Contact, interest: str) -> None:
    context.records.now = context.now
    await context.records.update("Contact", UUID(contact["id"]), {"propertyInterest": interest})


def _id(record: Mapping[str, Any] | None) -> str | None:
    return record["id"] if record else None
