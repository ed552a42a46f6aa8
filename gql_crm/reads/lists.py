"""How the rows of a list hang on the record that has it."""

from typing import Literal

from gql_crm import sql
from gql_crm.fields.storage import ReferenceStorage
from gql_crm.plugins.catalog import ToMany
from gql_crm.sql import Column, Node


def list_source(to_many: ToMany, parent: str, row: str) -> Node:
    """Return the condition that the row `row` of the list's entity belongs to the record `parent`."""
    if to_many.field is None:
        return _linked(to_many.field_id, to_many.side, parent, row)
    if isinstance(to_many.field.storage, ReferenceStorage):
        return _linked(to_many.field.storage.field_id, "target", parent, row)
    return sql.equal(to_many.field.storage.stored(row).value, Column(parent, "id"))


def _linked(field_id: str, side: Literal["source", "target"], parent: str, row: str) -> Node:
    """Join through the rows of references, from the side that `parent` stands on: an index leads to both."""
    here, there = ("source_id", "target_id") if side == "source" else ("target_id", "source_id")
    links = sql.Select(
        (sql.Item(sql.Constant(1), "one"),),
        sql.Table("record_reference", "rr"),
        where=sql.all_of(
            sql.equal(Column("rr", "field_id"), sql.Constant(field_id)),
            sql.equal(Column("rr", here), Column(parent, "id")),
            sql.equal(Column("rr", there), Column(row, "id")),
        ),
    )
    return sql.Exists(links)
