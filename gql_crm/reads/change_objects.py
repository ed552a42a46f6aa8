"""A change of a record as one JSON object: for the feed, and for those who are told of each as it happens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import orjson
from graphql import FieldNode

from gql_crm import sql
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.feed_cursors import feed_cursor
from gql_crm.reads.history import field_names
from gql_crm.reads.nodes import node_by_id
from gql_crm.reads.objects import record_by_id, related_record
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import selected_fields
from gql_crm.reads.spine import entity_name
from gql_crm.sql import Column, JsonMember, Node

CHANGE: Final = "RecordChange"
_COLUMNS: Final = {
    "id": "record_id",
    "kind": "kind",
    "op": "kind",
    "changedAt": "at",
    "origin": "origin",
}
_GONE: Final = ("DELETED", "LOST", "PURGED")


@dataclass(frozen=True, slots=True)
class ChangeObjects:
    """The objects of the rows `row` of told changes (`FeedRows.told`), which may be of `entities`.

    Only what the actor may know is told: of a record that has left their sight its id alone, and of fields
    the names that the actor's schema has.
    """

    scope: PlanScope
    row: str
    entities: Mapping[str, CatalogEntity]

    def object(self, nodes: Sequence[FieldNode]) -> sql.JsonObject:
        """Return a `RecordChange`."""
        selected = selected_fields(self.scope, nodes, frozenset({CHANGE}))
        return sql.JsonObject(tuple(JsonMember(key, self._member(inner)) for key, inner in selected.items()))

    def typed(self, entity: CatalogEntity, nodes: Sequence[FieldNode]) -> sql.JsonObject:
        """Return a change of an entity of which alone there are rows, such as `ContactChange`."""
        members = []
        for key, inner in selected_fields(self.scope, nodes, frozenset({entity.names.change})).items():
            match inner[0].name.value:
                case "__typename":
                    value: Node = sql.Constant(entity.names.change)
                case "cursor":
                    value = feed_cursor(self.row)
                case name if name == entity.names.one:
                    value = self._unless_gone(
                        record_by_id(self.scope, entity, Column(self.row, "record_id"), inner)
                    )
                case _:
                    value = self._member(inner)
            members.append(JsonMember(key, value))
        return sql.JsonObject(tuple(members))

    def _member(self, nodes: list[FieldNode]) -> Node:  # noqa: PLR0911 (one return a kind of member)
        row, name = self.row, nodes[0].name.value
        seen = Column(row, "seen")
        if name in _COLUMNS:
            return Column(row, _COLUMNS[name])
        if name == "entity":
            return entity_name(self.scope, row)
        if name == "sequence":
            return feed_cursor(row)
        if name == "version":
            return sql.Case(((seen, Column(row, "version")),))
        if name == "changedFields":
            return self._changed_fields()
        if name == "actor":
            user = self.scope.entity("User")
            actor = related_record(self.scope, user, Column(row, "actor_id"), nodes)
            return sql.Case(((seen, actor),))
        if name == "record":
            return self._unless_gone(node_by_id(self.scope, Column(row, "record_id"), nodes))
        return sql.Constant(CHANGE)

    def _unless_gone(self, record: Node) -> Node:
        gone = sql.AnyOf(Column(self.row, "kind"), sql.parameters(_GONE, "text"))
        return sql.Case(((gone, sql.NULL),), record)

    def _changed_fields(self) -> Node:
        """Return the names, as they are now, of the changed fields that the actor reads."""
        names = {one.stored_as: field_names(self.scope, one) for one in self.entities.values()}
        readable = sql.Parameter(sql.Given(orjson.dumps(names).decode()), "jsonb")
        member, row = self.scope.alias(), self.row
        of_entity = sql.Binary(readable, "->", Column(row, "entity"))
        name = sql.Binary(of_entity, "->>", Column(member, "key"))
        nothing = sql.Cast(sql.Constant("{}"), "jsonb")
        diff = sql.Case(((Column(row, "seen"), Column(row, "diff")),), nothing)
        listed = sql.Item(sql.JsonAggregate(name, sql.Collate(name)), "names")
        there = sql.IsNull(name, negated=True)
        return sql.Scalar(sql.Select((listed,), sql.Members(diff, member), where=there))
