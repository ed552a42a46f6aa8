"""The tables of a module are made when it is enabled, beside everybody who reads and writes."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import pytest_asyncio

from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.settings import Settings
from gql_crm.testing import Crm, Template, open_crm
from gql_crm.workspace import Workspace
from tests.plugins.fleet import install_fleet
from tests.workspace.workers import database_of

ENABLE = 'mutation { enableModule(name: "fleet") { module { enabled } userErrors { code message } } }'
SHIPS = "{ ships { nodes { title } } }"
SECOND = """
from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("fleet", "0001_initial")]
    initial = False
    operations = [ops.RunSQL(%r)]
"""


@pytest.fixture
def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installed plugin whose tables nobody has made."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return install_fleet(tmp_path)


@pytest_asyncio.fixture
async def hurried(crm_template: Template) -> AsyncIterator[Crm]:
    """A CRM whose operations may take 16 seconds; tables may be in use for half of that."""
    async with open_crm(crm_template, limit_operation_seconds=16.0) as crm:
        yield crm


async def dsn_of(crm: Crm, template: Template) -> str:
    return template.server.dsn(OWNER_ROLE, await database_of(crm))


async def enabled(crm: Crm) -> list[dict[str, Any]]:
    errors: list[dict[str, Any]] = (await crm.data(ENABLE))["enableModule"]["userErrors"]
    return errors


@pytest.mark.usefixtures("fleet")
async def test_enabling_makes_the_tables_and_the_seeds(crm: Crm) -> None:
    assert await enabled(crm) == []
    assert await crm.data(SHIPS) == {"ships": {"nodes": [{"title": "Žuvėdra"}]}}


@pytest.mark.usefixtures("fleet")
async def test_writers_go_on_while_a_table_waits_for_a_lock(crm: Crm, crm_template: Template) -> None:
    """Someone writes for four seconds: the new table's foreign key has to wait for that, others have not.

    Who waits behind it is refused after five seconds.
    """
    blocker = await asyncpg.connect(await dsn_of(crm, crm_template))
    written = 0
    try:
        async with blocker.transaction():
            await blocker.execute("LOCK TABLE record IN ROW EXCLUSIVE MODE")
            enabling = asyncio.create_task(enabled(crm))
            until = time.monotonic() + 4
            while time.monotonic() < until or written < 10:
                await crm.create("Contact", {"firstName": "Ona"})
                written += 1
            assert not enabling.done()
        assert await enabling == []
    finally:
        await blocker.close()
    await crm.data(SHIPS)


@pytest.mark.usefixtures("fleet")
async def test_tables_that_stay_in_use_leave_the_module_off(hurried: Crm, crm_template: Template) -> None:
    blocker = await asyncpg.connect(await dsn_of(hurried, crm_template))
    try:
        async with blocker.transaction():
            await blocker.execute("LOCK TABLE record IN ROW EXCLUSIVE MODE")
            (error,) = await enabled(hurried)
        assert error["code"] == "INVALID_STATE"
        assert "others use them; try again" in error["message"]
        assert "errors" in await hurried.execute(SHIPS)
        assert await blocker.fetchval("SELECT to_regclass('fleet_ship') IS NULL")
    finally:
        await blocker.close()
    assert await enabled(hurried) == []


async def test_a_migration_that_fails_leaves_the_module_off_and_tells_no_sql(crm: Crm, fleet: Path) -> None:
    (fleet / "migrations" / "0002_wrong.py").write_text(SECOND % "ALTER TABLE no_such_table ADD x int")
    (error,) = await enabled(crm)
    assert error["code"] == "INVALID_STATE"
    assert 'the module "fleet" could not be made' in error["message"]
    assert "no_such_table" not in error["message"]
    assert "errors" in await crm.execute(SHIPS)


async def test_a_module_with_newer_migrations_is_left_out_at_the_start_until_it_is_enabled_again(
    crm: Crm, crm_template: Template, fleet: Path
) -> None:
    assert await enabled(crm) == []
    (fleet / "migrations" / "0002_more.py").write_text(SECOND % "ALTER TABLE fleet_ship ADD x int")
    dsn = await dsn_of(crm, crm_template)
    workspace = await Workspace.open(Settings.load(), dsn=dsn)
    newer = Crm(workspace, crm.admin)
    try:
        assert "errors" in await newer.execute(SHIPS)
        problems = (await newer.data("{ catalog { problems { origin message } } }"))["catalog"]["problems"]
        assert [problem["origin"] for problem in problems] == ["fleet"]
        assert "fleet.0002_more" in problems[0]["message"]
        assert await enabled(newer) == []
        assert await newer.data(SHIPS) == {"ships": {"nodes": [{"title": "Žuvėdra"}]}}
        assert (await newer.data("{ catalog { problems { origin } } }"))["catalog"]["problems"] == []
    finally:
        await workspace.close()


async def test_an_enabled_module_that_nobody_has_installed_is_told(crm: Crm, crm_template: Template) -> None:
    connection = await asyncpg.connect(await dsn_of(crm, crm_template))
    await connection.execute("INSERT INTO module_state VALUES ('ghost', true, '{}', now(), now())")
    await connection.execute("UPDATE catalog_state SET version = version + 1")
    await connection.close()
    await crm.workspace.live.refresh_if_stale()
    problems = (await crm.data("{ catalog { problems { origin message } } }"))["catalog"]["problems"]
    assert problems == [
        {
            "origin": "ghost",
            "message": 'Module "ghost" is left out: no plugin that is installed here has it, '
            "or GQL_CRM_MODULES does not name it.",
        }
    ]
