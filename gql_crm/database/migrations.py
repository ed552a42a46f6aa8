"""Bringing the tables to the state that this installation's migrations lead to.

The migrations are Tortoise's own; the loop around them is ours: one process at a time, each migration and its
mark in one transaction, tried again when a table is in use.
"""

import asyncio
import random
import time
from collections.abc import Callable, Container, Sequence
from functools import partial

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.context import TortoiseContext
from tortoise.exceptions import BaseORMException
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.migration import Migration
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor

from gql_crm.database.advisory_lock import advisory_lock
from gql_crm.database.direct import direct_connection
from gql_crm.database.errors import MigrationError, TablesInUse
from gql_crm.database.feed_home import settle_feed
from gql_crm.database.grants import grant_to
from gql_crm.database.migration_apps import MigrationApp, apps_config, tortoise_context
from gql_crm.database.migration_state import MigrationState
from gql_crm.database.session import quoted
from gql_crm.database.suitability import check_suitable

LOCK_TIMEOUT_MS = 200
PATIENCE_SECONDS = 60.0
IN_USE = (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError)


def quietly(_text: str) -> None:
    """Report no progress."""


class Patience:
    """How long tables may be in use, from now on: what was needed to come to the first try counts too."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self._end


async def migrate(
    dsn: str,
    apps: Sequence[MigrationApp],
    *,
    schema: str = "public",
    app_role: str | None = None,
    progress: Callable[[str], None] = quietly,
    patience_seconds: float = PATIENCE_SECONDS,
) -> list[str]:
    """Apply what is pending; return the names of what was applied, as `label.name`.

    `dsn` is a direct connection (no transaction pooler) of the role that owns the tables. `app_role` gets the
    rights of a server that cannot rewrite history; None where one role does everything. The schema is made if
    it is missing. Raises UnsuitableDatabase, MigrationError, or, `patience_seconds` after the call,
    TablesInUse; of a migration that fails nothing stays.
    """
    patience = Patience(patience_seconds)
    async with (
        tortoise_context(apps) as context,
        direct_connection(dsn, schema=schema, lock_timeout_ms=LOCK_TIMEOUT_MS) as connection,
    ):
        await check_suitable(connection)
        waiting = partial(progress, "Waiting for another process that migrates the database.")
        async with advisory_lock(connection, f"gql_crm migrations of {schema}", waiting=waiting):
            if not await connection.fetchval(
                "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)", schema
            ):
                await connection.execute(f"CREATE SCHEMA {quoted(schema)}")
            run = _Run(context, connection, apps, schema, patience)
            applied = await run.apply_pending(progress)
            await settle_feed(connection)
            if app_role is not None:
                await grant_to(connection, app_role, schema)
    return applied


async def pending(dsn: str, apps: Sequence[MigrationApp], *, schema: str = "public") -> list[str]:
    """Return the names of the migrations that are not applied, in their order."""
    async with tortoise_context(apps) as context, direct_connection(dsn, schema=schema) as connection:
        plan = await _Run(context, connection, apps, schema).plan()
    return [_name(migration) for migration in plan]


def _name(migration: Migration) -> str:
    return f"{migration.app_label}.{migration.name}"


class _Client(TransactionWrapper):
    """Tortoise's client over a connection that is ours to begin, commit and close."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        parent = AsyncpgDBClient(connection_name="default")
        parent._connection = connection  # noqa: SLF001 (Tortoise opens pools only)
        super().__init__(parent)

    async def close(self) -> None:
        """Leave the connection to its owner."""


class _Run:
    """Tortoise's migration machinery with our own loop.

    Its own loop marks a migration after the transaction, so a process that dies between the two leaves a
    database that can no longer be migrated. Two private methods of it are used; the tests hold them.
    """

    def __init__(
        self,
        context: TortoiseContext,
        connection: asyncpg.Connection,
        apps: Sequence[MigrationApp],
        schema: str,
        patience: Patience | None = None,
    ) -> None:
        self._connection = connection
        self._patience = patience or Patience(PATIENCE_SECONDS)
        self._schema = schema
        self._client = _Client(connection)
        context.connections.set("default", self._client)
        self._labels = frozenset(app.label for app in apps)
        self._executor = MigrationExecutor(self._client, apps_config(apps))

    async def plan(self) -> list[Migration]:
        """Return what is not applied, in order; refuse a database that is ahead of this installation."""
        applied = await self._applied()
        await self._executor.loader.build_graph()
        known = self._executor.loader.graph.nodes
        unknown = [key for key in applied if key.app_label in self._labels and key not in known]
        if unknown:
            raise MigrationError(
                f'The database has the migration "{unknown[0].app_label}.{unknown[0].name}", which this '
                "installation does not know: a newer one wrote it. Install that one, or restore a backup."
            )
        graph = self._executor.loader.graph
        steps = self._executor._migration_plan(None, applied, graph)  # noqa: SLF001 (see class)
        return [step.migration for step in steps]

    async def _applied(self) -> set[MigrationKey]:
        # Tortoise takes any error of this query for "nothing applied", also one of a connection.
        table = f"{quoted(self._schema)}.tortoise_migrations"
        if not await self._connection.fetchval("SELECT to_regclass($1) IS NOT NULL", table):
            return set()
        rows = await self._connection.fetch(f"SELECT app, name FROM {table}")
        return {MigrationKey(app_label=row["app"], name=row["name"]) for row in rows}

    async def apply_pending(self, progress: Callable[[str], None]) -> list[str]:
        plan = await self.plan()
        if not plan:
            return []
        await self._executor.recorder.ensure_schema(AsyncpgSchemaEditor(self._client, atomic=False))
        state = await self._state_of(await self._applied())
        for migration in plan:
            progress(f'Migrating "{_name(migration)}".')
            state = await self._apply_patiently(migration, state)
        return [_name(migration) for migration in plan]

    async def _state_of(self, applied: Container[MigrationKey]) -> MigrationState:
        """Return the models as the migrations that are applied have left them."""
        state = MigrationState.empty(self._labels)
        for key in self._executor._full_plan():  # noqa: SLF001 (see class)
            migration = self._executor.loader.graph.nodes[key]
            if key in applied and migration is not None:
                await migration.apply(state, dry_run=True)
        return state

    async def _apply_patiently(self, migration: Migration, state: MigrationState) -> MigrationState:
        """Apply a migration; while a table is in use, give up the locks so far and try again."""
        while True:
            try:
                return await self._apply(migration, state)
            except IN_USE as problem:
                if self._patience.is_over or not migration.atomic:
                    raise TablesInUse(
                        f'The migration "{_name(migration)}" needs a table that others kept in use '
                        f"for {self._patience.seconds:.0f} seconds. Nothing of it is kept; try again later."
                    ) from problem
            except (asyncpg.PostgresError, BaseORMException) as problem:
                raise MigrationError(f'The migration "{_name(migration)}" failed: {problem}') from problem
            await asyncio.sleep(random.uniform(0.05, 0.3))  # noqa: S311 (spreads the tries, hides nothing)
            state = await self._state_of(await self._applied())  # without what was tried

    async def _apply(self, migration: Migration, state: MigrationState) -> MigrationState:
        if not migration.atomic:  # for what PostgreSQL refuses inside a transaction
            await state.apply(migration, AsyncpgSchemaEditor(self._client, atomic=False))
            await self._executor.recorder.record_applied(migration.app_label, migration.name)
            return state
        async with self._connection.transaction():
            await state.apply(migration, AsyncpgSchemaEditor(self._client))
            await self._executor.recorder.record_applied(migration.app_label, migration.name)
        return state
