"""What the built-in modules and the installed plugins contribute, as far as this workspace may use it."""

from dataclasses import replace
from datetime import datetime

import structlog

from gql_crm.customization import ModuleTables, WorkspaceState, apps_of, migration_app
from gql_crm.database.errors import DatabaseUnavailable, MigrationError
from gql_crm.database.migrations import PATIENCE_SECONDS, pending
from gql_crm.database.supervisor.folder import APP_ROLE
from gql_crm.modules import identity, people, views
from gql_crm.plugins.discovery import discover
from gql_crm.plugins.merge import Contributions
from gql_crm.plugins.module import Module
from gql_crm.settings import Settings

log = structlog.get_logger(__name__)

BUILTIN = (("identity", identity), ("people", people), ("views", views))
BUILTIN_MODULES = frozenset(name for name, _ in BUILTIN)


def contributions_of(settings: Settings | None, now: datetime, *, installed: bool = True) -> Contributions:
    """Discover everything; GQL_CRM_MODULES narrows which plugins' modules there are."""
    found = discover(BUILTIN, now=now, installed=installed)
    names = settings.modules if settings else None
    if names is None:
        return found
    chosen = [pair for pair in found.modules if pair[1].name in BUILTIN_MODULES or pair[1].name in names]
    return replace(found, modules=chosen)


def module_tables(
    settings: Settings, owner_dsn: str, patience_seconds: float = PATIENCE_SECONDS
) -> ModuleTables:
    """Return how tables of modules are made in the workspace's database."""
    app_role = APP_ROLE if settings.database_url is None else None
    return ModuleTables(owner_dsn, settings.database_schema, app_role, patience_seconds)


def added(contributions: Contributions, newer: Contributions) -> Contributions:
    """Add what plugins that were found later contribute; what is there stays the same object.

    What could not be loaded is told as it is now.
    """
    plugins = {plugin for plugin, _ in (*contributions.modules, *contributions.kinds)}
    return replace(
        contributions,
        modules=[*contributions.modules, *(pair for pair in newer.modules if pair[0] not in plugins)],
        kinds=[*contributions.kinds, *(pair for pair in newer.kinds if pair[0] not in plugins)],
        problems=newer.problems,
    )


async def waiting_modules(
    settings: Settings, dsn: str, contributions: Contributions, state: WorkspaceState
) -> dict[str, str]:
    """Return the enabled modules whose tables are not as they need them, with the reason.

    Raises DatabaseUnavailable: whether a module has its tables is not known then.
    """
    waiting: dict[str, str] = {}
    for _, module in contributions.modules:
        if state.enables(module.name) and module.name not in BUILTIN_MODULES:
            reason = await _reason_to_wait(settings, dsn, contributions, module)
            if reason:
                waiting[module.name] = reason
    return waiting


async def _reason_to_wait(
    settings: Settings, dsn: str, contributions: Contributions, module: Module
) -> str | None:
    if migration_app(module) is None:
        return None
    try:
        names = await pending(dsn, apps_of(module, contributions), schema=settings.database_schema)
    except MigrationError as error:
        return f"its migrations cannot be read: {error}"
    except DatabaseUnavailable:
        raise
    except Exception:  # migrations of partners may fail in any way
        log.exception("migrations of a module cannot be read", module=module.name)
        return "its migrations cannot be read; the server's log has the reason."
    if names:
        return f"its migrations {', '.join(names)} have not run; run `gql-crm migrate`."
    return None
