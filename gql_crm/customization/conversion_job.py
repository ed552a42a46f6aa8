"""The jobs `field.convert` and `field.clear`: a field gets another kind, and its old values go."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final
from uuid import UUID

from gql_crm import sql
from gql_crm.clock import Clock
from gql_crm.customization import field_rows
from gql_crm.customization.converted_uniques import take_converted
from gql_crm.customization.entity_jobs import ask_for_names
from gql_crm.customization.field_conversion import (
    MOST_CLEARED,
    Conversion,
    after_conversion,
    new_problems,
    rebased,
    told_unfit,
    use_faults,
)
from gql_crm.customization.field_indexes import ask_for_index
from gql_crm.customization.field_place import FieldPlace, place_of
from gql_crm.customization.modules import Plugins
from gql_crm.customization.record_passes import (
    FEW,
    ROW,
    changed_since,
    lock_free,
    oldest_running,
    stretches,
    switch_over,
)
from gql_crm.customization.rewriting_by_job import records_of
from gql_crm.customization.session import CatalogChange
from gql_crm.customization.store import load
from gql_crm.customization.stored_values import AT_ONCE, PAUSE_SECONDS, StoredValues
from gql_crm.customization.writers import shut_writers_out
from gql_crm.database.older_transactions import outlast_transactions
from gql_crm.database.pool import Connection, Database
from gql_crm.errors import UserErrors
from gql_crm.fields.conversion import Around, Side, conversion, made_options, texts_in
from gql_crm.fields.definition_json import field_from_json
from gql_crm.fields.field import Field
from gql_crm.fields.kind import ValueProblem
from gql_crm.fields.storage import CustomStorage
from gql_crm.jobs import Job, JobFailed, JobRun, enqueue
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.placement import custom_field
from gql_crm.records.loading import load_values
from gql_crm.records.rewriting import rewrite
from gql_crm.records.statements import fetch

CLEAR_JOB: Final = "field.clear"
_HOPELESS: Final = 100
"""With so many values that cannot be converted the pass ends early."""


@dataclass(frozen=True, slots=True)
class ConversionJob:
    """Writes the new values beside the old ones, under a key of their own, while records are written.

    Nobody reads them until the definition is switched over, in one transaction for which writers wait: it
    converts what was changed last. Records are no new versions after it but those whose values are cleared.
    """

    database: Database
    plugins: Plugins
    clock: Clock

    async def __call__(self, run: JobRun) -> None:
        """Convert. Raises JobFailed when it cannot be; all is as before then."""
        place = await place_of(self.database, self.plugins, run.job)
        if place is None or place.deleted or place.custom.values_key == run.job.arguments["values"]:
            return
        converting = await self._converting(place, run.job)
        try:
            await converting.pass_through(run)
            await switch_over(converting.follow, partial(self._finish, converting, run.job))
        except JobFailed:  # after any other fault the next attempt writes the values again
            await converting.new.clear(self.database)
            raise

    async def _converting(self, place: FieldPlace, job: Job) -> "_Converting":
        if place.custom.field.kind != job.arguments["from"]:
            raise JobFailed(f'"{place.custom.field.key}" has got another kind meanwhile; ask for it anew.')
        async with self.database.connection() as connection:
            settings = (await load(connection)).settings
        new = field_from_json(job.arguments["definition"])
        kind = place.catalog.kinds.get(new.kind)
        source = place.in_entity
        convert = conversion(source.kind, kind) if kind else None
        if kind is None or convert is None:
            raise JobFailed(f"The kind {new.kind} is not there any more.")
        currency = job.arguments.get("currency") or settings.default_currency
        around = Around(settings.value_context, job.arguments["language"], currency)
        made = Conversion(convert, Side(source.kind, source.field), Side(kind, new), around)
        key = job.arguments["values"]
        storage = custom_field(new, kind, "", retired=False, values_key=key).storage
        if not isinstance(storage, CustomStorage):
            raise JobFailed(f"Values of the kind {new.kind} do not lie in documents.")
        values = StoredValues.of(place.entity.table, storage)
        grows = place.custom.field.kind == "TEXT" and "options" in kind.options
        return _Converting(self.database, place, made, values, clear=job.arguments["clear"], grows=grows)

    async def _finish(self, converting: "_Converting", job: Job) -> None:
        async with self.database.transaction() as connection:
            change = await CatalogChange.begin(connection, self.plugins.contributions, self.clock())
            place = await place_of(self.database, self.plugins, job)
            if place is None or place.deleted:
                return
            await shut_writers_out(connection)
            await converting.follow_on(connection)
            converting.check()
            key, kind = converting.new.key, converting.made.target.kind
            new = rebased(place.custom.field, converting.made.target.field)
            after = after_conversion(change, change.named(place.custom), new, key)
            entity, old = change.catalog.entity(place.entity.name), place.in_entity
            faults = [*use_faults(change, entity, old, kind), *new_problems(change.catalog, after)]
            if faults or place.custom.field.kind != job.arguments["from"]:
                raise JobFailed(
                    " ".join(fault.message for fault in faults) or "The kind has changed meanwhile."
                )
            if converting.unfit:
                records = records_of(connection, place, job, self.clock())
                await rewrite(records, entity, old, sorted(converting.unfit), lambda _: None)
            stored = change.stored(replace(place.custom, field=new, values_key=key))
            if new.unique:
                await self._take(connection, after.entity(entity.name), stored.storage_key)
            await field_rows.convert(connection, stored.id, stored.field, key)
            await change.publish(change.with_changed(stored))
            await self._ask_for_the_rest(change, place, new, job)

    async def _take(self, connection: Connection, entity: CatalogEntity, field_id: str) -> None:
        field = next(one for one in entity.fields.values() if one.field_id == field_id)
        try:
            await take_converted(connection, entity, field)
        except UserErrors as double:
            raise JobFailed(" ".join(error.message for error in double.errors)) from None

    async def _ask_for_the_rest(self, change: CatalogChange, place: FieldPlace, new: Field, job: Job) -> None:
        """Old values go, indexes are made anew, and searches find what they have to find."""
        old = place.in_entity
        if isinstance(old.storage, CustomStorage):
            values = {
                "table": place.entity.table,
                "document": old.storage.document,
                "values": old.storage.key,
            }
            named = {"entity": place.entity.name, "key": new.key, "field": place.custom.id}
            arguments = {**named, **values}
            await enqueue(change.connection, CLEAR_JOB, arguments, actor_id=job.actor_id, now=change.now)
        if new.indexed:
            custom = replace(place.custom, field=new)
            await ask_for_index(change.connection, custom, job.actor_id, change.now)
        kind = change.catalog.kinds[new.kind]
        told = {*place.entity.entity.display, *place.entity.entity.display_fallback}
        if (old.searchable or kind.searchable or old.key in told) and job.actor_id is not None:
            await ask_for_names(change, place.entity, job.actor_id)


@dataclass(slots=True)
class _Converting:
    """The values of records on their way; `unfit` are records whose value cannot be converted, with why."""

    database: Database
    place: FieldPlace
    made: Conversion
    new: StoredValues
    clear: bool
    grows: bool
    """Whether a text that is no option yet becomes one."""
    unfit: dict[UUID, str] = field(default_factory=dict)
    since: int = 0
    """Transactions below this number had ended when their records were looked at."""

    async def pass_through(self, run: JobRun) -> None:
        """Look at all records that hold a value."""
        storage = self.place.in_entity.storage
        if not isinstance(storage, CustomStorage):
            raise JobFailed("The values do not lie in documents.")
        async with self.database.connection() as connection:
            self.since = await oldest_running(connection)
        held = StoredValues.of(self.place.entity.table, storage).held
        async for stretch in stretches(self.database, self.place.entity.table, held):
            for start in range(0, len(stretch.ids), AT_ONCE):
                await self._convert_free(stretch.ids[start : start + AT_ONCE])
            if len(self.unfit) > (MOST_CLEARED if self.clear else _HOPELESS):
                self.check(complete=False)
            await run.progress(stretch.part * 0.95)

    async def follow(self) -> int:
        """Look at the records that were changed since the last look; return how many there were."""
        async with self.database.connection() as connection:
            now = await oldest_running(connection)
            changed = await changed_since(connection, self.place.entity.stored_as, self.since)
        self.since = now
        for ids in _portions(changed):
            await self._convert_free(ids)
        if len(changed) <= FEW:
            self.check()
        return len(changed)

    async def follow_on(self, connection: Connection) -> None:
        """Do so inside a transaction for which writers wait."""
        changed = await changed_since(connection, self.place.entity.stored_as, self.since)
        for ids in _portions(changed):
            await self._convert(connection, await lock_free(connection, self.place.entity.table, ids))

    def check(self, *, complete: bool = True) -> None:
        """Raise JobFailed where values cannot be converted and must not, or cannot, be cleared."""
        number = len(self.unfit)
        if number > (MOST_CLEARED if self.clear else 0):
            way_out = f" At most {MOST_CLEARED} are cleared; change the others first." if self.clear else ""
            reasons = sorted(self.unfit.values())
            raise JobFailed(told_unfit(number, reasons, complete=complete) + way_out)

    async def _convert_free(self, ids: Sequence[UUID]) -> None:
        """Convert values of records; who is writing one of them is waited for without holding anything."""
        waiting = set(ids)
        while waiting:
            async with self.database.transaction() as connection:
                locked = await lock_free(connection, self.place.entity.table, sorted(waiting))
                await self._convert(connection, locked)
                waiting -= set(locked)
                waiting &= await _there(connection, self.place, waiting)
            if waiting:
                await asyncio.sleep(PAUSE_SECONDS)

    async def _convert(self, connection: Connection, ids: Sequence[UUID]) -> None:
        source = self.place.in_entity
        values = await load_values(connection, self.place.entity, ids, [source.key])
        if self.grows:
            self._grow([one[source.key] for one in values.values() if one[source.key] is not None])
        converted: dict[UUID, Any] = {}
        for id_, one in values.items():
            self.unfit.pop(id_, None)
            converted[id_] = self._converted(id_, one[source.key])
        await self.new.put(connection, converted)

    def _converted(self, id_: UUID, value: Any) -> Any:
        if value is None:
            return None
        try:
            return self.made.target.kind.dump(self.made(value))
        except ValueProblem as problem:
            self.unfit[id_] = str(problem)
            return None

    def _grow(self, texts: Iterable[str]) -> None:
        target = self.made.target
        parts = [part for text in texts for part in texts_in(text, target.kind)]
        options = made_options(parts, self.made.around.language, target.field.options)
        if len(options) > len(target.field.options):
            self.made = replace(
                self.made, target=replace(target, field=replace(target.field, options=options))
            )


@dataclass(frozen=True, slots=True)
class ClearJob:
    """Takes values away that a field had before it got another kind: nobody reads them any more."""

    database: Database

    async def __call__(self, run: JobRun) -> None:
        """Clear; doing it again is safe."""
        arguments = run.job.arguments
        await outlast_transactions(self.database)
        values = StoredValues(arguments["table"], arguments["document"], arguments["values"])
        await values.clear(self.database, run)


async def _there(connection: Connection, place: FieldPlace, ids: Iterable[UUID]) -> set[UUID]:
    among = sql.AnyOf(sql.Column(ROW, "id"), sql.parameters(sorted(ids), "uuid"))
    select = sql.Select(
        (sql.Item(sql.Column(ROW, "id"), "id"),), sql.Table(place.entity.table, ROW), where=among
    )
    return {row["id"] for row in await fetch(connection, select)}


def _portions(ids: Iterable[UUID]) -> list[list[UUID]]:
    every = list(ids)
    return [every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE)]
