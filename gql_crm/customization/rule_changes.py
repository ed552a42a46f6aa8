"""Rules for duplicates that come and go with the catalog: their keys are asked for, or forgotten."""

from datetime import datetime
from typing import Final
from uuid import UUID

from gql_crm import sql
from gql_crm.customization import duplicate_rows
from gql_crm.database.pool import Connection
from gql_crm.jobs import enqueue
from gql_crm.plugins.catalog import Catalog, CatalogEntity
from gql_crm.records.statements import fetch

FILL_JOB: Final = "duplicates.fill"


async def ask_for_keys(
    connection: Connection, catalog: Catalog, now: datetime, actor_id: UUID | None = None
) -> list[UUID]:
    """Ask for the keys of new rules; return the jobs. Where there is no record, none is missing."""
    known = await duplicate_rows.known_fills(connection)
    jobs: list[UUID] = []
    for entity in catalog.entities.values():
        new = [rule.rule_id for rule in entity.duplicate_rules if rule.rule_id not in known]
        if not new:
            continue
        if await _is_empty(connection, entity):
            await duplicate_rows.note_fills(connection, new, now)
            continue
        await duplicate_rows.note_fills(connection, new, None)
        arguments = {"entity": entity.stored_as, "rules": new}
        jobs.append(await enqueue(connection, FILL_JOB, arguments, actor_id=actor_id, now=now))
    return jobs


async def follow_rules(connection: Connection, before: Catalog, after: Catalog, now: datetime) -> None:
    """Ask for the keys of rules that a change of the catalog brings, and forget those that it takes."""
    old, new = _rule_ids(before), _rule_ids(after)
    if old - new:
        await duplicate_rows.forget_fills(connection, old - new)
    if new - old:
        await ask_for_keys(connection, after, now)


def _rule_ids(catalog: Catalog) -> set[str]:
    return {rule.rule_id for entity in catalog.entities.values() for rule in entity.duplicate_rules}


async def _is_empty(connection: Connection, entity: CatalogEntity) -> bool:
    one = sql.Select((sql.Item(sql.Constant(1), "one"),), sql.Table(entity.table, "e"), limit=1)
    return not await fetch(connection, one)
