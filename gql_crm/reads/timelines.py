"""`timeline`: a page of the events of a record, or of the records that somebody owns, as one JSON object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphql import FieldNode

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.fields import operators
from gql_crm.fields.kind import OrderPart, Stored, ValueProblem
from gql_crm.fields.scalars import parse_id
from gql_crm.journal import EVENT
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.connections import page_of
from gql_crm.reads.event_objects import EventObjects, EventReaders
from gql_crm.reads.ordering import Order, SortKey
from gql_crm.reads.page_columns import edge_object
from gql_crm.reads.page_rows import ListRows, PageRows, page_info_members, page_info_object
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import Selected, arguments, selected_fields
from gql_crm.reads.spine import visible_record
from gql_crm.reads.streams import Stream, record_stream, viewers_stream
from gql_crm.reads.told_once import told_once
from gql_crm.sql import Column, JsonMember, Node
from gql_crm.timeline import STATUS_CHANGED

TIMELINE: Final = "timeline"
DASHBOARD: Final = "Dashboard"
CONNECTION: Final = "EventConnection"
EDGE: Final = "EventEdge"
CHRONOLOGICAL: Final = "CHRONOLOGICAL"
NEWEST_FIRST: Final = "NEWEST_FIRST"


def record_timeline(
    scope: PlanScope, entity: CatalogEntity, parent: str, nodes: list[FieldNode], read: EventReaders
) -> Node:
    """Return the connection of the events of the record `parent`."""
    given = arguments(scope, entity.name, nodes[0])
    return _timeline(scope, record_stream(scope, entity, parent), given, nodes, read)


def dashboard_object(scope: PlanScope, nodes: Sequence[FieldNode], read: EventReaders) -> Node:
    """Return what concerns the actor."""
    members = []
    for key, inner in selected_fields(scope, nodes, frozenset({DASHBOARD})).items():
        if inner[0].name.value == TIMELINE:
            given = {"order": sql.Given(NEWEST_FIRST), **arguments(scope, DASHBOARD, inner[0])}
            value = _timeline(scope, viewers_stream(scope), given, inner, read)
        else:
            value = sql.Constant(DASHBOARD)
        members.append(JsonMember(key, value))
    return sql.JsonObject(tuple(members))


def event_by_id(
    scope: PlanScope, id_: Node, type_name: str, nodes: Sequence[FieldNode], read: EventReaders
) -> Node:
    """Return one event as JSON; NULL when it is absent, or its subject is invisible."""
    row, record = scope.alias(), scope.alias()
    where = sql.all_of(
        sql.equal(Column(row, "id"), id_),
        _known(scope, row),
        _nothing_hidden(scope, row),
        visible_record(scope, record),
    )
    subject = sql.equal(Column(record, "id"), Column(row, "subject_id"))
    source = sql.Joined(sql.Table(EVENT, row), (sql.Join("JOIN", sql.Table("record", record), subject),))
    event = EventObjects(scope, row, read).of_type(type_name, nodes)
    return sql.Scalar(sql.Select((sql.Item(event, "event"),), source, where=where))


def _timeline(
    scope: PlanScope,
    stream: Stream,
    given: Mapping[str, sql.Given[Any]],
    nodes: Sequence[FieldNode],
    read: EventReaders,
) -> Node:
    row = scope.alias()
    base = sql.all_of(event_condition(scope, row, given), told_once(scope, stream, row, given.get("kinds")))
    selected = selected_fields(scope, nodes, frozenset({CONNECTION}))
    ways = stream.branches(scope, row)
    listed = ListRows(sql.Table(EVENT, row), row, base, ways, stream.parts, stream.glance(scope, row))
    page = page_of(scope, _order(row, given), given)
    rows = PageRows(scope, listed, page, page_info_members(scope, selected))
    events = EventObjects(scope, rows.alias, read)
    return _TimelinePage(scope, stream, rows, events).object(selected, row, base)


def _order(row: str, given: Mapping[str, sql.Given[Any]]) -> Order:
    wanted = given["order"].plain() if "order" in given else CHRONOLOGICAL
    occurred, id_ = Column(row, "occurred_at"), Column(row, "id")
    newest_first = wanted == NEWEST_FIRST
    keys = (
        SortKey(OrderPart(occurred, "timestamptz"), occurred, descending=newest_first, nullable=False),
        SortKey(OrderPart(id_, "uuid"), id_, descending=newest_first, nullable=False),
    )
    return Order(keys, f"{TIMELINE} {wanted}")


def event_condition(scope: PlanScope, row: str, given: Mapping[str, sql.Given[Any]]) -> Node:
    """Return the condition that an event is wanted, and that nothing which it tells is hidden."""
    return sql.all_of(
        _of_kinds(scope, row, given.get("kinds")),
        _of_actor(row, given.get("actorId")),
        _in_time(scope, row, given.get("occurredAt")),
        _nothing_hidden(scope, row),
    )


def _of_kinds(scope: PlanScope, row: str, wanted: sql.Given[Sequence[str]] | None) -> Node:
    if wanted is None:
        return _known(scope, row)
    return sql.AnyOf(Column(row, "kind"), sql.Parameter(wanted.map(list), "text[]"))


def _known(scope: PlanScope, row: str) -> Node:
    """Leave out events of kinds whose modules are switched off."""
    return sql.AnyOf(Column(row, "kind"), sql.parameters(sorted(scope.catalog.event_kinds), "text"))


def _of_actor(row: str, wanted: sql.Given[str] | None) -> Node:
    if wanted is None:
        return sql.TRUE
    return sql.equal(Column(row, "actor_id"), sql.Parameter(wanted.map(parse_id), "uuid"))


def _in_time(scope: PlanScope, row: str, wanted: sql.Given[Any] | None) -> Node:
    if wanted is None:
        return sql.TRUE
    stored = Stored((Column(row, "occurred_at"),), in_column=True)
    try:
        return operators.filter_condition(scope.catalog.kinds["DATETIME"], stored, wanted, scope.clock)
    except ValueProblem as problem:
        place = ".".join(("occurredAt", *problem.path))
        raise ClientError("BAD_USER_INPUT", f"{place}: {problem}") from None


def _nothing_hidden(scope: PlanScope, row: str) -> Node:
    """Leave out events that tell of fields which the actor cannot read."""
    telling: dict[str, list[str]] = {}
    for entity in scope.every_entity().values():
        hidden = scope.access(entity).hidden
        if entity.entity.status in hidden:
            telling.setdefault(STATUS_CHANGED, []).append(entity.stored_as)
        for told in entity.told:
            if told.key in hidden:
                telling.setdefault(told.kind, []).append(entity.stored_as)
    if not telling:
        return sql.TRUE
    record, kind = scope.alias(), Column(row, "kind")
    tells = sql.any_of(
        *(
            sql.all_of(
                sql.equal(kind, sql.Constant(key)),
                sql.AnyOf(Column(record, "entity"), sql.parameters(sorted(set(entities)), "text")),
            )
            for key, entities in telling.items()
        )
    )
    own = sql.equal(Column(record, "id"), Column(row, "subject_id"))
    one = (sql.Item(sql.Constant(1), "one"),)
    found = sql.Exists(sql.Select(one, sql.Table("record", record), where=sql.all_of(own, tells)))
    among = sql.AnyOf(kind, sql.parameters(sorted(telling), "text"))
    return sql.Not(sql.all_of(among, found))


@dataclass(frozen=True, slots=True)
class _TimelinePage:
    """The members of the connection."""

    scope: PlanScope
    stream: Stream
    rows: PageRows
    events: EventObjects

    def object(self, selected: Selected, row: str, condition: Node) -> sql.JsonObject:
        members = []
        for key, inner in selected.items():
            match inner[0].name.value:
                case "nodes":
                    value = self.rows.listed(self.events.object(inner))
                case "edges":
                    value = self.rows.listed(self._edge(inner))
                case "pageInfo":
                    value = page_info_object(self.scope, self.rows, inner)
                case "totalCount":
                    value = self.stream.count(self.scope, row, condition)
                case _:
                    value = sql.Constant(CONNECTION)
            members.append(JsonMember(key, value))
        return sql.JsonObject(tuple(members), self.rows.source)

    def _edge(self, nodes: Sequence[FieldNode]) -> sql.JsonObject:
        return edge_object(self.scope, EDGE, nodes, self.rows.cursor, self.events.object)
