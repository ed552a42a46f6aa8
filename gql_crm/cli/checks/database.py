"""The database: can it be reached, is it one that serves, are its tables as they should be."""

from collections.abc import AsyncIterator

from gql_crm.cli.checks.migrations import check_migrations, used_apps
from gql_crm.cli.database import DatabaseAddress
from gql_crm.cli.findings import Finding, error, ok, warning
from gql_crm.customization import load
from gql_crm.database import Database
from gql_crm.database.differences import differences
from gql_crm.database.direct import direct_connection
from gql_crm.database.errors import DatabaseUnavailable, UnsuitableDatabase
from gql_crm.database.history_protection import HistoryProtection, history_protection
from gql_crm.database.suitability import check_suitable, letter_collation
from gql_crm.plugins.merge import CustomEntity
from gql_crm.plugins.models import custom_entity_model
from gql_crm.settings import Settings


async def check_database(settings: Settings, address: DatabaseAddress) -> AsyncIterator[Finding]:
    """Look at a running database. What follows from a fault that was found is not looked at."""
    try:
        async for finding in _check_server(settings, address):
            yield finding
            if finding.level == "error":
                return
        async for finding in _check_tables(settings, address):
            yield finding
    except DatabaseUnavailable as problem:
        cure = "Check DATABASE_URL, and whether the server runs and lets this machine in."
        yield error("database", str(problem), cure)


async def _check_server(settings: Settings, address: DatabaseAddress) -> AsyncIterator[Finding]:
    async with direct_connection(address.owner_dsn, schema=settings.database_schema) as connection:
        version = connection.get_settings().server_version
        yield ok("database", f"PostgreSQL {version} at {address.place}")
        try:
            await check_suitable(connection)
        except UnsuitableDatabase as problem:
            yield error("locale", str(problem), "Make a database as described, and let DATABASE_URL name it.")
            return
        yield ok(
            "locale", f'Letters of every script are known (collation "{await letter_collation(connection)}").'
        )


async def _check_tables(settings: Settings, address: DatabaseAddress) -> AsyncIterator[Finding]:
    waits = False
    async for finding in check_migrations(settings, address):
        waits = waits or finding.level == "error"
        yield finding
    if waits:
        return
    apps, schema = await used_apps(settings, address), settings.database_schema
    models = [custom_entity_model(one.table) for one in await _custom_entities(settings, address)]
    found = await differences(address.owner_dsn, apps, schema=schema, run_time_models=models)
    for sentence in found:
        yield error("tables", f"{sentence}.", "Undo what changed the tables by hand, or restore a backup.")
    if not found:
        yield ok("tables", "They are what the modules declare.")
    async with direct_connection(address.app_dsn, schema=schema) as connection:
        yield _history(await history_protection(connection, schema))


async def _custom_entities(settings: Settings, address: DatabaseAddress) -> tuple[CustomEntity, ...]:
    database = await Database.connect(address.app_dsn, schema=settings.database_schema, max_size=1)
    try:
        async with database.connection() as connection:
            return (await load(connection)).custom_entities
    finally:
        await database.close()


def _history(protection: HistoryProtection) -> Finding:
    if protection.missing:
        cure = "Restore the trigger from a backup: without it the record of changes proves nothing."
        return error("history", f'The trigger "{protection.missing[0]}" is missing or off.', cure)
    if protection.role_has_rights:
        return warning(
            "history",
            f'A trigger protects it, but the role "{protection.role}" that serves requests owns the tables.',
            "Let DATABASE_URL name a role without UPDATE and DELETE on it, and GQL_CRM_DIRECT_URL the owner.",
        )
    return ok(
        "history",
        f'The role "{protection.role}" may not rewrite it; a trigger refuses everybody.',
    )
