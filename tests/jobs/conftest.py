from collections.abc import AsyncIterator

import pytest

from gql_crm.database.pool import Database
from tests.conftest import Addresses


@pytest.fixture
async def database(kernel_database: Addresses) -> AsyncIterator[Database]:
    """Connections to a database with the kernel's tables, as the server has them."""
    opened = await Database.connect(kernel_database.app)
    yield opened
    await opened.close()
