"""The job `field.options`: records get other options in the place of those that go, beside requests."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from gql_crm import sql
from gql_crm.clock import Clock
from gql_crm.customization import field_rows
from gql_crm.customization.field_place import FieldPlace, place_of
from gql_crm.customization.held_values import HeldValues
from gql_crm.customization.modules import Plugins
from gql_crm.customization.record_passes import ROW, lock_free, stretches
from gql_crm.customization.removed_options import Moves, without
from gql_crm.customization.rewriting_by_job import records_of
from gql_crm.customization.session import CatalogChange
from gql_crm.customization.writers import shut_writers_out, writing
from gql_crm.database.older_transactions import outlast_transactions
from gql_crm.database.pool import Connection, Database
from gql_crm.errors import UserErrors
from gql_crm.jobs import Job, JobFailed, JobRun
from gql_crm.records.rewriting import rewrite
from gql_crm.records.statements import fetch
from gql_crm.text import shown

_AT_ONCE: Final = 200
"""Records that are locked together."""
_PAUSE_SECONDS: Final = 0.05
_ROUNDS: Final = 20


@dataclass(frozen=True, slots=True)
class OptionsJob:
    """Goes through the records that hold an option, then takes it out of the field's definition.

    The options are inactive meanwhile, so that no record gets one of them any more, but for those that come
    back: a change that is taken back, a record that is restored. What an attempt has done stays done.
    """

    database: Database
    plugins: Plugins
    clock: Clock

    async def __call__(self, run: JobRun) -> None:
        """Move all values. Raises JobFailed with the reason for a person."""
        await outlast_transactions(self.database)  # those that know the options as active
        for _ in range(_ROUNDS):
            place = await place_of(self.database, self.plugins, run.job)
            if place is None or place.deleted:
                return
            moves = moves_of(place, run.job)
            if not moves:
                return
            await self._pass_through(run, place, moves)
            try:
                if await self._finish(run.job, moves):
                    return
            except UserErrors:  # there was no moment without a writer
                continue
        raise JobFailed("Records get these options all the time. Try again when there is less to do.")

    async def _pass_through(self, run: JobRun, place: FieldPlace, moves: Moves) -> None:
        held = _held(place, moves)
        async for stretch in stretches(self.database, place.entity.table, held):
            for start in range(0, len(stretch.ids), _AT_ONCE):
                waiting: Sequence[UUID] = stretch.ids[start : start + _AT_ONCE]
                while waiting:
                    place, waiting = await self._move(run.job, place, waiting)
                    if waiting:
                        await asyncio.sleep(_PAUSE_SECONDS)
            await run.progress(stretch.part * 0.95)

    async def _move(
        self, job: Job, place: FieldPlace, ids: Sequence[UUID]
    ) -> tuple[FieldPlace, Sequence[UUID]]:
        """Move the values of records; return those that others were writing, who are waited for."""
        async with writing(self.database, place.catalog.version) as (connection, holds):
            if holds:
                moves, entity = moves_of(place, job), place.entity
                locked = await lock_free(connection, entity.table, ids)
                records = records_of(connection, place, job, self.clock())
                await rewrite(records, entity, place.in_entity, locked, lambda value: moved(value, moves))
                return place, await _holders(connection, place, moves, ids)
        renewed = await place_of(self.database, self.plugins, job)
        return (place, ()) if renewed is None or renewed.deleted else (renewed, ids)

    async def _finish(self, job: Job, moves: Moves) -> bool:
        """Take the options out if no record holds one any more."""
        async with self.database.transaction() as connection:
            change = await CatalogChange.begin(connection, self.plugins.contributions, self.clock())
            place = await place_of(self.database, self.plugins, job)
            if place is None or place.deleted:
                return True
            await shut_writers_out(connection)
            if await HeldValues(connection, place.entity, place.field).options_in_use(moves):
                return False
            left = without(place.custom.field.options, moves_of(place, job))
            changed = replace(place.custom, field=replace(place.custom.field, options=left))
            await field_rows.redefine(connection, changed.id, changed.field)
            await change.publish(change.with_changed(changed))
            return True


def moves_of(place: FieldPlace, job: Job) -> Moves:
    """Return the moves that are still to be made: none of an option that is active again, or gone.

    Raises JobFailed where the option that records are to hold instead is gone.
    """
    options = {option.value: option for option in place.custom.field.options}
    asked: Moves = job.arguments["moves"]
    moves = {value: to for value, to in asked.items() if value in options and not options[value].active}
    gone = next((to for to in moves.values() if to is not None and to not in options), None)
    if gone is not None:
        text = f"Records cannot hold {shown(gone)} instead: the option is gone. Ask for it anew."
        raise JobFailed(text)
    return moves


def moved(value: Any, moves: Moves) -> Any:
    """Return an option, or a list of them, with others in the place of those that go."""
    if isinstance(value, str):
        return moves.get(value, value)
    return tuple(dict.fromkeys(to for one in value if (to := moves.get(one, one)) is not None))


def _held(place: FieldPlace, moves: Moves) -> sql.Node:
    """The condition that a record holds one of the options."""
    value = HeldValues.document_of(place.field)
    return sql.any_of(*(sql.call("jsonb_exists", value, sql.Parameter(one, "text")) for one in sorted(moves)))


async def _holders(
    connection: Connection, place: FieldPlace, moves: Moves, ids: Sequence[UUID]
) -> list[UUID]:
    id_ = sql.Column(ROW, "id")
    among = sql.AnyOf(id_, sql.parameters(ids, "uuid"))
    where = sql.all_of(among, _held(place, moves))
    select = sql.Select((sql.Item(id_, "id"),), sql.Table(place.entity.table, ROW), where=where)
    return [row["id"] for row in await fetch(connection, select)]
