"""A small agency with offices in three countries: its people, and the clients that they care for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gql_crm.customization import Customization
from gql_crm.demo.comments import comment_on
from gql_crm.demo.consents import consents
from gql_crm.demo.context import DemoContext
from gql_crm.demo.countries import COUNTRIES, Country
from gql_crm.demo.people import Person, address, filled, people_of
from gql_crm.records import Ref

ENTITIES = ("Organization", "Contact")

_SETTINGS = {
    "name": "Demo agency",
    "defaultCountry": "LT",
    "defaultCurrency": "EUR",
    "timeZone": "Europe/Vilnius",
    "languages": ["en", "lt", "cs", "bg", "fa"],
    "weekStart": "MONDAY",
    "calendar": "GREGORIAN",
}
_AGE_OF_OFFICES, _AGE_OF_FIRMS, _AGE_OF_CONTACTS = 800, 540, 365
"""In days: offices are older than the organizations, these than the contacts."""
_OTHER_ADDRESS = 0.1
"""The share of clients with a second address."""
_SOURCES = ("website", "website", "referral", "referral", "phone", "email", "advertisement", "event", "other")
_TYPES = ("Buyer", "Buyer", "Seller", "Tenant", "Landlord", "Prospect", "Customer", "Partner", "Supplier")
_RATINGS = ("hot", "warm", "warm", "cold", None)
_RELATIONS = ("customer", "customer", "prospect", "partner", "supplier", "other")


@dataclass(frozen=True, slots=True)
class Office:
    """Who cares for the clients of a country."""

    owner: Ref
    team: Ref

    def values(self) -> dict[str, Any]:
        """Return the values that put a record into the office's hands."""
        return {"ownerId": self.owner.id, "teamId": self.team.id}


async def load(context: DemoContext) -> None:
    """Load everything, the oldest first."""
    records = context.records
    workspace = Customization(
        records.connection, context.workspace.live.contributions, records.actor, context.now
    )
    await workspace.update_workspace(_SETTINGS)
    offices = await _load_offices(context)
    firms = {
        country.language: await _load_organizations(context, country, offices[country.language])
        for country in COUNTRIES
    }
    await _load_contacts(context, offices, firms)


async def _load_offices(context: DemoContext) -> Mapping[str, Office]:
    """Return the office of each language."""
    founded = context.now - timedelta(days=_AGE_OF_OFFICES)
    if not context.has_admin:
        administrator = {"name": "Administrator", "email": "admin@example.com", "roleKeys": ["admin"]}
        id_ = context.records.actor.user_id
        await context.create("User", {**administrator, "id": id_, "ownerId": None}, at=context.now)
    teams: dict[str, Ref] = {}
    offices = {}
    for country in COUNTRIES:
        if country.office not in teams:
            teams[country.office] = await context.create(
                "Team", {"name": country.office, "ownerId": None}, at=founded
            )
        team = teams[country.office]
        member = {
            "name": country.member,
            "email": country.member_email,
            "locale": country.language,
            "timeZone": country.time_zone,
            "roleKeys": ["member"],
            "teamIds": [team.id],
            "ownerId": None,
        }
        offices[country.language] = Office(await context.create("User", member, at=founded), team)
    return offices


async def _load_organizations(context: DemoContext, country: Country, office: Office) -> Sequence[Ref]:
    random = context.random
    made: list[Ref] = []
    times = context.times(len(country.firms), days=_AGE_OF_FIRMS - _AGE_OF_CONTACTS)
    for firm, time in zip(country.firms, times, strict=True):
        values = {
            "name": firm.name,
            "website": f"https://{firm.domain}.example.com",
            "email": f"info@{firm.domain}.example.com",
            "phone": filled(random, country.landline),
            "industry": firm.industry,
            "rating": random.choice(_RATINGS),
            "employees": firm.employees,
            "annualRevenue": {
                "amount": str(firm.employees * country.revenue_a_head),
                "currency": country.currency,
            },
            "type": random.choice(_RELATIONS),
            "billingAddress": address(random, country),
            "shippingAddress": address(random, country) if random.random() < _OTHER_ADDRESS else None,
            "parentId": made[0].id if firm.in_group else None,
            **office.values(),
        }
        made.append(await context.create("Organization", values, at=time - timedelta(days=_AGE_OF_CONTACTS)))
    return made


async def _load_contacts(
    context: DemoContext, offices: Mapping[str, Office], firms: Mapping[str, Sequence[Ref]]
) -> None:
    """Mix the languages, as clients come."""
    people = [person for country in COUNTRIES for person in people_of(country, context.random)]
    context.random.shuffle(people)
    times = context.times(len(people), days=_AGE_OF_CONTACTS)
    for number, (person, time) in enumerate(zip(people, times, strict=True)):
        values = _contact(context, person, firms[person.country.language], time)
        opted_out = bool(values["emailOptOut"])
        values["consents"] = consents(person, time, context.now, opted_out=opted_out)
        office = offices[person.country.language]
        made = await context.create("Contact", {**values, **office.values()}, at=time)
        await comment_on(context, made, number, person.country.language, time)


def _contact(context: DemoContext, person: Person, firms: Sequence[Ref], time: datetime) -> dict[str, Any]:
    random, country = context.random, person.country

    def mostly(value: Any, share: float) -> Any:
        return value if random.random() < share else None

    at_work = mostly(True, 0.6)
    return {
        "salutation": mostly("Ms" if person.is_woman else "Mr", 0.4),
        "firstName": person.first_name,
        "lastName": person.last_name,
        "organizationId": random.choice(firms).id if at_work else None,
        "jobTitle": random.choice(country.job_titles) if at_work else None,
        "email": mostly(person.email, 0.9),
        "phone": filled(random, country.landline) if at_work else None,
        "mobile": mostly(filled(random, country.mobile), 0.85),
        "birthdate": mostly(_birthdate(context, time), 0.7),
        "preferredLanguage": country.language,
        "mailingAddress": mostly(address(random, country), 0.8),
        "otherAddress": mostly(address(random, country), _OTHER_ADDRESS),
        "leadSource": random.choice(_SOURCES),
        "contactTypes": sorted({random.choice(_TYPES) for _ in range(random.choice((1, 1, 2)))}),
        "status": mostly("Active", 0.9) or "Inactive",
        "doNotCall": mostly(True, 0.05),
        "emailOptOut": mostly(True, 0.1),
        "description": mostly(random.choice(country.notes), 0.3),
    }


def _birthdate(context: DemoContext, time: datetime) -> str:
    age = timedelta(days=context.random.randint(20 * 365, 75 * 365))
    return (time - age).date().isoformat()
