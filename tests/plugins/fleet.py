"""A whole plugin with a table: ships, their length in contacts, a query, a seed."""

from pathlib import Path

PACKAGE = "gql_crm_fleet"

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
CAPTAIN = Field(key="captain", kind="REFERENCE", target="Contact", inverse="ships")
SHIP = Entity(name="Ship", plural="ships", fields=(TITLE, CAPTAIN), display=("title",))
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
from tortoise.fields.base import OnDelete


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
                (
                    "captain",
                    fields.ForeignKeyField(
                        "kernel.Record",
                        source_field="captain_id",
                        null=True,
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={"table": "fleet_ship", "app": "fleet", "pk_attr": "id"},
        )
    ]
""",
}


def write_project(folder: Path) -> Path:
    """Write the plugin as a project that pip installs."""
    write_package(folder, PACKAGE)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    return folder


def write_package(folder: Path, package: str) -> Path:
    """Write the plugin's package under a name, so that a process may have several of them."""
    for name, source in SOURCES.items():
        file = folder / package / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source.replace(PACKAGE, package))
    return folder / package


def install_fleet(site: Path) -> Path:
    """Write the plugin into a folder of sys.path as pip would leave it; return its package's folder."""
    package = f"{PACKAGE}_{site.name}".replace("-", "_")
    metadata = site / "gql_crm_fleet-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: gql-crm-fleet\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[gql_crm]\nfleet = {package}\n")
    return write_package(site, package)
