"""The job `duplicates.fill`: writes the keys of rules that came later than records."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from gql_crm import sql
from gql_crm.clock import Clock
from gql_crm.customization import duplicate_rows
from gql_crm.customization.modules import Plugins
from gql_crm.customization.record_passes import ROW, delete_lines, lock_free, stretches
from gql_crm.customization.store import load
from gql_crm.database.older_transactions import outlast_transactions
from gql_crm.database.pool import Connection, Database
from gql_crm.jobs import JobRun
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.duplicate_keys import TABLE
from gql_crm.plugins.duplicates import CatalogDuplicateRule
from gql_crm.plugins.merge import merge
from gql_crm.records.duplicate_writes import insert_keys_of_many
from gql_crm.records.loading import load_values
from gql_crm.records.statements import fetch, run

_AT_ONCE: Final = 200
"""Records that are locked together."""
_PAUSE_SECONDS: Final = 0.05


@dataclass(frozen=True, slots=True)
class FillJob:
    """Goes through all records of an entity beside running requests, which write the keys of the others."""

    database: Database
    plugins: Plugins
    clock: Clock

    async def __call__(self, run_: JobRun) -> None:
        """Write the keys; doing it again is safe. Rules that are gone meanwhile are left out."""
        await outlast_transactions(self.database)  # those that do not know the rules yet
        entity, rules = await self._found(run_.job.arguments)
        if entity is None or not rules:
            return
        for rule in rules:
            await delete_lines(self.database, TABLE, "record_id", rule.rule_id, field="rule_id")
        async for stretch in stretches(self.database, entity.table, sql.TRUE):
            for start in range(0, len(stretch.ids), _AT_ONCE):
                await self._fill(entity, rules, stretch.ids[start : start + _AT_ONCE])
            await run_.progress(stretch.part)
        async with self.database.transaction() as connection:
            known = await duplicate_rows.known_fills(connection)
            there = [rule.rule_id for rule in rules if rule.rule_id in known]
            await duplicate_rows.note_fills(connection, there, self.clock())

    async def _found(
        self, arguments: Mapping[str, object]
    ) -> tuple[CatalogEntity | None, Sequence[CatalogDuplicateRule]]:
        async with self.database.connection() as connection:
            state = await load(connection)
        given = state.given(self.plugins.contributions)
        catalog = merge(given, version=state.version, now=self.clock())
        entity = catalog.stored_entities.get(str(arguments["entity"]))
        wanted = arguments["rules"]
        if entity is None or not isinstance(wanted, list):
            return None, ()
        return entity, [rule for rule in entity.duplicate_rules if rule.rule_id in wanted]

    async def _fill(
        self, entity: CatalogEntity, rules: Sequence[CatalogDuplicateRule], ids: Iterable[UUID]
    ) -> None:
        """Write the keys of records; who is writing one of them is waited for without holding anything."""
        left = set(ids)
        keys = sorted({key for rule in rules for key in rule.rule.keys})
        while left:
            async with self.database.transaction() as connection:
                locked = await lock_free(connection, entity.table, sorted(left))
                values = await load_values(connection, entity, locked, keys)
                if statement := insert_keys_of_many(rules, values):
                    await run(connection, statement)
                left -= set(locked)
                left &= await _there(connection, entity, left)
            if left:
                await asyncio.sleep(_PAUSE_SECONDS)


async def _there(connection: Connection, entity: CatalogEntity, ids: Iterable[UUID]) -> set[UUID]:
    among = sql.AnyOf(sql.Column(ROW, "id"), sql.parameters(sorted(ids), "uuid"))
    item = sql.Item(sql.Column(ROW, "id"), "id")
    return {
        row["id"]
        for row in await fetch(connection, sql.Select((item,), sql.Table(entity.table, ROW), where=among))
    }
