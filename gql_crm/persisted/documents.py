"""The documents that a process knows by their identifiers."""

from datetime import datetime, timedelta
from typing import Final

from gql_crm.clock import Clock
from gql_crm.database.pool import Database
from gql_crm.persisted import rows
from gql_crm.persisted.identifiers import sha256_identifier, stored_identifiers
from gql_crm.persisted.memory import TextMemory

_MOST_IMPORTED_BYTES: Final = 16_000_000
_MOST_REGISTERED_BYTES: Final = 4_000_000
_MOST_SEEN_BYTES: Final = 2_000_000

_LOOK_AGAIN: Final = timedelta(minutes=1)
"""A document that was removed is carried out no longer than this."""
_REGISTERED_FOR: Final = timedelta(days=1)
_USE_IS_NOTED_EVERY: Final = timedelta(days=1)


class PersistedDocuments:
    """Texts by identifier: imported ones from the database, and what clients registered with this process.

    The two are apart, so that no client can crowd imported documents out, or pass one of its own off as such.
    What this process does not know, the database is asked for each time: an import holds at once.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._imported = TextMemory(_MOST_IMPORTED_BYTES, _LOOK_AGAIN, clock)
        self._registered = TextMemory(_MOST_REGISTERED_BYTES, _REGISTERED_FOR, clock)
        self._seen = TextMemory(_MOST_SEEN_BYTES, None, clock)

    @property
    def bytes(self) -> int:
        """How much memory the documents take, about."""
        return self._imported.bytes + self._registered.bytes + self._seen.bytes

    async def imported(self, named: str) -> str | None:
        """Return the text of an imported document; None when there is none."""
        return self._imported.get(named) or await self._read(named)

    async def imported_or_registered(self, hash_: str) -> str | None:
        """Return the text of an imported document, else of one that a client has registered."""
        known = self._imported.get(hash_) or self._registered.get(hash_)
        return known or await self._read(hash_)

    def register(self, hash_: str, text: str) -> None:
        """Keep a text by its hash for clients that name it from now on; it was checked that they fit."""
        self._registered.keep(hash_, text)

    def first_seen(self, text: str) -> str | None:
        """Return the identifier of a text that was not asked for before; None when it was."""
        id_ = sha256_identifier(text)
        if self._seen.get(id_) is not None:
            return None
        self._seen.keep(id_, "")
        return id_

    async def _read(self, named: str) -> str | None:
        now = self._clock()
        async with self._database.connection() as connection:
            found = await rows.find(connection, stored_identifiers(named))
            row = next((found[id_] for id_ in stored_identifiers(named) if id_ in found), None)
            if row is None:
                return None
            if _is_worth_noting(row, now):
                await rows.note_use(connection, row.id, now)
        self._imported.keep(named, row.body)
        return row.body


def _is_worth_noting(row: rows.DocumentRow, now: datetime) -> bool:
    return row.last_used_at is None or now - row.last_used_at >= _USE_IS_NOTED_EVERY
