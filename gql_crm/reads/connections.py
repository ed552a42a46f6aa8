"""Connections: a filtered, searched, ordered page of records with cursors and counts, as one JSON object."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode

from gql_crm import sql
from gql_crm.access import Reach, narrow_branches, reached_rows, row_branches
from gql_crm.errors import ClientError
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.aggregates import aggregate_object, count_object
from gql_crm.reads.cursors import cursor_values
from gql_crm.reads.filters import deleted_condition, filter_condition
from gql_crm.reads.groups import groups_list
from gql_crm.reads.lists import RowSource
from gql_crm.reads.notes import ListRead
from gql_crm.reads.ordering import Order, order_of
from gql_crm.reads.page_columns import edge_object
from gql_crm.reads.page_rows import ListRows, PageRows, page_info_members, page_info_object
from gql_crm.reads.pages import Page
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.searching import search_condition
from gql_crm.reads.selection import Selected, arguments, selected_fields
from gql_crm.reads.views import view_of
from gql_crm.reads.whole_list import RecordObject, WholeList
from gql_crm.sql import JsonMember, Node

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
        view = view_of(scope, entity, given.get("view"))
        base = sql.all_of(
            rows.condition,
            deleted_condition(given.get("filter"), row, view.filter),
            filter_condition(scope, entity, row, given.get("filter"), ("filter",)),
            filter_condition(scope, entity, row, view.filter, ("view", "filter")),
            search_condition(scope, entity, row, given.get("search")),
        )
        selected = selected_fields(scope, nodes, frozenset({entity.names.connection}))
        narrow = rows.condition != sql.TRUE
        connection = _Connection(scope, entity, row, rows.source, base, field.record_object, narrow)
        if view.order is not None and "orderBy" not in given:
            given = {**given, "orderBy": view.order}
        return connection.object(selected, given)


@dataclass(slots=True)
class _Connection:
    scope: PlanScope
    entity: CatalogEntity
    row: str
    source: Node
    base: Node
    record_object: RecordObject
    narrow: bool
    """Whether the list is that of one record, and not of all of the entity."""

    def object(self, selected: Selected, given: Mapping[str, sql.Given[Any]]) -> Node:
        """Return the object with the selected members."""
        order = order_of(self.scope, self.entity, self.row, given.get("orderBy"))
        page = page_of(self.scope, order, given)
        if self.narrow:
            seen = narrow_branches(self._reach, self.row, self.scope.viewer)
        else:
            seen = row_branches(self._reach, self.row, self.scope.viewer, [self.entity.stored_as])
        listed = ListRows(self.source, self.row, self.base, seen.branches, seen.parts)
        rows = PageRows(self.scope, listed, page, page_info_members(self.scope, selected))
        members = tuple(JsonMember(key, self._member(rows, nodes)) for key, nodes in selected.items())
        return sql.JsonObject(members, rows.source)

    def _member(self, rows: PageRows, nodes: list[FieldNode]) -> Node:
        match nodes[0].name.value:
            case "nodes":
                return rows.listed(self.record_object(self.scope, self.entity, rows.alias, nodes))
            case "edges":
                return rows.listed(self._edge(rows, nodes))
            case "pageInfo":
                return page_info_object(self.scope, rows, nodes)
            case "totalCount":
                return self._total()
            case "count" | "aggregate" | "groups" as name:
                return _OF_ALL_RECORDS[name](self._whole(), nodes)
            case _:
                return sql.Constant(self.entity.names.connection)

    def _edge(self, rows: PageRows, nodes: list[FieldNode]) -> Node:
        def record(inner: list[FieldNode]) -> Node:
            return self.record_object(self.scope, self.entity, rows.alias, inner)

        return edge_object(self.scope, self.entity.names.edge, nodes, rows.cursor, record)

    @property
    def _reach(self) -> Reach:
        return self.scope.access(self.entity).to_read

    def _total(self) -> Node:
        return sql.Scalar(self._whole().select((sql.Item(sql.CountRows(), "n"),)))

    def _whole(self) -> WholeList:
        source, condition = self.source, sql.all_of(self.base, self.scope.visible(self.entity, self.row))
        if not self.narrow:
            viewer = self.scope.viewer
            source, condition = reached_rows(self._reach, self.row, viewer, self.source, self.base)
        return WholeList(self.scope, self.entity, self.row, source, condition, self.record_object)


def page_size(scope: PlanScope, given: Mapping[str, sql.Given[Any]], name: str = "first") -> int:
    """Return how many rows an argument asks for; null asks for as many as no argument does."""
    size: int | None = given[name].plain() if name in given else None
    size = DEFAULT_PAGE_ROWS if size is None else size
    if not 0 <= size <= scope.page_rows:
        text = f"{name}: {size} is out of range; expected 0 to {scope.page_rows}."
        raise ClientError("BAD_USER_INPUT", text)
    return size


def page_of(scope: PlanScope, order: Order, given: Mapping[str, sql.Given[Any]]) -> Page:
    """Return the page that the arguments first and after, or last and before, ask for."""
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
    size = page_size(scope, given, "last" if last is not None else "first")
    cursor = before if backward else after
    values = cursor_values(cursor, order, "before" if backward else "after") if cursor is not None else None
    return Page(order, size, backward, values)
