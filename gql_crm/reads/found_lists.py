"""Lists that are found: the records that fit a record, or another list of it shown as something else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, reduce

from graphql import FieldNode

from gql_crm import sql
from gql_crm.access import RowBranch, narrow_branches
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.found_lists import REASONS, SCORE, FoundList, FoundNames
from gql_crm.reads.connections import page_of
from gql_crm.reads.embedded import Value, embedded_object
from gql_crm.reads.fitting import Rows, fits, reasons, score, ways
from gql_crm.reads.lists import RowSource, list_rows
from gql_crm.reads.marks import Marking
from gql_crm.reads.ordering import newest_by
from gql_crm.reads.page_columns import edge_object
from gql_crm.reads.page_rows import ListRows, PageRows, page_info_members, page_info_object
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import arguments, selected_fields
from gql_crm.reads.whole_list import RecordObject
from gql_crm.sql import Column, JsonMember, Node


@dataclass(frozen=True, slots=True)
class Read:
    """How records and their fields are read; handed in, because records have found lists."""

    record_object: RecordObject
    record_by_id: Callable[[PlanScope, CatalogEntity, Node, Sequence[FieldNode]], Node]
    value: Value


def found_list(
    scope: PlanScope,
    entity: CatalogEntity,
    found: FoundList,
    parent: str,
    nodes: list[FieldNode],
    read: Read,
) -> Node:
    """Return the connection of what the record `parent` finds, the newest first."""
    given = arguments(scope, entity.name, nodes[0])
    target, row = scope.entity(found.node.entity), scope.alias()
    pair = Rows(entity, parent, target, row)
    rows = _rows(found, pair)
    base = sql.all_of(rows.condition, sql.IsNull(Column(row, "deleted_at")))
    led = ways(pair, found, scope.alias()) if found.led_by else (RowBranch(sql.TRUE),)
    order = newest_by(target, row, found.newest_by)
    selected = selected_fields(scope, nodes, frozenset({FoundNames(found.node.name).connection}))
    seen = narrow_branches(scope.access(target).to_read, row, scope.viewer)
    listed = ListRows(rows.source, row, base, _united(seen.branches, led))
    page = PageRows(scope, listed, page_of(scope, order, given), page_info_members(scope, selected))
    shown = _FoundPage(scope, found, page, Rows(entity, parent, target, page.alias), read)
    total = partial(_total, listed, led, scope.visible(target, row))
    members = tuple(JsonMember(key, shown.member(inner, total)) for key, inner in selected.items())
    return sql.JsonObject(members, page.source)


def _rows(found: FoundList, rows: Rows) -> RowSource:
    if found.through is None:
        return RowSource(sql.Table(rows.fitting.table, rows.found), fits(rows, found, led=True))
    return list_rows(rows.wishing.lists[found.through], rows.fitting.table, rows.finder, rows.found)


def _united(seen: Sequence[RowBranch], led: Sequence[RowBranch]) -> tuple[RowBranch, ...]:
    """Return the ways to what is seen and found: each part of the one by each way to the other."""
    return tuple(
        RowBranch(sql.all_of(one.condition, way.condition), _beside(one.each, way.each))
        for one in seen
        for way in led
    )


def _beside(first: Node | None, second: Node | None) -> Node | None:
    if first is None or second is None:
        return first or second
    return sql.Joined(first, (sql.beside(second),))


def _total(listed: ListRows, led: Sequence[RowBranch], visible: Node) -> Node:
    counted = (sql.Item(sql.CountRows(), "n"),)
    counts: list[Node] = []
    for way in led:
        where = sql.all_of(listed.base, visible, way.condition)
        source = _beside(way.each, listed.source) or listed.source
        counts.append(sql.Scalar(sql.Select(counted, source, where=where)))
    return reduce(lambda sum_, count: sql.Binary(sum_, "+", count), counts)


@dataclass(frozen=True, slots=True)
class _FoundPage:
    """The members of the connection and of its nodes."""

    scope: PlanScope
    found: FoundList
    page: PageRows
    rows: Rows
    read: Read

    def member(self, nodes: list[FieldNode], total: Callable[[], Node]) -> Node:
        """Return a member of the connection."""
        names = FoundNames(self.found.node.name)
        match nodes[0].name.value:
            case "nodes":
                return self.page.listed(self._node(nodes))
            case "edges":
                edge = edge_object(self.scope, names.edge, nodes, self.page.cursor, self._node)
                return self.page.listed(edge)
            case "pageInfo":
                return page_info_object(self.scope, self.page, nodes)
            case "totalCount":
                return total()
            case _:
                return sql.Constant(names.connection)

    def _node(self, nodes: Sequence[FieldNode]) -> sql.JsonObject:
        selected = selected_fields(self.scope, nodes, frozenset({self.found.node.name}))
        return sql.JsonObject(tuple(JsonMember(key, self._part(inner)) for key, inner in selected.items()))

    def _part(self, nodes: list[FieldNode]) -> Node:  # noqa: PLR0911 (one return a kind of member)
        node, rows, name = self.found.node, self.rows, nodes[0].name.value
        if name == node.record:
            return self.read.record_object(self.scope, rows.fitting, rows.found, nodes)
        if name == node.finder:
            return self.read.record_by_id(self.scope, rows.wishing, Column(rows.finder, "id"), nodes)
        if name in node.fields:
            field = rows.fitting.all_fields[node.fields[name]]
            return self.read.value(self.scope, field, field.storage.stored(rows.found), nodes)
        for one in node.embedded:
            if name == one.key:
                return embedded_object(self.scope, rows.fitting, one, rows.found, nodes, self.read.value)
        if name in node.marks:
            marking = Marking(self.scope.entity, self.scope.alias, self.scope.visible)
            return marking.is_marked(node.marks[name], rows)
        if name in {SCORE, REASONS} and node.score:
            return (score if name == SCORE else reasons)(rows, self.found)
        return sql.Constant(node.name)
