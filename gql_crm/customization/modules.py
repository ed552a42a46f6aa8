"""Switching modules on and off while the workspace runs. Their tables and data stay."""

import time
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Protocol

import structlog
from graphql import GraphQLSchema

from gql_crm.access import Actor, profile_of
from gql_crm.customization import module_rows
from gql_crm.customization.module_checks import (
    check_disabled,
    check_enabled,
    check_requirements,
    installed_module,
    switched,
)
from gql_crm.customization.module_rows import ModuleState
from gql_crm.customization.module_settings import judge_module_settings, settings_of
from gql_crm.customization.module_tables import ModuleTables
from gql_crm.customization.once import Once, each_time
from gql_crm.customization.session import CatalogChange
from gql_crm.customization.store import WorkspaceState, load
from gql_crm.database.errors import TablesInUse
from gql_crm.database.pool import Connection, Database
from gql_crm.errors import ClientError, UserError, UserErrors
from gql_crm.journal import Origin
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.merge import Contributions, merge
from gql_crm.plugins.module import Module
from gql_crm.records import Records

log = structlog.get_logger(__name__)


class Plugins(Protocol):
    """The plugins that this process has loaded."""

    @property
    def contributions(self) -> Contributions:
        """What all of them contribute, switched on or off."""

    async def discover(self) -> list[Module]:
        """Load plugins that were installed meanwhile; return their modules."""

    async def misfit(self, catalog: Catalog, module: Module) -> str | None:
        """Say why a module's operations do not fit into the schema of a catalog; None when they do."""


class LivePlugins(Plugins, Protocol):
    """The same in a process that answers requests."""

    def schema_of(self, catalog: Catalog) -> AbstractAsyncContextManager[GraphQLSchema]:
        """Build the schema of a catalog that need not come to be; it is gone with the context."""


