"""Going through all records of an entity beside running requests, in short statements."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from gql_crm import sql
from gql_crm.database.pool import Connection, Database
from gql_crm.errors import UserErrors
from gql_crm.jobs import JobFailed
from gql_crm.records.statements import fetch

_ROWS = 5_000
_LINES = 1_000
_LINE_TABLES = (
    ("unique_value", "value_key"),
    ("record_reference", "source_id"),
    ("field_counter", "period"),
)
ROW = "e"
"""The alias of a record's row in conditions."""
FEW: Final = 500
"""So many changed records are left for the time in which writers wait."""
_ROUNDS: Final = 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some records that meet the condition, and the part of all records that has been seen with them."""

    ids: Sequence[UUID]
    part: float


async def stretches(database: Database, table: str, condition: sql.Node) -> AsyncIterator[Stretch]:
    """Go through a table by id; each statement looks at so few rows that it is over in no time."""
    total = await _estimated(database, table)
    seen, last = 0, UUID(int=0)
    while True:
        async with database.connection() as connection:
            rows = await fetch(connection, _next(table, condition, last))
        if not rows:
            return
        seen, last = seen + len(rows), rows[-1]["id"]
        yield Stretch([row["id"] for row in rows if row["meets"]], min(1.0, seen / max(total, seen)))


async def switch_over(follow: Callable[[], Awaitable[int]], finish: Callable[[], Awaitable[None]]) -> None:
    """Follow what was changed meanwhile until it is little; then finish, while writers wait for the rest.

    `follow` returns how many records it met. Raises JobFailed when there is never a moment without a writer.
    """
    for _ in range(_ROUNDS):
        if await follow() > FEW:
            continue
        try:
            await finish()
        except UserErrors:  # there was no such moment
            continue
        return
    raise JobFailed("Records are written all the time. Try again when there is less to do.")


async def lock_free(connection: Connection, table: str, ids: Sequence[UUID]) -> list[UUID]:
    """Lock records inside a transaction; return those of them that nobody else had locked.

    Who never waits for a lock while it holds others cannot be part of a deadlock.
    """
    id_ = sql.Column(ROW, "id")
    among = sql.AnyOf(id_, sql.parameters(ids, "uuid"))
    select = sql.Select(
        (sql.Item(id_, "id"),), sql.Table(table, ROW), where=among, lock="FOR UPDATE SKIP LOCKED"
    )
    return [row["id"] for row in await fetch(connection, select)]


async def oldest_running(connection: Connection) -> int:
    """Return the number below which every transaction has ended."""
    oldest = sql.call("pg_snapshot_xmin", sql.call("pg_current_snapshot"))
    item = sql.Item(sql.Cast(sql.Cast(oldest, "text"), "bigint"), "number")
    number: int = (await fetch(connection, sql.Select((item,))))[0]["number"]
    return number


async def changed_since(connection: Connection, entity: str, number: int) -> set[UUID]:
    """Return the records of an entity that transactions from that number on have changed."""
    first = sql.Cast(sql.Cast(sql.Parameter(number, "bigint"), "text"), "xid8")
    where = sql.all_of(
        sql.Binary(sql.Column("c", "xid"), ">=", first),
        sql.equal(sql.Column("c", "entity"), sql.Parameter(entity, "text")),
    )
    item = sql.Item(sql.Column("c", "record_id"), "id")
    rows = await fetch(connection, sql.Select((item,), sql.Table("change", "c"), where=where))
    return {row["id"] for row in rows}


async def delete_lines(
    database: Database, table: str, column: str, field_id: str, *, field: str = "field_id"
) -> None:
    """Delete the lines that a table has of a field, some at a time, found by the values of a column.

    `field` is the column that names the field.
    """
    own = sql.equal(sql.Column("l", field), sql.Parameter(field_id, "text"))
    value = sql.Item(sql.Column("l", column), "value")
    some = sql.Select((value,), sql.Table(table, "l"), where=own, limit=_LINES)
    among = sql.AnyOf(sql.Column("l", column), sql.ArrayOf(some))
    deletion = sql.Delete(table, "l", sql.all_of(own, among), (value,))
    while True:
        async with database.connection() as connection:
            if not await fetch(connection, deletion):
                return


async def delete_all_lines(database: Database, field_id: str) -> None:
    """Delete what tables beside the records have of a field: unique values, references, counters."""
    for table, column in _LINE_TABLES:
        await delete_lines(database, table, column, field_id)


def _next(table: str, condition: sql.Node, last: UUID) -> sql.Select:
    id_ = sql.Column(ROW, "id")
    return sql.Select(
        (sql.Item(id_, "id"), sql.Item(condition, "meets")),
        sql.Table(table, ROW),
        where=sql.Binary(id_, ">", sql.Parameter(last, "uuid")),
        order=(sql.OrderKey(id_),),
        limit=_ROWS,
    )


async def _estimated(database: Database, table: str) -> float:
    """Return how many rows PostgreSQL thinks that there are."""
    count = sql.Item(sql.Column("c", "reltuples"), "rows")
    own = sql.equal(sql.Column("c", "oid"), sql.Cast(sql.Constant(f'"{table}"'), "regclass"))
    async with database.connection() as connection:
        rows = await fetch(connection, sql.Select((count,), sql.Table("pg_class", "c"), where=own))
    return max(1.0, float(rows[0]["rows"]))
