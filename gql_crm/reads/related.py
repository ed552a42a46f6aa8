"""`relatedRecords`: the records that a record is linked with, from both sides, as a page of links.

A link is read from the side of the record that asks: what the record at its other end is to this one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from graphql import FieldNode

from gql_crm import sql
from gql_crm.access import RowBranch, RowScope
from gql_crm.errors import ClientError
from gql_crm.fields.kind import OrderPart
from gql_crm.fields.labels import localized
from gql_crm.plugins.catalog import CatalogRelationType
from gql_crm.reads.connections import page_of
from gql_crm.reads.ordering import Order, SortKey
from gql_crm.reads.page_columns import edge_object
from gql_crm.reads.page_rows import ListRows, PageRows, page_info_members, page_info_object
from gql_crm.reads.pages import Page
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import Selected, arguments, selected_fields
from gql_crm.sql import Column, JsonMember, Node
from gql_crm.text import did_you_mean, shown

RELATED: Final = "relatedRecords"
CONNECTION: Final = "RelatedRecordConnection"
EDGE: Final = "RelatedRecordEdge"
LINK: Final = "RelatedRecord"
TYPE: Final = "RelationType"
OUTGOING, INCOMING, BOTH = "OUTGOING", "INCOMING", "BOTH"
_COLUMNS: Final = {"note": "note", "direction": "direction", "linkedAt": "created_at"}
_DEFAULT_ROWS = 20


@dataclass(frozen=True, slots=True)
class OtherEnd:
    """How the record at the other end is seen and read; handed in, because records have related records."""

    visible: Callable[[PlanScope, str], Node]
    read: Callable[[PlanScope, Node, Sequence[FieldNode]], Node]


def related_records(
    scope: PlanScope, type_name: str, parent: str, nodes: list[FieldNode], other: OtherEnd
) -> Node:
    """Return the connection of the links of the record `parent`; `type_name` is whose field it is."""
    given = arguments(scope, type_name, nodes[0])
    row, record = scope.alias(), scope.alias()
    base = sql.all_of(
        _of_relation(scope, row, given.get("relation")),
        _of_entity(scope, record, given.get("entity")),
        sql.IsNull(Column(record, "deleted_at")),
        other.visible(scope, record),
    )
    selected = selected_fields(scope, nodes, frozenset({CONNECTION}))
    listed = ListRows(_links(scope, parent, row, record), row, base, (RowBranch(sql.TRUE),))
    rows = PageRows(scope, listed, _page(scope, row, given), page_info_members(scope, selected))
    page = _RelatedPage(scope, rows, other)
    members = tuple(JsonMember(key, page.member(inner, listed)) for key, inner in selected.items())
    return sql.JsonObject(members, rows.source)


def _links(scope: PlanScope, parent: str, row: str, record: str) -> Node:
    """Return the links of a record from both sides, each with the record at its other end."""
    directions = (("source_id", "target_id", OUTGOING), ("target_id", "source_id", INCOMING))
    arms = tuple(_arm(scope.alias(), parent, *direction) for direction in directions)
    there = sql.equal(Column(record, "id"), Column(row, "other_id"))
    links = sql.Subquery(sql.UnionAll(arms), row)
    return sql.Joined(links, (sql.Join("JOIN", sql.Table("record", record), there),))


def _arm(link: str, parent: str, own: str, other: str, direction: str) -> Node:
    both = ((Column(link, "both_ways"), sql.Constant(BOTH)),)
    columns: dict[str, Node] = {
        name: Column(link, name) for name in ("id", "relation_id", "note", "created_at")
    }
    columns["other_id"] = Column(link, other)
    columns["direction"] = sql.Case(both, sql.Constant(direction))
    items = tuple(sql.Item(expression, name) for name, expression in columns.items())
    mine = sql.equal(Column(link, own), Column(parent, "id"))
    return sql.Select(items, sql.Table("record_link", link), where=mine)


def _of_relation(scope: PlanScope, row: str, wanted: sql.Given[str] | None) -> Node:
    """Return the condition that a link is of a relation type that is there, or of the one that is wanted."""
    types = readable_relation_types(scope)
    if wanted is None:
        ids = sorted(one.relation_id for one in types.values())
        return sql.AnyOf(Column(row, "relation_id"), sql.parameters(ids, "text"))

    def find(key: str) -> str:
        if key not in types:
            hint = did_you_mean(key, types) or " The query relationTypes lists them."
            msg = f"relation: there is no relation type {shown(key)}.{hint}"
            raise ClientError("BAD_USER_INPUT", msg)
        return types[key].relation_id

    return sql.equal(Column(row, "relation_id"), sql.Parameter(wanted.map(find), "text"))


def _of_entity(scope: PlanScope, record: str, wanted: sql.Given[str] | None) -> Node:
    if wanted is None:
        return sql.TRUE
    names = {
        name: one.stored_as
        for name, one in scope.every_entity().items()
        if scope.access(one).read is not RowScope.NONE
    }

    def find(name: str) -> str:
        if name not in names:
            msg = f"entity: there is no entity {shown(name)}.{did_you_mean(name, names)}"
            raise ClientError("BAD_USER_INPUT", msg)
        return names[name]

    return sql.equal(Column(record, "entity"), sql.Parameter(wanted.map(find), "text"))


def readable_relation_types(scope: PlanScope) -> Mapping[str, CatalogRelationType]:
    """Return the relation types by key, without those of entities that the actor cannot see."""
    entities = scope.catalog.entities

    def is_seen(name: str) -> bool:
        return name in entities and scope.access(entities[name]).read is not RowScope.NONE

    return {key: one for key, one in scope.every_relation_type().items() if all(map(is_seen, one.entities))}


def _page(scope: PlanScope, row: str, given: Mapping[str, sql.Given[Any]]) -> Page:
    id_ = Column(row, "id")
    order = Order((SortKey(OrderPart(id_, "uuid"), id_, descending=True, nullable=False),), RELATED)
    return page_of(scope, order, given)


@dataclass(frozen=True, slots=True)
class _RelatedPage:
    """The members of the connection and of its links."""

    scope: PlanScope
    rows: PageRows
    other: OtherEnd

    def member(self, nodes: list[FieldNode], listed: ListRows) -> Node:
        """Return a member of the connection."""
        match nodes[0].name.value:
            case "nodes":
                return self.rows.listed(self._link(nodes))
            case "edges":
                return self.rows.listed(self._edge(nodes))
            case "pageInfo":
                return page_info_object(self.scope, self.rows, nodes)
            case "totalCount":
                counted = (sql.Item(sql.CountRows(), "n"),)
                return sql.Scalar(sql.Select(counted, listed.source, where=listed.base))
            case _:
                return sql.Constant(CONNECTION)

    def _edge(self, nodes: Sequence[FieldNode]) -> sql.JsonObject:
        return edge_object(self.scope, EDGE, nodes, self.rows.cursor, self._link)

    def _link(self, nodes: Sequence[FieldNode]) -> sql.JsonObject:
        selected = selected_fields(self.scope, nodes, frozenset({LINK}))
        return sql.JsonObject(tuple(JsonMember(key, self._member(inner)) for key, inner in selected.items()))

    def _member(self, nodes: list[FieldNode]) -> Node:
        row, name = self.rows.alias, nodes[0].name.value
        if name in _COLUMNS:
            return Column(row, _COLUMNS[name])
        if name == "record":
            return self.other.read(self.scope, Column(row, "other_id"), nodes)
        types = list(self.scope.every_relation_type().values())
        if name == "label":
            told = self.scope.languages.map(lambda tags: _document(_labels(types, tags)))
            key = sql.concat(Column(row, "direction"), sql.Constant(" "), Column(row, "relation_id"))
            return sql.Binary(sql.Parameter(told, "json"), "->>", key)
        if name == "relation":
            selected = selected_fields(self.scope, nodes, frozenset({TYPE}))
            told = self.scope.languages.map(
                lambda tags: _document({one.relation_id: _told(one, selected, tags) for one in types})
            )
            return sql.Binary(sql.Parameter(told, "json"), "->", Column(row, "relation_id"))
        return sql.Constant(LINK)


def _told(one: CatalogRelationType, selected: Selected, tags: Sequence[str]) -> dict[str, Any]:
    """Return the selected members of a relation type in somebody's language."""
    return {key: RELATION_TYPE_MEMBERS[nodes[0].name.value](one, tags) for key, nodes in selected.items()}


