"""Before a workspace opens: migrations, the first administrator; and the schema without a database."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

import structlog

from gql_crm import sql
from gql_crm.access import Actor, profile_of
from gql_crm.clock import system_clock, uuid7
from gql_crm.customization import (
    Modules,
    ModuleTables,
    WorkspaceState,
    ask_for_keys,
    load,
    migration_app,
)
from gql_crm.customization.module_rows import switch
from gql_crm.database import Connection, Database
from gql_crm.database.migration_apps import KERNEL
from gql_crm.database.migrations import migrate
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.kind import ValueContext
from gql_crm.modules.identity.tokens import issue_token
from gql_crm.plugins.merge import Contributions, merge
from gql_crm.records import Records
from gql_crm.schema.build import build_schema
from gql_crm.schema.operations import convert_operations
from gql_crm.schema.sorted_sdl import sorted_sdl
from gql_crm.settings import Settings
from gql_crm.sql import Column
from gql_crm.workspace.contributions import BUILTIN_MODULES, contributions_of, module_tables
from gql_crm.workspace.installation import Installation

log = structlog.get_logger(__name__)

Progress = Callable[[str], None]
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


async def prepare(settings: Settings, owner_dsn: str, *, progress: Progress) -> None:
    """Bring the tables up to date, and switch on what a new workspace has.

    The core's tables come first; a module whose migration fails costs itself alone. Modules that were never
    switched on are so now if the workspace is new, if they are built in, or if GQL_CRM_MODULES names them;
    others wait for `enableModule`.
    """
    contributions = contributions_of(settings, system_clock())
    tables = module_tables(settings, owner_dsn)
    builtin = [module for _, module in contributions.modules if module.name in BUILTIN_MODULES]
    core = [KERNEL, *(app for module in builtin if (app := migration_app(module)))]
    schema = settings.database_schema
    await migrate(owner_dsn, core, schema=schema, app_role=tables.app_role, progress=progress)
    database = await Database.connect(owner_dsn, schema=schema)
    try:
        async with database.connection() as connection:
            state = await load(connection)
        names = [module.name for _, module in contributions.enabled_modules()]
        new = [name for name in names if _is_switched_on(name, state, settings)]
        changed = [*new]
        for name in names:
            if name in BUILTIN_MODULES or not (state.enables(name) or name in new):
                continue
            made = await _make_tables(tables, contributions, name, progress)
            if made is None and name in new:
                changed.remove(name)
            elif made and name not in new:
                changed.append(name)
        if changed:
            await _switch_on(database, tables, contributions, changed)
        async with database.transaction() as connection:
            state, now = await load(connection), system_clock()
            catalog = merge(state.given(contributions), version=state.version, now=now)
            await ask_for_keys(connection, catalog, now)  # of rules that a new release has brought
    finally:
        await database.close()


def _is_switched_on(name: str, state: WorkspaceState, settings: Settings) -> bool:
    """Whether a module that nobody has decided about is switched on by the start."""
    if name in state.modules:
        return False
    return not state.modules or name in BUILTIN_MODULES or name in (settings.modules or ())


async def _make_tables(
    tables: ModuleTables, contributions: Contributions, name: str, progress: Progress
) -> list[str] | None:
    """Return the migrations that have run; None when one failed."""
    module = contributions.module(name)
    if module is None:
        return None
    try:
        return await tables.make(module, contributions, progress)
    except Exception as error:  # migrations of partners may fail in any way
        log.exception("module could not be migrated", module=name)
        progress(f'Module "{name}" is left out, because its migration failed: {error}')
        return None


async def _switch_on(
    database: Database, tables: ModuleTables, contributions: Contributions, names: Sequence[str]
) -> None:
    """Switch modules on whose tables are there, one after the other.

    Servers that run learn so of those that were on, and waited for their tables.
    """
    async with database.transaction() as connection:
        for name in names:
            if name in BUILTIN_MODULES:
                await switch(connection, name, system_clock(), enabled=True)
    async with database.transaction() as connection:
        seeds = any(module.seeds for _, module in contributions.modules if module.name in names)
        admin = await first_admin(connection)
        if admin is None and seeds:
            admin = await _create_admin(connection, contributions)
    plugins = Installation(contributions, system_clock)
    actor = Actor(admin or uuid7(), ("admin",))
    for name in names:
        modules = Modules(database, plugins, tables, actor, system_clock())
        try:
            await modules.switch_on(name, repaired=name not in BUILTIN_MODULES)
        except UserErrors as error:
            log.warning("module stays switched off", module=name, reason=str(error))


async def first_admin_token(settings: Settings, dsn: str) -> str:
    """Return a new token of the first administrator, who is made when there is none."""
    database = await Database.connect(dsn, schema=settings.database_schema)
    try:
        async with database.transaction() as connection:
            contributions = contributions_of(settings, system_clock())
            user_id = await first_admin(connection) or await _create_admin(connection, contributions)
            token = await issue_token(connection, user_id, "First administrator", now=system_clock())
            return token.secret
    finally:
        await database.close()


async def create_token(settings: Settings, dsn: str, *, email: str) -> str:
    """Return a new token of the user with that e-mail address; raises UserErrors when there is none."""
    database = await Database.connect(dsn, schema=settings.database_schema)
    try:
        async with database.transaction() as connection:
            user_id = await user_with_email(connection, email)
            token = await issue_token(connection, user_id, "Command line", now=system_clock())
            return token.secret
    finally:
        await database.close()


def installed_sdl() -> str:
    """Return the sorted schema of the built-in and installed modules; needs no database."""
    catalog = merge(contributions_of(None, _EPOCH), version=1, now=_EPOCH)
    converted = {module.name: convert_operations(module.operations) for module in catalog.modules}
    return sorted_sdl(build_schema(catalog, converted))


async def first_admin(connection: Connection) -> UUID | None:
    """Return the user who was the first active administrator."""
    is_admin = sql.Binary(Column("u", "role_keys"), "@>", sql.parameters(["admin"], "text"))
    return await _user_by(connection, is_admin)


async def user_with_email(connection: Connection, email: str) -> UUID:
    """Return the active user with that e-mail address; raises UserErrors when there is none."""
    user_id = await _user_by(connection, sql.equal(Column("u", "email"), sql.Parameter(email, "text")))
    if user_id is None:
        text = f'There is no active user with the address "{email}".'
        raise UserErrors([UserError("NOT_FOUND", ("email",), text)])
    return user_id


async def _user_by(connection: Connection, condition: sql.Node) -> UUID | None:
    where = sql.all_of(condition, sql.IsNull(Column("u", "deleted_at")), Column("u", "active"))
    select = sql.Select(
        (sql.Item(Column("u", "id"), "id"),),
        sql.Table("identity_user", "u"),
        where=where,
        order=(sql.OrderKey(Column("u", "id")),),
        limit=1,
    )
    statement = sql.compile_statement(select)
    found: UUID | None = await connection.fetchval(statement.text, *statement.parameters)
    return found


async def _create_admin(connection: Connection, contributions: Contributions) -> UUID:
    state = await load(connection)
    catalog = merge(state.given(contributions), version=state.version, now=system_clock())
    profile = profile_of(("admin",), catalog.permissions)
    themself = Actor(uuid7(), ("admin",))
    records = Records(connection, catalog, themself, profile, system_clock(), ValueContext())
    values = {
        "id": str(themself.user_id),
        "email": "admin@example.com",
        "name": "Administrator",
        "roleKeys": ["admin"],
        "ownerId": None,
    }
    return (await records.create("User", values)).id
