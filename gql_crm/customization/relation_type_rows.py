"""The rows of `relation_type`, and whether links are of one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.plugins.module import RelationType
from gql_crm.plugins.relation_types import UserRelationType
from gql_crm.records.statements import fetch, run

_TABLE = "relation_type"
_COLUMNS = ("id", "key", "definition", "active")
_TEXTS = ("label", "reverse_label")
_REST = ("from_entity", "to_entity", "symmetric", "roll_up")


async def load(connection: Connection) -> tuple[UserRelationType, ...]:
    """Return all that are not deleted, the oldest first."""
    items = tuple(sql.Item(sql.Column("t", column), column) for column in _COLUMNS)
    there = sql.IsNull(sql.Column("t", "deleted_at"))
    order = (sql.OrderKey(sql.Column("t", "id")),)
    rows = await fetch(connection, sql.Select(items, sql.Table(_TABLE, "t"), where=there, order=order))
    return tuple(
        UserRelationType(row["id"], _declared(row["key"], row["definition"]), row["active"]) for row in rows
    )


async def insert(connection: Connection, declared: RelationType, now: datetime) -> UserRelationType:
    """Write a new one. Links name it by the row's id, which no other will ever have."""
    columns: dict[str, sql.Node] = {
        "key": sql.Parameter(declared.key, "text"),
        "definition": _definition(declared),
        "created_at": sql.Parameter(now, "timestamptz"),
    }
    returned = (sql.Item(sql.Column(_TABLE, "id"), "id"),)
    row = tuple(columns.values())
    rows = await fetch(connection, sql.Insert(_TABLE, tuple(columns), rows=(row,), returning=returned))
    return UserRelationType(rows[0]["id"], declared)


async def redefine(connection: Connection, changed: UserRelationType) -> None:
    """Write a changed one."""
    columns: tuple[tuple[str, sql.Node], ...] = (
        ("key", sql.Parameter(changed.declared.key, "text")),
        ("definition", _definition(changed.declared)),
        ("active", sql.Parameter(changed.active, "boolean")),
    )
    await run(connection, sql.Update(_TABLE, "t", columns, _is(changed.id)))


async def delete(connection: Connection, id_: int, now: datetime) -> None:
    """Mark one as deleted: its key is free, its id is not."""
    columns = (("deleted_at", sql.Parameter(now, "timestamptz")),)
    await run(connection, sql.Update(_TABLE, "t", columns, _is(id_)))


async def has_links(connection: Connection, relation_id: str) -> bool:
    """Whether any records are linked by a relation type, deleted records included."""
    of_it = sql.equal(sql.Column("l", "relation_id"), sql.Parameter(relation_id, "text"))
    item = sql.Item(sql.Column("l", "id"), "id")
    rows = await fetch(connection, sql.Select((item,), sql.Table("record_link", "l"), where=of_it, limit=1))
    return bool(rows)


def _declared(key: str, document: Mapping[str, Any]) -> RelationType:
    known = {name: document[name] for name in (*_TEXTS, *_REST) if name in document}
    return RelationType(key=key, **known)


def _definition(declared: RelationType) -> sql.Parameter:
    document: dict[str, Any] = {name: dict(getattr(declared, name)) for name in _TEXTS}
    document |= {name: getattr(declared, name) for name in _REST}
    return sql.Parameter(orjson.dumps(document).decode(), "jsonb")


def _is(id_: int) -> sql.Node:
    return sql.equal(sql.Column("t", "id"), sql.Parameter(id_, "bigint"))
