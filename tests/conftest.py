from collections.abc import AsyncIterator, Iterator
from typing import NamedTuple

import pytest
import pytest_asyncio

from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.migration_apps import KERNEL
from tests.postgres import create_empty, create_from_template, create_template, drop, start_server


class Addresses(NamedTuple):
    owner: str
    app: str


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    with start_server(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest_asyncio.fixture(scope="session")
async def kernel_template(postgres: EmbeddedServer) -> str:
    return await create_template(postgres, [KERNEL])


@pytest_asyncio.fixture
async def kernel_database(postgres: EmbeddedServer, kernel_template: str) -> AsyncIterator[Addresses]:
    """A database of the test's own with the kernel's tables."""
    addresses = Addresses(*await create_from_template(postgres, kernel_template))
    yield addresses
    await drop(postgres, addresses.owner)


@pytest_asyncio.fixture
async def empty_database(postgres: EmbeddedServer) -> AsyncIterator[Addresses]:
    """A database of the test's own without tables."""
    addresses = Addresses(*await create_empty(postgres))
    yield addresses
    await drop(postgres, addresses.owner)


@pytest.fixture(scope="session")
def crm_server(postgres: EmbeddedServer) -> EmbeddedServer:
    """One server for the whole run, also for the fixtures of the test kit."""
    return postgres
