"""Before a workspace opens: migrations, the first administrator; and the schema without a database."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import structlog

from gql_crm import sql
from gql_crm.access import Actor, profile_of
from gql_crm.clock import system_clock, uuid7
from gql_crm.customization import load
from gql_crm.database import Connection, Database
from gql_crm.database.errors import DatabaseError
from gql_crm.database.migration_apps import KERNEL, MigrationApp
from gql_crm.database.migrations import migrate
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.kind import ValueContext
from gql_crm.modules.identity.tokens import issue_token
from gql_crm.plugins.merge import merge
from gql_crm.records import Records
from gql_crm.schema.build import build_schema
from gql_crm.schema.operations import convert_operations
from gql_crm.schema.sorted_sdl import sorted_sdl
from gql_crm.settings import Settings
from gql_crm.sql import Column
from gql_crm.workspace.contributions import BUILTIN, contributions_of, migration_app
from gql_crm.workspace.contributions import migration_apps as apps_of

log = structlog.get_logger(__name__)

Progress = Callable[[str], None]
APP_ROLE = "gql_crm_app"
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def migration_apps(settings: Settings) -> list[MigrationApp]:
    """Return the apps of all modules that the settings let in."""
    return apps_of(contributions_of(settings, system_clock()))


async def prepare(settings: Settings, owner_dsn: str, *, progress: Progress) -> None:
    """Bring the tables up to date: the core's first; a plugin whose migration fails costs itself alone."""
    contributions = contributions_of(settings, system_clock())
    core = {name for name, _ in BUILTIN}
    apps = [
        KERNEL,
        *(
            app
            for _, module in contributions.modules
            if module.name in core and (app := migration_app(module))
        ),
    ]
    app_role = APP_ROLE if settings.database_url is None else None
    schema = settings.database_schema
    await migrate(owner_dsn, apps, schema=schema, app_role=app_role, progress=progress)
    for _, module in contributions.modules:
        app = migration_app(module)
        if module.name in core or app is None:
            continue
        try:
            await migrate(owner_dsn, [*apps, app], schema=schema, app_role=app_role, progress=progress)
        except (DatabaseError, ImportError) as error:
            log.exception("module could not be migrated", module=module.name)
            progress(f'Module "{module.name}" is left out, because its migration failed: {error}')
        else:
            apps.append(app)


async def first_admin_token(settings: Settings, dsn: str) -> str:
    """Return a new token of the first administrator, who is made when there is none."""
    database = await Database.connect(dsn, schema=settings.database_schema)
    try:
        async with database.transaction() as connection:
            user_id = await _first_admin(connection) or await _create_admin(connection, settings)
            token = await issue_token(connection, user_id, "First administrator", now=system_clock())
            return token.secret
    finally:
        await database.close()


async def create_token(settings: Settings, dsn: str, *, email: str) -> str:
    """Return a new token of the user with that e-mail address; raises UserErrors when there is none."""
    database = await Database.connect(dsn, schema=settings.database_schema)
    try:
        async with database.transaction() as connection:
            user_id = await _user_by(
                connection, sql.equal(Column("u", "email"), sql.Parameter(email, "text"))
            )
            if user_id is None:
                raise UserErrors(
                    [
                        UserError(
                            "NOT_FOUND", ("email",), f'There is no active user with the address "{email}".'
                        )
                    ]
                )
            token = await issue_token(connection, user_id, "Command line", now=system_clock())
            return token.secret
    finally:
        await database.close()


def installed_sdl() -> str:
    """Return the sorted schema of the built-in and installed modules; needs no database."""
    catalog = merge(contributions_of(None, _EPOCH), version=1, now=_EPOCH)
    converted = {module.name: convert_operations(module.operations) for module in catalog.modules}
    return sorted_sdl(build_schema(catalog, converted))


async def _first_admin(connection: Connection) -> UUID | None:
    is_admin = sql.Binary(Column("u", "role_keys"), "@>", sql.parameters(["admin"], "text"))
    return await _user_by(connection, is_admin)


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


async def _create_admin(connection: Connection, settings: Settings) -> UUID:
    state = await load(connection)
    catalog = merge(contributions_of(settings, system_clock()), version=state.version, now=system_clock())
    profile = profile_of(("admin",))
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
