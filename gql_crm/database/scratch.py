"""Databases that come and go with a test: made from a template, dropped whoever is connected."""

import asyncio
import uuid
from collections.abc import Sequence

import asyncpg

from gql_crm.database.declared import table_statements
from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.grants import grant_to
from gql_crm.database.migration_apps import MigrationApp, declared_models
from gql_crm.database.session import quoted
from gql_crm.database.supervisor.folder import APP_ROLE, OWNER_ROLE

ADMINISTRATOR = "postgres"
_PATIENCE = 100


async def forgo_durability(server: EmbeddedServer) -> None:
    """Make databases quick to copy and drop: nothing of a test run has to survive a power cut."""
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        await _administer(server, f"ALTER SYSTEM SET {setting} = off")
    await _administer(server, "SELECT pg_reload_conf()")


async def create_database(server: EmbeddedServer, template: str = "template1") -> str:
    """Copy a database, an empty one by default; return the copy's name."""
    name = f"scratch_{uuid.uuid4().hex}"
    await _administer(server, f"CREATE DATABASE {name} OWNER {OWNER_ROLE} TEMPLATE {quoted(template)}")
    return name


async def drop_database(server: EmbeddedServer, name: str) -> None:
    """Drop a database that `create_database` made, whoever is connected to it."""
    await _administer(server, f"DROP DATABASE IF EXISTS {quoted(name)} WITH (FORCE)")


async def make_tables(dsn: str, apps: Sequence[MigrationApp], label: str) -> None:
    """Make the tables of one app as its models declare them, without migrations."""
    connection = await asyncpg.connect(dsn)
    try:
        async with declared_models(apps) as models:
            for model in models:
                if model._meta.app == label:
                    for statement in table_statements(model, trigram_schema="public"):
                        await connection.execute(statement)
        await grant_to(connection, APP_ROLE, "public")
    finally:
        await connection.close()


async def _administer(server: EmbeddedServer, statement: str) -> None:
    connection = await asyncpg.connect(server.dsn(ADMINISTRATOR, "postgres"))
    try:
        for _ in range(_PATIENCE):
            try:
                await connection.execute(statement)
            except asyncpg.ObjectInUseError:  # another copy of the template is being made
                await asyncio.sleep(0.1)
            else:
                return
        msg = "the template database stays in use"
        raise TimeoutError(msg)
    finally:
        await connection.close()
