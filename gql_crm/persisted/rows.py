"""The rows of `persisted_document`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.records.statements import fetch, run

_TABLE: Final = "persisted_document"
_COLUMNS: Final = ("id", "body", "operation_names", "clients", "imported_at", "last_used_at")
_ROWS_AT_ONCE: Final = 500
_IMPORTS: Final = 0x67716C64
"""Key of the advisory lock of whoever changes the rows."""

_ID: Final = sql.Column("d", "id")
_CLIENTS: Final = sql.Column("d", "clients")
_IMPORTED_AT: Final = sql.Column("d", "imported_at")
_LAST_USED_AT: Final = sql.Column("d", "last_used_at")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with the clients that have it; times are UTC, `last_used_at` is right to a day."""

    id: str
    body: str
    operation_names: tuple[str, ...]
    clients: tuple[str, ...]
    imported_at: datetime
    last_used_at: datetime | None = None


async def lock(connection: Connection) -> None:
    """Let one transaction at a time change the rows."""
    locked = sql.call("pg_advisory_xact_lock", sql.Constant(_IMPORTS))
    await run(connection, sql.Select((sql.Item(locked, "locked"),)))


async def find(connection: Connection, ids: Sequence[str]) -> dict[str, DocumentRow]:
    """Return the documents that are there, by identifier."""
    rows = await _load(connection, is_among(ids))
    return {row.id: row for row in rows}


async def load_documents(connection: Connection, client: str | None = None) -> list[DocumentRow]:
    """Return all documents, or those of a client, by the names of their operations."""
    return await _load(connection, sql.TRUE if client is None else is_of(client))


async def insert(connection: Connection, documents: Sequence[DocumentRow]) -> None:
    """Write new documents."""
    for start in range(0, len(documents), _ROWS_AT_ONCE):
        rows = tuple(_values(document) for document in documents[start : start + _ROWS_AT_ONCE])
        await run(connection, sql.Insert(_TABLE, _COLUMNS, rows))


async def add_client(connection: Connection, ids: Sequence[str], client: str, now: datetime) -> None:
    """Note that a client has these documents, as of now."""
    joined = sql.Case(
        ((is_of(client), _CLIENTS),), sql.Binary(_CLIENTS, "||", sql.parameters([client], "text"))
    )
    changes = (("clients", joined), ("imported_at", sql.Parameter(now, "timestamptz")))
    await run(connection, sql.Update(_TABLE, "d", changes, is_among(ids)))


async def note_use(connection: Connection, id_: str, now: datetime) -> None:
    """Write when a document was used last."""
    used = (("last_used_at", sql.Parameter(now, "timestamptz")),)
    await run(connection, sql.Update(_TABLE, "d", used, sql.equal(_ID, sql.Parameter(id_, "text"))))


async def delete(connection: Connection, where: sql.Node) -> int:
    """Delete documents; return how many went."""
    return len(await fetch(connection, sql.Delete(_TABLE, "d", where, (sql.Item(_ID, "id"),))))


async def take_client_off(connection: Connection, where: sql.Node, client: str) -> int:
    """Note that a client has these documents no more; return how many it had."""
    without = (("clients", sql.call("array_remove", _CLIENTS, sql.Parameter(client, "text"))),)
    of_it = sql.all_of(where, is_of(client))
    returned = (sql.Item(_ID, "id"),)
    return len(await fetch(connection, sql.Update(_TABLE, "d", without, of_it, returning=returned)))


def is_among(ids: Sequence[str]) -> sql.Node:
    """Ask for documents by their identifiers."""
    return sql.AnyOf(_ID, sql.parameters(list(ids), "text"))


def is_of(client: str) -> sql.Node:
    """Ask for documents that a client has."""
    return sql.Binary(_CLIENTS, "@>", sql.parameters([client], "text"))


def is_of_nobody_but(client: str) -> sql.Node:
    """Ask for documents that no other client has."""
    return sql.Binary(sql.parameters([client], "text"), "@>", _CLIENTS)


def is_unused_since(time: datetime) -> sql.Node:
    """Ask for documents that were neither used nor imported since then."""
    used = sql.call("greatest", _LAST_USED_AT, _IMPORTED_AT)
    return sql.Binary(used, "<", sql.Parameter(time, "timestamptz"))


async def _load(connection: Connection, where: sql.Node) -> list[DocumentRow]:
    items = tuple(sql.Item(sql.Column("d", column), column) for column in _COLUMNS)
    order = (sql.OrderKey(sql.Column("d", "operation_names")), sql.OrderKey(_ID))
    rows = await fetch(connection, sql.Select(items, sql.Table(_TABLE, "d"), where=where, order=order))
    return [
        DocumentRow(
            **{**row, "operation_names": tuple(row["operation_names"]), "clients": tuple(row["clients"])}
        )
        for row in rows
    ]


def _values(document: DocumentRow) -> tuple[sql.Node, ...]:
    return (
        sql.Parameter(document.id, "text"),
        sql.Parameter(document.body, "text"),
        sql.parameters(document.operation_names, "text"),
        sql.parameters(document.clients, "text"),
        sql.Parameter(document.imported_at, "timestamptz"),
        sql.Parameter(document.last_used_at, "timestamptz"),
    )
