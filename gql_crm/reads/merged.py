"""`mergedInto` and `mergedRecords`: where a merged record went, and which ones came."""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from graphql import FieldNode

from gql_crm import sql
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.scope import PlanScope
from gql_crm.sql import Column, Node

MERGED: Final = frozenset({"mergedInto", "mergedRecords"})
MOST_MERGED: Final = 100

RecordById: TypeAlias = Callable[[PlanScope, CatalogEntity, Node, Sequence[FieldNode]], Node]
"""Plans the record of an id, deleted or not; handed in, because records tell of merges."""


def merged_member(
    scope: PlanScope, entity: CatalogEntity, parent: str, nodes: Sequence[FieldNode], record: RecordById
) -> Node:
    """Return one of the two for the record `parent`; both are of its own entity."""
    spine = scope.alias()
    if nodes[0].name.value == "mergedInto":
        into = sql.Select(
            (sql.Item(Column(spine, "merged_into"), "id"),),
            sql.Table("record", spine),
            where=sql.equal(Column(spine, "id"), Column(parent, "id")),
        )
        return record(scope, entity, sql.Scalar(into), nodes)
    row, found = scope.alias(), scope.alias()
    merged = sql.Select(
        (sql.Item(Column(spine, "id"), "id"), sql.Item(Column(spine, "deleted_at"), "at")),
        sql.Table("record", spine),
        (sql.Join("JOIN", sql.Table(entity.table, row), sql.equal(Column(row, "id"), Column(spine, "id"))),),
        sql.all_of(sql.equal(Column(spine, "merged_into"), Column(parent, "id")), scope.visible(entity, row)),
        order=(
            sql.OrderKey(Column(spine, "deleted_at"), descending=True),
            sql.OrderKey(Column(spine, "id"), descending=True),
        ),
        limit=MOST_MERGED,
    )
    items = (sql.Item(sql.RowNumber(), "rn"), sql.Item(Column(found, "id"), "id"))
    outer = scope.alias()
    numbered = sql.Subquery(sql.Select(items, sql.Subquery(merged, found)), outer)
    listed = sql.JsonAggregate(record(scope, entity, Column(outer, "id"), nodes), Column(outer, "rn"))
    return sql.Scalar(sql.Select((sql.Item(listed, "records"),), numbered))