def _labels(types: Sequence[CatalogRelationType], tags: Sequence[str]) -> dict[str, str]:
    """Return what the record at the other end is called, by direction and relation type."""
    labels: dict[str, str] = {}
    for one in types:
        label = label_of(one, tags)
        labels[f"{BOTH} {one.relation_id}"] = labels[f"{INCOMING} {one.relation_id}"] = label
        labels[f"{OUTGOING} {one.relation_id}"] = reverse_label_of(one, tags) or label
    return labels


def label_of(one: CatalogRelationType, tags: Sequence[str]) -> str:
    """Return what the first record of a link is to the second."""
    return localized(one.declared.label, tags) or one.key


def reverse_label_of(one: CatalogRelationType, tags: Sequence[str]) -> str | None:
    """Return what the second record of a link is to the first; None where nobody has said."""
    return label_of(one, tags) if one.declared.symmetric else localized(one.declared.reverse_label, tags)


RELATION_TYPE_MEMBERS: Final[Mapping[str, Callable[[CatalogRelationType, Sequence[str]], Any]]] = {
    "__typename": lambda _one, _tags: TYPE,
    "id": lambda one, _tags: one.relation_id,
    "key": lambda one, _tags: one.key,
    "label": label_of,
    "reverseLabel": reverse_label_of,
    "fromEntity": lambda one, _tags: one.declared.from_entity,
    "toEntity": lambda one, _tags: one.declared.to_entity,
    "symmetric": lambda one, _tags: one.declared.symmetric,
    "rollUp": lambda one, _tags: one.declared.roll_up,
    "active": lambda one, _tags: one.active,
    "origin": lambda one, _tags: one.origin,
}
"""Where the members of `RelationType` come from, wherever one is told of."""


def _document(content: Mapping[str, Any]) -> str:
    return orjson.dumps(content).decode()
