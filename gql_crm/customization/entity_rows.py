"""The rows of `custom_entity`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import asyncpg
import orjson

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.plugins.custom_entities import CustomEntity
from gql_crm.plugins.module import Entity
from gql_crm.records.statements import fetch, run

_TABLE = "custom_entity"
_COLUMNS = ("id", "name", "definition", "retired_at")


async def insert(connection: Connection, entity: Entity, now: datetime) -> CustomEntity:
    """Write a new entity. Its table is called after the row's id, which no other entity will ever have."""
    columns: dict[str, sql.Node] = {
        "name": sql.Parameter(entity.name, "text"),
        "definition": _definition(entity),
        "created_at": sql.Parameter(now, "timestamptz"),
    }
    returned = (sql.Item(sql.Column(_TABLE, "id"), "id"),)
    row = tuple(columns.values())
    rows = await fetch(connection, sql.Insert(_TABLE, tuple(columns), rows=(row,), returning=returned))
    return CustomEntity(rows[0]["id"], entity)


async def redefine(connection: Connection, id_: int, entity: Entity) -> None:
    """Write a changed definition."""
    columns: dict[str, sql.Node] = {
        "name": sql.Parameter(entity.name, "text"),
        "definition": _definition(entity),
    }
    await _set(connection, id_, columns)


async def retire(connection: Connection, id_: int, at: datetime | None) -> None:
    """Mark an entity as retired, or no longer."""
    await _set(connection, id_, {"retired_at": sql.Parameter(at, "timestamptz")})


async def delete(connection: Connection, id_: int, at: datetime) -> None:
    """Mark an entity as deleted: its name is free, its table is not."""
    await _set(connection, id_, {"deleted_at": sql.Parameter(at, "timestamptz")})


async def load(connection: Connection) -> tuple[CustomEntity, ...]:
    """Return the entities that are not deleted, the oldest first."""
    rows = await fetch(connection, _select(sql.IsNull(sql.Column("e", "deleted_at"))))
    return tuple(map(_custom_entity, rows))


async def load_deleted(connection: Connection, id_: int) -> tuple[CustomEntity, datetime] | None:
    """Return an entity that was deleted, and when; None where it was not."""
    own = sql.equal(sql.Column("e", "id"), sql.Parameter(id_, "bigint"))
    gone = sql.IsNull(sql.Column("e", "deleted_at"), negated=True)
    for row in await fetch(connection, _select(sql.all_of(own, gone))):
        return _custom_entity(row), row["deleted_at"]
    return None


def _select(where: sql.Node) -> sql.Select:
    items = tuple(sql.Item(sql.Column("e", column), column) for column in (*_COLUMNS, "deleted_at"))
    return sql.Select(
        items, sql.Table(_TABLE, "e"), where=where, order=(sql.OrderKey(sql.Column("e", "id")),)
    )


def _custom_entity(row: asyncpg.Record) -> CustomEntity:
    entity = _from_json(row["name"], row["definition"])
    return CustomEntity(row["id"], entity, row["retired_at"] is not None)


def _from_json(name: str, document: Mapping[str, Any]) -> Entity:
    return Entity(
        name=name,
        plural=document["plural"],
        fields=(),
        display=tuple(document["display"]),
        label=document["label"],
        plural_label=document["plural_label"],
        description=document["description"],
    )


def _definition(entity: Entity) -> sql.Parameter:
    document = {
        "plural": entity.plural,
        "display": entity.display,
        "label": dict(entity.label),
        "plural_label": dict(entity.plural_label),
        "description": entity.description,
    }
    return sql.Parameter(orjson.dumps(document).decode(), "jsonb")


async def _set(connection: Connection, id_: int, columns: dict[str, sql.Node]) -> None:
    own = sql.equal(sql.Column("e", "id"), sql.Parameter(id_, "bigint"))
    await run(connection, sql.Update(_TABLE, "e", tuple(columns.items()), own))
