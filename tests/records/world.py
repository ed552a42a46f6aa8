"""People and their projects: the built-in modules, and a module with what they lack."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from gql_crm.access import Actor, profile_of
from gql_crm.clock import system_clock, uuid7
from gql_crm.customization import Customization, load
from gql_crm.database import Connection, Database
from gql_crm.database.migration_apps import KERNEL, MigrationApp
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.field import ChoiceOption, Field
from gql_crm.fields.kind import ValueContext
from gql_crm.fields.kinds import DEFAULT_KINDS
from gql_crm.modules import identity, people
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.merge import Contributions, merge
from gql_crm.plugins.module import Child, Entity, Module, Relation
from gql_crm.records import Records, Ref

APPS = [
    KERNEL,
    MigrationApp("identity", "gql_crm.modules.identity.models", "gql_crm.modules.identity.migrations"),
    MigrationApp("people", "gql_crm.modules.people.models", "gql_crm.modules.people.migrations"),
]

STAGES = (ChoiceOption("idea"), ChoiceOption("work"), ChoiceOption("frozen", active=False))
MARKS = (ChoiceOption("hot"), ChoiceOption("old", active=False))

STEPS = Child(
    key="steps",
    name="ProjectStep",
    fields=(
        Field(key="title", kind="TEXT", required=True, max_length=40),
        Field(key="done", kind="BOOLEAN", default=False),
        Field(key="cost", kind="MONEY"),
        Field(key="person", kind="REFERENCE", target="Contact"),
        Field(key="stage", kind="CHOICE", options=STAGES),
        Field(key="code", kind="TEXT", immutable=True),
    ),
)

PROJECT = Entity(
    name="Project",
    plural="projects",
    display=("title",),
    children=(STEPS,),
    fields=(
        Field(key="title", kind="TEXT", required=True, max_length=80),
        Field(key="code", kind="TEXT", unique=True, immutable=True),
        Field(key="alias", kind="TEXT", unique=True, searchable=False),
        Field(key="stage", kind="CHOICE", default="idea", options=STAGES),
        Field(key="marks", kind="MULTI_CHOICE", options=MARKS),
        Field(key="fee", kind="MONEY"),
        Field(key="hours", kind="DECIMAL", precision=10, scale=2),
        Field(key="starts", kind="DATETIME"),
        Field(key="client", kind="REFERENCE", target="Organization", restrict_delete=True),
        Field(key="backers", kind="MULTI_REFERENCE", target="Organization", restrict_delete=True),
        Field(key="auditors", kind="MULTI_REFERENCE", target="Contact", writable=False),
        Field(key="notes", kind="LONG_TEXT"),
        Field(key="locked", kind="INTEGER", writable=False),
    ),
)  # fmt: skip

STUDIO = Module(
    name="studio",
    version="1",
    requires=("identity", "people"),
    entities=(PROJECT,),
    fields={
        "Contact": (
            Field(key="rank", kind="INTEGER"),
            Field(key="mentor", kind="REFERENCE", target="Contact"),
        )
    },
    relations=(
        Relation(key="people", singular="person", source="Project", target="Contact", inverse="projects"),
    ),
)

TABLES = """
CREATE TABLE studio_project (
  id uuid PRIMARY KEY REFERENCES record, owner_id uuid, team_id uuid, created_at timestamptz NOT NULL,
  created_by uuid, updated_at timestamptz NOT NULL, updated_by uuid, version int NOT NULL,
  deleted_at timestamptz, custom jsonb NOT NULL DEFAULT '{}', custom_long jsonb NOT NULL DEFAULT '{}',
  title text, code text, alias text, stage text, marks text[], fee_amount numeric, fee_currency text,
  hours numeric, starts timestamptz, client_id uuid REFERENCES record, notes text, locked int
);
CREATE TABLE studio_project_step (
  id uuid PRIMARY KEY, parent_id uuid NOT NULL REFERENCES record ON DELETE CASCADE, position int NOT NULL,
  title text, done boolean, cost_amount numeric, cost_currency text, person_id uuid REFERENCES record,
  stage text, code text
);
INSERT INTO module_state (name, enabled, first_enabled_at, changed_at)
  SELECT name, true, now(), now() FROM unnest('{identity,people,studio}'::text[]) AS name
  ON CONFLICT DO NOTHING
