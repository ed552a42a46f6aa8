"""A workspace: one database, its catalog, its live schema. Everything that runs hangs on it."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import structlog

from gql_crm.access import Actor
from gql_crm.clock import Clock, system_clock
from gql_crm.customization import CATALOG_CHANNEL, ModuleTables
from gql_crm.database import Database
from gql_crm.database.listen import Listener
from gql_crm.jobs import JobWorker
from gql_crm.modules.identity.tokens import actor_of_token, actor_of_user
from gql_crm.persisted import PersistedDocuments
from gql_crm.plugins.calling import PluginCalls
from gql_crm.plugins.merge import Contributions
from gql_crm.schema.context import CatalogMoved, OperationContext
from gql_crm.schema.cost import OperationCost
from gql_crm.schema.introspection import asks_for_the_schema_alone, introspect
from gql_crm.schema.limits import Limits
from gql_crm.schema.packed import Packed
from gql_crm.schema.preparing import PreparedOperation, prepare
from gql_crm.schema.running import Outcome, as_graphql_error, run
from gql_crm.schema.variables import coerce_variables
from gql_crm.schema.version import SchemaVersion
from gql_crm.settings import Settings
from gql_crm.workspace.answering_again import answer_again
from gql_crm.workspace.contributions import module_tables
from gql_crm.workspace.due_jobs import run_due_jobs
from gql_crm.workspace.freshness import has_to_be_read_again
from gql_crm.workspace.jobs import ONE_AT_A_TIME, chores_of, handlers_of
from gql_crm.workspace.live import LiveSchema
from gql_crm.workspace.opening import live_schema
from gql_crm.workspace.refusals import refusal_of, refusal_of_key, refused
from gql_crm.workspace.repeats import key_of
from gql_crm.workspace.request_languages import languages_of
from gql_crm.workspace.requests import GraphQLRequest, GraphQLResponse, made_response, response

log = structlog.get_logger(__name__)

_GRACE_SECONDS = 1.0
"""PostgreSQL ends statements at the deadline; a network that swallows all is found out this much later."""
_MOST_ATTEMPTS = 5
"""How often an operation is prepared again because the catalog moved before its first write."""


class Workspace:
    """Executes GraphQL requests of actors on one database."""

    def __init__(
        self, settings: Settings, database: Database, live: LiveSchema, tables: ModuleTables, clock: Clock
    ) -> None:
        self.settings = settings
        self.database = database
        self.live = live
        self.tables = tables
        self.clock = clock
        self.jobs = JobWorker(
            database,
            handlers_of(self, clock),
            clock=clock,
            one_at_a_time=ONE_AT_A_TIME,
            chores=chores_of(clock),
        )
        self.documents = PersistedDocuments(database, clock)
        self.on_statement: Callable[[str], None] | None = None
        self._listener: Listener | None = None
        self.limits = Limits.of(settings)
        self.plugin_calls = PluginCalls(settings.limit_plugin_seconds)

    @classmethod
    async def open(
        cls,
        settings: Settings,
        *,
        dsn: str,
        owner_dsn: str | None = None,
        contributions: Contributions | None = None,
        clock: Clock = system_clock,
    ) -> "Workspace":
        """Connect, read the catalog and build the schema. The database must be migrated.

        `owner_dsn` is a direct connection of the role that owns the tables: GQL_CRM_DIRECT_URL, else `dsn`,
        when it is absent. `contributions` stand for what is installed.
        """
        direct = settings.direct_url.get_secret_value() if settings.direct_url else dsn
        database = await Database.connect(
            dsn,
            schema=settings.database_schema,
            statement_timeout_ms=int(settings.limit_operation_seconds * 1000),
            command_timeout=settings.limit_operation_seconds + _GRACE_SECONDS,
        )
        try:
            live = live_schema(settings, database, direct, contributions, clock)
            await live.open()
        except BaseException:
            await database.close()
            raise
        tables = module_tables(settings, owner_dsn or direct, settings.limit_operation_seconds / 2)
        workspace = cls(settings, database, live, tables, clock)
        workspace._listener = Listener(direct, CATALOG_CHANNEL, workspace._catalog_changed)
        await workspace._listener.start()
        return workspace

    async def close(self) -> None:
        """Stop working and listening, and close the pool."""
        await self.jobs.stop()
        self.plugin_calls.close()
        if self._listener:
            await self._listener.stop()
        await self.live.close()
        await self.database.close()

    async def execute(self, request: GraphQLRequest, actor: Actor) -> GraphQLResponse:
        """Execute a request; never raises for what the request or the database did wrong."""
        try:
            answered = await self._answer_again(request, actor)
            if answered is not None:
                return answered
            async with asyncio.timeout(self.settings.limit_operation_seconds):
                return await self._execute(request, actor)
        except Exception as error:  # noqa: BLE001 (told to the client, or masked and logged)
            return response(None, [as_graphql_error(error)])

    async def answer_remembered(self, request: GraphQLRequest, actor: Actor) -> GraphQLResponse | None:
        """Answer an actor of an earlier request, if one statement can tell that they are still the same.

        None: authenticate and `execute`.
        """
        if actor.access_version is None or (actor.expires_at and actor.expires_at <= self.clock()):
            return None
        try:
            return await self._answer_again(request, actor, remembered=True)
        except Exception as error:  # noqa: BLE001 (told to the client, or masked and logged)
            return response(None, [as_graphql_error(error)])

    async def authenticate(self, token: str) -> Actor | None:
        """Return the actor of a bearer token; None when it is unknown, expired or its user inactive."""
        async with self.database.connection() as connection:
            return await actor_of_token(connection, token, self.clock())

    async def actor_of_user(self, user_id: UUID) -> Actor | None:
        """Return a user as an actor; None when there is no such active user."""
        async with self.database.connection() as connection:
            return await actor_of_user(connection, user_id)

    async def sdl(self, actor: Actor) -> str:
        """Return the schema's text as the actor may see it."""
        return (await self.packed_sdl(actor)).content().decode()

    async def packed_sdl(self, actor: Actor) -> Packed:
        """Return the schema's text as it is kept."""
        await self.live.refresh_if_stale()
        return await (await self._version(actor)).sdl()

    async def ready(self) -> None:
        """Raise when the database does not answer."""
        async with self.database.connection() as connection:
            await SchemaVersion.read_current(connection)

    async def _catalog_changed(self, version: str | None) -> None:
        """Hear of a version; None: the connection was lost, and with it what was said meanwhile."""
        self.live.refresh_soon(int(version) if version and version.isdecimal() else None)

    async def _version(self, actor: Actor) -> SchemaVersion:
        versions = self.live.versions
        return await versions.for_profile(versions.profile(actor.role_keys))

    async def _execute(self, request: GraphQLRequest, actor: Actor) -> GraphQLResponse:
        if (request.known_catalog_version or 0) > self.live.versions.catalog.version:
            await self.live.refresh(request.known_catalog_version)
        given = dict(request.variables or {})
        for _ in range(_MOST_ATTEMPTS):
            versions = self.live.versions
            version = await versions.for_profile(versions.profile(actor.role_keys))
            prepared = prepare(version, request.query, request.operation_name, self.limits)
            variables = coerce_variables(version, prepared, given, self.limits)
            errors = prepared.errors or (variables if isinstance(variables, list) else [])
            if (errors or prepared.introspects) and await self.live.refresh_if_stale(versions):
                continue
            if isinstance(variables, list) or errors:
                return response(None, errors, executed=False)
            context = self.context(version, actor, request, prepared, variables)
            if refusal := refusal_of(request, actor, prepared) or await refusal_of_key(context):
                return refusal
            cost = OperationCost.of(version.schema, prepared, variables, given, self.limits)
            if too_expensive := cost.errors(self.limits):
                return response(None, too_expensive, executed=False)
            if asks_for_the_schema_alone(prepared):
                body = await introspect(version, prepared, given)
                return made_response(body, self._extensions(request, cost))
            try:
                outcome = await run(context, prepared, given)
            except CatalogMoved:
                await self.live.refresh_if_stale(versions)
                continue
            again = has_to_be_read_again(version, prepared, outcome)
            if again and await self.live.refresh_if_stale(versions):
                continue
            await self._follow(version, context, outcome)
            return response(outcome.data, outcome.errors, self._extensions(request, cost, outcome.data))
        return refused("The catalog changed again and again; try again.", "OVERLOADED")

    async def _answer_again(
        self, request: GraphQLRequest, actor: Actor, *, remembered: bool = False
    ) -> GraphQLResponse | None:
        answered = await answer_again(self, request, actor, remembered=remembered)
        if answered is None:
            return None
        version, outcome = answered
        self._follow_others(version, outcome)
        if outcome.body is not None:
            return made_response(outcome.body, self._extensions(request) if request.extensions else None)
        return response(outcome.data, outcome.errors, self._extensions(request))

    def context(
        self,
        version: SchemaVersion,
        actor: Actor,
        request: GraphQLRequest,
        prepared: PreparedOperation,
        variables: Mapping[str, Any],
    ) -> OperationContext:
        """Return what an operation that was prepared finds while it runs."""
        now: datetime = self.clock()
        return OperationContext(
            version=version,
            actor=actor,
            profile=self.live.versions.profile(actor.role_keys),
            database=self.database,
            settings=self.live.settings,
            contributions=self.live.contributions,
            module_states=self.live.modules,
            plugins=self.live,
            tables=self.tables,
            now=now,
            page_rows=self.limits.page_rows,
            languages=languages_of(actor.locale, request, self.live.settings),
            time_zone=request.time_zone,
            variables=variables,
            fragments=dict(prepared.fragments),
            on_statement=self.on_statement,
            plugin_calls=self.plugin_calls,
            idempotency_key=key_of(request, actor, prepared, now),
            unset_for_email=self.settings.unset_for_email,
            run_due_jobs=partial(run_due_jobs, self),
        )

    async def _follow(self, version: SchemaVersion, context: OperationContext, outcome: Outcome) -> None:
        """Rebuild before the answer when this operation changed the catalog, after it when another did."""
        if context.changed_catalog is not None:
            await self.live.refresh(context.changed_catalog)
        else:
            self._follow_others(version, outcome)

    def _follow_others(self, version: SchemaVersion, outcome: Outcome) -> None:
        if outcome.catalog_version is not None and outcome.catalog_version > version.catalog.version:
            self.live.refresh_soon(outcome.catalog_version)

    def _extensions(
        self,
        request: GraphQLRequest,
        cost: OperationCost | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Mapping[str, Any]:
        asked: dict[str, Any] = {}
        if "catalog" in request.extensions:
            asked["catalogVersion"] = self.live.versions.catalog.version
        if cost is not None and "cost" in request.extensions:
            asked["cost"] = cost.extension(data)
        return asked
