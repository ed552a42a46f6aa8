"""What resolvers find in `info.context`: everything of one request, nothing of another."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias, cast
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from aiodataloader import DataLoader
from graphql import FragmentDefinitionNode, GraphQLError, GraphQLResolveInfo

from gql_crm.access import AccessProfile, Actor
from gql_crm.customization import (
    Entities,
    FieldIndex,
    LivePlugins,
    Modules,
    ModuleState,
    ModuleTables,
    WorkspaceSettings,
    load,
    settings_of,
    writing,
)
from gql_crm.database import Connection, Database
from gql_crm.fields.kind import FilterContext
from gql_crm.fields.time_zones import time_zone_problem
from gql_crm.jobs import DueRun, Job, load_job
from gql_crm.plugins.calling import PluginCalls
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.merge import Contributions, merge
from gql_crm.reads import PlanScope, ReadRequest
from gql_crm.reads.scope import StoredView
from gql_crm.records import Records
from gql_crm.records.late_unit import LateUnit
from gql_crm.records.mailing import NO_EMAIL
from gql_crm.schema.idempotency import IdempotencyKey
from gql_crm.schema.languages import DEFAULT_LANGUAGE
from gql_crm.schema.version import SchemaVersion
from gql_crm.sql import Given

Path = tuple[str | int, ...]


class CatalogMoved(Exception):  # noqa: N818 (no error: the operation is prepared again)
    """The catalog in the database is newer than the operation's."""


def read_request(
    actor: Actor,
    settings: WorkspaceSettings,
    now: datetime,
    time_zone: str | None,
    variables: Mapping[str, Any],
    languages: Callable[[], tuple[str, ...]],
    written: UUID | None = None,
) -> ReadRequest:
    """Return what a request's reads differ by from those of others; its own time zone goes first."""
    zone = _zone(time_zone, actor, settings)
    clock = FilterContext(now, zone, settings.week_start, settings.default_country)
    return ReadRequest(variables, actor.viewer, clock, languages, written)


def _zone(time_zone: str | None, actor: Actor, settings: WorkspaceSettings) -> str:
    """Return the request's time zone, else the user's; one that the tables have lost does not count."""
    own = actor.time_zone
    return time_zone or (own if own and not time_zone_problem(own) else settings.time_zone)


