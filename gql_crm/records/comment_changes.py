"""What becomes of comments: edited, deleted, pinned. What they said before is kept, their event stays one."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from gql_crm import sql
from gql_crm.access import row_predicate
from gql_crm.errors import UserError, UserErrors
from gql_crm.journal import COMMENT, COMMENT_MENTION, COMMENT_VERSION, standing_for
from gql_crm.records.checks import Sight
from gql_crm.records.comments import COMMENT_TYPE, judge, mention_parts, version_insert
from gql_crm.records.proposal import Path
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch, run
from gql_crm.records.unit import Records
from gql_crm.sql import Column

MOST_EDITS: Final = 100
MOST_PINNED: Final = 20
"""Of one record."""
_COMMENT: Final = ("commentId",)


@dataclass(frozen=True, slots=True)
class StoredComment:
    """A comment that nobody else changes meanwhile, and the record at which it stands."""

    id: UUID
    record_id: UUID
    author_id: UUID | None
    version: int
    body: str
    pinned: bool
    record_deleted: bool
    may_change_record: bool


async def edit_comment(records: Records, id_: UUID, body: str) -> Ref:
    """Let a comment say something else; its author and administrators only. Raises `UserErrors`."""
    stored = await _load(records, id_, _COMMENT)
    _check_author(records, stored, _COMMENT)
    _check_record(stored)
    already = await _mentioned(records, id_)
    said, faults = await judge(records, body, already)
    if stored.version > MOST_EDITS:
        text = f"The comment was edited {MOST_EDITS} times, the most that there may be; write another one."
        faults.append(UserError("INVALID_STATE", _COMMENT, text))
    if faults:
        raise UserErrors(faults)
    if body != stored.body:
        number = stored.version + 1
        changes = (
            ("version", sql.Parameter(number, "integer")),
            ("edited_at", sql.Parameter(records.now, "timestamptz")),
        )
        others = sql.Not(sql.AnyOf(Column("m", "user_id"), sql.parameters(said.mentions, "uuid")))
        parts: tuple[tuple[str, sql.Node], ...] = (
            ("w_comment", _update(id_, *changes)),
            ("w_unmention", sql.Delete(COMMENT_MENTION, "m", sql.all_of(_of(id_), others))),
            *mention_parts(id_, said.mentions),
        )
        await run(records.connection, sql.With(parts, version_insert(records, id_, number, body)))
    return Ref(COMMENT_TYPE, id_)


async def delete_comment(records: Records, id_: UUID) -> Ref:
    """Take what a comment says out of sight; its author and administrators only. Raises `UserErrors`."""
    stored = await _load(records, id_, ("id",))
    _check_author(records, stored, ("id",))
    changes = (
        ("deleted_at", sql.Parameter(records.now, "timestamptz")),
        ("deleted_by", sql.Parameter(records.actor.user_id, "uuid")),
        ("pinned", sql.FALSE),
    )
    parts = (("w_unmention", sql.Delete(COMMENT_MENTION, "m", _of(id_))),)
    await run(records.connection, sql.With(parts, _update(id_, *changes)))
    return Ref(COMMENT_TYPE, id_)


async def pin_comment(records: Records, id_: UUID, *, pinned: bool) -> Ref:
    """Let a comment stand first, or not any more; for who may change the record. Raises `UserErrors`."""
    stored = await _load(records, id_, _COMMENT)
    if not stored.may_change_record:
        text = "You may see this record, but not change it, and so not pin its comments."
        raise UserErrors([UserError("FORBIDDEN", _COMMENT, text)])
    _check_record(stored)
    if pinned and not stored.pinned and await _pinned(records, stored.record_id) >= MOST_PINNED:
        text = f"The record has {MOST_PINNED} pinned comments, the most that there may be; unpin one first."
        raise UserErrors([UserError("INVALID_STATE", _COMMENT, text)])
    await run(records.connection, _update(id_, ("pinned", sql.Parameter(pinned, "boolean"))))
    return Ref(COMMENT_TYPE, id_)


async def _load(records: Records, id_: UUID, path: Path) -> StoredComment:
    """Lock a comment and read it, if the actor can see the record that it is about."""
    own = sql.equal(Column("c", "id"), sql.Parameter(id_, "uuid"))
    source = sql.Table(COMMENT, "c")
    id_item = sql.Item(Column("c", "id"), "id")
    await fetch(records.connection, sql.Select((id_item,), source, where=own, lock="FOR UPDATE"))
    sight = Sight(records.catalog, records.actor, records.profile)
    named = ("id", "record_id", "author_id", "version", "pinned")
    items = (
        *(sql.Item(Column("c", name), name) for name in named),
        sql.Item(Column("v", "body"), "body"),
        sql.Item(sql.IsNull(Column("r", "deleted_at"), negated=True), "record_deleted"),
        sql.Item(_may_change(records, "r"), "may_change_record"),
        sql.Item(sql.IsNull(Column("c", "deleted_at"), negated=True), "deleted"),
    )
    now = sql.all_of(
        sql.equal(Column("v", "comment_id"), Column("c", "id")),
        sql.equal(Column("v", "number"), Column("c", "version")),
    )
    joins = (
        sql.Join("JOIN", sql.Table(COMMENT_VERSION, "v"), now),
        sql.Join(
            "JOIN",
            sql.Table("record", "r"),
            sql.equal(Column("r", "id"), standing_for(Column("c", "record_id"), "up", "ur")),
        ),
    )
    rows = await fetch(
        records.connection, sql.Select(items, source, joins, where=sql.all_of(own, sight.any("r")))
    )
    if not rows:
        text = f'There is no comment with the id "{id_}" that you can see.'
        raise UserErrors([UserError("NOT_FOUND", path, text)])
    row = dict(rows[0])
    if row.pop("deleted"):
        raise UserErrors([UserError("INVALID_STATE", path, "The comment was deleted.")])
    return StoredComment(**row)


def _may_change(records: Records, alias: str) -> sql.Node:
    """Return the condition that the actor may change a record of whatever entity."""
    entities = [records.known(name) for name in records.catalog.entities]
    return sql.any_of(
        *(
            sql.all_of(
                sql.equal(Column(alias, "entity"), sql.Constant(entity.stored_as)),
                row_predicate(access.to_update, alias, records.actor.viewer),
            )
            for entity, access in entities
        )
    )


def _check_author(records: Records, stored: StoredComment, path: Path) -> None:
    if stored.author_id != records.actor.user_id and not records.actor.is_admin:
        text = "Only its author and administrators may change a comment; answer it instead."
        raise UserErrors([UserError("FORBIDDEN", path, text)])


def _check_record(stored: StoredComment) -> None:
    if stored.record_deleted:
        text = "The record of the comment is deleted; restore it first."
        raise UserErrors([UserError("INVALID_STATE", _COMMENT, text)])


async def _mentioned(records: Records, id_: UUID) -> list[UUID]:
    user = sql.Item(Column("m", "user_id"), "user_id")
    rows = await fetch(
        records.connection, sql.Select((user,), sql.Table(COMMENT_MENTION, "m"), where=_of(id_))
    )
    return [row["user_id"] for row in rows]


async def _pinned(records: Records, record_id: UUID) -> int:
    where = sql.all_of(
        sql.equal(Column("c", "record_id"), sql.Parameter(record_id, "uuid")),
        sql.IsNull(Column("c", "deleted_at")),
        Column("c", "pinned"),
    )
    counted = sql.Select((sql.Item(sql.CountRows(), "n"),), sql.Table(COMMENT, "c"), where=where)
    rows = await fetch(records.connection, counted)
    return int(rows[0]["n"])


def _of(comment: UUID) -> sql.Node:
    return sql.equal(Column("m", "comment_id"), sql.Parameter(comment, "uuid"))


def _update(comment: UUID, *changes: tuple[str, sql.Node]) -> sql.Update:
    return sql.Update(COMMENT, "c", changes, sql.equal(Column("c", "id"), sql.Parameter(comment, "uuid")))
