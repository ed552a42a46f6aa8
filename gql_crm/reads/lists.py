"""How the rows of a list hang on the record that has it."""

from gql_crm import sql
from gql_crm.plugins.catalog import ToMany
from gql_crm.sql import Column, Node


def list_source(to_many: ToMany, parent: str, row: str) -> Node:
    """Return the condition that the row `row` of the list's entity belongs to the record `parent`."""
    if to_many.field is not None:
        return sql.equal(to_many.field.storage.stored(row).value, Column(parent, "id"))
    here, there = ("source_id", "target_id") if to_many.side == "source" else ("target_id", "source_id")
    links = sql.Select(
        (sql.Item(sql.Constant(1), "one"),),
        sql.Table("record_reference", "rr"),
        where=sql.all_of(
            sql.equal(Column("rr", "field_id"), sql.Constant(to_many.field_id)),
            sql.equal(Column("rr", here), Column(parent, "id")),
            sql.equal(Column("rr", there), Column(row, "id")),
        ),
    )
    return sql.Exists(links)
