"""The job `found.tell`: looks at what may newly fit the wishes of records, and tells them of it."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from uuid import UUID

import asyncpg

from gql_crm import sql
from gql_crm.clock import Clock, uuid7
from gql_crm.customization.writers import writing
from gql_crm.database import Connection
from gql_crm.jobs import LOOKED_AT, JobRun, enqueue
from gql_crm.journal import FOUND_JOB, Event, event_parts
from gql_crm.modules.identity.tokens import actor_of_user
from gql_crm.reads.watching import Due, Earlier, Watched, oldest_values, some_are_due, watched_lists
from gql_crm.records.checks import Sight
from gql_crm.records.event_recording import MOST_RELATED
from gql_crm.records.statements import fetch, run
from gql_crm.schema.version import Versions
from gql_crm.workspace.found_sight import newly_seen, shown_records

if TYPE_CHECKING:
    from gql_crm.workspace.workspace import Workspace

_MOST_PAIRS: Final = 1_000
"""How many pairs one transaction tells."""
Pair: TypeAlias = tuple[UUID, UUID]
"""The record that has found, and the one that it has found."""


async def ask_to_tell(connection: Connection, now: datetime) -> None:
    """Ask for the job where something waits to be told whose time has come."""
    if await fetch(connection, some_are_due(now)):
        async with connection.transaction():
            await enqueue(connection, FOUND_JOB, {}, actor_id=None, now=now)


@dataclass(frozen=True, slots=True)
class FoundJob:
    """Keeps what newly fits, then tells what is due: each pair once, though the job may be done again."""

    workspace: "Workspace"
    clock: Clock

    async def __call__(self, run: JobRun) -> None:
        """Look at the records that the job is about, and tell."""
        await self._writing(_Looking(run.job.arguments.get(LOOKED_AT, ()), self._due()).look)
        telling = _Telling(self.clock())
        while await self._writing(telling.tell):
            pass

    def _due(self) -> Due:
        return Due.after(self.clock(), self.workspace.live.settings.time_zone)

    async def _writing(self, work: Callable[[Connection, Versions], Awaitable[bool]]) -> bool:
        """Do work in a transaction by the newest catalog, which may move before the transaction holds it."""
        while True:
            await self.workspace.live.refresh_if_stale()
            versions = self.workspace.live.versions
            async with writing(self.workspace.database, versions.catalog.version) as (connection, holds):
                if holds:
                    return await work(connection, versions)


@dataclass(frozen=True, slots=True)
class _Looking:
    """Finds who wishes what the records of messages have become."""

    messages: Sequence[Mapping[str, Any]]
    due: Due

    async def look(self, connection: Connection, versions: Versions) -> bool:
        """Keep the pairs that are new."""
        looked_at = self._earliest()
        for watched in watched_lists(versions.catalog):
            if mine := looked_at.get(watched.found.node.entity):
                before = await self._before(connection, watched, mine)
                shown = await newly_seen(connection, versions, watched, shown_records(self.messages, mine))
                await run(connection, watched.kept(before, self.due, shown))
        return False

    def _earliest(self) -> Mapping[str, dict[UUID, Earlier]]:
        """Return the records by entity, each from its first change on."""
        earliest: dict[str, dict[UUID, Earlier]] = defaultdict(dict)
        for message in self.messages:
            entity, id_ = message["entity"], UUID(message["record_id"])
            one = Earlier(message["version"], is_new=message["action"] != "UPDATED")
            earliest[entity][id_] = min(earliest[entity].get(id_, one), one)
        return earliest

    async def _before(
        self, connection: Connection, watched: Watched, looked_at: Mapping[UUID, Earlier]
    ) -> Mapping[UUID, Mapping[str, object] | None]:
        changes: dict[UUID, list[Mapping[str, tuple[object, object]]]] = defaultdict(list)
        for row in await fetch(connection, watched.earlier_values(looked_at)):
            changes[row["id"]].append(row["diff"])
        return {
            id_: None if earlier.is_new else oldest_values(changes[id_]) for id_, earlier in looked_at.items()
        }


@dataclass(frozen=True, slots=True)
class _Telling:
    """Tells what waits: an event in the timeline of each record that has found something."""

    now: datetime

    async def tell(self, connection: Connection, versions: Versions) -> bool:
        """Tell the next pairs of each list; return whether there may be more."""
        more = False
        for watched in watched_lists(versions.catalog):
            rows: Sequence[asyncpg.Record] = await fetch(connection, watched.waiting(self.now, _MOST_PAIRS))
            if len(rows) == _MOST_PAIRS:
                more = True
                rows = _whole(rows)
            if rows:
                await self._tell(connection, versions, watched, rows)
        return more

    async def _tell(
        self, connection: Connection, versions: Versions, watched: Watched, rows: Sequence[asyncpg.Record]
    ) -> None:
        seen = await _seen_by_owners(connection, versions, watched, rows)
        holding = {(row["finder_id"], row["found_id"]) for row in rows if row["holds"]} & seen
        if lost := {(row["finder_id"], row["found_id"]) for row in rows} - holding:
            await run(connection, watched.forgotten(lost))
        if not holding:
            return
        found: dict[UUID, list[UUID]] = defaultdict(list)
        for row in await fetch(connection, watched.told(holding, self.now)):
            found[row["finder_id"]].append(row["found_id"])
        events = [
            self._event(watched, finder, ids)
            for finder, all_ids in sorted(found.items())
            for ids in _portions(sorted(all_ids))
        ]
        if parts := tuple(event_parts(events)):
            await run(connection, sql.With(parts[:-1], parts[-1][1]))

    def _event(self, watched: Watched, finder: UUID, found: Sequence[UUID]) -> Event:
        return Event(
            id=uuid7(),
            kind=watched.watch.event,
            subject_id=finder,
            actor_id=None,
            occurred_at=self.now,
            recorded_at=self.now,
            records={watched.watch.records: tuple(found)},
        )


def _portions(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(ids), MOST_RELATED):
        yield ids[start : start + MOST_RELATED]


def _whole(rows: Sequence[asyncpg.Record]) -> Sequence[asyncpg.Record]:
    """Leave out the last record, of which there may be more pairs: one event tells them all."""
    last = rows[-1]["finder_id"]
    return [row for row in rows if row["finder_id"] != last] or rows


async def _seen_by_owners(
    connection: Connection, versions: Versions, watched: Watched, rows: Sequence[asyncpg.Record]
) -> set[Pair]:
    """Return the pairs whose found record is seen by the owner of the record that has found it.

    A record without an owner, or whose owner is not active or cannot read what fits, has nobody to be told.
    """
    by_owner: dict[UUID, list[Pair]] = defaultdict(list)
    for row in rows:
        if row["owner_id"] is not None and row["holds"]:
            by_owner[row["owner_id"]].append((row["finder_id"], row["found_id"]))
    seen = set[Pair]()
    for owner, pairs in sorted(by_owner.items()):
        actor = await actor_of_user(connection, owner)
        if actor is None:
            continue
        profile = versions.profile(actor.role_keys)
        if any(profile.hides(entity, key) for entity, key in watched.found.reads()):
            continue
        sight = Sight(versions.catalog, actor, profile)
        ids = {found for _, found in pairs}
        live = sight.live("r", (watched.fitting.name,))
        id_ = sql.Column("r", "id")
        where = sql.all_of(sql.AnyOf(id_, sql.parameters(sorted(ids), "uuid")), live)
        select = sql.Select((sql.Item(id_, "id"),), sql.Table("record", "r"), where=where)
        there = {row["id"] for row in await fetch(connection, select)}
        seen.update(pair for pair in pairs if pair[1] in there)
    return seen
