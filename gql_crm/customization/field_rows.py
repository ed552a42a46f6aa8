"""The rows of `custom_field`."""

from collections.abc import Iterable
from datetime import datetime

import asyncpg
import orjson

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.fields.definition import field_from_json, field_to_json
from gql_crm.fields.field import Field
from gql_crm.plugins.merge import CustomField
from gql_crm.records.statements import fetch, run

_TABLE = "custom_field"
_COLUMNS = ("id", "entity", "key", "kind", "storage_key", "values_key", "retired_at")
_DEFINITION = sql.Item(sql.Cast(sql.Column("f", "definition"), "json"), "definition")
"""As text: most definitions are known, and only compared."""


async def insert(connection: Connection, entity: str, field: Field, now: datetime) -> CustomField:
    """Write a new field. Its storage key is made of the row's id, which no other field will ever have."""
    columns: dict[str, sql.Node] = {
        "entity": sql.Parameter(entity, "text"),
        "key": sql.Parameter(field.key, "text"),
        "kind": sql.Parameter(field.kind, "text"),
        "definition": _definition(field),
        "storage_key": sql.Cast(sql.call("gen_random_uuid"), "text"),
        "created_at": sql.Parameter(now, "timestamptz"),
    }
    returned = (sql.Item(sql.Column(_TABLE, "id"), "id"),)
    row = tuple(columns.values())
    rows = await fetch(connection, sql.Insert(_TABLE, tuple(columns), rows=(row,), returning=returned))
    id_: int = rows[0]["id"]
    storage_key = f"custom:{id_}"
    await _set(connection, id_, {"storage_key": sql.Parameter(storage_key, "text")})
    return CustomField(id_, entity, field, storage_key)


async def redefine(connection: Connection, id_: int, field: Field) -> None:
    """Write a changed definition."""
    await _set(connection, id_, {"key": sql.Parameter(field.key, "text"), "definition": _definition(field)})


async def convert(connection: Connection, id_: int, field: Field, values_key: str) -> None:
    """Write a definition of another kind, and where the values of that kind lie."""
    columns: dict[str, sql.Node] = {
        "kind": sql.Parameter(field.kind, "text"),
        "values_key": sql.Parameter(values_key, "text"),
        "definition": _definition(field),
    }
    await _set(connection, id_, columns)


async def retire(connection: Connection, id_: int, at: datetime | None) -> None:
    """Mark a field as retired, or no longer."""
    await _set(connection, id_, {"retired_at": sql.Parameter(at, "timestamptz")})


async def delete(connection: Connection, id_: int, at: datetime) -> None:
    """Mark a field as deleted: its key is free, its storage key is not."""
    await _set(connection, id_, {"deleted_at": sql.Parameter(at, "timestamptz")})


async def numbers_of(connection: Connection, entity: str) -> list[int]:
    """Return the ids of all fields that an entity has had, deleted ones among them."""
    own = sql.equal(sql.Column("f", "entity"), sql.Parameter(entity, "text"))
    item = sql.Item(sql.Column("f", "id"), "id")
    rows = await fetch(connection, sql.Select((item,), sql.Table(_TABLE, "f"), where=own))
    return sorted(row["id"] for row in rows)


async def delete_all_of(connection: Connection, entity: str, at: datetime) -> None:
    """Mark all fields of an entity as deleted."""
    own = sql.equal(sql.Column("f", "entity"), sql.Parameter(entity, "text"))
    there = sql.IsNull(sql.Column("f", "deleted_at"))
    columns = (("deleted_at", sql.Parameter(at, "timestamptz")),)
    await run(connection, sql.Update(_TABLE, "f", columns, sql.all_of(own, there)))


async def load(
    connection: Connection, *, id_: int | None = None, known: Iterable[CustomField] = ()
) -> list[CustomField]:
    """Return the fields that are not deleted; with `id_` the one of that id, deleted or not.

    Those that are `known` from an earlier call, and whose rows are still the same, stay the same objects.
    """
    there = sql.IsNull(sql.Column("f", "deleted_at"))
    own = sql.equal(sql.Column("f", "id"), sql.Parameter(id_, "bigint"))
    by_id = {custom.id: custom for custom in known}
    rows = await fetch(connection, _select(there if id_ is None else own))
    return [_custom_field(row, by_id.get(row["id"])) for row in rows]


async def load_deleted_with(connection: Connection, entity: str, at: datetime) -> list[CustomField]:
    """Return the fields of an entity that were deleted when it was."""
    own = sql.equal(sql.Column("f", "entity"), sql.Parameter(entity, "text"))
    then = sql.equal(sql.Column("f", "deleted_at"), sql.Parameter(at, "timestamptz"))
    rows = await fetch(connection, _select(sql.all_of(own, then)))
    return [_custom_field(row, None) for row in rows]


def _select(where: sql.Node) -> sql.Select:
    columns = (sql.Item(sql.Column("f", column), column) for column in _COLUMNS)
    order = (sql.OrderKey(sql.Column("f", "id")),)
    return sql.Select((*columns, _DEFINITION), sql.Table(_TABLE, "f"), where=where, order=order)


def _custom_field(row: asyncpg.Record, known: CustomField | None) -> CustomField:
    """Name and kind stand in columns; the definition has the rest."""
    if known is not None and known.row == row:
        return known
    definition = orjson.loads(row["definition"])
    field = field_from_json({**definition, "key": row["key"], "kind": row["kind"]})
    retired = row["retired_at"] is not None
    return CustomField(row["id"], row["entity"], field, row["storage_key"], retired, row["values_key"], row)


async def _set(connection: Connection, id_: int, columns: dict[str, sql.Node]) -> None:
    own = sql.equal(sql.Column("f", "id"), sql.Parameter(id_, "bigint"))
    await run(connection, sql.Update(_TABLE, "f", tuple(columns.items()), own))


def _definition(field: Field) -> sql.Parameter:
    return sql.Parameter(orjson.dumps(field_to_json(field)).decode(), "jsonb")
