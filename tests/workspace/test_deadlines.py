import time

import asyncpg

from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.testing import Template, open_crm
from tests.workspace.workers import database_of

CONTACTS = "{ contacts { nodes { firstName } } }"


async def test_a_query_that_takes_too_long_is_told_so_after_its_time_warm_or_not(
    crm_template: Template,
) -> None:
    async with open_crm(crm_template, limit_operation_seconds=2.0) as crm:
        blocker = await asyncpg.connect(crm_template.server.dsn(OWNER_ROLE, await database_of(crm)))
        try:
            for _ in range(2):  # planned, then by the statement that was kept
                await crm.data(CONTACTS)
                async with blocker.transaction():
                    await blocker.execute("LOCK TABLE people_contact")
                    begun = time.monotonic()
                    answer = await crm.execute(CONTACTS)
                    assert time.monotonic() - begun < 3.5
                assert [error["extensions"]["code"] for error in answer["errors"]] == ["TIMEOUT"]
        finally:
            await blocker.close()
