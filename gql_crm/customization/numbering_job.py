"""The job `field.number`: records older than an AUTONUMBER field get their numbers, the oldest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from gql_crm import sql
from gql_crm.customization.field_place import FieldPlace, place_of
from gql_crm.customization.modules import Plugins
from gql_crm.customization.record_passes import ROW, stretches
from gql_crm.customization.writers import shut_writers_out
from gql_crm.database.pool import Connection, Database
from gql_crm.fields.numbering import NumberPattern, read_pattern
from gql_crm.fields.storage import CustomStorage
from gql_crm.jobs import JobRun, enqueue
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.merge import CustomField
from gql_crm.records.loading import value_items, values_of
from gql_crm.records.numbering import COUNTERS, insert_counters
from gql_crm.records.statements import fetch, run
from gql_crm.records.texts import text_keys, texts_of

NUMBER_JOB: Final = "field.number"
_AT_ONCE: Final = 200
_PASSED_PERIOD: Final = "pass "
"""Before a period: the counter of the pass through older records, whose numbers were set aside for it."""


async def ask_for_numbers(
    connection: Connection,
    entity: CatalogEntity,
    custom: CustomField,
    time_zone: str,
    actor_id: UUID | None,
    now: datetime,
) -> UUID | None:
    """Set aside the first numbers for the records that there are; return the job that gives them out, if any.

    Writers wait meanwhile, so that every record made from now on gets a number behind those.
    """
    await shut_writers_out(connection)
    pattern = read_pattern(custom.field.pattern)
    period = sql.Item(_period(pattern, time_zone), "period")
    rows = sql.Subquery(sql.Select((period,), sql.Table(entity.table, ROW)), "r")
    column = sql.Column("r", "period")
    items = (sql.Item(column, "period"), sql.Item(sql.CountRows(), "records"))
    counted = await fetch(connection, sql.Select(items, rows, group=(column,)))
    if not counted:
        return None
    counts = [(row["period"], row["records"]) for row in counted]
    await run(connection, insert_counters(custom.storage_key, counts))
    field = {"entity": custom.entity, "key": custom.field.key, "field": custom.id}
    arguments = {**field, "pattern": custom.field.pattern, "timeZone": time_zone}
    return await enqueue(connection, NUMBER_JOB, arguments, actor_id=actor_id, now=now)


def _period(pattern: NumberPattern, time_zone: str) -> sql.Node:
    if not pattern.period_format:
        return sql.Constant("")
    return sql.call("to_char", _local(time_zone), sql.Constant(pattern.period_format))


def _local(time_zone: str) -> sql.Node:
    return sql.call("timezone", sql.Parameter(time_zone, "text"), sql.Column(ROW, "created_at"))


@dataclass(frozen=True, slots=True)
class NumberJob:
    """Numbers records some at a time; what an attempt has done, the next one finds done.

    Nobody has changed these records, so they are no new versions.
    """

    database: Database
    plugins: Plugins

    async def __call__(self, run: JobRun) -> None:
        """Number all records that have no number. Raises JobFailed."""
        place = await place_of(self.database, self.plugins, run.job)
        if place is None:
            return
        storage = place.field.storage
        if place.deleted or not isinstance(storage, CustomStorage):
            return
        pattern = read_pattern(run.job.arguments["pattern"])
        numbers = _Numbers(self.database, place, storage, pattern, run.job.arguments["timeZone"])
        async for stretch in stretches(self.database, place.entity.table, numbers.missing):
            for start in range(0, len(stretch.ids), _AT_ONCE):
                await numbers.give(stretch.ids[start : start + _AT_ONCE])
            await run.progress(stretch.part)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers of older records."""

    database: Database
    place: FieldPlace
    storage: CustomStorage
    pattern: NumberPattern
    """As it was when the numbers were set aside."""
    time_zone: str

    @property
    def missing(self) -> sql.Node:
        """The condition that a record has no number."""
        there = sql.call("jsonb_exists", self._document, sql.Parameter(self.storage.key, "text"))
        return sql.Not(there)

    async def give(self, ids: Sequence[UUID]) -> None:
        """Number records in the order of their ids, which is that in which they were made."""
        async with self.database.transaction() as connection:
            days = await self._lock(connection, ids)
            counters = await self._counters(connection)
            numbers: dict[UUID, str] = {}
            for id_, day in days.items():
                period = _PASSED_PERIOD + self.pattern.period(day)
                counters[period] = counters.get(period, 0) + 1
                numbers[id_] = self.pattern.text(day, counters[period])
            if numbers:
                await self._keep(connection, counters)
                await self._write(connection, numbers)

    async def _lock(self, connection: Connection, ids: Sequence[UUID]) -> dict[UUID, date]:
        """Lock those that have no number yet; return the day on which each was made."""
        id_ = sql.Column(ROW, "id")
        select = sql.Select(
            (sql.Item(id_, "id"), sql.Item(sql.Cast(_local(self.time_zone), "date"), "day")),
            sql.Table(self.place.entity.table, ROW),
            where=sql.all_of(sql.AnyOf(id_, sql.parameters(ids, "uuid")), self.missing),
            order=(sql.OrderKey(id_),),
            lock="FOR UPDATE",
        )
        return {row["id"]: row["day"] for row in await fetch(connection, select)}

    async def _counters(self, connection: Connection) -> dict[str, int]:
        items = tuple(sql.Item(sql.Column("c", name), name) for name in ("period", "value"))
        passing = sql.Binary(sql.Column("c", "period"), "LIKE", sql.Constant(f"{_PASSED_PERIOD}%"))
        where = sql.all_of(self._own("c"), passing)
        rows = await fetch(connection, sql.Select(items, sql.Table(COUNTERS, "c"), where=where))
        return {row["period"]: row["value"] for row in rows}

    async def _keep(self, connection: Connection, counters: Mapping[str, int]) -> None:
        among = sql.AnyOf(sql.Column("c", "period"), sql.parameters(sorted(counters), "text"))
        await run(connection, sql.Delete(COUNTERS, "c", sql.all_of(self._own("c"), among)))
        await run(connection, insert_counters(self.place.field.field_id, counters.items()))

    async def _write(self, connection: Connection, numbers: Mapping[UUID, str]) -> None:
        entity = self.place.catalog.entity(self.place.entity.name)
        fields = [entity.fields[key] for key in sorted(text_keys(entity))]
        rows = await fetch(connection, self._update(numbers, value_items(fields, ROW)))
        unique = tuple(
            (
                sql.Parameter(self.place.field.field_id, "text"),
                sql.Parameter(numbers[row["id"]], "text"),
                sql.Parameter(row["id"], "uuid"),
            )
            for row in rows
            if row["live"]  # a deleted record takes its unique values when it is restored
        )
        if unique:
            columns = ("field_id", "value_key", "record_id")
            await run(connection, sql.Insert("unique_value", columns, rows=unique))
        for row in rows:
            texts = texts_of(entity, values_of(fields, row))
            called = (("label", sql.Parameter(texts.label, "text")), ("search_text", texts.folded))
            own = sql.equal(sql.Column("t", "record_id"), sql.Parameter(row["id"], "uuid"))
            await run(connection, sql.Update("record_text", "t", called, own))

    def _update(self, numbers: Mapping[UUID, str], values: Sequence[sql.Item]) -> sql.Update:
        texts = sql.Unnested(sql.parameters(list(numbers.values()), "text"), "v")
        beside = sql.Join("JOIN", texts, sql.equal(sql.Column("i", "rn"), sql.Column("v", "rn")))
        given = sql.Joined(sql.Unnested(sql.parameters(list(numbers), "uuid"), "i"), (beside,))
        number = sql.call("jsonb_build_object", sql.Constant(self.storage.key), sql.Column("v", "value"))
        id_ = sql.Column(ROW, "id")
        live = sql.IsNull(sql.Column(ROW, "deleted_at"))
        return sql.Update(
            self.place.entity.table,
            ROW,
            ((self.storage.document, sql.Binary(self._document, "||", number)),),
            sql.equal(id_, sql.Column("i", "value")),
            source=given,
            returning=(sql.Item(id_, "id"), sql.Item(live, "live"), *values),
        )

    def _own(self, alias: str) -> sql.Node:
        return sql.equal(sql.Column(alias, "field_id"), sql.Parameter(self.place.field.field_id, "text"))

    @property
    def _document(self) -> sql.Column:
        return sql.Column(ROW, self.storage.document)
