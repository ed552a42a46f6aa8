"""Indexes over the values of custom fields: made and dropped beside running reads and writes.

Each is built concurrently, one at a time in a database, on a connection without a limit on time. Its name is
made of the table, the field's number and a fingerprint of its definition: an index of another definition is
never taken for it.
"""

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import asyncpg

from gql_crm.database.advisory_lock import advisory_lock
from gql_crm.database.direct import direct_connection, trigram_schema
from gql_crm.database.errors import IndexNotBuilt
from gql_crm.database.index_progress import build_progress
from gql_crm.database.pool import Connection
from gql_crm.database.session import quoted

PATIENCE_MS = 300_000
"""How long a build waits for one transaction that began before it."""
PAUSE_SECONDS = 0.25
IDENTIFIER_LIMIT = 63
_NAME = re.compile(r".*_c([0-9]+)_[0-9a-f]{8}")

FOUND = """
SELECT x.relname AS name, i.indisvalid AND i.indisready AND i.indislive AS valid
FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
WHERE x.relnamespace = current_schema()::regnamespace AND x.relname ~ '_c[0-9]+_[0-9a-f]{8}$'
"""

UNKNOWN = """
SELECT EXISTS (
  SELECT FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
  WHERE x.relnamespace = current_schema()::regnamespace AND x.relname ~ '_c[0-9]+_[0-9a-f]{8}$'
    AND t.relname = $1 AND NOT EXISTS (SELECT FROM pg_stats s WHERE s.schemaname = current_schema()
      AND s.tablename = x.relname)
)
"""

BROKEN = """
SELECT x.relname AS name FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
WHERE x.relnamespace = current_schema()::regnamespace AND NOT i.indisvalid
  AND x.relname !~ '_c[0-9]+_[0-9a-f]{8}$'
  AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = x.oid)
"""

Report = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class IndexDefinition:
    """An index over a field; `number` is the field's, `keys` are SQL expressions over the table's columns.

    `scope` is a column that comes before them: whose rows they are.
    """

    table: str
    number: int
    purpose: Literal["order", "fragments", "elements"]
    keys: tuple[str, ...]
    scope: str | None = None

    @property
    def name(self) -> str:
        """The name that every worker gives it."""
        content = "\n".join((self.table, self.purpose, *filter(None, (self.scope,)), *self.keys))
        ending = f"_c{self.number}_{hashlib.sha256(content.encode()).hexdigest()[:8]}"
        return self.table[: IDENTIFIER_LIMIT - len(ending)] + ending


@dataclass(frozen=True, slots=True)
class FoundIndex:
    """An index that the database has for the field of that number."""

    name: str
    number: int
    valid: bool


async def found_indexes(connection: asyncpg.Connection | Connection) -> list[FoundIndex]:
    """Return all indexes of custom fields in the connection's schema, whole or broken."""
    rows = await connection.fetch(FOUND)
    numbered = ((row, _NAME.fullmatch(row["name"])) for row in rows)
    return [FoundIndex(row["name"], int(match[1]), row["valid"]) for row, match in numbered if match]


async def broken_indexes(connection: asyncpg.Connection | Connection) -> list[str]:
    """Return the names of other indexes that a concurrent build has left broken."""
    return [row["name"] for row in await connection.fetch(BROKEN)]


def dropping(name: str) -> str:
    """Return the statement that drops an index beside running reads and writes."""
    return f"DROP INDEX CONCURRENTLY IF EXISTS {quoted(name)}"


def rebuilding(name: str) -> str:
    """Return the statement that builds a broken index anew."""
    return f"REINDEX INDEX CONCURRENTLY {quoted(name)}"


