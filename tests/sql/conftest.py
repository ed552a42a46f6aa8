from collections.abc import AsyncIterator

import asyncpg
import pytest_asyncio

from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.session import set_codecs
from tests.postgres import create_from_template, drop


@pytest_asyncio.fixture(scope="session")
async def functions_of_text(postgres: EmbeddedServer, kernel_template: str) -> AsyncIterator[str]:
    """The address of a database in which nothing but temporary tables is made."""
    owner, _ = await create_from_template(postgres, kernel_template)
    yield owner
    await drop(postgres, owner)


@pytest_asyncio.fixture
async def connection(functions_of_text: str) -> AsyncIterator[asyncpg.Connection]:
    opened = await asyncpg.connect(functions_of_text, server_settings={"TimeZone": "UTC"})
    await set_codecs(opened)
    yield opened
    await opened.close()
