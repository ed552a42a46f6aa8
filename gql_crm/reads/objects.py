"""A record's selected fields → one JSON object."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from graphql import FieldNode

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.fields.kind import Stored
from gql_crm.fields.storage import ColumnStorage
from gql_crm.plugins.catalog import CatalogChild, CatalogEntity, CatalogField
from gql_crm.plugins.embedded import embedded_of
from gql_crm.reads.comment_objects import CommentReaders
from gql_crm.reads.comments import COMMENTS, record_comments
from gql_crm.reads.computed import NEEDS, PLACE, ROW, needs_node, place_of
from gql_crm.reads.connections import ConnectionField, connection_object
from gql_crm.reads.embedded import embedded_object
from gql_crm.reads.event_objects import EventReaders
from gql_crm.reads.favorites import IS_FAVORITE, is_favorite
from gql_crm.reads.found_lists import Read, found_list
from gql_crm.reads.history import HISTORY, history_object
from gql_crm.reads.lists import children_rows, list_rows
from gql_crm.reads.merged import MERGED, merged_member
from gql_crm.reads.related import RELATED, OtherEnd, related_records
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import selected_fields
from gql_crm.reads.shares import SHARES, share_list
from gql_crm.reads.spine import RECORD_INTERFACES, Readers, spine_record, visible_record
from gql_crm.reads.timelines import TIMELINE, record_timeline
from gql_crm.reads.unpacking import Unpacking
from gql_crm.sql import Column, JsonMember, Node


def record_object(
    scope: PlanScope, entity: CatalogEntity, alias: str, nodes: Sequence[FieldNode]
) -> sql.JsonObject:
    """Return the JSON object of the row `alias` with what `nodes` select on it."""
    selected = selected_fields(scope, nodes, frozenset({entity.name, *RECORD_INTERFACES}))
    names = {field_nodes[0].name.value for field_nodes in selected.values()}
    unpacking = Unpacking(
        scope, (entity.fields[name] for name in sorted(names & entity.fields.keys())), alias
    )
    members = [
        JsonMember(key, _member(scope, entity, alias, unpacking, field_nodes))
        for key, field_nodes in selected.items()
    ]
    if needed := needs_node(entity, selected):
        place = JsonMember(PLACE, sql.Constant(place_of(entity.name, nodes)))
        row = JsonMember(ROW, record_object(scope, entity, alias, [needed]))
        members.append(JsonMember(NEEDS, sql.JsonObject((place, row))))
    return sql.JsonObject(tuple(members), unpacking.source)


def record_by_id(scope: PlanScope, entity: CatalogEntity, id_: Node, nodes: Sequence[FieldNode]) -> Node:
    """Return the record with that id as JSON, deleted or not; NULL when it is absent or invisible."""
    return _one(scope, entity, id_, nodes, deleted=True)


def record_in(scope: PlanScope, entity: CatalogEntity, alias: str, nodes: Sequence[FieldNode]) -> Node:
    """Return the record of the row `alias`, which somebody else provides; NULL when it is invisible."""
    return replace(record_object(scope, entity, alias, nodes), where=scope.visible(entity, alias))


def records_by_ids(
    scope: PlanScope, entity: CatalogEntity, ids: Sequence[UUID], nodes: Sequence[FieldNode]
) -> Node:
    """Return a JSON list of the records that the actor can see, deleted or not, in the order of their ids."""
    asked, row = scope.alias(), scope.alias()
    there = sql.all_of(
        sql.equal(Column(row, "id"), Column(asked, "value")),
        scope.visible(entity, row),
    )
    source = sql.Joined(
        sql.Unnested(sql.parameters(ids, "uuid"), asked),
        (sql.Join("JOIN", sql.Table(entity.table, row), there),),
    )
    record = record_by_id(scope, entity, Column(asked, "value"), nodes)
    listed = sql.Item(sql.JsonAggregate(record, Column(asked, "rn")), "records")
    return sql.Scalar(sql.Select((listed,), source))


def related_record(scope: PlanScope, entity: CatalogEntity, id_: Node, nodes: Sequence[FieldNode]) -> Node:
    """Return the record that another one refers to; NULL also when it is deleted."""
    return _one(scope, entity, id_, nodes, deleted=False)


def any_record(scope: PlanScope, id_: Node, nodes: Sequence[FieldNode]) -> Node:
    """Return the record of any entity with that id as JSON, deleted or not; NULL when it is invisible."""
    return spine_record(scope, id_, nodes, Readers(record_by_id, related_record, _related))


def event_readers() -> EventReaders:
    """Return how what events name is read."""
    return EventReaders(any_record, related_record, _value)


def comment_readers() -> CommentReaders:
    """Return how what comments name is read."""
    return CommentReaders(any_record, related_record)


def _related(scope: PlanScope, type_name: str, alias: str, nodes: list[FieldNode]) -> Node:
    return related_records(scope, type_name, alias, nodes, OtherEnd(visible_record, any_record))


def _member(  # noqa: PLR0911 (one return a kind of member)
    scope: PlanScope, entity: CatalogEntity, alias: str, unpacking: Unpacking, nodes: list[FieldNode]
) -> Node:
    name = nodes[0].name.value
    if name in {"__typename", "recordType"}:
        return sql.Constant(entity.name)
    if name == "id":
        return Column(alias, "id")
    if name in {"displayName", IS_FAVORITE}:
        return is_favorite(scope, alias) if name == IS_FAVORITE else _display_name(scope, entity, alias)
    if name in entity.lists:
        to_many = entity.lists[name]
        row = scope.alias()
        target = scope.entity(to_many.target)
        field = ConnectionField(entity.name, nodes, target, record_object)
        return connection_object(scope, field, row, list_rows(to_many, target.table, alias, row))
    if name in entity.children:
        return _children(scope, entity.children[name], alias, nodes)
    if name in entity.found:
        read = Read(record_object, record_by_id, _value)
        return found_list(scope, entity, entity.found[name], alias, nodes, read)
    if name in MERGED or name in {HISTORY, RELATED, SHARES, TIMELINE, COMMENTS}:
        return _told_of_all(scope, entity, alias, nodes)
    _refuse_hidden(scope, entity, name)
    if name in entity.computed:
        return sql.NULL  # what comes to this place is made of the needs
    if name not in entity.all_fields:
        return _embedded(scope, entity, alias, nodes)
    selected = entity.all_fields[name]
    return _value(scope, selected, unpacking.stored(selected), nodes)


def _refuse_hidden(scope: PlanScope, entity: CatalogEntity, name: str) -> None:
    if name in scope.access(entity).hidden:
        msg = f'Cannot query field "{name}" on type "{entity.name}".'
        raise ClientError("BAD_USER_INPUT", msg)


def _embedded(scope: PlanScope, entity: CatalogEntity, alias: str, nodes: list[FieldNode]) -> Node:
    embedded = embedded_of(entity)[nodes[0].name.value]
    for key in embedded.reads():
        _refuse_hidden(scope, entity, key)
    return embedded_object(scope, entity, embedded, alias, nodes, _value)


def _told_of_all(scope: PlanScope, entity: CatalogEntity, alias: str, nodes: list[FieldNode]) -> Node:
    """Return what every record tells beside its fields."""
    match nodes[0].name.value:
        case "history":
            return history_object(scope, entity, alias, nodes, related_record)
        case "relatedRecords":
            return _related(scope, entity.name, alias, nodes)
        case "shares":
            return share_list(scope, alias, nodes, related_record)
        case "timeline":
            return record_timeline(scope, entity, alias, nodes, event_readers())
        case "comments":
            return record_comments(scope, entity, alias, nodes, comment_readers())
        case _:
            return merged_member(scope, entity, alias, nodes, record_by_id)


def _children(scope: PlanScope, child: CatalogChild, parent: str, nodes: list[FieldNode]) -> Node:
    row = scope.alias()
    selected = selected_fields(scope, nodes, frozenset({child.name}))
    members = tuple(
        JsonMember(key, _child_member(scope, child, row, field_nodes))
        for key, field_nodes in selected.items()
    )
    listed = sql.Item(sql.JsonAggregate(sql.JsonObject(members), Column(row, "position")), "children")
    rows = children_rows(child, parent, row)
    return sql.Scalar(sql.Select((listed,), rows.source, where=rows.condition))


def _child_member(scope: PlanScope, child: CatalogChild, row: str, nodes: list[FieldNode]) -> Node:
    name = nodes[0].name.value
    if name == "__typename":
        return sql.Constant(child.name)
    if name == "id":
        return Column(row, "id")
    field = child.fields[name]
    return _value(scope, field, field.storage.stored(row), nodes)


def _value(scope: PlanScope, field: CatalogField, stored: Stored, nodes: list[FieldNode]) -> Node:
    if field.target:
        return related_record(scope, scope.entity(field.target), stored.value, nodes)
    members = field.kind.members(stored)
    if members is None:
        return field.kind.output(stored)
    selected = selected_fields(scope, nodes, frozenset({field.kind.output_type.name}))
    parts = {**members, "__typename": sql.Constant(field.kind.output_type.name)}
    document = sql.JsonObject(
        tuple(JsonMember(key, parts[inner[0].name.value]) for key, inner in selected.items())
    )
    return sql.Case(((sql.IsNull(field.kind.presence(stored), negated=True), document),))


def _one(
    scope: PlanScope, entity: CatalogEntity, id_: Node, nodes: Sequence[FieldNode], *, deleted: bool
) -> Node:
    row = scope.alias()
    condition = sql.all_of(
        sql.equal(Column(row, "id"), id_),
        sql.TRUE if deleted else sql.IsNull(Column(row, "deleted_at")),
        scope.visible(entity, row),
    )
    return record_object(scope, entity, row, nodes).of(sql.Table(entity.table, row), condition)


def _display_name(scope: PlanScope, entity: CatalogEntity, alias: str) -> Node:
    declared = (*entity.entity.display, *entity.entity.display_fallback)
    hidden = scope.access(entity).hidden
    if hidden.isdisjoint(declared):
        if alias in scope.labels:
            return scope.labels[alias]
        text = sql.Select(
            (sql.Item(Column("rt", "label"), "label"),),
            sql.Table("record_text", "rt"),
            where=sql.equal(Column("rt", "record_id"), Column(alias, "id")),
        )
        return sql.Scalar(text)
    readable = [entity.fields[key].storage for key in declared if key not in hidden]
    parts = [storage.stored(alias).value for storage in readable if isinstance(storage, ColumnStorage)]
    return sql.call("concat_ws", sql.Constant(" "), *parts) if parts else sql.Constant("")
