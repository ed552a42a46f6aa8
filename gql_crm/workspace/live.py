"""The live schema: rebuilt beside the old one, swapped in one step."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from operator import is_

import structlog
from graphql import GraphQLSchema

from gql_crm.clock import Clock
from gql_crm.customization import ModuleState, WorkspaceSettings, WorkspaceState, load
from gql_crm.database import Database
from gql_crm.database.errors import DatabaseBusy, DatabaseUnavailable
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.merge import Contributions, merge
from gql_crm.plugins.module import Module
from gql_crm.plugins.problem import CatalogProblem
from gql_crm.schema.carrying_over import carry_over
from gql_crm.schema.version import SchemaVersion, Versions
from gql_crm.schema.visibility import restrict
from gql_crm.workspace.changes import CatalogChanged, CatalogChanges
from gql_crm.workspace.installation import Installation

log = structlog.get_logger(__name__)

_TOGETHER_SECONDS = 0.02
"""Changes that follow each other this closely are one rebuild."""

Waiting = Callable[[WorkspaceState], Awaitable[Mapping[str, str]]]
"""Tells which enabled modules wait for their tables, and why."""


class LiveSchema:
    """The newest schema that this worker has, and how it gets a newer one."""

    def __init__(
        self, database: Database, installation: Installation, clock: Clock, waiting: Waiting | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._lock = asyncio.Lock()
        self._background: set[asyncio.Task[None]] = set()
        self.installation = installation
        self._find_waiting = waiting
        self._waiting: Mapping[str, str] = {}
        self._versions: Versions | None = None
        self._newest_sound: Versions | None = None
        self._failed: int | None = None
        self._state: WorkspaceState | None = None
        self._changes = CatalogChanges()
        self._contributed: tuple[tuple[object, ...], Contributions] | None = None
        """What is contributed, with what it was made of: each mutation is told."""

    @property
    def versions(self) -> Versions:
        """The schemas of the newest catalog version."""
        if self._versions is None:
            msg = "the live schema has not been opened"
            raise RuntimeError(msg)
        return self._versions

    @property
    def settings(self) -> WorkspaceSettings:
        """The workspace's settings as of that version."""
        return self._opened_state.settings

    @property
    def modules(self) -> Mapping[str, ModuleState]:
        """The modules' states as of that version, by name."""
        return self._opened_state.modules

    @property
    def contributions(self) -> Contributions:
        """What is installed, without the modules that wait for their tables, and the newest custom fields."""
        known = self._state.custom_fields if self._state else ()
        made_of = self.installation.contributions, known, self._waiting
        if self._contributed is None or not all(map(is_, self._contributed[0], made_of)):
            disabled = frozenset(self._waiting)
            made = replace(self.installation.contributions, custom_fields=known, disabled=disabled)
            self._contributed = made_of, made
        return self._contributed[1]

    async def discover(self) -> list[Module]:
        """Load plugins that were installed meanwhile; return their modules, which are switched off yet."""
        found = await self.installation.discover()
        await self.rebuild()
        return found

    async def misfit(self, catalog: Catalog, module: Module) -> str | None:
        """Say why a module's operations do not fit into the schema of a catalog; None when they do."""
        return await self.installation.misfit(catalog, module)

    @asynccontextmanager
    async def schema_of(self, catalog: Catalog) -> AsyncIterator[GraphQLSchema]:
        """Build the schema of a catalog that need not come to be; it is taken apart at the end."""
        versions = await asyncio.to_thread(self._built, catalog)  # its schema lives as long as it
        yield versions.unrestricted.schema

    def changes(self) -> AsyncIterator[CatalogChanged]:
        """Tell of each new version from now on, as soon as this worker answers by it."""
        return self._changes.follow()

    async def open(self) -> None:
        """Read the catalog and build the first version; operations that do not fit become problems."""
        await self._swap(await self._load())

    async def refresh(self, at_least: int | None = None) -> None:
        """Rebuild if the database has a newer catalog; callers that wait together share one rebuild."""
        async with self._lock:
            if at_least is not None and self.versions.catalog.version >= at_least:
                return
            state = await self._load()
            if state.version > self.versions.catalog.version and state.version != self._failed:
                await self._swap_or_keep(state)

    async def refresh_if_stale(self, used: Versions | None = None) -> bool:
        """Compare versions with the database; return whether there are others now than those `used`.

        None: than those at the call. Whoever waited since then names theirs: another may have swapped them.
        """
        before = used or self.versions
        async with self._database.connection() as connection:
            newest = await SchemaVersion.read_current(connection)
        if newest > self.versions.catalog.version:
            await self.refresh(newest)
        return self.versions is not before

    async def rebuild(self) -> None:
        """Build the schema of the same catalog version anew: plugins were found, or problems went."""
        async with self._lock:
            await self._swap_or_keep(await self._load())

    def refresh_soon(self, at_least: int | None = None) -> None:
        """Rebuild in the background, if this worker has no version that is `at_least` as new."""
        task = asyncio.create_task(self._refresh_together(at_least))
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def close(self) -> None:
        """Drop rebuilds that are under way, and end what follows the changes."""
        self._changes.close()
        for task in tuple(self._background):
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)

    @property
    def _opened_state(self) -> WorkspaceState:
        if self._state is None:
            msg = "the live schema has not been opened"
            raise RuntimeError(msg)
        return self._state

    async def _refresh_together(self, at_least: int | None) -> None:
        await asyncio.sleep(_TOGETHER_SECONDS)
        try:
            await self.refresh(at_least)
        except Exception:
            log.exception("the schema could not be rebuilt; the old one stays")

    async def _swap_or_keep(self, state: WorkspaceState) -> None:
        """Swap; when that fails, keep the old schema, and tell of it in its catalog until another change.

        Where the database is only away for a moment, the next one who finds the schema stale tries again.
        """
        try:
            await self._swap(state)
        except (DatabaseBusy, DatabaseUnavailable):
            log.warning("the schema is rebuilt later: the database is away", exc_info=True)
        except Exception:
            log.exception("the schema could not be rebuilt; the old one stays")
            text = (
                f"The catalog's version {state.version} cannot be turned into a schema; version "
                f"{self.versions.catalog.version} is served. The server's log has the reason."
            )
            self._failed = state.version
            sound = self._newest_sound or self.versions
            self._versions = sound.with_problem(CatalogProblem("gql_crm", text, self._clock()))

    async def _load(self) -> WorkspaceState:
        async with self._database.connection() as connection:
            return await load(connection, self._state.custom_fields if self._state else ())

    async def _swap(self, state: WorkspaceState) -> None:
        await self._meet(state)
        given = self.installation.given(state, self._waiting, self._clock())
        catalog = merge(given, version=state.version, now=self._clock())
        if await self.installation.learn_types(catalog):
            given = self.installation.given(state, self._waiting, self._clock())
            catalog = merge(given, version=state.version, now=self._clock())
        if await self.installation.convert(catalog):
            given = self.installation.given(state, self._waiting, self._clock())
            catalog = merge(given, version=state.version, now=self._clock())
        versions = await asyncio.to_thread(self._built, catalog)
        if self._versions is not None:
            carry_over(self._versions.unrestricted, versions.unrestricted)
            versions.made_as(self._versions)
        self._versions = self._newest_sound = versions
        self._state = state
        self._changes.tell(CatalogChanged(catalog.version, catalog.hash))

    def _built(self, catalog: Catalog) -> Versions:
        return Versions(catalog, self.installation.build, restrict)

    async def _meet(self, state: WorkspaceState) -> None:
        """Learn of plugins and tables that another process has made ready for this state."""
        enabled = {name for name, module in state.modules.items() if module.enabled}
        known = {module.name for _, module in self.installation.contributions.modules}
        new = self._state is None or enabled != {n for n, m in self._state.modules.items() if m.enabled}
        if new and self._state is not None and enabled - known:
            await self.installation.discover()
        if self._find_waiting and (new or self._waiting):
            self._waiting = await self._find_waiting(state)
