"""What stands before a workspace opens."""

import asyncio

import pytest

from gql_crm.clock import system_clock
from gql_crm.customization import migration_app
from gql_crm.database.differences import differences
from gql_crm.database.migration_apps import KERNEL
from gql_crm.database.scratch import create_database, drop_database
from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.settings import Settings
from gql_crm.testing import Template
from gql_crm.workspace.contributions import contributions_of
from gql_crm.workspace.setup import create_token, first_admin_token, prepare

pytestmark = pytest.mark.postgres_smoke


async def test_the_migrations_lead_to_what_the_models_declare(
    crm_template: Template,
) -> None:
    modules = (module for _, module in contributions_of(Settings.load(), system_clock()).modules)
    apps = [KERNEL, *(app for module in modules if (app := migration_app(module)))]
    assert {app.label for app in apps} >= {"kernel", "identity", "people", "real_estate"}
    assert await differences(crm_template.server.dsn(OWNER_ROLE, crm_template.name), apps) == []


async def test_several_processes_prepare_one_database_at_once(crm_template: Template) -> None:
    name = await create_database(crm_template.server)
    dsn = crm_template.server.dsn(OWNER_ROLE, name)
    try:
        await asyncio.gather(*(prepare(Settings.load(), dsn, progress=_quietly) for _ in range(3)))
        tokens = [await first_admin_token(Settings.load(), dsn) for _ in range(2)]
        tokens.append(await create_token(Settings.load(), dsn, email="admin@example.com"))
        assert len(set(tokens)) == 3
    finally:
        await drop_database(crm_template.server, name)


def _quietly(_text: str) -> None:
    """Report no progress."""
