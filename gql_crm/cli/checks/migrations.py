"""Whether the tables of the core and of each module that is switched on have all their migrations."""

from collections.abc import AsyncIterator

from gql_crm.cli.database import DatabaseAddress
from gql_crm.cli.findings import Finding, error, ok
from gql_crm.clock import system_clock
from gql_crm.customization import apps_of, load, migration_app
from gql_crm.database import Database
from gql_crm.database.errors import DatabaseError
from gql_crm.database.migration_apps import KERNEL, MigrationApp
from gql_crm.database.migrations import pending
from gql_crm.plugins.merge import Contributions
from gql_crm.plugins.module import Module
from gql_crm.settings import Settings
from gql_crm.workspace.contributions import BUILTIN_MODULES, contributions_of

CURE = "gql-crm migrate"


async def used_apps(settings: Settings, address: DatabaseAddress) -> list[MigrationApp]:
    """Return the apps of the core and of the modules that are switched on."""
    contributions = contributions_of(settings, system_clock())
    modules = [*_builtin(contributions), *await _enabled(settings, address, contributions)]
    return [KERNEL, *(app for module in modules if (app := migration_app(module)))]


async def check_migrations(settings: Settings, address: DatabaseAddress) -> AsyncIterator[Finding]:
    """Name what has not been applied, for the core and module by module."""
    contributions = contributions_of(settings, system_clock())
    core = [KERNEL, *(app for module in _builtin(contributions) if (app := migration_app(module)))]
    waiting = await pending(address.owner_dsn, core, schema=settings.database_schema)
    if waiting:
        yield error("migrations", f"Not applied: {', '.join(waiting)}.", CURE)
        return
    complete = True
    for module in await _enabled(settings, address, contributions):
        reason = await _reason(settings, address, contributions, module)
        if reason:
            complete = False
            yield error("migrations", f'The module "{module.name}" is left out: {reason}', CURE)
    if complete:
        yield ok("migrations", "All are applied.")


async def _reason(
    settings: Settings, address: DatabaseAddress, contributions: Contributions, module: Module
) -> str | None:
    apps = apps_of(module, contributions)
    try:
        waiting = await pending(address.owner_dsn, apps, schema=settings.database_schema)
    except (DatabaseError, ImportError) as problem:
        return f"its migrations cannot be read: {problem}"
    return f"not applied are {', '.join(waiting)}." if waiting else None


def _builtin(contributions: Contributions) -> list[Module]:
    return [module for _, module in contributions.modules if module.name in BUILTIN_MODULES]


async def _enabled(
    settings: Settings, address: DatabaseAddress, contributions: Contributions
) -> list[Module]:
    """Return the modules of plugins that are switched on and have tables."""
    database = await Database.connect(address.app_dsn, schema=settings.database_schema, max_size=1)
    try:
        async with database.connection() as connection:
            state = await load(connection)
    finally:
        await database.close()
    return [
        module
        for _, module in contributions.modules
        if state.enables(module.name) and module.name not in BUILTIN_MODULES and migration_app(module)
    ]
