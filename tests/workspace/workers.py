"""Two workers of one database: what one of them changes, the other has to learn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg

from gql_crm.database.supervisor.folder import APP_ROLE, OWNER_ROLE
from gql_crm.settings import Settings
from gql_crm.testing import Crm, Template, open_crm
from gql_crm.workspace import Workspace

CREATE_FIELD = """
mutation ($input: CreateFieldInput!) {
  createField(input: $input) { field { key label } catalogVersion userErrors { code field message } }
}
"""
CREATE_CONTACT = """
mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id } userErrors { code } } }
"""
RETIRE_FIELD = """
mutation ($key: String!) { retireField(entity: "Contact", key: $key) { catalogVersion userErrors { code } } }
"""


@dataclass
class Workers:
    """`deaf` hears no notification, so that it learns of a change by its requests alone."""

    speaking: Crm
    deaf: Crm
    dsn: str

    async def sql(self, statement: str, *arguments: Any) -> Any:
        """Run a statement beside the workers."""
        connection = await asyncpg.connect(self.dsn)
        try:
            return await connection.fetchval(statement, *arguments)
        finally:
            await connection.close()


async def create_field(crm: Crm, key: str, kind: str = "TEXT", **more: Any) -> int:
    """Create a field of contacts; return the catalog's version."""
    made = await crm.data(CREATE_FIELD, input={"entity": "Contact", "key": key, "kind": kind, **more})
    assert made["createField"]["userErrors"] == []
    version: int = made["createField"]["catalogVersion"]
    return version


def version_of(crm: Crm) -> int:
    return crm.workspace.live.versions.catalog.version


async def reach(crm: Crm, version: int) -> None:
    """Wait until a worker has a version, without asking it anything."""
    async with asyncio.timeout(60):
        while version_of(crm) < version:  # noqa: ASYNC110 (a worker announces nothing)
            await asyncio.sleep(0.002)


async def database_of(crm: Crm) -> str:
    async with crm.workspace.database.connection() as connection:
        name: str = await connection.fetchval("SELECT current_database()")
    return name


@asynccontextmanager
async def two_workers(
    template: Template, *, hears: bool = False, owns: bool = False
) -> AsyncIterator[Workers]:
    """Open two workspaces on one database; the second one `hears` notifications and makes tables, or not."""
    async with open_crm(template) as first:
        name = await database_of(first)
        dsn = template.server.dsn(APP_ROLE, name)
        second = await Workspace.open(
            Settings.load(),
            dsn=dsn,
            owner_dsn=template.server.dsn(OWNER_ROLE, name) if owns else None,
            contributions=template.contributions,
        )
        try:
            if not hears and second._listener:
                await second._listener.stop()
            yield Workers(first, Crm(second, first.admin), dsn)
        finally:
            await second.close()
