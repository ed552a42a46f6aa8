"""Steps of the first migration that depend on the server."""

from typing import cast

import asyncpg
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state_apps import StateApps

from gql_crm.database.direct import trigram_schema
from gql_crm.database.errors import UnsuitableDatabase
from gql_crm.database.session import quoted
from gql_crm.database.suitability import letter_collation
from gql_crm.database.text_functions import create_functions

REFUSED = (
    asyncpg.InsufficientPrivilegeError,
    asyncpg.FeatureNotSupportedError,
    asyncpg.UndefinedFileError,
)


def _connection(editor: BaseSchemaEditor) -> asyncpg.Connection:
    return cast(asyncpg.Connection, editor.client._connection)  # noqa: SLF001 (Tortoise has no other door)


async def install_trigrams(_apps: StateApps, editor: BaseSchemaEditor) -> None:
    """Install pg_trgm, where allowed in the schema "public": other workspaces of the database share it."""
    connection = _connection(editor)
    if await connection.fetchval("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')"):
        return
    to_public = await connection.fetchval(
        "SELECT to_regnamespace('public') IS NOT NULL AND has_schema_privilege('public', 'CREATE')"
    )
    try:
        await connection.execute(f"CREATE EXTENSION pg_trgm{' SCHEMA public' if to_public else ''}")
    except REFUSED as problem:
        raise UnsuitableDatabase(
            f'The extension "pg_trgm", which search needs, cannot be installed: {problem}. Let an '
            "administrator of the server run CREATE EXTENSION pg_trgm in this database; contrib has it."
        ) from problem


async def create_text_functions(_apps: StateApps, editor: BaseSchemaEditor) -> None:
    connection = _connection(editor)
    for statement in create_functions(await letter_collation(connection)):
        await connection.execute(statement)


async def create_trigram_index(_apps: StateApps, editor: BaseSchemaEditor) -> None:
    connection = _connection(editor)
    place = quoted(await trigram_schema(connection))
    await connection.execute(
        f"CREATE INDEX record_text_search ON record_text USING gin (search_text {place}.gin_trgm_ops)"
    )
