"""`favorites` and `trash`: lists of records of all entities, read from the spine alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import FieldNode

from gql_crm import sql
from gql_crm.access import RowBranch, RowBranches, RowScope, row_branches
from gql_crm.fields.kind import OrderPart
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.connections import page_of
from gql_crm.reads.objects import any_record, related_record
from gql_crm.reads.ordering import Order, SortKey
from gql_crm.reads.page_columns import edge_object
from gql_crm.reads.page_rows import ListRows, PageRows, page_info_members, page_info_object
from gql_crm.reads.pages import Page
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import selected_fields
from gql_crm.reads.spine_rows import entity_of, names_by_reach, of_entities, visible_of
from gql_crm.sql import Column, JsonMember, Node

FAVORITES, TRASH = "favorites", "trash"
Arguments = Mapping[str, sql.Given[Any]]
_EACH: Final = "of_entity"


@dataclass(frozen=True, slots=True)
class SpineListNames:
    """The types of a list, and the member of its edges that tells when."""

    connection: str
    edge: str
    time: str


NAMES: Final[Mapping[str, SpineListNames]] = {
    FAVORITES: SpineListNames("FavoriteConnection", "FavoriteEdge", "favoritedAt"),
    TRASH: SpineListNames("TrashConnection", "TrashEdge", "deletedAt"),
}


@dataclass(frozen=True, slots=True)
class _SpineList:
    scope: PlanScope
    name: str
    rows: ListRows
    time: str
    """The column by which the list is ordered, the latest first."""
    visible: Node
    more: Mapping[str, Callable[[str, Sequence[FieldNode]], Node]] = field(default_factory=dict)
    """Further members of the edges, of the row of that alias."""

    def object(self, given: Arguments, nodes: Sequence[FieldNode]) -> Node:
        """Return the connection."""
        names = NAMES[self.name]
        selected = selected_fields(self.scope, nodes, frozenset({names.connection}))
        page = self._page(given)
        rows = PageRows(self.scope, self.rows, page, page_info_members(self.scope, selected))
        members = []
        for key, inner in selected.items():
            match inner[0].name.value:
                case "nodes":
                    value = rows.listed(any_record(self.scope, Column(rows.alias, "id"), inner))
                case "edges":
                    value = rows.listed(self._edge(rows, inner))
                case "pageInfo":
                    value = page_info_object(self.scope, rows, inner)
                case "totalCount":
                    value = self._total()
                case _:
                    value = sql.Constant(names.connection)
            members.append(JsonMember(key, value))
        return sql.JsonObject(tuple(members), rows.source)

    def _edge(self, rows: PageRows, nodes: Sequence[FieldNode]) -> Node:
        names = NAMES[self.name]

        def record(inner: list[FieldNode]) -> Node:
            return any_record(self.scope, Column(rows.alias, "id"), inner)

        def other(inner: list[FieldNode]) -> Node:
            name = inner[0].name.value
            return Column(rows.alias, self.time) if name == names.time else self.more[name](rows.alias, inner)

        return edge_object(self.scope, names.edge, nodes, rows.cursor, record, other)

    def _total(self) -> Node:
        counted = (sql.Item(sql.CountRows(), "n"),)
        there = sql.all_of(self.rows.base, self.visible)
        return sql.Scalar(sql.Select(counted, self.rows.source, where=there))

    def _page(self, given: Arguments) -> Page:
        time, id_ = Column(self.rows.row, self.time), Column(self.rows.row, "id")
        keys = (
            SortKey(OrderPart(time, "timestamptz"), time, descending=True, nullable=False),
            SortKey(OrderPart(id_, "uuid"), id_, descending=True, nullable=False),
        )
        order = Order(keys, self.name)
        return page_of(self.scope, order, given)


def favorite_list(scope: PlanScope, given: Arguments, nodes: Sequence[FieldNode]) -> Node:
    """Return the records that the actor has marked and still sees, the last marked first."""
    row, record, mark = scope.alias(), scope.alias(), scope.alias()
    entity = entity_of(scope, given.get("entity"))
    same = sql.equal(Column(record, "id"), Column(mark, "record_id"))
    marked = sql.Select(
        (sql.AllColumns(record), sql.Item(Column(mark, "created_at"), "favorited_at")),
        sql.Table("favorite", mark),
        joins=(sql.Join("JOIN", sql.Table("record", record), same),),
        where=sql.equal(Column(mark, "user_id"), sql.Parameter(scope.user_id, "uuid")),
    )
    base = sql.IsNull(Column(row, "deleted_at"))
    visible = visible_of(scope, row, entity)
    rows = ListRows(sql.Subquery(marked, row), row, base, (RowBranch(visible),))
    return _SpineList(scope, FAVORITES, rows, "favorited_at", visible).object(given, nodes)


def trash_list(scope: PlanScope, given: Arguments, nodes: Sequence[FieldNode]) -> Node:
    """Return the deleted records that the actor sees, the last deleted first."""
    row = scope.alias()
    entity = entity_of(scope, given.get("entity"))
    base = sql.IsNull(Column(row, "deleted_at"), negated=True)
    seen = _branches(scope, row, entity)
    rows = ListRows(sql.Table("record", row), row, base, seen.branches, seen.parts)
    visible = visible_of(scope, row, entity)
    more = {"deletedBy": lambda alias, inner: _deleted_by(scope, alias, inner)}
    return _SpineList(scope, TRASH, rows, "deleted_at", visible, more).object(given, nodes)


def _branches(scope: PlanScope, row: str, entity: CatalogEntity | None) -> RowBranches:
    """Return parts that exclude each other, an index for each: by entity, owner, team or share."""
    branches: list[RowBranch] = []
    parts: list[tuple[str, Node]] = []
    entities = scope.every_entity().values() if entity is None else [entity]
    for reach, names in names_by_reach(scope, entities).items():
        if reach.scope is RowScope.ALL:
            own = sql.equal(Column(row, "entity"), Column(_EACH, "value"))
            branches.append(RowBranch(own, sql.Unnested(sql.parameters(names, "text"), _EACH)))
        elif reach.scope is not RowScope.NONE:
            reached = row_branches(reach, row, scope.viewer, names, part=scope.alias())
            parts.extend(reached.parts)
            branches.extend(
                RowBranch(sql.all_of(of_entities(row, names), part.condition), part.each)
                for part in reached.branches
            )
    return RowBranches(tuple(branches) or (RowBranch(sql.FALSE),), tuple(parts))


def _deleted_by(scope: PlanScope, alias: str, nodes: Sequence[FieldNode]) -> Node:
    change = scope.alias()
    last = sql.Select(
        (sql.Item(Column(change, "actor_id"), "actor_id"),),
        sql.Table("change", change),
        where=sql.all_of(
            sql.equal(Column(change, "record_id"), Column(alias, "id")),
            sql.equal(Column(change, "action"), sql.Constant("DELETED")),
        ),
        order=(sql.OrderKey(Column(change, "version"), descending=True),),
        limit=1,
    )
    return related_record(scope, scope.entity("User"), sql.Scalar(last), nodes)
