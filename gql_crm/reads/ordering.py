"""An order input → sort keys. Nulls come last in both directions; the id makes every order total."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.fields.kind import OrderPart
from gql_crm.fields.storage import ColumnStorage
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.reads.derived import of_related
from gql_crm.reads.filters import readable_field, stored_value
from gql_crm.reads.notes import FieldOrdered
from gql_crm.reads.scope import PlanScope
from gql_crm.sql import Column, Node

_STRICT = frozenset({"=", "<", "<=", ">", ">=", "LIKE"})
"""Operators that are true of no null."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key. `nullable` stands at the first part of a field's keys; `follower` parts are null with it.

    `value` is null where the key is; it costs less to ask than the key, which may be a function of it.
    """

    part: OrderPart
    value: Node
    descending: bool
    nullable: bool
    follower: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """All keys of a list's order, the id last, and a fingerprint that its cursors carry."""

    keys: tuple[SortKey, ...]
    fingerprint: str


def order_of(
    scope: PlanScope, entity: CatalogEntity, alias: str, given: sql.Given[Sequence[Mapping[str, Any]]] | None
) -> Order:
    """Return the order of the rows `alias`; without a wish the newest come first."""
    keys: list[SortKey] = []
    wishes: list[str] = []
    for index, one in enumerate(given.plain() if given else ()):
        for name, wish in one.items():
            keys.extend(_keys(scope, entity, alias, name, wish, ("orderBy", str(index), name), wishes))
    descending = keys[-1].descending if keys else True
    id_ = Column(alias, "id")
    keys.append(SortKey(OrderPart(id_, "uuid"), id_, descending, nullable=False))
    return Order(tuple(keys), _fingerprint(entity.name, wishes))


def newest_by(entity: CatalogEntity, alias: str, key: str | None) -> Order:
    """Return the order of the rows `alias` by a field of theirs, the latest first; None: as recorded."""
    id_ = Column(alias, "id")
    keys = [SortKey(OrderPart(id_, "uuid"), id_, descending=True, nullable=False)]
    if key is not None:
        field = entity.all_fields[key]
        stored = field.storage.stored(alias)
        part, presence = field.kind.order_parts(stored)[0], field.kind.presence(stored)
        keys.insert(0, SortKey(part, presence, descending=True, nullable=_nullable(field)))
    return Order(tuple(keys), _fingerprint(entity.name, ["newest", key or "id"]))


def without_nulls(order: Order, condition: Node) -> Order:
    """Return the order of rows that meet a condition: fields that it asks for are not null among them."""
    given = [_asked_for(part) for part in sql.conjuncts(condition)]
    keys: list[SortKey] = []
    filled = False
    for key in order.keys:
        if not key.follower:
            filled = key.nullable and (key.value in given or key.part.expression in given)
        keys.append(replace(key, nullable=False, follower=False) if filled else key)
    return replace(order, keys=tuple(keys))


def _asked_for(condition: Node) -> Node | None:
    """Return the expression that is not null where a condition is true."""
    match condition:
        case sql.Binary(left=left, operator=operator) if operator in _STRICT:
            return left
        case sql.AnyOf(expression=expression) | sql.IsNull(expression=expression, negated=True):
            return expression
    return None


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
    scope.notes.add(FieldOrdered(entity.name, field, path))
    descending = wish == "DESC"
    wishes.append(f"{'.'.join(path[2:])} {field.field_id} {wish}")
    stored = stored_value(scope, field, alias)
    presence = field.kind.presence(stored)
    return [
        SortKey(part, presence, descending, nullable=index == 0 and _nullable(field), follower=index > 0)
        for index, part in enumerate(field.kind.order_parts(stored))
    ]


def _keys_through(
    scope: PlanScope,
    field: CatalogField,
    alias: str,
    wish: Mapping[str, Any],
    path: tuple[str, ...],
    wishes: list[str],
) -> list[SortKey]:
    target = scope.entity(field.target or "")
    ((name, inner),) = wish.items()
    row = scope.alias()
    return [
        SortKey(
            OrderPart(of_related(scope, field, alias, row, key.part.expression), key.part.type),
            of_related(scope, field, alias, row, key.value),
            key.descending,
            nullable=not key.follower,
            follower=key.follower,
        )
        for key in _keys(scope, target, row, name, inner, (*path, name), wishes)
    ]


def _nullable(field: CatalogField) -> bool:
    return not isinstance(field.storage, ColumnStorage) or field.field.nullable


def _fingerprint(entity: str, wishes: Sequence[str]) -> str:
    return hashlib.sha256("\n".join((entity, *wishes)).encode()).hexdigest()[:12]