@dataclass(slots=True, kw_only=True)
class OperationContext:
    """One operation's catalog, actor, database and time.

    Mutations find `records`, which writes in their transaction.
    """

    version: SchemaVersion
    actor: Actor
    profile: AccessProfile
    database: Database
    settings: WorkspaceSettings
    contributions: Contributions
    module_states: Mapping[str, ModuleState]
    plugins: LivePlugins
    tables: ModuleTables
    now: datetime
    page_rows: int = 200
    languages: tuple[str, ...] = (DEFAULT_LANGUAGE,)
    """Tags to look for in labels, best first; see `schema.languages`."""
    time_zone: str | None = None
    """The time zone that the request names, before the actor's and the workspace's."""
    variables: Mapping[str, Any] = field(default_factory=dict)
    fragments: dict[str, FragmentDefinitionNode] = field(default_factory=dict)
    loaded: dict[Path, Any] = field(default_factory=dict)
    """What the planner has read, by response path: JSON fragments, None, or an exception."""
    plugin_calls: PluginCalls = field(default_factory=PluginCalls)
    loaders: dict[str, DataLoader[Any, Any]] = field(default_factory=dict)
    """The loaders of computed fields, by field id."""
    plugin_errors: list[GraphQLError] = field(default_factory=list)
    """What computed fields that are null because of their plugins are told as."""
    field_indexes: Awaitable[Mapping[str, FieldIndex]] | None = None
    """How far the indexes of custom fields are, by field id, once something has asked for it."""
    filled_rules: Awaitable[Mapping[str, datetime | None]] | None = None
    """Since when rules for duplicates know all records, by rule id, once something has asked for it."""
    catalog_after_change: Catalog | None = None
    changed_catalog: int | None = None
    """The catalog's version after a change that this operation made."""
    on_statement: Callable[[str], None] | None = None
    views: Mapping[UUID, StoredView] = field(default_factory=dict)
    """The saved views that its lists name, as far as the actor sees them."""
    idempotency_key: IdempotencyKey | None = None
    """Under which its mutation fields are carried out once."""
    unset_for_email: tuple[str, ...] = NO_EMAIL
    """Settings without which this server sends no e-mail."""
    unconfirmed: int | None = None
    """The access version by which the actor is remembered: with another one, nothing is written for them."""
    run_due_jobs: Callable[[datetime], Awaitable[Sequence[DueRun]]] | None = None
    """Runs what is due at a time."""
    _records: Records | None = None
    _connection: Connection | None = None
    _wrote: bool = False

    @property
    def catalog(self) -> Catalog:
        """The catalog that the operation started with, as the actor may see it."""
        return self.version.catalog

    @property
    def records(self) -> Records:
        """The unit of work of the mutation field that runs now."""
        if self._records is None:
            msg = "records are written in mutations only"
            raise RuntimeError(msg)
        return self._records

    @property
    def connection(self) -> Connection:
        """The connection of the mutation field that runs now, inside its transaction."""
        if self._connection is None:
            msg = "only mutations have a connection of their own"
            raise RuntimeError(msg)
        return self._connection

    @property
    def modules(self) -> Modules:
        """Switches modules on and off for the actor."""
        return Modules(self.database, self.plugins, self.tables, self.actor, self.now)

    @property
    def entities(self) -> Entities:
        """Defines entities for the actor."""
        return Entities(self.database, self.tables, self.contributions, self.actor, self.now)

    def module_settings(self, name: str) -> Mapping[str, Any]:
        """Return the settings of an enabled module by key: what is set, else the default, else None.

        Raises LookupError for a module that is not enabled.
        """
        module = next((module for module in self.version.whole.modules if module.name == name), None)
        if module is None:
            msg = f'there is no enabled module "{name}"'
            raise LookupError(msg)
        state = self.module_states.get(name)
        return settings_of(module, self.version.whole.kinds, state.settings if state else {})

    def reading(self, written: UUID | None = None) -> ReadRequest:
        """Return what its reads differ by from those of others, that of a record that it has written, too."""
        zone, languages = self.time_zone, lambda: self.languages
        return read_request(self.actor, self.settings, self.now, zone, self.variables, languages, written)

    def scope(self, written: UUID | None = None, asked: Given[ReadRequest] | None = None) -> PlanScope:
        """Return a new scope for planning reads; `asked` finds the request in that of a larger statement."""
        return PlanScope(
            catalog=self.version.whole,
            schema=self.version.schema,
            profile=self.profile,
            fragments=self.fragments,
            request=self.reading(written),
            page_rows=self.page_rows,
            views=self.views,
            relation_types=(self.catalog_after_change or self.version.whole).relation_types,
            asked=asked,
        )

    @property
    def today(self) -> date:
        """The day that it is where the actor is."""
        return self.now.astimezone(ZoneInfo(_zone(self.time_zone, self.actor, self.settings))).date()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """Run one mutation field: its writes and what it reads afterwards, all or nothing."""
        version = self.catalog.version
        async with writing(self.database, version, self.unconfirmed) as (connection, holds):
            catalog = self.version.whole if holds else await self._catalog_to_write_by(connection)
            with self._working(connection, catalog):
                yield connection
        self._wrote = True

    def working_late(self, unit: LateUnit) -> AbstractContextManager[None]:
        """Run the only mutation field of an operation, in a transaction as far as it needs one."""
        return self._working(cast("Connection", unit), self.version.whole)

    @asynccontextmanager
    async def unmoved(self) -> AsyncIterator[Connection]:
        """Begin the transaction of such a field; nothing has been written before."""
        async with writing(self.database, self.catalog.version, self.unconfirmed) as (connection, holds):
            if not holds:
                raise CatalogMoved
            yield connection

    @contextmanager
    def _working(self, connection: Connection, catalog: Catalog) -> Iterator[None]:
        self._connection = connection
        self._records = Records(
            connection,
            catalog,
            self.actor,
            self.profile,
            self.now,
            self.settings.value_context,
            plugin_calls=self.plugin_calls,
            schema=self.version.schema,
            languages=self.languages,
            unset_for_email=self.unset_for_email,
        )
        try:
            yield
        finally:
            self._records = None
            self._connection = None

    async def _catalog_to_write_by(self, connection: Connection) -> Catalog:
        """Return the newest catalog; an operation that has not written yet is prepared again for it."""
        if not self._wrote and self.changed_catalog is None:
            raise CatalogMoved
        return await self._catalog_in(connection)

    async def newest_catalog(self) -> Catalog:
        """Read and merge the catalog as it is in the database."""
        async with self.database.connection() as connection:
            return await self._catalog_in(connection)

    async def _catalog_in(self, connection: Connection) -> Catalog:
        state = await load(connection, self.contributions.custom_fields)
        return merge(state.given(self.contributions), version=state.version, now=self.now)

    async def job(self, id_: UUID | None) -> Job | None:
        """Return a job that a mutation field has asked for, as it is now."""
        if id_ is None:
            return None
        async with self.database.connection() as connection:
            return await load_job(connection, id_)

    def moved_to(self, catalog: Catalog) -> None:
        """Know of a catalog that a mutation field has made or met: the answer tells of it."""
        self.changed_catalog, self.catalog_after_change = catalog.version, catalog
        self.field_indexes = self.filled_rules = None

    @staticmethod
    def fragment(value: bytes | None) -> orjson.Fragment | None:
        """Wrap PostgreSQL's JSON, so that it goes into the response as it is."""
        return None if value is None else orjson.Fragment(value)


Info: TypeAlias = GraphQLResolveInfo[OperationContext]
"""What resolvers get as `info`."""
