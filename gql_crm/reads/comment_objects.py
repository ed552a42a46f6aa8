"""A comment's selected fields → one JSON object. Of a deleted one it tells just that it was there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias
from uuid import UUID

from graphql import FieldNode

from gql_crm import sql
from gql_crm.journal import COMMENT, COMMENT_MENTION, COMMENT_VERSION, standing_for
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.comment_html import BODY_HTML
from gql_crm.reads.comment_html import COMMENT as TYPE
from gql_crm.reads.computed import NEEDS, PLACE, ROW, place_of
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import selected_fields
from gql_crm.reads.spine import visible_record
from gql_crm.sql import Column, JsonMember, Node

VERSION: Final = "CommentVersion"
_COLUMNS: Final = {
    "id": "id",
    "internal": "internal",
    "pinned": "pinned",
    "createdAt": "created_at",
    "editedAt": "edited_at",
    "deletedAt": "deleted_at",
}
_Read: TypeAlias = Callable[[PlanScope, CatalogEntity, Node, Sequence[FieldNode]], Node]


@dataclass(frozen=True, slots=True)
class CommentReaders:
    """How the record and the users of a comment are read; handed in, because records have comments."""

    any_record: Callable[[PlanScope, Node, Sequence[FieldNode]], Node]
    referred: _Read


def comment_by_id(scope: PlanScope, id_: Node, nodes: Sequence[FieldNode], read: CommentReaders) -> Node:
    """Return a comment as JSON; NULL when it is absent, or the record at which it stands is invisible."""
    row, record = scope.alias(), scope.alias()
    comment = CommentObjects(scope, row, read)
    source = sql.Joined(sql.Table(COMMENT, row), (comment.seen_with(record),))
    own = sql.equal(Column(row, "id"), id_)
    return sql.Scalar(sql.Select((sql.Item(comment.object(nodes), "comment"),), source, where=own))


def comments_by_ids(
    scope: PlanScope, ids: Sequence[UUID], nodes: Sequence[FieldNode], read: CommentReaders
) -> Node:
    """Return a JSON list of the comments that the actor can see, in the order of their ids."""
    asked, row, record = scope.alias(), scope.alias(), scope.alias()
    comment = CommentObjects(scope, row, read)
    own = sql.equal(Column(row, "id"), Column(asked, "value"))
    joins = (sql.Join("JOIN", sql.Table(COMMENT, row), own), comment.seen_with(record))
    source = sql.Joined(sql.Unnested(sql.parameters(ids, "uuid"), asked), joins)
    listed = sql.Item(sql.JsonAggregate(comment.object(nodes), Column(asked, "rn")), "comments")
    return sql.Scalar(sql.Select((listed,), source))


def comment_of_event(scope: PlanScope, id_: Node, nodes: Sequence[FieldNode], read: CommentReaders) -> Node:
    """Return the comment of an event that the actor sees."""
    row = scope.alias()
    value = sql.Item(CommentObjects(scope, row, read).object(nodes), "comment")
    own = sql.equal(Column(row, "id"), id_)
    return sql.Scalar(sql.Select((value,), sql.Table(COMMENT, row), where=own))


class CommentObjects:
    """The objects of the rows `row` of comments, which stand at one record where that is known."""

    def __init__(
        self, scope: PlanScope, row: str, read: CommentReaders, record_id: Node | None = None
    ) -> None:
        self._scope = scope
        self._row = row
        self._read = read
        own = Column(row, "record_id")
        self._record_id = record_id or standing_for(own, scope.alias(), scope.alias())

    def seen_with(self, record: str) -> sql.Join:
        """Join the record at which it stands, if the actor sees that."""
        stands = sql.equal(Column(record, "id"), self._record_id)
        seen = sql.all_of(stands, visible_record(self._scope, record))
        return sql.Join("JOIN", sql.Table("record", record), seen)

    def object(self, nodes: Sequence[FieldNode]) -> sql.JsonObject:
        """Return a comment."""
        selected = selected_fields(self._scope, nodes, frozenset({TYPE}))
        members = [JsonMember(key, self._member(inner)) for key, inner in selected.items()]
        if any(inner[0].name.value == BODY_HTML for inner in selected.values()):
            members.append(JsonMember(NEEDS, self._needs(nodes)))
        return sql.JsonObject(tuple(members))

    def _needs(self, nodes: Sequence[FieldNode]) -> Node:
        row = sql.JsonObject((JsonMember("body", self.body([])),))
        place = JsonMember(PLACE, sql.Constant(place_of(TYPE, nodes)))
        return sql.JsonObject((place, JsonMember(ROW, row)))

    def _member(self, nodes: list[FieldNode]) -> Node:
        name = nodes[0].name.value
        if name in _COLUMNS:
            return Column(self._row, _COLUMNS[name])
        if name in _MEMBERS:
            return _MEMBERS[name](self, nodes)
        return sql.NULL if name == BODY_HTML else sql.Constant(TYPE)

    def body(self, _nodes: list[FieldNode]) -> Node:
        """Return what it says now; nothing, if it was deleted."""
        version = self._scope.alias()
        now = sql.equal(Column(version, "number"), Column(self._row, "version"))
        item = sql.Item(Column(version, "body"), "body")
        where = sql.all_of(self._of(version), now)
        said = sql.Scalar(sql.Select((item,), sql.Table(COMMENT_VERSION, version), where=where))
        return sql.Case(((self._is_deleted, sql.Constant("")),), said)

    def history(self, nodes: list[FieldNode]) -> Node:
        """Return what it said before, the oldest first."""
        version = self._scope.alias()
        selected = selected_fields(self._scope, nodes, frozenset({VERSION}))
        members = (JsonMember(key, self._of_version(version, inner)) for key, inner in selected.items())
        number = Column(version, "number")
        listed = sql.Item(sql.JsonAggregate(sql.JsonObject(tuple(members)), number), "history")
        before = sql.all_of(
            self._of(version),
            sql.Binary(number, "<", Column(self._row, "version")),
            sql.Not(self._is_deleted),
        )
        return sql.Scalar(sql.Select((listed,), sql.Table(COMMENT_VERSION, version), where=before))

    def author(self, nodes: list[FieldNode]) -> Node:
        """Return who said it."""
        user = self._scope.entity("User")
        return self._read.referred(self._scope, user, Column(self._row, "author_id"), nodes)

    def record(self, nodes: list[FieldNode]) -> Node:
        """Return the record at which it stands."""
        return self._read.any_record(self._scope, self._record_id, nodes)

    def parent(self, nodes: list[FieldNode]) -> Node:
        """Return the comment that it answers."""
        return comment_by_id(self._scope, Column(self._row, "parent_id"), nodes, self._read)

    def mentions(self, nodes: list[FieldNode]) -> Node:
        """Return the live users whom it mentions, those that the actor sees."""
        mention, record = self._scope.alias(), self._scope.alias()
        there = sql.all_of(
            sql.equal(Column(record, "id"), Column(mention, "user_id")),
            sql.IsNull(Column(record, "deleted_at")),
            visible_record(self._scope, record),
        )
        user = self._scope.entity("User")
        value = self._read.referred(self._scope, user, Column(mention, "user_id"), nodes)
        listed = sql.Item(sql.JsonAggregate(value, Column(mention, "position")), "users")
        joins = (sql.Join("JOIN", sql.Table("record", record), there),)
        source = sql.Joined(sql.Table(COMMENT_MENTION, mention), joins)
        return sql.Scalar(sql.Select((listed,), source, where=self._of(mention)))

    def _of_version(self, version: str, nodes: list[FieldNode]) -> Node:
        match nodes[0].name.value:
            case "body":
                return Column(version, "body")
            case "createdAt":
                return Column(version, "at")
            case "author":
                user = self._scope.entity("User")
                return self._read.referred(self._scope, user, Column(version, "actor_id"), nodes)
            case _:
                return sql.Constant(VERSION)

    def _of(self, alias: str) -> Node:
        return sql.equal(Column(alias, "comment_id"), Column(self._row, "id"))

    @property
    def _is_deleted(self) -> Node:
        return sql.IsNull(Column(self._row, "deleted_at"), negated=True)


_Member: TypeAlias = Callable[[CommentObjects, list[FieldNode]], Node]
_MEMBERS: Final[Mapping[str, _Member]] = {
    "body": CommentObjects.body,
    "history": CommentObjects.history,
    "author": CommentObjects.author,
    "record": CommentObjects.record,
    "parent": CommentObjects.parent,
    "mentions": CommentObjects.mentions,
}
