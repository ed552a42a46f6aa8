from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from gql_crm.database.embedded import EmbeddedServer
from tests.http.served import Served, settings_for
from tests.postgres import create_empty, drop
from tests.subscriptions.living import Living


@pytest_asyncio.fixture(scope="session")
async def live_server(
    postgres: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Served]:
    """A server that the tests of subscriptions share."""
    owner, app = await create_empty(postgres)
    settings = settings_for(tmp_path_factory.mktemp("data"), limit_send_seconds=1)
    with Served(settings, owner, app) as server:
        yield server
    await drop(postgres, owner)


@pytest_asyncio.fixture
async def living(live_server: Served) -> AsyncIterator[Living]:
    """What the administrator does there, and others follow."""
    async with Living.at(live_server.url, live_server.token) as living:
        yield living
