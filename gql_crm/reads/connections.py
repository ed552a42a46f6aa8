"""Connections: a filtered, searched, ordered page of records with cursors and counts, as one JSON object."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode

from gql_crm import sql
from gql_crm.access import row_branches
from gql_crm.errors import ClientError
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.aggregates import aggregate_object, count_object
from gql_crm.reads.cursors import cursor_expression, cursor_values
from gql_crm.reads.filters import deleted_condition, filter_condition
from gql_crm.reads.groups import groups_list
from gql_crm.reads.lists import RowSource
from gql_crm.reads.notes import ListRead
from gql_crm.reads.ordering import Order, order_of
from gql_crm.reads.pages import Page, key_column, page_select
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.searching import search_condition
from gql_crm.reads.selection import Selected, arguments, selected_fields
from gql_crm.reads.whole_list import RecordObject, WholeList
from gql_crm.sql import Column, JsonMember, Node

DEFAULT_PAGE_ROWS = 20
_OF_ALL_RECORDS: Mapping[str, Callable[[WholeList, Sequence[FieldNode]], Node]] = {
    "count": count_object,
    "aggregate": aggregate_object,
    "groups": groups_list,
}


@dataclass(frozen=True, slots=True)
class ConnectionField:
    """A selected field that is a connection: the type that has it, its nodes, the entity that it lists."""

    parent: str
    nodes: Sequence[FieldNode]
    entity: CatalogEntity
    record_object: RecordObject


def connection_object(scope: PlanScope, field: ConnectionField, row: str, rows: RowSource) -> Node:
    """Return a connection over the rows `rows`, whose alias is `row`."""
    entity, nodes = field.entity, field.nodes
    given = arguments(scope, field.parent, nodes[0])
    with scope.notes.inside(ListRead(field.parent, nodes, entity)):
        base = sql.all_of(
            rows.condition,
            deleted_condition(given.get("filter"), row),
            filter_condition(scope, entity, row, given.get("filter"), ("filter",)),
            search_condition(scope, entity, row, given.get("search")),
        )
        selected = selected_fields(scope, nodes, frozenset({entity.names.connection}))
        connection = _Connection(scope, entity, row, rows.source, base, field.record_object)
        return connection.object(selected, given)


@dataclass(slots=True)
class _Connection:
    scope: PlanScope
    entity: CatalogEntity
    row: str
    source: Node
    base: Node
    record_object: RecordObject

    def object(self, selected: Selected, given: Mapping[str, sql.Given[Any]]) -> Node:
        """Return the object with the selected members."""
        order = order_of(self.scope, self.entity, self.row, given.get("orderBy"))
        page = _page(self.scope, order, given)
        rows = _Rows(self, page, _page_info_members(self.scope, selected))
        members = tuple(JsonMember(key, self._member(rows, nodes)) for key, nodes in selected.items())
        return sql.JsonObject(members, rows.source)

    def _member(self, rows: "_Rows", nodes: list[FieldNode]) -> Node:
        match nodes[0].name.value:
            case "nodes":
                return rows.listed(self.record_object(self.scope, self.entity, rows.alias, nodes))
            case "edges":
                return rows.listed(self._edge(rows, nodes))
            case "pageInfo":
                return self._page_info(rows, nodes)
            case "totalCount":
                return self._total()
            case "count" | "aggregate" | "groups" as name:
                return _OF_ALL_RECORDS[name](self._whole(), nodes)
            case _:
                return sql.Constant(self.entity.names.connection)

    def _edge(self, rows: "_Rows", nodes: list[FieldNode]) -> Node:
        members = []
        for key, inner in selected_fields(self.scope, nodes, frozenset({self.entity.names.edge})).items():
            match inner[0].name.value:
                case "cursor":
                    value = rows.cursor()
                case "node":
                    value = self.record_object(self.scope, self.entity, rows.alias, inner)
                case _:
                    value = sql.Constant(self.entity.names.edge)
            members.append(JsonMember(key, value))
        return sql.JsonObject(tuple(members))

    def _page_info(self, rows: "_Rows", nodes: list[FieldNode]) -> Node:
        selected = selected_fields(self.scope, nodes, frozenset({"PageInfo"}))
        return sql.JsonObject(
            tuple(JsonMember(key, rows.info(inner[0].name.value)) for key, inner in selected.items())
        )

    def _total(self) -> Node:
        counted = sql.Select(
            (sql.Item(sql.CountRows(), "n"),),
            self.source,
            where=sql.all_of(self.base, self.scope.visible(self.entity, self.row)),
        )
        return sql.Scalar(counted)

    def _whole(self) -> WholeList:
        condition = sql.all_of(self.base, self.scope.visible(self.entity, self.row))
        return WholeList(self.scope, self.entity, self.row, self.source, condition, self.record_object)


class _Rows:
    """The rows of a page, read once for all members that show them."""

    def __init__(self, connection: _Connection, page: Page, infos: frozenset[str]) -> None:
        self._connection = connection
        self._page = page
        self._columns: list[sql.Item] = []
        self._objects: tuple[sql.Join, ...] = ()
        self._cursor_column: Node | None = None
        self._one_more = ("hasPreviousPage" if page.backward else "hasNextPage") in infos
        """Whether the page is read with one more row, to see whether there is one."""
        self._sorted = page.backward or not infos.isdisjoint({"startCursor", "endCursor"})
        """Whether the order of the rows has to be told again to who aggregates them."""
        self._used = False
        self.alias = connection.scope.alias()
        self._outer = connection.scope.alias()

    @property
    def source(self) -> Node | None:
        """The sub-select that the members aggregate; None when no member shows rows."""
        if not self._used:
            return None
        size = self._page.size + (1 if self._one_more else 0)
        connection = self._connection
        select = page_select(
            connection.source,
            connection.row,
            Page(self._page.order, size, self._page.backward, self._page.cursor),
            connection.base,
            row_branches(
                connection.scope.access(connection.entity).read, connection.row, connection.scope.user_id
            ),
            keys_wanted=self._cursor_column is not None,
        )
        number = (sql.Item(sql.RowNumber(), "rn"),) if self._one_more or self._sorted else ()
        items = (*number, *self._columns)
        return sql.Subquery(sql.Select(items, sql.Subquery(select, self.alias), self._objects), self._outer)

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
        row = value.row if isinstance(value, sql.JsonObject) else None
        if row is not None:
            # An object is left a row until all of them become a list: so PostgreSQL writes its JSON once.
            value = sql.Row(f"x{len(self._objects)}")
            self._objects += (sql.lateral(sql.Subquery(row, value.alias)),)
        name = f"c{len(self._columns)}"
        self._columns.append(sql.Item(value, name))
        return Column(self._outer, name)

    @property
    def _on_page(self) -> Node:
        return sql.Binary(self._position, "<=", sql.Constant(self._page.size)) if self._one_more else sql.TRUE

    @property
    def _position(self) -> Node:
        return Column(self._outer, "rn")

    @property
    def _key_columns(self) -> tuple[Node, ...]:
        return tuple(Column(self.alias, key_column(index)) for index in range(len(self._page.order.keys)))


def _page_info_members(scope: PlanScope, selected: Selected) -> frozenset[str]:
    infos = [nodes for nodes in selected.values() if nodes[0].name.value == "pageInfo"]
    members = [selected_fields(scope, nodes, frozenset({"PageInfo"})) for nodes in infos]
    return frozenset(inner[0].name.value for one in members for inner in one.values())


def _page(scope: PlanScope, order: Order, given: Mapping[str, sql.Given[Any]]) -> Page:
    first, last = (given[name].plain() if name in given else None for name in ("first", "last"))
    after, before = given.get("after"), given.get("before")
    if (first is not None and last is not None) or (after is not None and before is not None):
        raise ClientError(
            "BAD_USER_INPUT", "Page forward with first and after, or backward with last and before, not both."
        )
    backward = last is not None or before is not None
    if backward and (first is not None or after is not None):
        raise ClientError(
            "BAD_USER_INPUT", "Page forward with first and after, or backward with last and before, not both."
        )
    size = last if backward else first
    name = "last" if backward else "first"
    size = DEFAULT_PAGE_ROWS if size is None else size
    if not 0 <= size <= scope.page_rows:
        raise ClientError(
            "BAD_USER_INPUT", f"{name}: {size} is out of range; expected 0 to {scope.page_rows}."
        )
    cursor = before if backward else after
    values = cursor_values(cursor, order, "before" if backward else "after") if cursor is not None else None
    return Page(order, size, backward, values)
