from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from gql_crm.database.scratch import create_database, drop_database
from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.testing import Template
from tests.workers.processes import Worker, worker


@pytest.fixture
async def fresh_dsn(crm_template: Template) -> AsyncIterator[str]:
    """A fresh database of the role that owns its tables."""
    server = crm_template.server
    name = await create_database(server, crm_template.name)
    yield server.dsn(OWNER_ROLE, name)
    await drop_database(server, name)


@pytest.fixture
async def workers(fresh_dsn: str, tmp_path: Path) -> AsyncIterator[list[Worker]]:
    """Two processes on one fresh database, asked as an administrator."""
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(worker(fresh_dsn, tmp_path / str(number))) for number in range(2)
        ]
