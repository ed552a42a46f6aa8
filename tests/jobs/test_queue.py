"""Our migration against what the installed pgqueuer wants."""

import asyncpg
import pytest
from pgqueuer import AsyncpgDriver, Queries
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment
from pgqueuer.domain.settings import DBSettings, Durability

from tests.conftest import Addresses

pytestmark = pytest.mark.postgres_smoke


async def test_the_queues_tables_are_those_of_pgqueuer_but_for_its_trigger(
    kernel_database: Addresses,
) -> None:
    connection = await asyncpg.connect(kernel_database.owner)
    environment = QueryBuilderEnvironment(DBSettings(durability=Durability.balanced))
    plan = await Queries(AsyncpgDriver(connection), environment).plan_upgrade()
    await connection.close()
    assert [" ".join(statement.split()[:3]) for statement in plan.statements] == [
        "CREATE FUNCTION fn_pgqueuer_changed()",
        "CREATE TRIGGER tg_pgqueuer_changed",
    ]
    assert plan.notes == ()
