"""The oldest PostgreSQL that is supported, where Debian's is installed."""

from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest
import pytest_asyncio

from gql_crm.database.differences import differences
from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.migration_apps import KERNEL
from gql_crm.database.migrations import migrate
from tests.database.test_text_functions import ORDERS
from tests.postgres import DEBIAN_15

pytestmark = pytest.mark.skipif(
    not (DEBIAN_15 / "postgres").exists(), reason="PostgreSQL 15 of Debian (postgresql-15) is not installed"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    with EmbeddedServer.start(tmp_path_factory.mktemp("postgres15"), binaries=DEBIAN_15) as server:
        yield server


@pytest_asyncio.fixture
async def connection(server: EmbeddedServer) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(server.owner_dsn)
    yield connection
    await connection.close()


async def test_it_is_migrated_to_what_the_models_declare(
    server: EmbeddedServer, connection: asyncpg.Connection
) -> None:
    assert connection.get_server_version().major == 15
    await migrate(server.owner_dsn, [KERNEL], app_role="gql_crm_app")
    assert await differences(server.owner_dsn, [KERNEL]) == []


async def test_it_folds_and_sorts_the_same(server: EmbeddedServer, connection: asyncpg.Connection) -> None:
    await migrate(server.owner_dsn, [KERNEL])
    assert await connection.fetchval("SELECT gql_crm_fold('Žaneta ПЕТЪР علي')") == "zaneta петър علی"
    for names in ORDERS.values():
        rows = await connection.fetch(
            'SELECT name FROM unnest($1::text[]) AS t(name) ORDER BY gql_crm_sort(name) COLLATE "C", name',
            names[::-1],
        )
        assert [row["name"] for row in rows] == names


async def test_a_trigger_keeps_history(server: EmbeddedServer, connection: asyncpg.Connection) -> None:
    await migrate(server.owner_dsn, [KERNEL])
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="History is immutable"):
        await connection.execute("DELETE FROM change")
