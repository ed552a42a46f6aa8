"""What the built-in modules and the installed plugins contribute, as far as this workspace may use it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from gql_crm.database.errors import DatabaseError
from gql_crm.database.migration_apps import KERNEL, MigrationApp
from gql_crm.database.migrations import pending
from gql_crm.modules import identity, people
from gql_crm.plugins.catalog import CatalogProblem
from gql_crm.plugins.discovery import discover
from gql_crm.plugins.merge import Contributions
from gql_crm.plugins.module import Module
from gql_crm.settings import Settings

BUILTIN = (("identity", identity), ("people", people))
_ALWAYS = frozenset(name for name, _ in BUILTIN)


def contributions_of(settings: Settings | None, now: datetime, *, installed: bool = True) -> Contributions:
    """Discover everything; GQL_CRM_MODULES narrows which plugins' modules are used."""
    found = discover(BUILTIN, now=now, installed=installed)
    names = settings.modules if settings else None
    if names is None:
        return found
    chosen = [
        (plugin, module) for plugin, module in found.modules if module.name in _ALWAYS or module.name in names
    ]
    return replace(found, modules=chosen)


def migration_apps(contributions: Contributions) -> list[MigrationApp]:
    """Return the apps whose tables the contributions need, the kernel first."""
    apps = (migration_app(module) for _, module in contributions.modules)
    return [KERNEL, *(app for app in apps if app)]


def migration_app(module: Module) -> MigrationApp | None:
    """Return a module's app; None when it has no tables of its own."""
    if module.models is None or module.migrations is None:
        return None
    return MigrationApp(module.name, module.models, module.migrations)


def without(contributions: Contributions, failed: Sequence[tuple[str, str]], now: datetime) -> Contributions:
    """Leave modules out, with the reason as a problem that names them."""
    reasons = dict(failed)
    problems = [
        CatalogProblem(name, f'Module "{name}" is left out: {reason}', now)
        for name, reason in reasons.items()
    ]
    modules = [pair for pair in contributions.modules if pair[1].name not in reasons]
    return replace(contributions, modules=modules, problems=(*contributions.problems, *problems))


async def usable_contributions(settings: Settings, dsn: str, now: datetime) -> Contributions:
    """Return the contributions whose tables are there; a module that waits for migrations is left out."""
    found = contributions_of(settings, now)
    failed = []
    for _, module in found.modules:
        app = migration_app(module)
        if app is None or module.name in _ALWAYS:
            continue
        core = [other for _, m in found.modules if m.name in _ALWAYS and (other := migration_app(m))]
        try:
            waiting = await pending(dsn, [KERNEL, *core, app], schema=settings.database_schema)
        except (DatabaseError, ImportError) as error:
            failed.append((module.name, f"its migrations cannot be read: {error}"))
        else:
            if waiting:
                failed.append(
                    (module.name, f"its migrations {', '.join(waiting)} have not run; run `gql-crm migrate`.")
                )
    return without(found, failed, now)
