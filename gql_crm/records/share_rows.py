"""The rows of `record_share`: with whom a record is shared, and for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg

from gql_crm import sql
from gql_crm.access import SHARE, ShareAccess
from gql_crm.database.pool import Connection
from gql_crm.records.statements import fetch

_ROW: Final = "s"
_COLUMNS: Final = ("id", "record_id", "grantee_id", "access", "created_at", "created_by")


@dataclass(frozen=True, slots=True)
class Share:
    """A record shared with a user or team."""

    id: UUID
    record: UUID
    grantee: UUID
    access: ShareAccess
    created_at: datetime
    created_by: UUID | None


async def shares_of(connection: Connection, records: Sequence[UUID]) -> list[Share]:
    """Return the shares of records, the oldest first."""
    items = tuple(sql.Item(sql.Column(_ROW, name), name) for name in _COLUMNS)
    where = sql.AnyOf(sql.Column(_ROW, "record_id"), sql.parameters(list(records), "uuid"))
    order = (sql.OrderKey(sql.Column(_ROW, "id")),)
    select = sql.Select(items, sql.Table(SHARE, _ROW), where=where, order=order)
    return [_share(row) for row in await fetch(connection, select)]


def insert_shares(shares: Sequence[Share], entity: str) -> sql.Insert:
    """Return the INSERT of shares of records of an entity, as the spine calls it; what is there changes."""
    rows = tuple(
        (
            sql.Parameter(share.id, "uuid"),
            sql.Parameter(share.record, "uuid"),
            sql.Parameter(entity, "text"),
            sql.Parameter(share.grantee, "uuid"),
            sql.Parameter(share.access.value, "text"),
            sql.Parameter(share.created_at, "timestamptz"),
            sql.Parameter(share.created_by, "uuid"),
        )
        for share in shares
    )
    columns = ("id", "record_id", "entity", *_COLUMNS[2:])
    change = (("record_id", "grantee_id"), ("access",))
    return sql.Insert(SHARE, columns, rows=rows, on_conflict_update=change)


def delete_shares(shares: Sequence[Share]) -> sql.Delete:
    """Return the DELETE of shares."""
    ids = sql.parameters([share.id for share in shares], "uuid")
    return sql.Delete(SHARE, _ROW, sql.AnyOf(sql.Column(_ROW, "id"), ids))


def _share(row: asyncpg.Record) -> Share:
    return Share(
        row["id"],
        row["record_id"],
        row["grantee_id"],
        ShareAccess(row["access"]),
        row["created_at"],
        row["created_by"],
    )
