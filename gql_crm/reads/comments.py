"""`comments`: a page of what was said about a record, pinned comments first, as one JSON object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphql import FieldNode

from gql_crm import sql
from gql_crm.access import RowBranch
from gql_crm.fields.kind import OrderPart
from gql_crm.journal import COMMENT
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.comment_objects import CommentObjects, CommentReaders
from gql_crm.reads.connections import page_of
from gql_crm.reads.ordering import Order, SortKey
from gql_crm.reads.page_columns import edge_object
from gql_crm.reads.page_rows import ListRows, PageRows, page_info_members, page_info_object
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import Selected, arguments, selected_fields
from gql_crm.reads.streams import with_merged
from gql_crm.sql import Column, JsonMember, Node

COMMENTS: Final = "comments"
CONNECTION: Final = "CommentConnection"
EDGE: Final = "CommentEdge"
_NEWEST_FIRST: Final = "NEWEST_FIRST"


def record_comments(
    scope: PlanScope, entity: CatalogEntity, parent: str, nodes: list[FieldNode], read: CommentReaders
) -> Node:
    """Return the connection of the comments of the record `parent`, and of what was merged into it."""
    given = arguments(scope, entity.name, nodes[0])
    row, each, name = scope.alias(), scope.alias(), scope.alias()
    parts = ((name, with_merged(scope, parent, name)),)
    own = sql.equal(Column(row, "record_id"), Column(each, "id"))
    base = sql.all_of(
        sql.IsNull(Column(row, "deleted_at")),
        *(_is(Column(row, flag), given[flag]) for flag in ("pinned", "internal") if flag in given),
    )
    selected = selected_fields(scope, nodes, frozenset({CONNECTION}))
    branch = RowBranch(own, sql.Table(name, each))
    listed = ListRows(sql.Table(COMMENT, row), row, base, (branch,), parts)
    page = page_of(scope, _order(row, given), given)
    rows = PageRows(scope, listed, page, page_info_members(scope, selected))
    comments = CommentObjects(scope, rows.alias, read, Column(parent, "id"))
    joined = sql.Joined(sql.Table(name, each), (sql.Join("JOIN", sql.Table(COMMENT, row), own),))
    counted = sql.Select((sql.Item(sql.CountRows(), "n"),), joined, where=base)
    count = sql.Scalar(sql.With(parts, counted, recursive=True))
    return _CommentPage(scope, rows, comments, count).object(selected)


def _is(column: Node, wanted: sql.Given[bool]) -> Node:
    return sql.equal(column, sql.Parameter(wanted, "boolean"))


def _order(row: str, given: Mapping[str, sql.Given[Any]]) -> Order:
    wanted = given["order"].plain() if "order" in given else _NEWEST_FIRST
    newest_first = wanted == _NEWEST_FIRST
    keys = (
        ("pinned", "boolean", True),
        ("created_at", "timestamptz", newest_first),
        ("id", "uuid", newest_first),
    )
    columns = ((Column(row, name), type_, descending) for name, type_, descending in keys)
    return Order(
        tuple(
            SortKey(OrderPart(column, type_), column, descending=descending, nullable=False)
            for column, type_, descending in columns
        ),
        f"{COMMENTS} {wanted}",
    )


@dataclass(frozen=True, slots=True)
class _CommentPage:
    """The members of the connection."""

    scope: PlanScope
    rows: PageRows
    comments: CommentObjects
    count: Node

    def object(self, selected: Selected) -> sql.JsonObject:
        members = tuple(JsonMember(key, self._member(inner)) for key, inner in selected.items())
        return sql.JsonObject(members, self.rows.source)

    def _member(self, nodes: list[FieldNode]) -> Node:
        match nodes[0].name.value:
            case "nodes":
                return self.rows.listed(self.comments.object(nodes))
            case "edges":
                return self.rows.listed(self._edge(nodes))
            case "pageInfo":
                return page_info_object(self.scope, self.rows, nodes)
            case "totalCount":
                return self.count
            case _:
                return sql.Constant(CONNECTION)

    def _edge(self, nodes: Sequence[FieldNode]) -> sql.JsonObject:
        return edge_object(self.scope, EDGE, nodes, self.rows.cursor, self.comments.object)
