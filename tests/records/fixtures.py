from collections.abc import AsyncIterator

import asyncpg
import pytest_asyncio

from gql_crm.database.embedded import EmbeddedServer
from tests.postgres import create_from_template, create_template, drop
from tests.records.world import APPS, TABLES, World, opened_world


@pytest_asyncio.fixture(scope="session")
async def world_template(postgres: EmbeddedServer) -> str:
    return await create_template(postgres, APPS)


@pytest_asyncio.fixture
async def world(postgres: EmbeddedServer, world_template: str) -> AsyncIterator[World]:
    """Tables, an administrator and a member of the test's own."""
    owner, app = await create_from_template(postgres, world_template)
    connection = await asyncpg.connect(owner)
    await connection.execute(TABLES)
    await connection.close()
    async with opened_world(app, owner) as opened:
        yield opened
    await drop(postgres, owner)
