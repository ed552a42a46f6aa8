"""Saved views follow fields and entities of users, private ones too."""

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

from gql_crm import sql
from gql_crm.database import Connection
from gql_crm.fields.renaming import OtherNames
from gql_crm.journal import Origin
from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField
from gql_crm.reads.views import SAVED_VIEW
from gql_crm.records import Records
from gql_crm.records.rewriting import delete_all, rewrite_values
from gql_crm.records.statements import fetch
from gql_crm.schema.context import OperationContext

_AT_ONCE: Final = 500
_ENTITY: Final = "entity"
_PARTS: Final = ("columns", "filter", "orderBy")
_ROW: Final = "v"


@dataclass(frozen=True, slots=True)
class FollowingViews:
    """Rewrites the views that name what is renamed, in the transaction of the change; those in the trash too.

    Each is a new version of the view, told in its history as any other change; rules are not asked.
    """

    context: OperationContext

    async def field_renamed(
        self, connection: Connection, before: Catalog, entity: str, old: CatalogField, new: CatalogField
    ) -> None:
        """Let filters, orders and columns name a field as it is called now."""
        views = before.entities.get(SAVED_VIEW)
        if views is None:
            return
        naming = sql.any_of(*(_names(views.fields[key], old.key) for key in _PARTS))
        first = [ids async for ids in _stretches(connection, views, naming)]
        if not first:
            return
        async with self.context.plugins.schema_of(before) as schema:
            names = dict(zip(old.names, new.names, strict=True))
            becomes = _renamed(OtherNames(schema, entity, names))
            for ids in first:
                await rewrite_values(
                    self._records(connection, before), views, (_ENTITY, *_PARTS), ids, becomes
                )

    async def entity_renamed(
        self, connection: Connection, before: Catalog, old: CatalogEntity, new: CatalogEntity
    ) -> None:
        """Let views of an entity be views of it under its other name."""
        views = before.entities.get(SAVED_VIEW)
        if views is None or old.name == new.name:
            return
        own = sql.equal(_value(views.fields[_ENTITY]), sql.Parameter(old.name, "text"))
        async for ids in _stretches(connection, views, own):
            records = self._records(connection, before)
            await rewrite_values(records, views, (_ENTITY,), ids, lambda _: {_ENTITY: new.name})

    async def entity_deleted(self, connection: Connection, before: Catalog, entity: CatalogEntity) -> None:
        """Let views of an entity that goes go to the trash: a later one of its name is another."""
        views = before.entities.get(SAVED_VIEW)
        if views is None:
            return
        own = sql.equal(_value(views.fields[_ENTITY]), sql.Parameter(entity.name, "text"))
        live = sql.IsNull(sql.Column(_ROW, "deleted_at"))
        async for ids in _stretches(connection, views, sql.all_of(own, live)):
            await delete_all(self._records(connection, before), views, ids)

    def _records(self, connection: Connection, catalog: Catalog) -> Records:
        context = self.context
        settings = context.settings.value_context
        made_of = (connection, catalog, context.actor, context.profile, context.now, settings)
        return Records(*made_of, Origin.SYSTEM)


def _renamed(other: OtherNames) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    def becomes(stored: Mapping[str, Any]) -> Mapping[str, Any]:
        entity = stored[_ENTITY] or ""
        columns, filter_, order = (stored[key] for key in _PARTS)
        return {
            "columns": columns and other.in_columns(entity, columns),
            "filter": filter_ and _text(other.in_filter(entity, json.loads(filter_))),
            "orderBy": order and _text(other.in_order(entity, json.loads(order))),
        }

    return becomes


def _text(document: Any) -> str:
    """Return JSON as the kind keeps it."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS).decode()


def _value(field: CatalogField) -> sql.Node:
    return field.storage.stored(_ROW).value


def _names(field: CatalogField, key: str) -> sql.Node:
    place = sql.call("strpos", sql.Cast(_value(field), "text"), sql.Parameter(key, "text"))
    return sql.Binary(place, ">", sql.Constant(0))


async def _stretches(
    connection: Connection, views: CatalogEntity, where: sql.Node
) -> AsyncIterator[Sequence[UUID]]:
    """Return the ids of views that meet a condition, some at a time."""
    id_, last = sql.Column(_ROW, "id"), UUID(int=0)
    while True:
        later = sql.Binary(id_, ">", sql.Parameter(last, "uuid"))
        select = sql.Select(
            (sql.Item(id_, "id"),),
            sql.Table(views.table, _ROW),
            where=sql.all_of(later, where),
            order=(sql.OrderKey(id_),),
            limit=_AT_ONCE,
        )
        ids = [row["id"] for row in await fetch(connection, select)]
        if not ids:
            return
        yield ids
        last = ids[-1]
