"""The job `field.delete`: what a deleted field leaves behind is cleared, beside running requests."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from gql_crm import sql
from gql_crm.customization.field_place import FieldPlace, place_of
from gql_crm.customization.module_tables import ModuleTables
from gql_crm.customization.modules import Plugins
from gql_crm.customization.record_passes import ROW, delete_all_lines, lock_free, stretches
from gql_crm.database.errors import IndexNotBuilt
from gql_crm.database.field_indexes import settle_indexes
from gql_crm.database.older_transactions import outlast_transactions
from gql_crm.database.pool import Connection, Database
from gql_crm.fields.storage import CustomStorage
from gql_crm.jobs import JobFailed, JobRun, enqueue
from gql_crm.plugins.merge import CustomField
from gql_crm.records.loading import value_items, values_of
from gql_crm.records.statements import fetch, run
from gql_crm.records.texts import text_keys, texts_of

DELETE_JOB: Final = "field.delete"
_AT_ONCE: Final = 200
"""Records that are locked together."""
_PAUSE_SECONDS: Final = 0.05


async def ask_for_deletion(
    connection: Connection, custom: CustomField, actor_id: UUID | None, now: datetime
) -> UUID:
    """Ask for the job that clears the values of a deleted field; return its id."""
    arguments = {"entity": custom.entity, "key": custom.field.key, "field": custom.id}
    return await enqueue(connection, DELETE_JOB, arguments, actor_id=actor_id, now=now)


@dataclass(frozen=True, slots=True)
class DeletionJob:
    """Clears values, indexes, unique values, references and search texts; what records did stays told.

    Nobody sees the field any more, so records are not new versions after it.
    """

    database: Database
    plugins: Plugins
    tables: ModuleTables

    async def __call__(self, run: JobRun) -> None:
        """Clear; raises JobFailed with the reason for a person. Doing it again is safe."""
        place = await place_of(self.database, self.plugins, run.job)
        if place is None:
            return
        if not place.deleted:
            raise JobFailed(f'"{place.field.key}" of {place.entity.name} is not deleted, so its values stay.')
        await self._drop_indexes(place)
        await outlast_transactions(self.database)
        storage = place.field.storage
        if isinstance(storage, CustomStorage):
            values = _Values(self.database, place, storage)
            async for stretch in stretches(self.database, place.entity.table, values.held):
                for start in range(0, len(stretch.ids), _AT_ONCE):
                    await values.clear(stretch.ids[start : start + _AT_ONCE])
                await run.progress(stretch.part)
        await delete_all_lines(self.database, place.field.field_id)

    async def _drop_indexes(self, place: FieldPlace) -> None:
        dsn, schema = self.tables.owner_dsn, self.tables.schema
        try:
            await settle_indexes(dsn, place.custom.id, (), schema=schema, report=_unheard)
        except IndexNotBuilt as problem:
            raise JobFailed(str(problem)) from problem


@dataclass(frozen=True, slots=True)
class _Values:
    """The values of a deleted field in the records' documents."""

    database: Database
    place: FieldPlace
    storage: CustomStorage

    @property
    def held(self) -> sql.Node:
        """The condition that a record holds a value, be it null."""
        return sql.call("jsonb_exists", self._document, sql.Parameter(self.storage.key, "text"))

    async def clear(self, ids: Sequence[UUID]) -> None:
        """Clear the values of records; who is writing one of them is waited for without holding anything."""
        while ids:
            async with self.database.transaction() as connection:
                locked = await lock_free(connection, self.place.entity.table, ids)
                await self._clear(connection, locked)
                ids = await self._holders(connection, ids)
            if ids:
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _clear(self, connection: Connection, ids: Sequence[UUID]) -> None:
        entity = self.place.catalog.entity(self.place.entity.name)
        searched = self.place.field.searchable
        fields = [entity.fields[key] for key in sorted(text_keys(entity))] if searched else []
        rest = sql.Binary(self._document, "-", sql.Parameter(self.storage.key, "text"))
        cleared = sql.Update(
            entity.table,
            ROW,
            ((self.storage.document, rest),),
            _among(ids),
            returning=(sql.Item(sql.Column(ROW, "id"), "id"), *value_items(fields, ROW)),
        )
        for row in await fetch(connection, cleared):
            if searched:
                text = texts_of(entity, values_of(fields, row)).folded
                own = sql.equal(sql.Column("t", "record_id"), sql.Parameter(row["id"], "uuid"))
                await run(connection, sql.Update("record_text", "t", (("search_text", text),), own))

    async def _holders(self, connection: Connection, ids: Sequence[UUID]) -> list[UUID]:
        item = sql.Item(sql.Column(ROW, "id"), "id")
        table = sql.Table(self.place.entity.table, ROW)
        select = sql.Select((item,), table, where=sql.all_of(_among(ids), self.held))
        return [row["id"] for row in await fetch(connection, select)]

    @property
    def _document(self) -> sql.Column:
        return sql.Column(ROW, self.storage.document)


def _among(ids: Sequence[UUID]) -> sql.Node:
    return sql.AnyOf(sql.Column(ROW, "id"), sql.parameters(ids, "uuid"))


async def _unheard(_part: float) -> None:
    """Report nothing."""
