"""Whether a database can serve: its version, encoding and letters."""

import asyncpg

from gql_crm.database.errors import UnsuitableDatabase

OLDEST, NEWEST = 15, 18
BUILTIN_COLLATIONS_SINCE = 17
COLLATION_EXISTS = """
SELECT EXISTS (SELECT FROM pg_collation WHERE collname = $1 AND collnamespace = 'pg_catalog'::regnamespace
  AND collencoding IN (-1, pg_char_to_encoding('UTF8')))
"""
COLLATIONS = ("pg_c_utf8", "C.utf8", "C.UTF-8", "und-x-icu")


def cure(major: int) -> str:
    """Return the statement that makes a database of the right kind."""
    locale = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' " if major >= BUILTIN_COLLATIONS_SINCE else ""
    return f"CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' {locale}LOCALE 'C.UTF-8'"


async def check_suitable(connection: asyncpg.Connection) -> None:
    """Raise UnsuitableDatabase, naming the cure, when gql_crm cannot work with the database."""
    major = connection.get_server_version().major
    if not OLDEST <= major <= NEWEST:
        raise UnsuitableDatabase(
            f"The server is PostgreSQL {major}; gql_crm works with PostgreSQL {OLDEST} to {NEWEST}."
        )
    encoding = await connection.fetchval("SHOW server_encoding")
    if encoding != "UTF8":
        raise UnsuitableDatabase(
            f'The encoding of the database is "{encoding}", gql_crm needs "UTF8": {cure(major)}.'
        )
    if not await connection.fetchval("SELECT lower('ŽПЙ') = 'žпй'"):
        raise UnsuitableDatabase(
            "The locale of the database knows ASCII letters only (lower('ŽПЙ') is not 'žпй'), so names could "
            f"not be found or sorted. Make the database with a UTF-8 locale: {cure(major)}."
        )
    await letter_collation(connection)


async def letter_collation(connection: asyncpg.Connection) -> str:
    """Return the collation under which `lower` knows every letter, the same everywhere where possible."""
    for name in COLLATIONS:
        if await connection.fetchval(COLLATION_EXISTS, name):
            return name
    raise UnsuitableDatabase(
        "The server has none of the collations " + ", ".join(f'"{name}"' for name in COLLATIONS) + ". "
        "Install the locale C.UTF-8 on its machine and run SELECT pg_import_system_collations('pg_catalog')."
    )
