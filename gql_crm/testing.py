"""The test kit for partners, also a pytest plugin: a whole CRM on a real PostgreSQL, a database a test.

Tests ask for the fixture `crm`::

    async def test_a_property_is_listed(crm: Crm) -> None:
        data = await crm.data("{ properties { totalCount } }")
"""

import asyncio
import sys
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any, Final

import orjson
import pytest
import pytest_asyncio
import structlog

from gql_crm.access import Actor
from gql_crm.clock import Clock, system_clock
from gql_crm.customization.module_rows import switch
from gql_crm.database import Database
from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.migration_apps import KERNEL, MigrationApp
from gql_crm.database.scratch import create_database, drop_database, forgo_durability, make_tables
from gql_crm.database.supervisor.folder import APP_ROLE, OWNER_ROLE
from gql_crm.fields.kind import FieldKind
from gql_crm.plugins.merge import Contributions
from gql_crm.plugins.models import child_model, record_model
from gql_crm.plugins.module import Module
from gql_crm.records import Records, Ref
from gql_crm.settings import Settings
from gql_crm.workspace import GraphQLRequest, Workspace
from gql_crm.workspace.contributions import contributions_of
from gql_crm.workspace.setup import first_admin_token, prepare

TEST = "gql_crm_test"
_OPERATION_SECONDS: Final = 60
"""A deadline that a busy machine does not miss."""


