"""The live schema: rebuilt beside the old one, swapped in one step."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import structlog
from graphql import GraphQLSchema

from gql_crm.clock import Clock
from gql_crm.customization import WorkspaceSettings, WorkspaceState, load
from gql_crm.database import Database
from gql_crm.errors import DeclarationError
from gql_crm.plugins.catalog import Catalog, CatalogProblem
from gql_crm.plugins.merge import Contributions, merge
from gql_crm.schema.build import build_schema, weaving_problem
from gql_crm.schema.operations import ConvertedOperations, convert_operations
from gql_crm.schema.version import SchemaVersion, Versions
from gql_crm.schema.visibility import restrict

log = structlog.get_logger(__name__)

_TOGETHER_SECONDS = 0.02
"""Changes that follow each other this closely are one rebuild."""


class LiveSchema:
    """The newest schema that this worker has, and how it gets a newer one."""

    def __init__(self, database: Database, contributions: Contributions, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = asyncio.Lock()
        self._background: set[asyncio.Task[None]] = set()
        self.contributions = contributions
        self._converted: Mapping[str, ConvertedOperations] = {}
        self._versions: Versions | None = None
        self._newest_sound: Versions | None = None
        self._failed: int | None = None
        self._settings: WorkspaceSettings | None = None

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
        if self._settings is None:
            msg = "the live schema has not been opened"
            raise RuntimeError(msg)
        return self._settings

    async def open(self) -> None:
        """Read the catalog and build the first version; operations that do not fit become problems."""
        state = await self._load()
        self._convert(self._merge(state))
        await self._swap(state)

    async def refresh(self, at_least: int | None = None) -> None:
        """Rebuild if the database has a newer catalog; callers that wait together share one rebuild."""
        async with self._lock:
            if at_least is not None and self.versions.catalog.version >= at_least:
                return
            state = await self._load()
            if state.version > self.versions.catalog.version and state.version != self._failed:
                await self._swap_or_keep(state)

    async def refresh_if_stale(self) -> bool:
        """Compare versions with the database; return whether there is another schema now than at the call."""
        before = self.versions
        async with self._database.connection() as connection:
            newest = await SchemaVersion.read_current(connection)
        if newest > before.catalog.version:
            await self.refresh(newest)
        return self.versions is not before

    def refresh_soon(self) -> None:
        """Rebuild in the background."""
        task = asyncio.create_task(self._refresh_together())
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def close(self) -> None:
        """Drop rebuilds that are under way."""
        for task in tuple(self._background):
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)

    async def _refresh_together(self) -> None:
        await asyncio.sleep(_TOGETHER_SECONDS)
        try:
            await self.refresh()
        except Exception:
            log.exception("the schema could not be rebuilt; the old one stays")

    async def _swap_or_keep(self, state: WorkspaceState) -> None:
        """Swap; when that fails, keep the old schema, and tell of it in its catalog until another change."""
        try:
            await self._swap(state)
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
            return await load(connection)

    def _merge(self, state: WorkspaceState) -> Catalog:
        contributions = replace(self.contributions, custom_fields=state.custom_fields)
        return merge(contributions, version=state.version, now=self._clock())

    async def _swap(self, state: WorkspaceState) -> None:
        catalog = self._merge(state)
        versions = await asyncio.to_thread(Versions, catalog, self._build, restrict)
        self._versions = self._newest_sound = versions
        self._settings = state.settings

    def _build(self, catalog: Catalog) -> GraphQLSchema:
        return build_schema(catalog, self._converted)

    def _convert(self, catalog: Catalog) -> None:
        converted: dict[str, ConvertedOperations] = {}
        problems = list(self.contributions.problems)
        for module in catalog.modules:
            try:
                operations = convert_operations(module.operations)
                together = {**converted, module.name: operations}
                problem = weaving_problem(catalog, module.name, together) if module.operations else None
            except DeclarationError as error:
                operations, problem = ConvertedOperations(), str(error)
            if problem:
                text = f'The operations of module "{module.name}" are left out: {problem}'
                problems.append(CatalogProblem(module.name, text, self._clock()))
            else:
                converted[module.name] = operations
        self._converted = converted
        self.contributions = replace(self.contributions, problems=tuple(problems))