async def settle_indexes(
    dsn: str,
    number: int,
    wanted: Sequence[IndexDefinition],
    *,
    schema: str,
    report: Report,
) -> None:
    """Give a field exactly the indexes `wanted`: drop others and broken ones of its number, build the rest.

    `dsn` is a direct connection of the role that owns the tables; `report` is told the part that is done,
    from 0 to 1. Raises IndexNotBuilt with a text for a person; calling again begins where it ended.
    """
    async with (
        direct_connection(dsn, schema=schema, lock_timeout_ms=PATIENCE_MS) as connection,
        direct_connection(dsn, schema=schema) as observer,
        advisory_lock(connection, f"gql_crm indexes of {schema}"),
    ):
        with _explained():
            await _settle(connection, observer, number, wanted, report)


async def analyze_new_indexes(dsn: str, table: str, *, schema: str) -> None:
    """Let PostgreSQL look at the values of new indexes, without which it may not choose them.

    It looks at those of all indexes of the table then, so this is done once after several have been built.
    """
    async with direct_connection(dsn, schema=schema) as connection:
        if await connection.fetchval(UNKNOWN, table):
            await connection.execute(f"ANALYZE {quoted(table)}")


async def _settle(
    connection: asyncpg.Connection,
    observer: asyncpg.Connection,
    number: int,
    wanted: Sequence[IndexDefinition],
    report: Report,
) -> None:
    whole = await _drop_others(connection, number, {definition.name for definition in wanted})
    missing = [definition for definition in wanted if definition.name not in whole]
    for done, definition in enumerate(missing):
        statement = await _create(connection, definition)
        await _watched(connection, observer, statement, _scaled(report, done, len(missing)))


async def _drop_others(connection: asyncpg.Connection, number: int, wanted: Collection[str]) -> set[str]:
    """Drop the field's indexes that are broken or not wanted; return the names of those that stay."""
    whole = set()
    for index in await found_indexes(connection):
        if index.number != number:
            continue
        if index.valid and index.name in wanted:
            whole.add(index.name)
        else:
            await connection.execute(dropping(index.name))
    return whole


async def _create(connection: asyncpg.Connection, definition: IndexDefinition) -> str:
    keys = [f"({key})" for key in definition.keys]
    if definition.purpose == "order":
        keys = [*filter(None, (definition.scope,)), *keys, "id"]
    elif definition.purpose == "fragments":
        place = quoted(await trigram_schema(connection))
        keys = [f"{key} {place}.gin_trgm_ops" for key in keys]
    method = "btree" if definition.purpose == "order" else "gin"
    return (
        f"CREATE INDEX CONCURRENTLY {quoted(definition.name)} ON {quoted(definition.table)} "
        f"USING {method} ({', '.join(keys)})"
    )


def _scaled(report: Report, done: int, number: int) -> Report:
    async def told(part: float) -> None:
        await report((done + part) / number)

    return told


async def _watched(
    connection: asyncpg.Connection, observer: asyncpg.Connection, statement: str, report: Report
) -> None:
    """Run a statement that builds an index, and tell how far it is."""
    building = asyncio.create_task(connection.execute(statement))
    done = 0.0  # PostgreSQL begins to count anew a moment before it names the next phase
    try:
        while not (await asyncio.wait({building}, timeout=PAUSE_SECONDS))[0]:
            done = max(done, await build_progress(observer, connection.get_server_pid()) or 0.0)
            await report(done)
        await building
    finally:
        building.cancel()
        await asyncio.gather(building, return_exceptions=True)
    await report(1.0)


@contextmanager
def _explained() -> Iterator[None]:
    """Put what PostgreSQL refuses into words for a person; the cause is for the log."""
    try:
        yield
    except asyncpg.LockNotAvailableError as problem:
        text = "A transaction that began earlier did not end in time; an index has to wait for it. Try again."
        raise IndexNotBuilt(text) from problem
    except asyncpg.ProgramLimitExceededError as problem:
        raise IndexNotBuilt("A record holds a value that is too long for an index.") from problem
    except asyncpg.DiskFullError as problem:
        raise IndexNotBuilt("The disk of the database is full. Make room, then try again.") from problem
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as problem:
        text = "PostgreSQL could not build the index; the server's log has the reason. Try again."
        raise IndexNotBuilt(text) from problem
