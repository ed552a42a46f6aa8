"""A plugin is installed by pip while the servers run, found and enabled without a restart."""

import asyncio
import os
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from tests.workers.processes import Worker, worker

PYPROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "gql-crm-fleet"
version = "1.0"

[project.entry-points.gql_crm]
fleet = "gql_crm_fleet"
"""
SOURCES = {
    "__init__.py": '''
"""Ships."""

import strawberry
from gql_crm import Module, Operation, OperationContext, hookimpl

from gql_crm_fleet.ship import LENGTH, SHIP


def harbours(info: strawberry.Info[OperationContext, None]) -> list[str]:
    """Say where ships lie."""
    return ["Klaipėda", "Варна"]


HARBOURS = strawberry.field(resolver=harbours, description="Harbours.")


@hookimpl
def register_modules():
    return [
        Module(
            name="fleet",
            version="1.0",
            label={"en": "Fleet", "lt": "Laivynas"},
            requires=("people",),
            entities=(SHIP,),
            fields={"Contact": (LENGTH,)},
            operations=(Operation.query("harbours", HARBOURS),),
            models="gql_crm_fleet.models",
            migrations="gql_crm_fleet.migrations",
            seeds={"Ship": ({"title": "Žuvėdra"},)},
        )
    ]
''',
    "ship.py": '''
"""The declarations."""

from gql_crm import Entity, Field

TITLE = Field(key="title", kind="TEXT", required=True, description="What it is called.")
SHIP = Entity(name="Ship", plural="ships", fields=(TITLE,), display=("title",))
LENGTH = Field(key="boatLength", kind="INTEGER", description="In metres.")
''',
    "models.py": '''
"""The tables."""

from gql_crm import record_model

from gql_crm_fleet.ship import SHIP

Ship = record_model(SHIP, module="fleet")
''',
    "migrations/__init__.py": '"""How the tables come about."""\n',
    "migrations/0001_initial.py": """
from gql_crm import CreateTable, TextColumn
from tortoise import fields, migrations


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    initial = True
    operations = [
        CreateTable(
            name="Ship",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("owner_id", fields.UUIDField(null=True)),
                ("team_id", fields.UUIDField(null=True)),
                ("created_at", fields.DatetimeField()),
                ("created_by", fields.UUIDField(null=True)),
                ("updated_at", fields.DatetimeField()),
                ("updated_by", fields.UUIDField(null=True)),
                ("version", fields.IntField()),
                ("deleted_at", fields.DatetimeField(null=True)),
                ("custom", fields.JSONField(db_default={})),
                ("custom_long", fields.JSONField(db_default={})),
                ("title", TextColumn(null=True)),
            ],
            options={"table": "fleet_ship", "app": "fleet", "pk_attr": "id"},
        )
    ]
""",
}
REFRESH = (
    "mutation { refreshPlugins { modules { name label enabled } problems { message } userErrors { code } } }"
)
ENABLE = 'mutation { enableModule(name: "fleet") { module { enabled } userErrors { code message } } }'
CREATE = """
mutation {
  createShip(input: {title: "Каравела"}) { ship { id title } userErrors { message } }
  createContact(input: {firstName: "Ona", boatLength: 12}) { contact { boatLength } userErrors { message } }
}
"""
READ = "{ ships(orderBy: [{title: ASC}]) { nodes { title } } harbours contacts { nodes { boatLength } } }"


async def pip_install(project: Path, site: Path) -> None:
    """Install a project as a user would, without asking an index for anything."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index",
        "--no-deps", "--no-build-isolation", "--target", str(site), str(project),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    told, _ = await process.communicate()
    assert process.returncode == 0, told.decode()


def written(folder: Path) -> Path:
    """Write the plugin's project."""
    for name, source in SOURCES.items():
        file = folder / "gql_crm_fleet" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    return folder


async def modules(one: Worker) -> dict[str, Any]:
    catalog = (await one.data("{ catalog { modules { name enabled } } }"))["catalog"]
    return {module["name"]: module["enabled"] for module in catalog["modules"]}


async def test_a_plugin_installed_by_pip_is_found_and_enabled_without_a_restart(
    fresh_dsn: str, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
    async with AsyncExitStack() as stack:
        here, there = [
            await stack.enter_async_context(worker(fresh_dsn, tmp_path / name, PYTHONPATH=path))
            for name in ("here", "there")
        ]
        assert "fleet" not in await modules(here)
        assert "errors" in await here.ask(READ)
        await pip_install(written(tmp_path / "project"), site)
        found = (await here.data(REFRESH))["refreshPlugins"]
        assert found["modules"] == [{"name": "fleet", "label": "Fleet", "enabled": False}]
        assert found["problems"] == []
        assert (await modules(here))["fleet"] is False
        enabled = (await here.data(ENABLE))["enableModule"]
        assert enabled == {"module": {"enabled": True}, "userErrors": []}
        for one in (there, here):
            made = await one.data(CREATE)
            assert made["createShip"]["ship"]["title"] == "Каравела"
            assert made["createContact"]["contact"] == {"boatLength": 12}
        read = await there.data(READ)
        assert [ship["title"] for ship in read["ships"]["nodes"]] == ["Žuvėdra", "Каравела", "Каравела"]
        assert read["harbours"] == ["Klaipėda", "Варна"]
        assert (await modules(there))["fleet"] is True
