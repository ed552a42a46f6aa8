"""Where comments lie, and the record that one stands at. Its event has the comment's id."""

from typing import Final

from gql_crm import sql
from gql_crm.sql import Column, Node

COMMENT: Final = "comment"
COMMENT_MENTION: Final = "comment_mention"
COMMENT_VERSION: Final = "comment_version"


def standing_for(record_id: Node, name: str, row: str) -> Node:
    """Return the id of the record that a record was merged into, or that this was, and so on; else its own.

    `name` and `row` are aliases that the statement has nowhere else.
    """
    items = tuple(sql.Item(Column(row, column), column) for column in ("id", "merged_into"))
    record = sql.Table("record", row)
    first = sql.Select(items, record, where=sql.equal(Column(row, "id"), record_id))
    further = sql.Join(
        "JOIN", sql.Table(name, name), sql.equal(Column(row, "id"), Column(name, "merged_into"))
    )
    chain = sql.Union((first, sql.Select(items, record, (further,))))
    last = sql.Select(
        (sql.Item(Column(name, "id"), "id"),),
        sql.Table(name, name),
        where=sql.IsNull(Column(name, "merged_into")),
    )
    return sql.Scalar(sql.With(((name, chain),), last, recursive=True))
