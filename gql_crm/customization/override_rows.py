"""The rows of `field_override`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.fields.definition import field_from_json, field_to_json
from gql_crm.fields.field import Field
from gql_crm.plugins.overrides import OVERRIDABLE, FieldOverride
from gql_crm.records.statements import fetch, run

_TABLE = "field_override"


async def load(connection: Connection) -> tuple[FieldOverride, ...]:
    """Return all overrides, in an order that does not change."""
    columns = ("entity", "key", "changes")
    items = tuple(sql.Item(sql.Column("o", column), column) for column in columns)
    order = (sql.OrderKey(sql.Column("o", "id")),)
    rows = await fetch(connection, sql.Select(items, sql.Table(_TABLE, "o"), order=order))
    return tuple(FieldOverride(row["entity"], row["key"], _read(row["changes"])) for row in rows)


async def write(connection: Connection, override: FieldOverride, now: datetime) -> None:
    """Write an override in place of the field's earlier one; one without changes takes it away."""
    id_ = sql.Parameter(f"{override.entity}.{override.key}", "text")
    if not override.changes:
        await run(connection, sql.Delete(_TABLE, "o", sql.equal(sql.Column("o", "id"), id_)))
        return
    columns: dict[str, sql.Node] = {
        "id": id_,
        "entity": sql.Parameter(override.entity, "text"),
        "key": sql.Parameter(override.key, "text"),
        "changes": sql.Parameter(orjson.dumps(_written(override.changes)).decode(), "jsonb"),
        "changed_at": sql.Parameter(now, "timestamptz"),
    }
    insert = sql.Insert(
        _TABLE,
        tuple(columns),
        rows=(tuple(columns.values()),),
        on_conflict_update=("id", ("changes", "changed_at")),
    )
    await run(connection, insert)


def _written(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes as JSON: those that set an attribute to its default, too."""
    document = field_to_json(Field(key="", kind="", **changes))
    return {name: document.get(name, [] if value == () else value) for name, value in changes.items()}


def _read(document: Mapping[str, Any]) -> dict[str, Any]:
    known = {name: value for name, value in document.items() if name in OVERRIDABLE}
    field = field_from_json({"key": "", "kind": "", **known})
    return {name: getattr(field, name) for name in known}
