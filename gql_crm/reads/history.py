"""`history`: what has happened to the fields of a record, a line a field of each change, newest first.

Only fields of the actor's schema have lines. Ids of records that the actor cannot see are left out of values.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias
from uuid import UUID

import orjson
from graphql import FieldNode, GraphQLObjectType

from gql_crm import sql
from gql_crm.access import RowBranch
from gql_crm.errors import ClientError
from gql_crm.fields.kind import OrderPart
from gql_crm.journal import SHARES
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.system import CORE, TAGS
from gql_crm.reads.connections import page_of
from gql_crm.reads.historic_links import historic_links
from gql_crm.reads.historic_values import HistoricValues
from gql_crm.reads.ordering import Order, SortKey
from gql_crm.reads.page_columns import edge_object
from gql_crm.reads.page_rows import ListRows, PageRows, page_info_members, page_info_object
from gql_crm.reads.pages import Page
from gql_crm.reads.related import RELATED
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import arguments, selected_fields
from gql_crm.sql import Column, JsonMember, Node
from gql_crm.text import did_you_mean, shown

HISTORY = "history"
CONNECTION = "FieldChangeConnection"
EDGE = "FieldChangeEdge"
LINE = "FieldChange"
_COLUMNS = {"field": "field", "changedAt": "at", "origin": "origin", "eventId": "id"}
"""The event that tells of a change has the change's id."""

RelatedRecord: TypeAlias = Callable[[PlanScope, CatalogEntity, Node, Sequence[FieldNode]], Node]
"""Plans the record that an id leads to; handed in, because records have a history."""


def history_object(
    scope: PlanScope, entity: CatalogEntity, parent: str, nodes: list[FieldNode], related: RelatedRecord
) -> Node:
    """Return the connection of the changes of the record `parent`."""
    given = arguments(scope, entity.name, nodes[0])
    names = field_names(scope, entity)
    row = scope.alias()
    base = sql.all_of(
        sql.IsNull(Column(row, "field"), negated=True), _of_field(scope, names, row, given.get("field"))
    )
    selected = selected_fields(scope, nodes, frozenset({CONNECTION}))
    source = _lines(scope, names, "record_id", Column(parent, "id"), row)
    listed = ListRows(source, row, base, (RowBranch(sql.TRUE),))
    rows = PageRows(scope, listed, _page(scope, row, given), page_info_members(scope, selected))
    lines = _Lines(scope, HistoricValues(scope, entity), related, rows.alias)
    members = []
    for key, inner in selected.items():
        match inner[0].name.value:
            case "nodes":
                value = rows.listed(lines.object(inner))
            case "edges":
                value = rows.listed(lines.edge(inner, rows))
            case "pageInfo":
                value = page_info_object(scope, rows, inner)
            case "totalCount":
                counted = (sql.Item(sql.CountRows(), "n"),)
                value = sql.Scalar(sql.Select(counted, listed.source, where=base))
            case _:
                value = sql.Constant(CONNECTION)
        members.append(JsonMember(key, value))
    return sql.JsonObject(tuple(members), rows.source)


def changed_fields(
    scope: PlanScope, change: Node, nodes: Sequence[FieldNode], related: RelatedRecord
) -> Node:
    """Return the lines of the change with that id as a list, of whatever entity its record is."""
    entities = scope.every_entity().values()
    names = {id_: name for one in entities for id_, name in field_names(scope, one).items()}
    row = scope.alias()
    line = _Lines(scope, HistoricValues(scope, *entities), related, row).object(nodes)
    listed = sql.Item(sql.JsonAggregate(line, sql.Collate(Column(row, "field_id"))), "changes")
    told = sql.IsNull(Column(row, "field"), negated=True)
    return sql.Scalar(sql.Select((listed,), _lines(scope, names, "id", change, row), where=told))


def field_names(scope: PlanScope, entity: CatalogEntity) -> Mapping[str, str]:
    """Return what the actor calls fields, lists, children and links, by the ids of history."""
    type_ = scope.schema.get_type(entity.name)
    known = type_.fields if isinstance(type_, GraphQLObjectType) else {}
    own = {field_id: one.key for field_id, one in entity.historic.items() if one.key in known}
    shares = {SHARES: "shares"} if "shares" in known else {}
    return {**own, **dict.fromkeys(historic_links(scope), RELATED), **shares}


