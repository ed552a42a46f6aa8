"""PostgreSQL for tests: one server a run, one migrated template, one copy of it a test."""

import asyncio
import os
import uuid
from collections.abc import Sequence
from pathlib import Path

import asyncpg

from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.migration_apps import MigrationApp
from gql_crm.database.migrations import migrate
from gql_crm.database.supervisor.folder import APP_ROLE, OWNER_ROLE

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
ADMINISTRATOR = "postgres"


def start_server(folder: Path) -> EmbeddedServer:
    """Start the server of a test run: the bundled one, or Debian's 15 where GQL_CRM_TEST_POSTGRES=15."""
    wanted = os.environ.get("GQL_CRM_TEST_POSTGRES", "")
    if wanted not in {"", "15", "18"}:
        raise ValueError(
            f'GQL_CRM_TEST_POSTGRES is "{wanted}"; "15" (Debian\'s) or nothing (the bundled 18).'
        )
    server = EmbeddedServer.start(folder, binaries=DEBIAN_15 if wanted == "15" else None)
    asyncio.run(_forgo_durability(server))
    return server


async def _forgo_durability(server: EmbeddedServer) -> None:
    """Make databases quick to copy and drop: nothing of a test run has to survive a power cut."""
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        await _administer(server, f"ALTER SYSTEM SET {setting} = off")
    await _administer(server, "SELECT pg_reload_conf()")


async def create_template(server: EmbeddedServer, apps: Sequence[MigrationApp]) -> str:
    """Make a database with the migrations of `apps`; return its name for `create_from_template`."""
    name = f"template_{uuid.uuid4().hex}"
    await _administer(server, f"CREATE DATABASE {name} OWNER {OWNER_ROLE}")
    await migrate(server.dsn(OWNER_ROLE, name), apps, app_role=APP_ROLE)
    return name


async def create_from_template(server: EmbeddedServer, template: str) -> tuple[str, str]:
    """Copy a template; return the addresses for the owner's and the server's role."""
    name = f"test_{uuid.uuid4().hex}"
    await _administer(server, f"CREATE DATABASE {name} OWNER {OWNER_ROLE} TEMPLATE {template}")
    return server.dsn(OWNER_ROLE, name), server.dsn(APP_ROLE, name)


async def create_empty(server: EmbeddedServer) -> tuple[str, str]:
    """Make a database without tables; return the addresses for the owner's and the server's role."""
    return await create_from_template(server, "template1")


async def drop(server: EmbeddedServer, dsn: str) -> None:
    """Drop the database of an address, whoever is connected to it."""
    name = dsn.rpartition("?")[0].rpartition("/")[2]
    await _administer(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def _administer(server: EmbeddedServer, statement: str) -> None:
    connection = await asyncpg.connect(server.dsn(ADMINISTRATOR, "postgres"))
    try:
        for attempt in range(50):
            try:
                await connection.execute(statement)
                return
            except asyncpg.ObjectInUseError:  # another copy of the template is being made
                if attempt == 49:
                    raise
                await asyncio.sleep(0.1)
    finally:
        await connection.close()
