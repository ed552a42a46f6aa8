"""An order input → sort keys. Nulls come last in both directions; the id makes every order total."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.fields.kind import OrderPart
from gql_crm.fields.storage import ColumnStorage
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.reads.filters import readable_field
from gql_crm.reads.scope import PlanScope
from gql_crm.sql import Column


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key. `nullable` stands at the first part of a field's keys; `follower` parts are null with it."""

    part: OrderPart
    descending: bool
    nullable: bool
    follower: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """All keys of a list's order, the id last, and a fingerprint that its cursors carry."""

    keys: tuple[SortKey, ...]
    fingerprint: str


def order_of(
    scope: PlanScope, entity: CatalogEntity, alias: str, given: Sequence[Mapping[str, Any]] | None
) -> Order:
    """Return the order of the rows `alias`; without a wish the newest come first."""
    keys: list[SortKey] = []
    wishes: list[str] = []
    for index, one in enumerate(given or ()):
        for name, wish in one.items():
            keys.extend(_keys(scope, entity, alias, name, wish, ("orderBy", str(index), name), wishes))
    descending = keys[-1].descending if keys else True
    keys.append(SortKey(OrderPart(Column(alias, "id"), "uuid"), descending, nullable=False))
    return Order(tuple(keys), _fingerprint(entity.name, wishes))


def _keys(
    scope: PlanScope,
    entity: CatalogEntity,
    alias: str,
    name: str,
    wish: Any,
    path: tuple[str, ...],
    wishes: list[str],
) -> list[SortKey]:
    field = readable_field(scope, entity, name, path)
    if wish is None:
        raise ClientError("BAD_USER_INPUT", f'{".".join(path)}: expected a direction, "ASC" or "DESC".')
    if field.target:
        return _keys_through(scope, field, alias, wish, path, wishes)
    descending = wish == "DESC"
    wishes.append(f"{'.'.join(path[2:])} {field.field_id} {wish}")
    return [
        SortKey(part, descending, nullable=index == 0 and _nullable(field), follower=index > 0)
        for index, part in enumerate(field.kind.order_parts(field.storage.stored(alias)))
    ]


def _keys_through(
    scope: PlanScope,
    field: CatalogField,
    alias: str,
    wish: Mapping[str, Any],
    path: tuple[str, ...],
    wishes: list[str],
) -> list[SortKey]:
    target = scope.catalog.entity(field.target or "")
    keys: list[SortKey] = []
    for name, inner in wish.items():
        row = scope.alias()
        for key in _keys(scope, target, row, name, inner, (*path, name), wishes):
            select = sql.Select(
                (sql.Item(key.part.expression, "key"),),
                sql.Table(target.table, row),
                where=sql.all_of(
                    sql.equal(Column(row, "id"), field.storage.stored(alias).value),
                    sql.IsNull(Column(row, "deleted_at")),
                    scope.visible(target, row),
                ),
            )
            part = OrderPart(sql.Scalar(select), key.part.type)
            keys.append(SortKey(part, key.descending, nullable=not key.follower, follower=key.follower))
    return keys


def _nullable(field: CatalogField) -> bool:
    return not isinstance(field.storage, ColumnStorage) or field.field.nullable


def _fingerprint(entity: str, wishes: Sequence[str]) -> str:
    return hashlib.sha256("\n".join((entity, *wishes)).encode()).hexdigest()[:12]
