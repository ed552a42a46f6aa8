"""The value of a roll-up: a sub-select over the records of a list, those that who asks may see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.fields.fitting import coerced, faults_of_arguments
from gql_crm.fields.kind import FieldKind, Stored
from gql_crm.fields.rollup import RollupFunction
from gql_crm.fields.storage import RollupStorage
from gql_crm.plugins.catalog import CatalogChild, CatalogEntity, CatalogField, ToMany
from gql_crm.plugins.rolled_members import Member, members_of, reference_list, shown_rollup
from gql_crm.reads.averages import average
from gql_crm.reads.lists import RowSource, children_rows, list_rows
from gql_crm.reads.scope import TOO_EXPENSIVE, PlanScope
from gql_crm.sql import Column, Node

_MOST_COUNTED = 2**31 - 1
ValueOf: TypeAlias = Callable[[CatalogField, str], Stored]
"""Finds a field's value in a row."""
Condition: TypeAlias = Callable[[CatalogEntity | CatalogChild, str, sql.Given[object]], Node]
"""Plans a filter; handed in, because filters compare roll-ups and roll-ups filter."""


@dataclass(frozen=True, slots=True)
class Readers:
    """How values and filters of the records in the list are read."""

    value: ValueOf
    condition: Condition


def rolled_up(
    scope: PlanScope, field: CatalogField, storage: RollupStorage, alias: str, readers: Readers
) -> Stored:
    """Return what the records of the list come to, for the record `alias`."""
    members = members_of(scope.catalog.entities, storage)
    row = scope.alias()
    rows = None if members is None else _rows(scope, storage, members, (alias, row), readers)
    if members is None or rows is None:
        nothing: tuple[Node, ...] = (sql.NULL,) * len(field.kind.components)
        return _typed(field.kind, nothing)
    value, by = members.get("field"), members.get("by")
    one = _Rolled(
        rows,
        None if value is None else _stored(value, row, readers),
        value.what if value and isinstance(value.what, CatalogField) else None,
    )
    if storage.rollup.function is RollupFunction.LATEST:
        return _typed(field.kind, _latest(members, one, by, row, readers))
    return _typed(field.kind, _aggregated(storage.rollup.function, field.kind, one))


@dataclass(frozen=True, slots=True)
class _Rolled:
    """The rows of the list, and the value and the field of which something is made."""

    rows: RowSource
    stored: Stored | None
    field: CatalogField | None

    def of(self, value: Node, order: tuple[sql.OrderKey, ...] = (), limit: int | None = None) -> Node:
        """Return a sub-select over the rows."""
        items = (sql.Item(value, "value"),)
        return sql.Scalar(
            sql.Select(items, self.rows.source, where=self.rows.condition, order=order, limit=limit)
        )


def _rows(
    scope: PlanScope,
    storage: RollupStorage,
    members: Mapping[str, Member],
    aliases: tuple[str, str],
    readers: Readers,
) -> RowSource | None:
    """Return the rows that are rolled up; None where their filter does not fit any more."""
    parent, row = aliases
    listed = members["list"]
    if isinstance(listed.what, CatalogChild):
        rolled: CatalogEntity | CatalogChild = listed.what
        rows = children_rows(listed.what, parent, row)
        there: Node = sql.TRUE
    else:
        to_many = listed.what if isinstance(listed.what, ToMany) else reference_list(listed)
        rolled = scope.entity(to_many.target)
        rows = list_rows(to_many, rolled.table, parent, row)
        there = sql.all_of(sql.IsNull(Column(row, "deleted_at")), scope.visible(rolled, row))
    given = shown_rollup(scope.catalog.entities, storage).filter
    if not given:
        return RowSource(rows.source, sql.all_of(rows.condition, there))
    if faults_of_arguments(scope.schema, rolled.name, given, None):
        return None
    filter_, _ = coerced(scope.schema, rolled.name, given, None)
    try:
        with scope.notes.muted():
            wanted = readers.condition(rolled, row, sql.given(filter_))
    except ClientError as problem:
        if problem.code == TOO_EXPENSIVE:
            raise
        return None
    return RowSource(rows.source, sql.all_of(rows.condition, there, wanted))


def _stored(member: Member, row: str, readers: Readers) -> Stored:
    if not isinstance(member.what, CatalogField):
        msg = f'"{member.name}" is no field'
        raise TypeError(msg)
    return readers.value(member.what, row)


def _aggregated(function: RollupFunction, kind: FieldKind, one: _Rolled) -> tuple[Node, ...]:
    if one.stored is None or one.field is None:
        return (one.of(sql.call("least", sql.CountRows(), sql.Constant(_MOST_COUNTED))),)
    source = one.field.kind
    value = source.measure(one.stored)
    made = _made(function, value)
    if kind.unit is None:
        return (one.of(made),)
    unit = sql.Collate(one.stored.parts[kind.unit])
    least, most = sql.call("min", unit), sql.call("max", unit)
    of_one_unit = sql.equal(least, most)  # amounts of two currencies have nothing in common
    parts = (least if place == kind.unit else made for place in range(len(kind.components)))
    return tuple(one.of(sql.Case(((of_one_unit, part),))) for part in parts)


def _made(function: RollupFunction, value: Node) -> Node:
    match function:
        case RollupFunction.SUM:
            return sql.call("trim_scale", sql.Cast(sql.call("sum", value), "numeric"))
        case RollupFunction.AVG:
            return sql.call("trim_scale", average(sql.call("sum", value), sql.call("count", value)))
        case RollupFunction.MIN:
            return sql.call("min", value)
        case _:
            return sql.call("max", value)


def _latest(
    members: Mapping[str, Member],
    one: _Rolled,
    by: Member | None,
    row: str,
    readers: Readers,
) -> tuple[Node, ...]:
    """Return the value of the latest record that has one; of two as late, of the later made."""
    if one.stored is None or one.field is None:
        msg = "LATEST without a field"
        raise TypeError(msg)
    keys = [Column(row, "position")] if isinstance(members["list"].what, CatalogChild) else _made_at(row)
    if by is not None and isinstance(by.what, CatalogField):
        parts = by.what.kind.order_parts(_stored(by, row, readers))
        keys = [*(part.expression for part in parts), *keys]
    order = tuple(sql.OrderKey(key, descending=True, nulls="LAST") for key in keys)
    there = sql.IsNull(one.stored.value, negated=True)
    filled = _Rolled(RowSource(one.rows.source, sql.all_of(one.rows.condition, there)), one.stored, one.field)
    return tuple(filled.of(part, order, 1) for part in one.stored.parts)


def _made_at(row: str) -> list[Node]:
    return [Column(row, "created_at"), Column(row, "id")]


def _typed(kind: FieldKind, parts: tuple[Node, ...]) -> Stored:
    typed = (
        sql.Cast(part, component.column_type) for part, component in zip(parts, kind.components, strict=True)
    )
    return Stored(tuple(typed), in_column=True)
