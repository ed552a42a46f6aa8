"""An event's selected fields → one JSON object; only types that a document names make a branch."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import orjson
from graphql import FieldNode

from gql_crm import sql
from gql_crm.fields.kind import Stored
from gql_crm.journal import EVENT_RECORD, LINKS, RELATED
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.event_catalog import CatalogEventKind
from gql_crm.plugins.event_kinds import ANY_RECORD
from gql_crm.plugins.system import CORE
from gql_crm.reads.comment_objects import CommentReaders, comment_of_event
from gql_crm.reads.historic_links import historic_links
from gql_crm.reads.history import changed_fields, field_names
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import possible_types, selected_fields, type_conditions
from gql_crm.reads.shares import ShareColumns
from gql_crm.reads.spine import visible_record
from gql_crm.sql import Column, JsonMember, Node

INTERFACE: Final = "Event"
_COLUMNS: Final = {
    "id": "id",
    "kind": "kind",
    "occurredAt": "occurred_at",
    "recordedAt": "recorded_at",
    "note": "note",
}
_XID_DIGITS: Final = 20
_Read: TypeAlias = Callable[[PlanScope, CatalogEntity, Node, Sequence[FieldNode]], Node]


@dataclass(frozen=True, slots=True)
class EventReaders:
    """How what an event names is read; handed in, because records have timelines."""

    any_record: Callable[[PlanScope, Node, Sequence[FieldNode]], Node]
    referred: _Read
    value: Callable[[PlanScope, CatalogField, Stored, list[FieldNode]], Node]


@dataclass(frozen=True, slots=True)
class EventObjects:
    """The objects of the rows `row` of events."""

    scope: PlanScope
    row: str
    read: EventReaders

    def of_type(self, type_name: str, nodes: Sequence[FieldNode]) -> Node:
        """Return an event where the type of its kind is asked for, or `Event`."""
        for kind in self.scope.catalog.event_kinds.values():
            if kind.type_name == type_name:
                return self._object(nodes, kind)
        return self.object(nodes)

    def object(self, nodes: Sequence[FieldNode]) -> Node:
        """Return an event with what `nodes` select on it and on the types of kinds that they name."""
        generic = self._object(nodes, None)
        named = self._named(type_conditions(self.scope, nodes))
        if not named:
            return generic
        kind = Column(self.row, "kind")
        branches = ((sql.equal(kind, sql.Constant(one.key)), self._object(nodes, one)) for one in named)
        return sql.Case(tuple(branches), generic)

    def _named(self, types: set[str]) -> list[CatalogEventKind]:
        """Return the kinds whose types are named, by themselves or by an interface other than `Event`."""
        named = types.union(*(possible_types(self.scope, name) for name in types - {INTERFACE, "Node"}))
        return [one for one in self.scope.catalog.event_kinds.values() if one.type_name in named]

    def _object(self, nodes: Sequence[FieldNode], kind: CatalogEventKind | None) -> sql.JsonObject:
        names = {INTERFACE} if kind is None else {INTERFACE, kind.type_name}
        selected = selected_fields(self.scope, nodes, frozenset(names))
        return sql.JsonObject(
            tuple(JsonMember(key, self._member(inner, kind)) for key, inner in selected.items())
        )

    def _member(self, nodes: list[FieldNode], kind: CatalogEventKind | None) -> Node:
        name = nodes[0].name.value
        if name in _COLUMNS:
            return Column(self.row, _COLUMNS[name])
        if name == "__typename":
            return sql.Constant(kind.type_name) if kind else self._type_name()
        if name in _OF_EVERY_EVENT:
            return _OF_EVERY_EVENT[name](self, nodes)
        if kind and kind.origin == CORE and name in _OF_CORE_KINDS:
            return _OF_CORE_KINDS[name](self, nodes)
        return self._payload(kind.fields[name], nodes) if kind else sql.NULL

    def actor(self, nodes: list[FieldNode]) -> Node:
        """Return whose doing it is."""
        return self.read.referred(self.scope, self.scope.entity("User"), Column(self.row, "actor_id"), nodes)

    def subject(self, nodes: list[FieldNode]) -> Node:
        """Return the record that it belongs to."""
        return self.read.any_record(self.scope, self._subject(), nodes)

    def related(self, nodes: list[FieldNode]) -> Node:
        """Return the other records that it has to do with."""
        return self._listed(RELATED, ANY_RECORD, nodes)

    def changes(self, nodes: list[FieldNode]) -> Node:
        """Return the lines of the change that it tells of, which has its id."""
        return changed_fields(self.scope, Column(self.row, "id"), nodes, self.read.referred)

    def comment(self, nodes: list[FieldNode]) -> Node:
        """Return the comment that it tells of, which has its id."""
        read = CommentReaders(self.read.any_record, self.read.referred)
        return comment_of_event(self.scope, Column(self.row, "id"), nodes, read)

    def share(self, nodes: list[FieldNode]) -> Node:
        """Return the share that came, changed or left, as it was then."""
        payload, row = Column(self.row, "payload"), self.row
        columns = ShareColumns(
            sql.json_text(payload, "share"),
            self._record("grantee"),
            sql.json_text(payload, "access"),
            Column(row, "occurred_at"),
            Column(row, "actor_id"),
        )
        shared = columns.object(self.scope, nodes, self.read.referred)
        return sql.Case(((sql.IsNull(sql.json_text(payload, "share"), negated=True), shared),))

    def _payload(self, field: CatalogField, nodes: list[FieldNode]) -> Node:
        if field.target is None:
            return self.read.value(self.scope, field, field.storage.stored(self.row), nodes)
        if field.kind.many:
            return self._listed(field.key, field.target, nodes)
        record = self._record(field.key)
        if field.target == ANY_RECORD:
            return self.read.any_record(self.scope, record, nodes)
        return self.read.referred(self.scope, self.scope.entity(field.target), record, nodes)

    def _type_name(self) -> Node:
        kinds = self.scope.catalog.event_kinds.values()
        names = orjson.dumps({one.key: one.type_name for one in kinds}).decode()
        return sql.Binary(sql.Parameter(sql.Given(names), "jsonb"), "->>", Column(self.row, "kind"))

    def sequence(self, _nodes: list[FieldNode]) -> Node:
        """Return a text whose order is the one in which events became certain: nothing comes before later."""
        xid = sql.Cast(Column(self.row, "xid"), "text")
        padded = sql.call("lpad", xid, sql.Constant(_XID_DIGITS), sql.Constant("0"))
        return sql.concat(padded, sql.Constant(":"), sql.Cast(Column(self.row, "id"), "text"))

    def _subject(self) -> Node:
        """Return the subject, or the record that it was merged into: it stands for it since."""
        row, subject = self.scope.alias(), Column(self.row, "subject_id")
        merged = sql.Select(
            (sql.Item(Column(row, "merged_into"), "merged_into"),),
            sql.Table("record", row),
            where=sql.equal(Column(row, "id"), subject),
        )
        return sql.call("coalesce", sql.Scalar(merged), subject)

    def _record(self, key: str) -> Node:
        """Return the id of the record that the event names under a key."""
        row = self.scope.alias()
        named = sql.Select(
            (sql.Item(Column(row, "record_id"), "record_id"),),
            sql.Table(EVENT_RECORD, row),
            where=self._names(row, key),
            limit=1,
        )
        return sql.Scalar(named)

    def _names(self, row: str, key: str) -> Node:
        return sql.all_of(
            sql.equal(Column(row, "event_id"), Column(self.row, "id")),
            sql.equal(Column(row, "key"), sql.Constant(key)),
        )

    def _listed(self, key: str, target: str, nodes: list[FieldNode]) -> Node:
        """Return the live records under a key that the actor sees."""
        row, record = self.scope.alias(), self.scope.alias()
        there = sql.all_of(
            sql.equal(Column(record, "id"), Column(row, "record_id")),
            sql.IsNull(Column(record, "deleted_at")),
            visible_record(self.scope, record),
        )
        id_ = Column(row, "record_id")
        if target == ANY_RECORD:
            value = self.read.any_record(self.scope, id_, nodes)
        else:
            value = self.read.referred(self.scope, self.scope.entity(target), id_, nodes)
        listed = sql.Item(sql.JsonAggregate(value, Column(row, "position")), "records")
        joins = (sql.Join("JOIN", sql.Table("record", record), there),)
        source = sql.Joined(sql.Table(EVENT_RECORD, row), joins)
        return sql.Scalar(sql.Select((listed,), source, where=self._names(row, key)))

    def relation(self, _nodes: list[FieldNode]) -> Node:
        """Return the key of a relation type as it is called now; of one that is gone, its id."""
        names = {id_.removeprefix(LINKS): key for id_, key in self._relations().items()}
        return self._called(names, "relation")

    def _relations(self) -> Mapping[str, str]:
        types = self.scope.every_relation_type().values()
        return {**{f"{LINKS}{one.relation_id}": one.key for one in types}, **historic_links(self.scope)}

    def status_field(self, _nodes: list[FieldNode]) -> Node:
        """Return the name of the field that is the status."""
        entities = self.scope.every_entity().values()
        names = {id_: name for one in entities for id_, name in field_names(self.scope, one).items()}
        return self._called(names, "statusField")

    def _called(self, names: Mapping[str, str], key: str) -> Node:
        id_ = sql.json_text(Column(self.row, "payload"), key)
        known = sql.Parameter(sql.Given(orjson.dumps(names).decode()), "jsonb")
        return sql.call("coalesce", sql.Binary(known, "->>", id_), id_)

    def status(self, nodes: list[FieldNode]) -> Node:
        """Return a status: a value, or what the record is called that is the status."""
        label, key = self.scope.alias(), nodes[0].name.value
        called = sql.Select(
            (sql.Item(Column(label, "label"), "label"),),
            sql.Table("record_text", label),
            where=sql.equal(Column(label, "record_id"), self._record(key)),
        )
        value = sql.json_text(Column(self.row, "payload"), key)
        return sql.call("coalesce", value, sql.Scalar(called))


_Member: TypeAlias = Callable[[EventObjects, list[FieldNode]], Node]
_OF_EVERY_EVENT: Final[Mapping[str, _Member]] = {
    "sequence": EventObjects.sequence,
    "actor": EventObjects.actor,
    "subject": EventObjects.subject,
    "related": EventObjects.related,
}
_OF_CORE_KINDS: Final[Mapping[str, _Member]] = {
    "changes": EventObjects.changes,
    "comment": EventObjects.comment,
    "relation": EventObjects.relation,
    "statusField": EventObjects.status_field,
    "fromStatus": EventObjects.status,
    "toStatus": EventObjects.status,
    "reason": EventObjects.status,
    "share": EventObjects.share,
}
"""Members that keep ids and tell names, or lie elsewhere."""