@dataclass(frozen=True, slots=True)
class Modules:
    """Changes of one actor, each in a transaction of its own; they raise `UserErrors`.

    Each returns the catalog after it, of the same version as before when nothing had to change.
    """

    database: Database
    plugins: Plugins
    tables: ModuleTables
    actor: Actor
    now: datetime
    once: Once = each_time

    async def enable(self, name: str) -> Catalog:
        """Make the module's tables, switch it on, and at the first time make its seeds.

        Whether it fits is asked before its tables are made, and again while nobody else can change anything.
        """
        self._check_admin()
        begun = time.monotonic()
        if self.contributions.module(name) is None:
            await self.plugins.discover()
        module = installed_module(self.contributions, name)
        async with self.database.connection() as connection:
            state = await load(connection)
        before, after = self._compared(state, name, enabled=True)
        check_requirements(module, state)
        check_enabled(module, before, after)
        misfit = await self.plugins.misfit(after, module)
        if misfit:
            text = f'The module "{name}" cannot be enabled: {misfit}'
            raise UserErrors([UserError("VALIDATION", ("name",), text)])
        waited = name in self.plugins.contributions.disabled
        return await self.switch_on(name, repaired=await self._make_tables(module, begun) or waited)

    async def switch_on(self, name: str, *, repaired: bool = False) -> Catalog:
        """Switch on a module whose tables are there; `repaired` says that workers may not know it."""
        module = installed_module(self.contributions, name)
        async with self.database.transaction() as connection:
            switch = partial(self._switch_on, connection, module, repaired=repaired)
            return await self.once(connection, switch)

    async def disable(self, name: str) -> Catalog:
        """Switch a module off: all of it leaves the schema, its data stay. Raises MODULE_IN_USE.

        Also one that nobody has installed any more.
        """
        self._check_admin()
        async with self.database.transaction() as connection:
            return await self.once(connection, partial(self._switch_off, connection, name))

    async def update_settings(self, name: str, given: Mapping[str, Any]) -> tuple[Catalog, Mapping[str, Any]]:
        """Change settings of an enabled module: what is absent stays, null goes back to the default.

        Return all of its settings as Python values besides the catalog.
        """
        self._check_admin()
        module = installed_module(self.contributions, name)
        async with self.database.transaction() as connection:
            return await self.once(connection, partial(self._set, connection, module, given))

    async def _set(
        self, connection: Connection, module: Module, given: Mapping[str, Any]
    ) -> tuple[Catalog, Mapping[str, Any]]:
        name = module.name
        change = await CatalogChange.begin(connection, self.contributions, self.now)
        if not change.state.enables(name):
            text = f'The module "{name}" is not enabled; enable it first.'
            raise UserErrors([UserError("INVALID_STATE", (), text)])
        stored, kinds = change.state.modules[name].settings, change.catalog.kinds
        settings = judge_module_settings(module, kinds, stored, given, change.value_context)
        await module_rows.set_settings(connection, name, settings, self.now)
        state = change.state.with_module(name, ModuleState(True, settings))
        return await change.publish_state(state), settings_of(module, kinds, settings)

    async def _switch_off(self, connection: Connection, name: str) -> Catalog:
        change = await CatalogChange.begin(connection, self.contributions, self.now)
        if not change.state.enables(name):
            installed_module(self.contributions, name)
            return change.catalog
        before, after = self._compared(change.state, name, enabled=False)
        check_disabled(name, before, after)
        await module_rows.switch(connection, name, self.now, enabled=False)
        return await change.publish_state(switched(change.state, name, enabled=False))

    async def _switch_on(self, connection: Connection, module: Module, *, repaired: bool) -> Catalog:
        change = await CatalogChange.begin(connection, self.contributions, self.now)
        name = module.name
        if change.state.enables(name):  # a module that waited for its tables is there for all workers now
            return await change.publish_state(change.state) if repaired else change.catalog
        before, after = self._compared(change.state, name, enabled=True)
        check_requirements(module, change.state)
        check_enabled(module, before, after)
        first = await module_rows.switch(connection, name, self.now, enabled=True)
        catalog = await change.publish_state(switched(change.state, name, enabled=True))
        if first:
            await self._make_seeds(connection, change, module, catalog)
        return catalog

    async def _make_seeds(
        self, connection: Connection, change: CatalogChange, module: Module, catalog: Catalog
    ) -> None:
        # What the module denies people it does not deny itself.
        profile = profile_of(self.actor.role_keys, {})
        records = Records(
            connection, catalog, self.actor, profile, self.now, change.value_context, Origin.SYSTEM
        )
        for entity, seeds in module.seeds.items():
            for values in seeds:
                try:
                    await records.create(entity, values)
                except Exception as error:
                    raise _seed_refused(module, entity, error) from error

    async def _make_tables(self, module: Module, begun: float) -> bool:
        """Make what is missing; return whether anything was. Time since `begun` counts as waiting."""
        try:
            return bool(await self.tables.begun(begun).make(module, self.contributions))
        except TablesInUse:
            text = f'The tables of the module "{module.name}" could not be made: others use them; try again.'
            raise UserErrors([UserError("INVALID_STATE", ("name",), text)]) from None
        except Exception as error:  # migrations of partners may fail in any way
            log.exception("tables of a module could not be made", module=module.name)
            text = (
                f'The tables of the module "{module.name}" could not be made, so it stays switched off; '
                "the server's log has the reason."
            )
            raise UserErrors([UserError("INVALID_STATE", ("name",), text)]) from error

    @property
    def contributions(self) -> Contributions:
        """What is installed, modules that wait for their tables among it."""
        return replace(self.plugins.contributions, disabled=frozenset())

    def _compared(self, state: WorkspaceState, name: str, *, enabled: bool) -> tuple[Catalog, Catalog]:
        """Return the catalog as it is, and as it would be."""
        after = switched(state, name, enabled=enabled)
        return self._merged(state), self._merged(after)

    def _merged(self, state: WorkspaceState) -> Catalog:
        return merge(state.given(self.contributions), version=state.version, now=self.now)

    def _check_admin(self) -> None:
        if not self.actor.is_admin:
            text = "Only administrators may switch modules on and off and change their settings."
            raise UserErrors([UserError("FORBIDDEN", (), text)])


def _seed_refused(module: Module, entity: str, error: Exception) -> UserErrors:
    """Return what is wrong with a seed: all that is, or that the log tells it."""
    text = f'The module "{module.name}" cannot be enabled: a seed of {entity} is refused'
    if isinstance(error, UserErrors):
        errors = [replace(one, field=("name",), message=f"{text}: {one.message}") for one in error.errors]
        return UserErrors(errors)
    if isinstance(error, ClientError):
        return UserErrors([UserError("VALIDATION", ("name",), f"{text}: {error}")])
    log.error("a seed is refused", module=module.name, entity=entity, exc_info=error)
    return UserErrors([UserError("VALIDATION", ("name",), f"{text}; the server's log has the reason.")])
