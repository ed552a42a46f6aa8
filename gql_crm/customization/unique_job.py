"""The job `field.unique`: takes in the values that there are, then lets the database hold them apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from gql_crm.clock import Clock
from gql_crm.customization import field_rows
from gql_crm.customization.field_place import FieldPlace, place_of
from gql_crm.customization.held_values import HeldValues, told_double
from gql_crm.customization.modules import Plugins
from gql_crm.customization.record_passes import (
    FEW,
    changed_since,
    delete_lines,
    oldest_running,
    stretches,
    switch_over,
)
from gql_crm.customization.session import CatalogChange
from gql_crm.customization.writers import shut_writers_out
from gql_crm.database.pool import Connection, Database
from gql_crm.jobs import Job, JobFailed, JobRun, enqueue
from gql_crm.plugins.merge import CustomField

UNIQUE_JOB: Final = "field.unique"
_AT_ONCE: Final = 1_000
_HOPELESS: Final = 100
"""With so many values that others have the pass ends early."""


async def ask_for_unique(
    connection: Connection, custom: CustomField, actor_id: UUID | None, now: datetime
) -> UUID:
    """Ask for the job that makes a field unique; return its id."""
    arguments = {"entity": custom.entity, "key": custom.field.key, "field": custom.id}
    return await enqueue(connection, UNIQUE_JOB, arguments, actor_id=actor_id, now=now)


@dataclass(frozen=True, slots=True)
class UniqueJob:
    """Goes through all records while they are written, then through those that were changed meanwhile.

    Writers wait only for the last few of these, and find the field unique afterwards.
    """

    database: Database
    plugins: Plugins
    clock: Clock

    async def __call__(self, run: JobRun) -> None:
        """Make the field unique. Raises JobFailed when records hold equal values; all is as before then."""
        place = await place_of(self.database, self.plugins, run.job)
        if place is None or place.deleted or place.field.field.unique:
            return
        await self._forget(place)
        try:
            taking = _Taking(self.database, place)
            await taking.pass_through(run)
            await switch_over(taking.follow, partial(self._finish, taking, run.job))
        except JobFailed:  # after any other fault the next attempt begins by forgetting
            await self._forget(place)
            raise

    async def _forget(self, place: FieldPlace) -> None:
        await delete_lines(self.database, "unique_value", "value_key", place.field.field_id)

    async def _finish(self, taking: "_Taking", job: Job) -> None:
        async with self.database.transaction() as connection:
            change = await CatalogChange.begin(connection, self.plugins.contributions, self.clock())
            custom = next(
                (one for one in change.state.custom_fields if one.id == job.arguments["field"]), None
            )
            if custom is None:
                return
            await shut_writers_out(connection)
            await taking.follow_on(connection)
            taking.check()
            unique = replace(custom, field=replace(custom.field, unique=True))
            await field_rows.redefine(connection, unique.id, unique.field)
            await change.publish(change.with_changed(unique))


@dataclass(slots=True)
class _Taking:
    """Writes the unique values of records; `double` are records whose value another one has."""

    database: Database
    place: FieldPlace
    double: dict[UUID, str] = field(default_factory=dict)
    since: int = 0
    """Transactions below this number had ended when their records were looked at."""

    async def pass_through(self, run: JobRun) -> None:
        """Look at all records."""
        async with self.database.connection() as connection:
            self.since = await oldest_running(connection)
            live = HeldValues(connection, self.place.entity, self.place.field).live
        async for stretch in stretches(self.database, self.place.entity.table, live):
            for ids in _portions(stretch.ids):
                async with self.database.transaction() as connection:
                    await self._take(connection, ids)
            if len(self.double) >= _HOPELESS:
                self.check()
            await run.progress(stretch.part * 0.95)

    async def follow(self) -> int:
        """Look at the records that were changed since the last look; return how many there were."""
        async with self.database.transaction() as connection:
            number = await self.follow_on(connection)
        if number <= FEW:
            self.check()
        return number

    async def follow_on(self, connection: Connection) -> int:
        """Do so inside a transaction."""
        now = await oldest_running(connection)
        changed = await changed_since(connection, self.place.entity.stored_as, self.since)
        self.since = now
        ids = [*changed, *(id_ for id_ in self.double if id_ not in changed)]
        held = HeldValues(connection, self.place.entity, self.place.field)
        for portion in _portions(ids):
            await held.give_back(portion)
        for portion in _portions(ids):
            await self._take(connection, portion)
        return len(changed)

    def check(self) -> None:
        """Raise JobFailed when records hold equal values."""
        if self.double:
            raise JobFailed(told_double(self.double.values()))

    async def _take(self, connection: Connection, ids: Sequence[UUID]) -> None:
        held = HeldValues(connection, self.place.entity, self.place.field)
        refused: Mapping[UUID, str] = await held.take_free(ids)
        for id_ in ids:
            self.double.pop(id_, None)
        self.double.update(refused)


def _portions(ids: Iterable[UUID]) -> list[list[UUID]]:
    every = list(ids)
    return [every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE)]
