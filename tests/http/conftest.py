from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import pytest_asyncio

from gql_crm.database.embedded import EmbeddedServer
from tests.http.served import Served, settings_for
from tests.postgres import create_empty, drop


@pytest_asyncio.fixture(scope="session")
async def served(postgres: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    """A server that the tests of HTTP share: they leave nothing in its database that another would see."""
    owner, app = await create_empty(postgres)
    settings = settings_for(tmp_path_factory.mktemp("data"), allowed_origins="https://app.example.com")
    with Served(settings, owner, app) as server:
        yield server
    await drop(postgres, owner)


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    """A client that is signed in as the administrator."""
    with served.client() as client:
        yield client