@dataclass(slots=True)
class Crm:
    """A workspace with an administrator, ready to be asked."""

    workspace: Workspace
    admin: Actor
    statements: list[str] = field(default_factory=list)
    """SQL statements that reads have made since the list was last cleared."""

    async def execute(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        *,
        actor: Actor | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        """Execute a document and return the parsed response; `more` are members of `GraphQLRequest`."""
        request = GraphQLRequest(query=query, variables=variables, **more)
        response = await self.workspace.execute(request, actor or self.admin)
        document: dict[str, Any] = orjson.loads(response.body)
        return document

    async def data(self, query: str, *, actor: Actor | None = None, **variables: Any) -> dict[str, Any]:
        """Execute a document that must succeed and return its data."""
        document = await self.execute(query, variables, actor=actor)
        if "errors" in document:
            raise AssertionError(document["errors"])
        data: dict[str, Any] = document["data"]
        return data

    async def create(self, entity: str, values: Mapping[str, Any], *, actor: Actor | None = None) -> Ref:
        """Create a record as the unit of work does; raises UserErrors."""
        async with self.records(actor or self.admin) as records:
            return await records.create(entity, values)

    @asynccontextmanager
    async def records(self, actor: Actor) -> AsyncIterator[Records]:
        """Open a unit of work."""
        live = self.workspace.live
        async with self.workspace.database.transaction() as connection:
            context = live.settings.value_context
            versions = live.versions
            profile = versions.profile(actor.role_keys)
            yield Records(
                connection,
                versions.catalog,
                actor,
                profile,
                system_clock(),
                context,
                unset_for_email=self.workspace.settings.unset_for_email,
            )

    async def run_jobs(self) -> int:
        """Run every job that waits, one after the other; return how many attempts were made."""
        return await self.workspace.jobs.run_until_idle()

    async def user(self, name: str, *roles: str, teams: Sequence[Ref] = ()) -> Actor:
        """Make a user with roles ("member" without any) and return it as an actor."""
        values = {
            "name": name,
            "email": f"{uuid.uuid4().hex}@example.com",
            "roleKeys": list(roles or ("member",)),
            "teamIds": [str(team.id) for team in teams],
        }
        ref = await self.create("User", values)
        actor = await self.workspace.actor_of_user(ref.id)
        if actor is None:
            msg = f'the new user "{name}" is not there'
            raise AssertionError(msg)
        return actor


@dataclass(frozen=True, slots=True)
class Template:
    """A migrated database that tests copy, and what its modules contribute."""

    server: EmbeddedServer
    name: str
    contributions: Contributions
    token: str
    """Of the first administrator."""
    switched_on: frozenset[str]
    """Names of the modules that the database has switched on; copies have the others switched on too."""

    async def with_modules(self, modules: Sequence[Module], kinds: Sequence[FieldKind] = ()) -> "Template":
        """Return a copy that has `modules` and `kinds` which only a test knows."""
        name = await create_database(self.server, self.name)
        owner_dsn = self.server.dsn(OWNER_ROLE, name)
        contributions = self.contributions
        contributions = replace(
            contributions, kinds=[*contributions.kinds, *((TEST, kind) for kind in kinds)]
        )
        for module in modules:
            app = _app_of(module, [kind for _, kind in contributions.kinds])
            if module.entities:
                await make_tables(owner_dsn, [KERNEL, app], module.name)
        await _switch_on(owner_dsn, [module.name for module in modules])
        added = [(TEST, module) for module in modules]
        contributions = replace(contributions, modules=[*contributions.modules, *added])
        return replace(self, name=name, contributions=contributions, switched_on=_names(contributions))


async def make_template(server: EmbeddedServer) -> Template:
    """Migrate a database for all installed modules, which takes seconds; `with_modules` of it does not."""
    name = await create_database(server)
    settings = Settings.load()
    await prepare(settings, server.dsn(OWNER_ROLE, name), progress=_quietly)
    token = await first_admin_token(settings, server.dsn(APP_ROLE, name))
    contributions = contributions_of(settings, system_clock())
    return Template(server, name, contributions, token, _names(contributions))


@asynccontextmanager
async def open_crm(template: Template, *, clock: Clock = system_clock, **chosen: Any) -> AsyncIterator[Crm]:
    """Open a CRM on a fresh copy of a template, with `chosen` settings; the copy is dropped at the end.

    Operations have more time than in production, unless it is chosen.
    """
    name = await create_database(template.server, template.name)
    try:
        settings = Settings.load(**{"limit_operation_seconds": _OPERATION_SECONDS, **chosen})
        dsn, owner_dsn = template.server.dsn(APP_ROLE, name), template.server.dsn(OWNER_ROLE, name)
        added = _names(template.contributions) - template.switched_on
        if added:
            await _switch_on(owner_dsn, sorted(added))
        workspace = await Workspace.open(
            settings, dsn=dsn, owner_dsn=owner_dsn, contributions=template.contributions, clock=clock
        )
        try:
            actor = await workspace.authenticate(template.token)
            if actor is None:
                msg = "the first administrator's token is refused"
                raise AssertionError(msg)
            crm = Crm(workspace, actor)
            workspace.on_statement = crm.statements.append
            yield crm
        finally:
            await workspace.close()
    finally:
        await drop_database(template.server, name)


def pytest_configure() -> None:
    """Log without local variables: structlog's own tracebacks take minutes to show a whole catalog."""
    if not structlog.is_configured():
        plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        structlog.configure(processors=[structlog.processors.add_log_level, plain])


@pytest.fixture(scope="session")
def crm_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """A PostgreSQL server for the whole test run."""
    with EmbeddedServer.start(tmp_path_factory.mktemp("crm-server")) as server:
        asyncio.run(forgo_durability(server))
        yield server


@pytest_asyncio.fixture(scope="session")
async def crm_template(crm_server: EmbeddedServer) -> Template:
    """A migrated database with all installed modules."""
    return await make_template(crm_server)


@pytest_asyncio.fixture
async def crm(crm_template: Template) -> AsyncIterator[Crm]:
    """A CRM of the test's own."""
    async with open_crm(crm_template) as opened:
        yield opened


def _app_of(module: Module, kinds: Sequence[FieldKind]) -> MigrationApp:
    """Put a module's models where Tortoise finds them: into a Python module that is made for them."""
    place = ModuleType(f"{TEST}_models_{uuid.uuid4().hex}")
    for entity in module.entities:
        model = record_model(entity, module=module.name, kinds=kinds)
        model.__module__ = place.__name__
        setattr(place, entity.name, model)
        for child in entity.children:
            model = child_model(child, module=module.name, kinds=kinds)
            model.__module__ = place.__name__
            setattr(place, child.name, model)
    sys.modules[place.__name__] = place
    return MigrationApp(module.name, place.__name__, place.__name__)


def _names(contributions: Contributions) -> frozenset[str]:
    return frozenset(module.name for _, module in contributions.modules)


async def _switch_on(dsn: str, names: Sequence[str]) -> None:
    database = await Database.connect(dsn)
    try:
        async with database.transaction() as connection:
            for name in names:
                await switch(connection, name, system_clock(), enabled=True)
    finally:
        await database.close()


def _quietly(_text: str) -> None:
    """Report no progress."""
