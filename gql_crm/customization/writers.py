"""Transactions that write records: whoever changes the catalog can shut them out and wait for them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import NamedTuple

from gql_crm import sql
from gql_crm.database.pool import Connection, Database
from gql_crm.errors import UserError, UserErrors
from gql_crm.records.statements import fetch

_WRITERS = 0x67716C63
"""Key of the advisory lock that transactions that write records share."""
_ATTEMPTS = 400
_PAUSE_SECONDS = 0.02


class Writing(NamedTuple):
    """A transaction that writes records; `holds`: what the writer knows of the catalog is still so."""

    connection: Connection
    holds: bool


@asynccontextmanager
async def writing(
    database: Database, version: int, access_version: int | None = None
) -> AsyncIterator[Writing]:
    """Run a transaction that writes records by the catalog of a version; raises as `transaction` does.

    It is known to `shut_writers_out` until it ends, so that the catalog does not move below it. What holds
    is the version, and the `access_version` where one is given.
    """
    async with database.opened(*_opening(version, access_version)) as (connection, found):
        yield Writing(connection, holds=found > 0)


def may_write(written: sql.Node, version: sql.Given[int], access_version: sql.Given[int | None]) -> sql.Node:
    """Return what a statement selects that writes one record and is a transaction of its own.

    It is true, or the statement fails with a serialization failure: where it has `written` another number of
    rows, and where what `writing` would tell does not hold.
    """
    versions = (sql.Parameter(one, "bigint") for one in (version, access_version))
    return sql.call("gql_crm_may_write", written, *versions)


async def shut_writers_out(connection: Connection) -> None:
    """Wait until no transaction of `writing` is under way, and keep new ones waiting.

    The lock is asked for again and again instead of waited for: a waiting session would hold up the
    writers behind it.
    Raises `UserErrors` when writers are always there.
    """
    for _ in range(_ATTEMPTS):
        rows = await fetch(connection, _advisory("pg_try_advisory_xact_lock"))
        if rows[0]["locked"]:
            return
        await asyncio.sleep(_PAUSE_SECONDS)
    raise UserErrors(
        [UserError("INVALID_STATE", (), "Records are being written all the time; try again later.")]
    )


@lru_cache
def _opening(version: int, access_version: int | None) -> tuple[str, str]:
    """Two statements, because the versions must be read by a snapshot that is taken under the lock."""
    expected = {"version": version, "access_version": access_version}
    same = [
        sql.equal(sql.Column("c", column), sql.Constant(value))
        for column, value in expected.items()
        if value is not None
    ]
    one = (sql.Item(sql.Constant(1), "one"),)
    state = sql.Select(one, sql.Table("catalog_state", "c"), where=sql.all_of(*same))
    lock = _advisory("pg_advisory_xact_lock_shared")
    return sql.compile_statement(lock).text, sql.compile_statement(state).text


def _advisory(function: str) -> sql.Select:
    return sql.Select((sql.Item(sql.call(function, sql.Constant(_WRITERS)), "locked"),))
