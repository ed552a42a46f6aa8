"""The rows of a page of any list, with what its edges and its PageInfo tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphql import FieldNode

from gql_crm import sql
from gql_crm.access import RowBranch
from gql_crm.reads.cursors import cursor_expression
from gql_crm.reads.page_columns import PageColumns
from gql_crm.reads.pages import Glance, Page, key_column, page_select
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import Selected, selected_fields
from gql_crm.sql import Column, JsonMember, Node


@dataclass(frozen=True, slots=True)
class ListRows:
    """The rows `row` of `source` that meet `base`; `branches` are the parts that the actor may see.

    `parts` are common table expressions that these look at. By `glance` there are more rows, of many.
    """

    source: Node
    row: str
    base: Node
    branches: tuple[RowBranch, ...]
    parts: tuple[tuple[str, Node], ...] = ()
    glance: Glance | None = None


class PageRows:
    """The rows of a page, read once for all members that show them."""

    def __init__(self, scope: PlanScope, rows: ListRows, page: Page, infos: frozenset[str]) -> None:
        self._rows = rows
        self._page = page
        self._cursor_column: Node | None = None
        self._one_more = ("hasPreviousPage" if page.backward else "hasNextPage") in infos
        """Whether the page is read with one more row, to see whether there is one."""
        self._sorted = page.backward or not infos.isdisjoint({"startCursor", "endCursor"})
        """Whether the order of the rows has to be told again to who aggregates them."""
        self._used = False
        self.alias = scope.alias()
        self._columns = PageColumns(scope.alias())

    @property
    def source(self) -> Node | None:
        """The sub-select that the members aggregate; None when no member shows rows."""
        if not self._used:
            return None
        size = self._page.size + (1 if self._one_more else 0)
        rows = self._rows
        select = page_select(
            rows.source,
            rows.row,
            Page(self._page.order, size, self._page.backward, self._page.cursor),
            rows.base,
            rows.branches,
            rows.glance,
            keys_wanted=self._cursor_column is not None,
        )
        number = (sql.Item(sql.RowNumber(), "rn"),) if self._one_more or self._sorted else ()
        columns = self._columns
        items = (*number, *columns.items)
        page = sql.With(rows.parts, select, recursive=True) if rows.parts else select
        return sql.Subquery(sql.Select(items, sql.Subquery(page, self.alias), columns.joins), columns.outer)

    def listed(self, value: Node) -> Node:
        """Return `value` of every row of the page, in order."""
        position = self._position if self._sorted else None
        return sql.JsonAggregate(self._column(value), position, self._page.backward, self._on_page)

    def cursor(self) -> Node:
        """Return the cursor of a row."""
        self._cursor_column = self._cursor_column or cursor_expression(self._page.order, self._key_columns)
        return self._cursor_column

    def info(self, name: str) -> Node:
        """Return a member of PageInfo."""
        self._used = True
        backward = self._page.backward
        match name:
            case "hasNextPage":
                return self._has_cursor if backward else self._has_more
            case "hasPreviousPage":
                return self._has_more if backward else self._has_cursor
            case "startCursor" | "endCursor":
                last = (name == "endCursor") != backward
                return sql.FirstOf(self._column(self.cursor()), self._position, last, self._on_page)
            case _:
                return sql.Constant("PageInfo")

    @property
    def _has_cursor(self) -> Node:
        return sql.Constant(self._page.cursor is not None)

    @property
    def _has_more(self) -> Node:
        # Of a column: count(*) inside the object of pageInfo would count that object's one row.
        return sql.Binary(sql.call("count", self._position), ">", sql.Constant(self._page.size))

    def _column(self, value: Node) -> Node:
        self._used = True
        return self._columns.add(value)

    @property
    def _on_page(self) -> Node:
        return sql.Binary(self._position, "<=", sql.Constant(self._page.size)) if self._one_more else sql.TRUE

    @property
    def _position(self) -> Node:
        return Column(self._columns.outer, "rn")

    @property
    def _key_columns(self) -> tuple[Node, ...]:
        return tuple(Column(self.alias, key_column(index)) for index in range(len(self._page.order.keys)))


def page_info_members(scope: PlanScope, selected: Selected) -> frozenset[str]:
    """Return which members of PageInfo are selected."""
    infos = [nodes for nodes in selected.values() if nodes[0].name.value == "pageInfo"]
    members = [selected_fields(scope, nodes, frozenset({"PageInfo"})) for nodes in infos]
    return frozenset(inner[0].name.value for one in members for inner in one.values())


def page_info_object(scope: PlanScope, rows: PageRows, nodes: Sequence[FieldNode]) -> Node:
    """Return the object of PageInfo."""
    selected = selected_fields(scope, nodes, frozenset({"PageInfo"}))
    return sql.JsonObject(
        tuple(JsonMember(key, rows.info(inner[0].name.value)) for key, inner in selected.items())
    )
