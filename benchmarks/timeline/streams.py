"""Whose events there are: contacts with streams of their own, organizations that tell the events of contacts.

Everything is a function of a place in its row, so that loading and asking need not know of each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from benchmarks.reads.dataset.population import BROAD, FIRST_DAY, LAST_DAY, Owner, Population, record_id

PAGE = 30
_FARTHEST = 1_000
_OLD_DAYS = 180
"""Events of old are those of the first half year."""
_SHORT, _LONG = 1_000, 1_000_000
_FEW, _MANY = 300, 10_000
_LEAST_LONG, _LEAST_MANY = 3_000, 600
"""So many at least: below, there is no far page, or the timeline of many is read as that of few."""
_EVENTS_OF_ONE = 10


@dataclass(frozen=True)
class Stream:
    """So many events of so many contacts, from the first day on until `days` later."""

    name: str
    contacts: int
    events_of_each: int
    days: int
    patron: UUID | None = None
    """The organization in whose timeline they are told, too."""

    @property
    def events(self) -> int:
        return self.contacts * self.events_of_each

    def contact(self, place: int) -> UUID:
        """Return the id of one of the contacts."""
        return record_id(f"{self.name} contact", place, FIRST_DAY)

    def time(self, place: int) -> datetime:
        """Return when an event happened: they lie evenly in their time."""
        return FIRST_DAY + timedelta(days=self.days) * ((place + 0.5) / self.events)

    def places(self) -> Iterator[tuple[datetime, "Stream", int]]:
        """Return the events in the order of their times."""
        return ((self.time(place), self, place) for place in range(self.events))


@dataclass(frozen=True)
class Streams:
    """All streams at a scale; at 1 they are what docs/performance.md promises something about."""

    scale: float = 1.0

    @cached_property
    def short(self) -> Stream:
        """A contact with a thousand events."""
        return Stream("short", 1, _SHORT, _all_days())

    @cached_property
    def long(self) -> Stream:
        """A contact with a million events."""
        return Stream("long", 1, max(_LEAST_LONG, round(_LONG * self.scale)), _all_days())

    @cached_property
    def few(self) -> Stream:
        """300 contacts of an organization; what happened to them is long ago."""
        return Stream("few", max(20, round(_FEW * self.scale)), _EVENTS_OF_ONE, _OLD_DAYS, self.patron("few"))

    @cached_property
    def many(self) -> Stream:
        """10,000 contacts of another organization, to some of whom something happens every day."""
        return Stream("many", self._many, _EVENTS_OF_ONE, _all_days(), self.patron("many"))

    @cached_property
    def many_old(self) -> Stream:
        """10,000 contacts of a third organization; what happened to them is long ago."""
        return Stream("many old", self._many, _EVENTS_OF_ONE, _OLD_DAYS, self.patron("many old"))

    @property
    def all(self) -> tuple[Stream, ...]:
        return (self.short, self.long, self.few, self.many, self.many_old)

    @property
    def far_page(self) -> int:
        """The number of a page of the long stream that is far away: 1,000 where there are so many."""
        return min(_FARTHEST, self.long.events // PAGE // 2)

    @staticmethod
    def patron(name: str) -> UUID:
        """Return the id of the organization that tells the events of a stream."""
        return record_id(f"{name} patron", 0, FIRST_DAY)

    @property
    def _many(self) -> int:
        return max(_LEAST_MANY, round(_MANY * self.scale))


def owner_in(there: Population) -> Owner:
    """Return whose all of it is: the member "broad" sees everything that the administrator sees."""
    return dict(there.users)[BROAD]


def _all_days() -> int:
    return (LAST_DAY - FIRST_DAY).days
