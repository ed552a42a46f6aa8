"""Leftovers: what belongs to no custom field or entity, because a deletion was cut short or a row is lost."""

from collections.abc import AsyncIterator, Iterator

import asyncpg

from gql_crm.cli.checks.custom_fields import CustomFields, load_custom_fields
from gql_crm.cli.database import DatabaseAddress
from gql_crm.cli.findings import Finding, ok, warning
from gql_crm.customization import DELETE_JOB, field_number
from gql_crm.database import Database
from gql_crm.database.direct import direct_connection
from gql_crm.database.entity_tables import dropping, found_tables
from gql_crm.database.leftovers import LINE_TABLES, clearing, fields_of_lines, keys_of_documents
from gql_crm.jobs import JobState
from gql_crm.settings import Settings


async def check_leftovers(settings: Settings, address: DatabaseAddress) -> AsyncIterator[Finding]:
    """Look at a database whose tables are in order."""
    schema = settings.database_schema
    database = await Database.connect(address.app_dsn, schema=schema, max_size=1)
    try:
        async with database.connection() as connection:
            fields = await load_custom_fields(connection, settings)
    finally:
        await database.close()
    complete = True
    async with direct_connection(address.owner_dsn, schema=schema) as owner:
        async for finding in _leftovers(owner, fields):
            complete = False
            yield finding
    if complete:
        yield ok("leftovers", "Every value belongs to a field.")


async def _leftovers(owner: asyncpg.Connection, fields: CustomFields) -> AsyncIterator[Finding]:
    for entity in fields.catalog.entities.values():
        held = await keys_of_documents(owner, entity.table)
        for finding in _strangers(fields, entity.table, held.keys):
            yield finding
        if held.part != "all":
            text = f'"{entity.table}" is large: {held.part} of its records were looked at.'
            yield warning("leftovers", text, "Run gql-crm doctor when the database has less to do.")
    kept = {one.table for one in fields.state.custom_entities}
    for table in await found_tables(owner):
        if table not in kept and not fields.is_dropped(table):
            text = f'"{table}" is the table of a custom entity that was deleted.'
            yield warning("leftovers", text, _dropping(fields, table))
    for table in LINE_TABLES:
        for finding in _strangers(fields, table, await fields_of_lines(owner, table)):
            yield finding


def _strangers(fields: CustomFields, table: str, keys: frozenset[str]) -> Iterator[Finding]:
    for key in sorted(keys):
        number = field_number(key)
        if number not in fields.numbers and not fields.is_worked_on(number):
            text = f'"{table}" holds values of "{key}", which is no custom field any more.'
            yield warning("leftovers", text, _cure(fields, table, key))


def _dropping(fields: CustomFields, table: str) -> str:
    job = fields.deletions.get(table)
    if job and job.state is JobState.FAILED:
        return f'`retryJob(id: "{job.id}")` in GraphQL drops it.'
    return f"{dropping(table)};"


def _cure(fields: CustomFields, table: str, key: str) -> str:
    job = fields.jobs.get(field_number(key))
    if job and job.kind == DELETE_JOB and job.state is JobState.FAILED:
        return f'`retryJob(id: "{job.id}")` in GraphQL clears them.'
    return clearing(table, key)
