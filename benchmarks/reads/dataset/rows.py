"""The rows of the tables, as COPY takes them: system columns first, then the entity's own."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import orjson

from benchmarks.reads.dataset.custom_fields import OPPORTUNITY_FIELDS, CustomField, document
from benchmarks.reads.dataset.population import Owner, Population
from benchmarks.reads.module.event import KINDS
from benchmarks.reads.module.opportunity import STAGES, TYPES
from gql_crm.modules.people.organization import INDUSTRIES

SYSTEM_COLUMNS = (
    *("id", "owner_id", "team_id", "created_at", "created_by", "updated_at", "updated_by", "version"),
    *("custom", "custom_long"),
)
ORGANIZATION_COLUMNS = ("name", "website", "email", "phone", "industry", "rating", "employees", "type")
CONTACT_COLUMNS = (
    *("first_name", "last_name", "job_title", "organization_id", "email", "phone", "mobile"),
    *("preferred_language", "lead_source", "status"),
)
OPPORTUNITY_COLUMNS = (
    *("name", "organization_id", "contact_id", "amount_amount", "amount_currency", "probability"),
    *("stage", "outcome", "close_date", "type", "next_step"),
)
EVENT_COLUMNS = ("contact_id", "kind", "occurred_at", "note", "payload")

_FIRST = ("Jūratė", "Tomas", "Anna", "Petr", "Иван", "Мария", "Leila", "Šarūnas", "Eva", "Ona", "Jan", "Rasa")
_LAST = ("Žukauskienė", "Kazlauskas", "Novák", "Dvořáková", "Георгиев", "Петрова", "Karimi", "Jonaitis")
_FIRMS = ("Baltic", "Nemuno", "Moravská", "Родопи", "Vilniaus", "Amber", "Pražská", "Žalioji")
_TRADES = ("Trade", "Statyba", "Logistika", "Textil", "Машини", "Foods", "Service", "Projektai")
_JOBS = ("Buyer", "Director", "Project manager", "Vadybininkė", "Jednatel", "Счетоводител")
_NOTES = ("Asked for a new offer.", "Sutarta susitikti kitą savaitę.", "Pošle podklady.", "Няма отговор.")
_STEPS = ("Call back", "Send the offer", "Visit", "Wait for the budget")
_RATINGS = ("hot", "warm", "cold")
_INDUSTRIES = tuple(option.value for option in INDUSTRIES)


@dataclass(frozen=True, slots=True)
class Made:
    """What every record has."""

    id: UUID
    owner: Owner
    created_at: datetime

    def row(
        self, texts: Sequence[str], values: tuple[Any, ...], custom: Mapping[str, Any] | None = None
    ) -> "Row":
        """Make the row; the first of the texts is what the record is called, all of them can be found."""
        search_text = _folded("\n".join(texts))
        stored = orjson.dumps(custom or {})
        return Row(self.id, self.owner, self.created_at, texts[0], search_text, stored, values)


@dataclass(frozen=True, slots=True)
class Row:
    """A record: its spine, what it is called, and its own table's row."""

    id: UUID
    owner: Owner
    created_at: datetime
    label: str
    search_text: str
    custom: bytes
    values: tuple[Any, ...]

    @property
    def spine(self) -> tuple[Any, ...]:
        return (self.id, self.owner.user, self.owner.team, self.created_at, self.created_at)

    @property
    def own(self) -> tuple[Any, ...]:
        system = (*self.spine[:4], self.owner.user, self.created_at, self.owner.user, 1, self.custom, b"{}")
        return (*system, *self.values)


class Rows:
    """Makes the rows of a population; `keys` are the storage keys of custom fields."""

    def __init__(self, there: Population) -> None:
        self._there = there

    def organizations(self) -> Iterator[Row]:
        there, random = self._there, Random("organizations")
        for place in range(there.organizations):
            name = f"{random.choice(_FIRMS)} {random.choice(_TRADES)} {place}"
            email = f"info{place}@example.com"
            values = (
                *(name, f"https://www.example.com/{place}", email, f"+370600{place:05}"[:12]),
                *(_INDUSTRIES[place // 2 % len(_INDUSTRIES)], random.choice(_RATINGS)),
                *(random.randrange(2_000), "customer" if there.is_active(place) else "prospect"),
            )
            made = Made(there.organization(place), there.owner(place), there.time(place, there.organizations))
            yield made.row((name, email), values)

    def contacts(self, fields: Sequence[CustomField], keys: Mapping[str, str]) -> Iterator[Row]:
        there, random = self._there, Random("contacts")
        for place in range(there.contacts):
            first, last = random.choice(_FIRST), random.choice(_LAST)
            organization = there.organization(there.organization_of(place))
            email = f"contact{place}@example.com"
            values = (
                *(first, last, random.choice(_JOBS), organization, email),
                *(f"+37061{place:06}"[:12], f"+37062{place:06}"[:12], "lt", "referral", "Active"),
            )
            made = Made(there.contact(place), there.owner(place), there.time(place, there.contacts))
            yield made.row((f"{first} {last}", email), values, document(fields, keys, random))

    def opportunities(self, keys: Mapping[str, str]) -> Iterator[Row]:
        there, random = self._there, Random("opportunities")
        for place in range(there.opportunities):
            contact = random.randrange(there.contacts)
            time = there.time(place, there.opportunities)
            stage = random.choice(STAGES)
            name = f"{random.choice(_TRADES)} {place}"
            values = (
                *(name, there.organization(there.organization_of(contact)), there.contact(contact)),
                Decimal(random.randrange(100, 50_000_000)) / 100,
                *("USD" if random.random() < 0.1 else "EUR", Decimal(random.randrange(0, 101, 5))),
                *(stage, stage if stage in {"won", "lost"} else "open"),
                (time + timedelta(days=random.randrange(20, 400))).date(),
                *(random.choice(TYPES), random.choice(_STEPS)),
            )
            made = Made(there.opportunity(place), there.owner(place), time)
            yield made.row((name,), values, document(OPPORTUNITY_FIELDS, keys, random))

    def events(self) -> Iterator[Row]:
        """Make events; each belongs to whom its contact belongs."""
        there, random = self._there, Random("events")
        count = there.events
        contacts = [there.contact(place) for place in range(there.contacts)]
        for place, contact in enumerate(there.contacts_of_events):
            kind, note = random.choice(KINDS), random.choice(_NOTES)
            payload = orjson.dumps({"minutes": random.randrange(90), "direction": "in"})
            time = there.time(place, count)
            occurred_at = time - timedelta(minutes=random.randrange(60))
            made = Made(there.event(place), there.owner(contact), time)
            yield made.row((kind, note), (contacts[contact], kind, occurred_at, note, payload))


def _folded(text: str) -> str:
    """Fold a text of the lists above as `gql_crm_fold` does."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