"""

CONTRIBUTIONS = Contributions(
    modules=[("core", identity.MODULE), ("core", people.MODULE), ("studio", STUDIO)],
    kinds=[("core", kind) for kind in DEFAULT_KINDS],
)


@dataclass
class World:
    """A database with everything, and users who act on it."""

    database: Database
    admin: Actor
    member: Actor
    catalog: Catalog
    now: datetime = field(default_factory=system_clock)
    country: str | None = "LT"
    owner_dsn: str = ""
    warned: list[Any] = field(default_factory=list)

    @asynccontextmanager
    async def records(self, actor: Actor | None = None) -> AsyncIterator[Records]:
        """A unit of work in a transaction of its own."""
        async with self.database.transaction() as connection:
            yield self.records_on(connection, actor)

    def records_on(self, connection: Connection, actor: Actor | None = None) -> Records:
        actor = actor or self.admin
        context = ValueContext(self.country)
        return Records(
            connection,
            self.catalog,
            actor,
            profile_of(actor.role_keys, self.catalog.permissions),
            self.now,
            context,
        )

    async def create(self, entity: str, actor: Actor | None = None, /, **values: Any) -> UUID:
        async with self.records(actor) as records:
            return (await records.create(entity, values)).id

    async def update(
        self,
        entity: str,
        id: UUID,
        values: Mapping[str, Any],
        *,
        actor: Actor | None = None,
        version: int | None = None,
    ) -> Ref:
        async with self.records(actor) as records:
            ref = await records.update(entity, id, values, expected_version=version)
        self.warned = records.warnings
        return ref

    async def delete(self, entity: str, id: UUID, *, actor: Actor | None = None) -> None:
        async with self.records(actor) as records:
            await records.delete(entity, id)

    async def restore(self, entity: str, id: UUID, *, actor: Actor | None = None) -> None:
        async with self.records(actor) as records:
            await records.restore(entity, id)

    async def fetch(self, query: str, *arguments: Any) -> list[asyncpg.Record]:
        async with self.database.connection() as connection:
            return await connection.fetch(query, *arguments)

    async def row(self, table: str, id: UUID) -> asyncpg.Record:
        rows = await self.fetch(f"SELECT * FROM {table} WHERE id = $1", id)
        return rows[0]

    async def value(self, query: str, *arguments: Any) -> Any:
        return (await self.fetch(query, *arguments))[0][0]

    @asynccontextmanager
    async def customization(self, actor: Actor | None = None) -> AsyncIterator[Customization]:
        async with self.database.transaction() as connection:
            yield Customization(connection, CONTRIBUTIONS, actor or self.admin, self.now)
        await self.refresh()

    async def refresh(self) -> None:
        """Merge again what the database has."""
        async with self.database.connection() as connection:
            state = await load(connection)
        given = replace(CONTRIBUTIONS, custom_fields=state.custom_fields)
        self.catalog = merge(given, version=state.version, now=self.now)

    async def add_field(self, entity: str, key: str, kind: str, **options: Any) -> str:
        """Create a custom field; return its storage key."""
        async with self.customization() as customization:
            _, catalog = await customization.create_field(
                {"entity": entity, "key": key, "kind": kind, **options}
            )
        return catalog.entity(entity).fields[key].field_id


def errors(caught: Any) -> list[tuple[str, str]]:
    """Codes and paths of what was raised, in the order of the paths."""
    raised: UserErrors = caught.value
    return sorted((error.code, ".".join(error.field)) for error in raised.errors)


def only_error(caught: Any) -> UserError:
    raised: UserErrors = caught.value
    assert len(raised.errors) == 1, raised.errors
    return raised.errors[0]


@asynccontextmanager
async def opened_world(app_dsn: str, owner_dsn: str) -> AsyncIterator[World]:
    """Connect, and make an administrator and a member."""
    catalog = merge(CONTRIBUTIONS, version=1, now=system_clock())
    assert not catalog.problems, catalog.problems
    admin, member = Actor(uuid7(), ("admin",)), Actor(uuid7(), ("member",))
    database = await Database.connect(app_dsn, max_size=10)
    try:
        world = World(database, admin, member, catalog, owner_dsn=owner_dsn)
        await world.create("User", id=str(admin.user_id), email="ada@example.com", name="Ada")
        await world.create("User", id=str(member.user_id), email="max@example.com", name="Max")
        yield world
    finally:
        await database.close()
