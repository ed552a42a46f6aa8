"""PostgreSQL for tests: one server a run, one migrated template, one copy of it a test."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.migration_apps import MigrationApp
from gql_crm.database.migrations import migrate
from gql_crm.database.scratch import create_database, drop_database, forgo_durability
from gql_crm.database.supervisor.folder import APP_ROLE, OWNER_ROLE

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")


def start_server(folder: Path) -> EmbeddedServer:
    """Start the server of a test run: the bundled one, or Debian's 15 where GQL_CRM_TEST_POSTGRES=15."""
    wanted = os.environ.get("GQL_CRM_TEST_POSTGRES", "")
    if wanted not in {"", "15", "18"}:
        raise ValueError(
            f'GQL_CRM_TEST_POSTGRES is "{wanted}"; "15" (Debian\'s) or nothing (the bundled 18).'
        )
    server = EmbeddedServer.start(folder, binaries=DEBIAN_15 if wanted == "15" else None)
    asyncio.run(forgo_durability(server))
    return server


async def create_template(server: EmbeddedServer, apps: Sequence[MigrationApp]) -> str:
    """Make a database with the migrations of `apps`; return its name for `create_from_template`."""
    name = await create_database(server)
    await migrate(server.dsn(OWNER_ROLE, name), apps, app_role=APP_ROLE)
    return name


async def create_from_template(server: EmbeddedServer, template: str) -> tuple[str, str]:
    """Copy a template; return the addresses for the owner's and the server's role."""
    name = await create_database(server, template)
    return server.dsn(OWNER_ROLE, name), server.dsn(APP_ROLE, name)


async def create_empty(server: EmbeddedServer) -> tuple[str, str]:
    """Make a database without tables; return the addresses for the owner's and the server's role."""
    return await create_from_template(server, "template1")


async def drop(server: EmbeddedServer, dsn: str) -> None:
    """Drop the database of an address, whoever is connected to it."""
    await drop_database(server, dsn.rpartition("?")[0].rpartition("/")[2])
