"""The value of a field in a row: where it lies, or what is made of other fields for who asks."""

from collections.abc import Callable, Sequence
from typing import TypeAlias
from zoneinfo import ZoneInfo

from gql_crm import sql
from gql_crm.fields.kind import FilterContext, Stored
from gql_crm.fields.storage import FormulaStorage, RollupStorage
from gql_crm.formulas import Path, Source, Type
from gql_crm.plugins.catalog import CatalogChild, CatalogEntity, CatalogField
from gql_crm.plugins.derived_size import own_size
from gql_crm.plugins.field_ids import field_by_id
from gql_crm.plugins.indexed_formulas import result_of
from gql_crm.reads.lists import referred_row
from gql_crm.reads.rollups import Readers, rolled_up
from gql_crm.reads.scope import PlanScope
from gql_crm.sql import Column, Node

Filters: TypeAlias = Callable[
    [PlanScope, CatalogEntity | CatalogChild, str, sql.Given[object] | None, tuple[str, ...]], Node
]
"""Plans filters; handed in, because filters compare computed values and roll-ups filter."""
_Pick = Callable[[CatalogField, Stored], Node | None]
_ValueOf = Callable[[CatalogField, str], Stored]


def derived_value(scope: PlanScope, field: CatalogField, alias: str, filters: Filters) -> Stored:
    """Return the expressions of a field's value in the row `alias`."""

    def value_of(inner: CatalogField, row: str) -> Stored:
        return derived_value(scope, inner, row, filters)

    storage = field.storage
    if isinstance(storage, FormulaStorage | RollupStorage):
        scope.compute(own_size(storage))
    if isinstance(storage, FormulaStorage):
        return _calculated(scope, field, storage, alias, value_of)
    if isinstance(storage, RollupStorage):
        readers = Readers(
            value_of, lambda rolled, row, given: filters(scope, rolled, row, given, (field.key, "filter"))
        )
        return rolled_up(scope, field, storage, alias, readers)
    return storage.stored(alias)


def _calculated(
    scope: PlanScope, field: CatalogField, storage: FormulaStorage, alias: str, value_of: _ValueOf
) -> Stored:
    def value(path: Path) -> Node:
        found = _read(scope, _leads_to(storage, path), alias, _in_formula, value_of)
        return found or sql.Cast(sql.NULL, (path.type or Type.TEXT).sql)

    def currency(path: Path) -> Node | None:
        return _read(scope, _leads_to(storage, path), alias, _unit, value_of)

    def today() -> Node:
        return sql.Parameter(scope.clock.map(_day), "date")

    return result_of(storage, field.kind, Source(value, currency, today))


def of_related(scope: PlanScope, field: CatalogField, alias: str, row: str, expression: Node) -> Node:
    """Return what an expression over the related record `row` yields; NULL where it is not to be seen."""
    target = scope.entity(field.target or "")
    rows = referred_row(field, target.table, alias, row)
    there = sql.all_of(rows.condition, sql.IsNull(Column(row, "deleted_at")), scope.visible(target, row))
    return sql.Scalar(sql.Select((sql.Item(expression, "key"),), rows.source, where=there))


def _leads_to(storage: FormulaStorage, path: Path) -> Sequence[str]:
    return storage.bound[path.text][1:]


def _read(scope: PlanScope, ids: Sequence[str], alias: str, pick: _Pick, value_of: _ValueOf) -> Node | None:
    """Return what the fields lead to, one after the other; None where one of them is not there any more."""
    found = field_by_id(scope.catalog, ids[0])
    if found is None:
        return None
    field = found[1]
    if len(ids) == 1:
        return pick(field, value_of(field, alias))
    row = scope.alias()
    inner = _read(scope, ids[1:], row, pick, value_of)
    return None if inner is None else of_related(scope, field, alias, row, inner)


def _in_formula(field: CatalogField, stored: Stored) -> Node:
    return field.kind.in_formula(stored)


def _unit(field: CatalogField, stored: Stored) -> Node | None:
    return None if field.kind.unit is None else stored.parts[field.kind.unit]


def _day(clock: FilterContext) -> object:
    return clock.now.astimezone(ZoneInfo(clock.time_zone)).date()
