"""Values of one storage key in the documents of an entity's records, changed beside running requests."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

from gql_crm import sql
from gql_crm.customization.record_passes import ROW, lock_free, stretches
from gql_crm.database.pool import Connection, Database
from gql_crm.fields.storage import CustomStorage
from gql_crm.jobs import JobRun
from gql_crm.records.statements import fetch, run

AT_ONCE: Final = 200
"""Records that are locked together."""
PAUSE_SECONDS: Final = 0.05


@dataclass(frozen=True, slots=True)
class StoredValues:
    """The values under a key; nobody reads them yet, or any more."""

    table: str
    document: str
    key: str

    @classmethod
    def of(cls, table: str, storage: CustomStorage) -> "StoredValues":
        """Return those of a field."""
        return cls(table, storage.document, storage.key)

    @property
    def held(self) -> sql.Node:
        """The condition that a record holds a value."""
        return sql.call("jsonb_exists", self._document, sql.Parameter(self.key, "text"))

    async def put(self, connection: Connection, values: Mapping[UUID, Any]) -> None:
        """Write values, as JSON, of records that the caller has locked; None takes one away."""
        there = {id_: value for id_, value in values.items() if value is not None}
        if gone := values.keys() - there.keys():
            await run(connection, self._without(sorted(gone)))
        if not there:
            return
        texts = [orjson.dumps(value).decode() for value in there.values()]
        given = sql.UnnestedTogether(
            (("id", sql.parameters(list(there), "uuid")), ("value", sql.parameters(texts, "text"))), "v"
        )
        value = sql.call(
            "jsonb_build_object",
            sql.Parameter(self.key, "text"),
            sql.Cast(sql.Column("v", "value"), "jsonb"),
        )
        own = sql.equal(sql.Column(ROW, "id"), sql.Column("v", "id"))
        changes = ((self.document, sql.Binary(self._document, "||", value)),)
        await run(connection, sql.Update(self.table, ROW, changes, own, source=given))

    async def clear(self, database: Database, run_: JobRun | None = None) -> None:
        """Take all values away; doing it again is safe."""
        async for stretch in stretches(database, self.table, self.held):
            for start in range(0, len(stretch.ids), AT_ONCE):
                await self._clear(database, stretch.ids[start : start + AT_ONCE])
            if run_:
                await run_.progress(stretch.part)

    async def _clear(self, database: Database, ids: Sequence[UUID]) -> None:
        """Who is writing one of the records is waited for without holding anything."""
        while ids:
            async with database.transaction() as connection:
                await run(connection, self._without(await lock_free(connection, self.table, ids)))
                among = sql.AnyOf(sql.Column(ROW, "id"), sql.parameters(ids, "uuid"))
                left = sql.Select(
                    (sql.Item(sql.Column(ROW, "id"), "id"),),
                    sql.Table(self.table, ROW),
                    where=sql.all_of(among, self.held),
                )
                ids = [row["id"] for row in await fetch(connection, left)]
            if ids:
                await asyncio.sleep(PAUSE_SECONDS)

    def _without(self, ids: Sequence[UUID]) -> sql.Update:
        rest = sql.Binary(self._document, "-", sql.Parameter(self.key, "text"))
        among = sql.AnyOf(sql.Column(ROW, "id"), sql.parameters(ids, "uuid"))
        return sql.Update(self.table, ROW, ((self.document, rest),), among)

    @property
    def _document(self) -> sql.Column:
        return sql.Column(ROW, self.document)
