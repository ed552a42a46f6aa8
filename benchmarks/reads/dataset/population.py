"""Who and what there is: numbers, ids and owners, all of them functions of a record's place in its row."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from random import Random
from uuid import UUID

FIRST_DAY = datetime(2023, 1, 1, tzinfo=UTC)
LAST_DAY = datetime(2026, 10, 1, tzinfo=UTC)

NARROW, BROAD = "narrow", "broad"
_NARROW_EVERY = 10_000
_BROAD_EVERY = 100
_OTHERS, _LEAST_OTHERS = 98, 8
_OTHERS_AT_SCALE_1 = 1_960
_TEAMS = 20
_BUSY_EVENTS = 100
_EVENTS_OF_ACTIVE, _EVENTS_OF_OTHERS = 8, 1


@dataclass(frozen=True)
class Owner:
    """A user and the team that their records belong to."""

    user: UUID
    team: UUID


@dataclass(frozen=True)
class Population:
    """What there is at a scale; at 1 it is what docs/performance.md promises something about.

    Of all records, one in 10,000 belongs to the member "narrow", one in 100 to the member "broad" or somebody
    else of their team, the rest to 98 others in 20 teams.
    """

    scale: float = 1.0

    @property
    def organizations(self) -> int:
        return self._scaled(10_000)

    @property
    def contacts(self) -> int:
        return 10 * self.organizations

    @property
    def opportunities(self) -> int:
        return self._scaled(50_000)

    @property
    def busy_contacts(self) -> int:
        """Contacts with a hundred events more than others of their kind."""
        return self._scaled(500)

    @property
    def events(self) -> int:
        return len(self.contacts_of_events)

    @property
    def others(self) -> int:
        """Users beside the two members and a colleague: 98, fewer only in a very small dataset."""
        return min(_OTHERS, max(_LEAST_OTHERS, round(_OTHERS_AT_SCALE_1 * self.scale)))

    @property
    def users(self) -> list[tuple[str, Owner]]:
        """Name and team of every user."""
        members = [(NARROW, self._owner(NARROW, NARROW)), (BROAD, self._owner(BROAD, BROAD))]
        colleague = ("colleague", self._owner("colleague", BROAD))
        return [*members, colleague, *((f"user{n}", self._other(n)) for n in range(self.others))]

    @property
    def teams(self) -> list[str]:
        """The names of all teams."""
        return [NARROW, BROAD, *(f"team{number}" for number in range(_TEAMS))]

    def owner(self, place: int) -> Owner:
        """Return whose the record at a place is; even and odd places alike, for only even ones are active."""
        every = min(_NARROW_EVERY, max(20, self.opportunities // 5))
        if place % every == 6 + place // every % 2:
            return self._users[NARROW]
        if place % _BROAD_EVERY == 2 + place // _BROAD_EVERY % 2:
            return self._users[BROAD if place // (2 * _BROAD_EVERY) % 2 else "colleague"]
        return self._users[f"user{place * 7 % self.others}"]

    def organization(self, place: int) -> UUID:
        return record_id("organization", place, self.time(place, self.organizations))

    def contact(self, place: int) -> UUID:
        return record_id("contact", place, self.time(place, self.contacts))

    def opportunity(self, place: int) -> UUID:
        return record_id("opportunity", place, self.time(place, self.opportunities))

    def event(self, place: int) -> UUID:
        return record_id("event", place, self.time(place, self.events))

    def organization_of(self, contact: int) -> int:
        return contact % self.organizations

    def is_active(self, organization: int) -> bool:
        """Whether the organization's contacts have many events."""
        return organization % 2 == 0

    def busy_contact(self, number: int) -> int:
        """Return the place of a contact with very many events."""
        return (number * 2 * 31) % self.contacts

    @cached_property
    def contacts_of_events(self) -> list[int]:
        """The contact of each event, by their places; half a million at scale 1."""
        contacts = [
            contact
            for contact in range(self.contacts)
            for _ in range(
                _EVENTS_OF_ACTIVE if self.is_active(self.organization_of(contact)) else _EVENTS_OF_OTHERS
            )
        ]
        busy = {self.busy_contact(number) for number in range(self.busy_contacts)}
        contacts.extend(contact for contact in sorted(busy) for _ in range(_BUSY_EVENTS))
        Random("events").shuffle(contacts)
        return contacts

    @staticmethod
    def time(place: int, count: int) -> datetime:
        """Return when the record at a place was made; they were made one after the other."""
        return FIRST_DAY + (LAST_DAY - FIRST_DAY) * place / count

    @cached_property
    def _users(self) -> dict[str, Owner]:
        return dict(self.users)

    def _other(self, number: int) -> Owner:
        return self._owner(f"user{number}", f"team{number % _TEAMS}")

    def _owner(self, user: str, team: str) -> Owner:
        return Owner(named_id("user", user), named_id("team", team))

    def _scaled(self, count: int) -> int:
        return max(20, round(count * self.scale))


def record_id(entity: str, place: int, time: datetime) -> UUID:
    """Return a UUIDv7 (RFC 9562, 5.7) of that time whose random bits are always the same."""
    milliseconds = (time - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    tail = hashlib.blake2b(f"{entity}:{place}".encode(), digest_size=10).digest()
    value = (milliseconds << 80) | int.from_bytes(tail, "big")
    return UUID(int=value & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62)


def named_id(entity: str, name: str) -> UUID:
    """Return the id of a user or team."""
    place = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "big")
    return record_id(entity, place, FIRST_DAY)
