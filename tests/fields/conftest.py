from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from gql_crm.database.session import set_codecs
from tests.conftest import Addresses
from tests.fields.both_storages import BothStorages
from tests.fields.kind_cases import KINDS


@pytest_asyncio.fixture
async def connection(kernel_database: Addresses) -> AsyncIterator[asyncpg.Connection]:
    """A connection to a database that knows the functions of text."""
    opened = await asyncpg.connect(kernel_database.owner, server_settings={"TimeZone": "UTC"})
    await set_codecs(opened)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def both(request: pytest.FixtureRequest, connection: asyncpg.Connection) -> BothStorages:
    """An empty table with the values of the kind that the test is parametrized with."""
    return await BothStorages.create(connection, KINDS[request.param])
