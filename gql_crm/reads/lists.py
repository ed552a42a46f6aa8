"""Which rows hang on a record: those of its lists, and the one that a reference leads to.

Links are joined, never tested in a sub-select of their own: only a join lets PostgreSQL begin at either end.
"""

from dataclasses import dataclass
from typing import Literal

from gql_crm import sql
from gql_crm.fields.storage import ReferenceStorage
from gql_crm.plugins.catalog import CatalogChild, CatalogField, ToMany
from gql_crm.sql import Column, Node


@dataclass(frozen=True, slots=True)
class RowSource:
    """Where rows come from, and the condition that picks them."""

    source: Node
    condition: Node = sql.TRUE


def list_rows(to_many: ToMany, table: str, parent: str, row: str) -> RowSource:
    """Return the rows `row` of the list that the record `parent` has."""
    if to_many.field_id or to_many.field is None:
        return _linked(to_many.field_id, to_many.side, table, parent, row)
    refers = to_many.field.storage.stored(row).value
    return RowSource(sql.Table(table, row), sql.equal(refers, Column(parent, "id")))


def children_rows(child: CatalogChild, parent: str, row: str) -> RowSource:
    """Return the rows `row` of the children that the record `parent` owns."""
    return RowSource(sql.Table(child.table, row), sql.equal(Column(row, "parent_id"), Column(parent, "id")))


def referred_row(field: CatalogField, table: str, parent: str, row: str) -> RowSource:
    """Return the row `row` that the reference `field` of the record `parent` leads to."""
    if isinstance(field.storage, ReferenceStorage):
        return _linked(field.storage.field_id, "source", table, parent, row)
    return RowSource(sql.Table(table, row), sql.equal(Column(row, "id"), field.storage.stored(parent).value))


def link_exists(storage: ReferenceStorage, parent: str, condition: Node) -> Node:
    """Return whether a record has a link that meets a condition on `LINKED_ID`; of a complement, or none."""
    if isinstance(condition, sql.Not):
        return sql.Not(link_exists(storage, parent, condition.condition))
    if isinstance(condition, sql.IsNull) and not condition.negated:
        return sql.Not(link_exists(storage, parent, sql.TRUE))
    found = sql.Select(
        (sql.Item(sql.Constant(1), "one"),),
        sql.Table("record_reference", "rr"),
        where=sql.all_of(
            sql.equal(Column("rr", "field_id"), sql.Constant(storage.field_id)),
            sql.equal(Column("rr", "source_id"), Column(parent, "id")),
            condition,
        ),
    )
    return sql.Exists(found)


LINKED_ID = Column("rr", "target_id")


def _linked(field_id: str, side: Literal["source", "target"], table: str, parent: str, row: str) -> RowSource:
    """Return the rows at the other end of the links of a record that is their source or target."""
    here, there = ("source_id", "target_id") if side == "source" else ("target_id", "source_id")
    links = sql.Join(
        "JOIN", sql.Table("record_reference", "rr"), sql.equal(Column("rr", there), Column(row, "id"))
    )
    return RowSource(
        sql.Joined(sql.Table(table, row), (links,)),
        sql.all_of(
            sql.equal(Column("rr", "field_id"), sql.Constant(field_id)),
            sql.equal(Column("rr", here), Column(parent, "id")),
        ),
    )
