"""The jobs `entity.names` and `entity.delete`: what follows from a change of an entity, beside requests."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from gql_crm import sql
from gql_crm.clock import Clock
from gql_crm.customization import field_rows
from gql_crm.customization.module_tables import ModuleTables
from gql_crm.customization.modules import Plugins
from gql_crm.customization.record_passes import ROW, delete_all_lines, lock_free, stretches
from gql_crm.customization.session import CatalogChange
from gql_crm.customization.store import load
from gql_crm.database.entity_tables import drop_table
from gql_crm.database.errors import TablesInUse
from gql_crm.database.older_transactions import outlast_transactions
from gql_crm.database.pool import Connection, Database
from gql_crm.jobs import JobFailed, JobRun, enqueue
from gql_crm.plugins.catalog import Catalog, CatalogEntity
from gql_crm.plugins.custom_entities import CustomEntity
from gql_crm.plugins.merge import merge
from gql_crm.records.loading import value_items, values_of
from gql_crm.records.statements import fetch, run
from gql_crm.records.texts import text_keys, texts_of

NAMES_JOB: Final = "entity.names"
ENTITY_DELETE_JOB: Final = "entity.delete"
_LINES: Final = (
    ("record_text", "record_id"),
    ("duplicate_key", "record_id"),
    ("record_tag", "record_id"),
    ("favorite", "record_id"),
    ("record_share", "record_id"),
    ("record_link", "source_id"),
    ("record_link", "target_id"),
    ("record_merge", "target_id"),
)
"""What tables hold of single records, by the column that names the record."""
_AT_ONCE: Final = 200
"""Records that are locked together."""
_GONE_AT_ONCE: Final = 1_000
_PAUSE_SECONDS: Final = 0.05
_PATIENCE_SECONDS: Final = 120.0


async def ask_for_names(change: CatalogChange, entity: CatalogEntity, actor_id: UUID | None) -> UUID:
    """Ask for the job that calls an entity's records by other fields; return its id."""
    arguments = {"entity": entity.name, "table": entity.table}
    return await enqueue(change.connection, NAMES_JOB, arguments, actor_id=actor_id, now=change.now)


async def ask_for_entity_deletion(
    change: CatalogChange, entity: CatalogEntity, custom: CustomEntity, actor_id: UUID
) -> UUID:
    """Ask for the job that clears what a deleted entity leaves behind; return its id."""
    fields = await field_rows.numbers_of(change.connection, custom.table)
    arguments = {"entity": entity.name, "table": custom.table, "fields": fields}
    return await enqueue(change.connection, ENTITY_DELETE_JOB, arguments, actor_id=actor_id, now=change.now)


async def count_records(connection: Connection, entity: CatalogEntity) -> str:
    """Say how many records an entity has, deleted ones among them."""
    rows = await fetch(
        connection, sql.Select((sql.Item(sql.CountRows(), "n"),), sql.Table(entity.table, ROW))
    )
    number: int = rows[0]["n"]
    return f"It has {number} records, which are" if number != 1 else "It has one record, which is"


@dataclass(frozen=True, slots=True)
class NamesJob:
    """Calls every record by the fields that its entity displays now, and lets searches find what they do."""

    database: Database
    plugins: Plugins
    clock: Clock

    async def __call__(self, run: JobRun) -> None:
        """Go through all records; doing it again is safe."""
        entity = await self._entity(run)
        if entity is None:
            return  # deleted meanwhile
        await outlast_transactions(self.database)
        async for stretch in stretches(self.database, entity.table, sql.TRUE):
            for start in range(0, len(stretch.ids), _AT_ONCE):
                await self._call(entity, stretch.ids[start : start + _AT_ONCE])
            await run.progress(stretch.part)

    async def _entity(self, run: JobRun) -> CatalogEntity | None:
        async with self.database.connection() as connection:
            state = await load(connection)
        given = state.given(self.plugins.contributions)
        catalog: Catalog = merge(given, version=state.version, now=self.clock())
        table = run.job.arguments["table"]
        return next((one for one in catalog.entities.values() if one.table == table), None)

    async def _call(self, entity: CatalogEntity, ids: Sequence[UUID]) -> None:
        """Write the texts of records; who is writing one of them is waited for without holding anything."""
        waiting = list(ids)
        while waiting:
            async with self.database.transaction() as connection:
                locked = await lock_free(connection, entity.table, waiting)
                await self._write(connection, entity, locked)
            done = set(locked)
            waiting = [id_ for id_ in waiting if id_ not in done]
            if waiting:
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _write(self, connection: Connection, entity: CatalogEntity, ids: Sequence[UUID]) -> None:
        fields = [entity.fields[key] for key in sorted(text_keys(entity))]
        items = (sql.Item(sql.Column(ROW, "id"), "id"), *value_items(fields, ROW))
        rows = await fetch(
            connection, sql.Select(items, sql.Table(entity.table, ROW), where=_among(ROW, "id", ids))
        )
        for row in rows:
            texts = texts_of(entity, values_of(fields, row))
            columns = (("label", sql.Parameter(texts.label, "text")), ("search_text", texts.folded))
            own = sql.equal(sql.Column("t", "record_id"), sql.Parameter(row["id"], "uuid"))
            await run(connection, sql.Update("record_text", "t", columns, own))


@dataclass(frozen=True, slots=True)
class EntityDeletionJob:
    """Clears the records of a deleted entity, their texts, links and unique values, and drops its table.

    Their lines of the spine stay, marked as deleted: what the history tells of refers to them.
    """

    database: Database
    tables: ModuleTables
    clock: Clock

    async def __call__(self, run: JobRun) -> None:
        """Clear; raises JobFailed with the reason for a person. Doing it again is safe."""
        arguments = run.job.arguments
        table = arguments["table"]
        await outlast_transactions(self.database)
        for number in arguments["fields"]:
            await delete_all_lines(self.database, f"custom:{number}")
        await run.progress(0.2)
        await self._clear_spine(table)
        await run.progress(0.9)
        try:
            await drop_table(
                self.tables.owner_dsn,
                table,
                schema=self.tables.schema,
                patience_seconds=_PATIENCE_SECONDS,
            )
        except TablesInUse:
            text = f"Others read the records of {arguments['entity']} all the time. Try again later."
            raise JobFailed(text) from None

    async def _clear_spine(self, table: str) -> None:
        last = UUID(int=0)
        while True:
            async with self.database.transaction() as connection:
                ids = await _next(connection, table, last)
                if not ids:
                    return
                for other, column in _LINES:
                    await run(connection, sql.Delete(other, "t", _among("t", column, ids)))
                now = sql.Parameter(self.clock(), "timestamptz")
                live = sql.all_of(_among("r", "id", ids), sql.IsNull(sql.Column("r", "deleted_at")))
                await run(connection, sql.Update("record", "r", (("deleted_at", now),), live))
            last = ids[-1]


async def _next(connection: Connection, table: str, last: UUID) -> list[UUID]:
    id_ = sql.Column("r", "id")
    own = sql.equal(sql.Column("r", "entity"), sql.Parameter(table, "text"))
    select = sql.Select(
        (sql.Item(id_, "id"),),
        sql.Table("record", "r"),
        where=sql.all_of(own, sql.Binary(id_, ">", sql.Parameter(last, "uuid"))),
        order=(sql.OrderKey(id_),),
        limit=_GONE_AT_ONCE,
    )
    return [row["id"] for row in await fetch(connection, select)]


def _among(alias: str, column: str, ids: Sequence[UUID]) -> sql.Node:
    return sql.AnyOf(sql.Column(alias, column), sql.parameters(ids, "uuid"))