def _lines(scope: PlanScope, names: Mapping[str, str], column: str, value: Node, row: str) -> Node:
    """Return the lines of the changes that have a value in a column."""
    change, member = scope.alias(), scope.alias()
    readable = sql.Parameter(sql.Given(orjson.dumps(names).decode()), "jsonb")
    columns: dict[str, Node] = {
        **{name: Column(change, name) for name in ("id", "version", "action", "actor_id", "origin", "at")},
        "field_id": Column(member, "key"),
        "place": _place(change),
        "pair": Column(member, "value"),
        "field": sql.Binary(readable, "->>", Column(member, "key")),
    }
    select = sql.Select(
        tuple(sql.Item(expression, name) for name, expression in columns.items()),
        sql.Table("change", change),
        (sql.lateral(sql.Members(Column(change, "diff"), member)),),
        sql.equal(Column(change, column), value),
    )
    return sql.Subquery(select, row)


def _place(change: str) -> Node:
    """Return what orders the changes of one version: first the one that has made it, then tags and shares."""
    rest: Node = Column(change, "diff")
    for key in (f"{CORE}:{TAGS}", SHARES):
        rest = sql.Binary(rest, "-", sql.Cast(sql.Constant(key), "text"))
    beside = sql.equal(rest, sql.Cast(sql.Constant("{}"), "jsonb"))
    return sql.Case(((beside, Column(change, "id")),), sql.Cast(sql.Constant(str(UUID(int=0))), "uuid"))


def _of_field(scope: PlanScope, names: Mapping[str, str], row: str, wanted: sql.Given[str] | None) -> Node:
    """Return the condition that a line is of a field; one that only other entities have has no lines here."""
    if wanted is None:
        return sql.TRUE
    own: dict[str, list[str]] = {}
    for field_id, name in names.items():
        own.setdefault(name, []).append(field_id)
    others = {name for one in scope.every_entity().values() for name in field_names(scope, one).values()}

    def find(name: str) -> list[str]:
        if name not in own and name not in others:
            hint = did_you_mean(name, own) or " Pass the name of a field as the schema has it."
            msg = f"field: {shown(name)} is no field that has a history.{hint}"
            raise ClientError("BAD_USER_INPUT", msg)
        return own.get(name, [])

    return sql.AnyOf(Column(row, "field_id"), sql.Parameter(wanted.map(find), "text[]"))


def _page(scope: PlanScope, row: str, given: Mapping[str, sql.Given[Any]]) -> Page:
    version, place, field_id = (Column(row, name) for name in ("version", "place", "field_id"))
    keys = (
        SortKey(OrderPart(version, "integer"), version, descending=True, nullable=False),
        SortKey(OrderPart(place, "uuid"), place, descending=True, nullable=False),
        SortKey(OrderPart(sql.Collate(field_id), "text"), field_id, descending=False, nullable=False),
    )
    return page_of(scope, Order(keys, HISTORY), given)


class _Lines:
    """The objects of single lines."""

    def __init__(self, scope: PlanScope, values: HistoricValues, related: RelatedRecord, row: str) -> None:
        self._scope = scope
        self._values = values
        self._related = related
        self._row = row

    def object(self, nodes: Sequence[FieldNode]) -> sql.JsonObject:
        """Return a line."""
        selected = selected_fields(self._scope, nodes, frozenset({LINE}))
        return sql.JsonObject(tuple(JsonMember(key, self._member(inner)) for key, inner in selected.items()))

    def edge(self, nodes: Sequence[FieldNode], rows: PageRows) -> sql.JsonObject:
        """Return a line with its cursor."""
        return edge_object(self._scope, EDGE, nodes, rows.cursor, self.object)

    def _member(self, nodes: list[FieldNode]) -> Node:
        row, name = self._row, nodes[0].name.value
        if name in _COLUMNS:
            return Column(row, _COLUMNS[name])
        if name == "id":
            id_ = sql.Cast(Column(row, "id"), "text")
            return sql.concat(id_, sql.Constant(":"), Column(row, "field_id"))
        if name == "actor":
            user = self._scope.entity("User")
            return self._related(self._scope, user, Column(row, "actor_id"), nodes)
        if name == "newValue":
            return self._values.of(row, 1)
        if name == "oldValue":
            created = sql.equal(Column(row, "action"), sql.Constant("CREATED"))
            return sql.Case(((created, sql.NULL),), self._values.of(row, 0))
        return sql.Constant(LINE)
