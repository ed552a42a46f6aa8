"""Puts the streams into a database, in the order of their times, as they would have been written."""

import heapq
from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

import orjson

from benchmarks.reads.dataset import rows
from benchmarks.reads.dataset.loading import Loader, loading
from benchmarks.reads.dataset.population import FIRST_DAY, Population, record_id
from benchmarks.timeline.streams import Stream, Streams, owner_in

PATRON = "patron"
PATRON_FIELD = {
    "entity": "Contact",
    "key": PATRON,
    "kind": "REFERENCE",
    "targetEntity": "Organization",
    "rollUp": True,
    "label": {"en": "Patron", "lt": "Globėjas"},
}
LOGGED, UPDATED = "LOGGED", "RECORD_UPDATED"
_EVENT_COLUMNS = ("id", "kind", "subject_id", "actor_id", "occurred_at", "recorded_at", "payload", "note")
_CHANGE_COLUMNS = ("id", "record_id", "entity", "action", "version", "actor_id", "origin", "diff", "at")
_REFERENCE_COLUMNS = ("field_id", "source_id", "target_id", "position")
_TABLES = ("people_organization", "people_contact", "record_reference", "event", "change")
_UPDATED_EVERY = 4
"""One event in four tells of a changed field, and has its line of history; people wrote down the others."""
_TITLES = ("Skambutis", "Telefonát", "Разговор", "تماس تلفنی", "Visit")
_NOTES = ("Asked for a new offer.", "Sutarta susitikti kitą savaitę.", "Pošle podklady.", "Няма отговор.")
_JOBS = ("Buyer", "Vadybininkė", "Jednatel", "Счетоводител", "مدیر")

_Place: TypeAlias = tuple[datetime, Stream, int]


async def load_streams(dsn: str, there: Population, streams: Streams) -> None:
    """Load contacts, their patrons, their events; `dsn` is of a superuser."""
    made = _Rows(there, streams)
    async with loading(dsn, there, _TABLES) as loader:
        await loader.copy("Organization", "people_organization", rows.ORGANIZATION_COLUMNS, made.patrons())
        await loader.copy("Contact", "people_contact", rows.CONTACT_COLUMNS, made.contacts())
        await _load_references(loader, made)
        await loader.copy_rows("event", _EVENT_COLUMNS, made.events())
        await loader.copy_rows("change", _CHANGE_COLUMNS, made.changes())


async def _load_references(loader: Loader, made: "_Rows") -> None:
    field_id = (await loader.storage_keys("Contact"))[PATRON]
    references = ((field_id, contact, patron, 0) for contact, patron in made.patronized())
    await loader.copy_rows("record_reference", _REFERENCE_COLUMNS, references)


class _Rows:
    def __init__(self, there: Population, streams: Streams) -> None:
        self._owner = owner_in(there)
        self._streams = streams

    def patrons(self) -> Iterator[rows.Row]:
        for stream in self._streams.all:
            if stream.patron is not None:
                name, email = f"Patron of {stream.name}", f"{stream.name.replace(' ', '-')}@example.com"
                values = (name, "https://www.example.com/", email, None, None, None, 10, "customer")
                yield rows.Made(stream.patron, self._owner, FIRST_DAY).row((name, email), values)

    def contacts(self) -> Iterator[rows.Row]:
        for stream in self._streams.all:
            for place in range(stream.contacts):
                name, email = f"{stream.name} {place}", f"{stream.name.replace(' ', '-')}{place}@example.com"
                values = (
                    *("Jūratė", name, _JOBS[place % len(_JOBS)], None, email),
                    *(None, None, "lt", "referral", "Active"),
                )
                made = rows.Made(stream.contact(place), self._owner, FIRST_DAY)
                yield made.row((f"Jūratė {name}", email), values)

    def patronized(self) -> Iterator[tuple[UUID, UUID]]:
        for stream in self._streams.all:
            if stream.patron is not None:
                yield from ((stream.contact(place), stream.patron) for place in range(stream.contacts))

    def events(self) -> Iterator[tuple[Any, ...]]:
        by = self._owner.user
        for time, stream, place in self._in_turn():
            subject = stream.contact(place % stream.contacts)
            is_update = place % _UPDATED_EVERY == 0
            title, note = _TITLES[place % len(_TITLES)], _NOTES[place % len(_NOTES)]
            payload = b"{}" if is_update else orjson.dumps({"title": title})
            kind = UPDATED if is_update else LOGGED
            told = None if is_update else note
            yield (_event(stream, place, time), kind, subject, by, time, time, payload, told)

    def changes(self) -> Iterator[tuple[Any, ...]]:
        """Make the lines of history that events tell of, each with its event's id."""
        by = self._owner.user
        for time, stream, place in self._in_turn():
            if place % _UPDATED_EVERY == 0:
                id_, subject = _event(stream, place, time), stream.contact(place % stream.contacts)
                old, new = (_JOBS[(place + one) % len(_JOBS)] for one in (0, 1))
                diff = orjson.dumps({"people:Contact.jobTitle": [old, new]})
                version = 2 + place // stream.contacts
                yield (id_, subject, "Contact", "UPDATED", version, by, "API", diff, time)

    def _in_turn(self) -> Iterator[_Place]:
        streams = (stream.places() for stream in self._streams.all)
        return heapq.merge(*streams, key=lambda one: one[0])


def _event(stream: Stream, place: int, time: datetime) -> UUID:
    return record_id(f"{stream.name} event", place, time)
