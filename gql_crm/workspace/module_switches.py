"""Modules seen and switched from outside a running server, by an operator of the database."""

from dataclasses import dataclass

from gql_crm.access import Actor
from gql_crm.clock import system_clock, uuid7
from gql_crm.customization import Modules, WorkspaceState, load
from gql_crm.database import Database
from gql_crm.plugins.merge import Contributions, merge
from gql_crm.settings import Settings
from gql_crm.workspace.contributions import contributions_of, module_tables, waiting_modules
from gql_crm.workspace.installation import Installation
from gql_crm.workspace.setup import first_admin


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A module, and how it stands in a workspace: enabled, disabled, left out or missing."""

    name: str
    version: str
    state: str
    remark: str = ""


async def module_lines(settings: Settings, owner_dsn: str) -> list[ModuleLine]:
    """Return all modules: those that are installed, and those that are enabled but no longer installed."""
    contributions = contributions_of(settings, system_clock())
    database = await Database.connect(owner_dsn, schema=settings.database_schema)
    try:
        async with database.connection() as connection:
            state = await load(connection)
    finally:
        await database.close()
    waiting = await waiting_modules(settings, owner_dsn, contributions, state)
    lines = [
        _line(contributions, state, waiting.get(module.name), module.name, module.version)
        for _, module in contributions.modules
    ]
    known = {line.name for line in lines}
    gone = sorted(name for name in state.modules if name not in known and state.enables(name))
    return [*lines, *(ModuleLine(name, "", "missing", "No installed plugin has it.") for name in gone)]


def _line(
    contributions: Contributions, state: WorkspaceState, waits: str | None, name: str, version: str
) -> ModuleLine:
    if not state.enables(name):
        return ModuleLine(name, version, "disabled")
    if waits:
        return ModuleLine(name, version, "left out", waits)
    catalog = merge(state.given(contributions), version=state.version, now=system_clock())
    refused = next((problem.message for problem in catalog.problems if problem.origin == name), "")
    return ModuleLine(name, version, "left out" if refused else "enabled", refused)


async def switch_module(settings: Settings, owner_dsn: str, name: str, *, enabled: bool) -> None:
    """Switch a module on or off in the name of the first administrator; running servers follow.

    Raises `UserErrors`.
    """
    contributions = contributions_of(settings, system_clock())
    database = await Database.connect(owner_dsn, schema=settings.database_schema)
    try:
        async with database.connection() as connection:
            user_id = await first_admin(connection) or uuid7()
        plugins = Installation(contributions, system_clock)
        tables = module_tables(settings, owner_dsn)
        modules = Modules(database, plugins, tables, Actor(user_id, ("admin",)), system_clock())
        await (modules.enable(name) if enabled else modules.disable(name))
    finally:
        await database.close()
