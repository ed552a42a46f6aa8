"""Records by what they hold, for the rules of operations: nobody's permissions narrow them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.records.statements import fetch

_ROW = "e"
_MOST = 100


async def find(connection: Connection, entity: CatalogEntity, values: Mapping[str, Any]) -> list[UUID]:
    """Return the ids of live records that hold these values, by field key; the oldest first, at most 100."""
    fields = entity.all_fields
    conditions = [
        fields[key].kind.compare(fields[key].storage.stored(_ROW), "=", sql.Given(value))
        for key, value in values.items()
    ]
    rows = await fetch(
        connection,
        sql.Select(
            (sql.Item(sql.Column(_ROW, "id"), "id"),),
            sql.Table(entity.table, _ROW),
            where=sql.all_of(sql.IsNull(sql.Column(_ROW, "deleted_at")), *conditions),
            order=(sql.OrderKey(sql.Column(_ROW, "id")),),
            limit=_MOST,
        ),
    )
    return [row["id"] for row in rows]
