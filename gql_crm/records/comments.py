"""Comments: what people say about records. Each is written with its event, in one statement."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from gql_crm import sql
from gql_crm.clock import uuid7
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.scalars import parse_id
from gql_crm.fields.unsafe_text import UNSAFE
from gql_crm.journal import (
    COMMENT,
    COMMENT_MENTION,
    COMMENT_VERSION,
    Event,
    event_parts,
    standing_for,
)
from gql_crm.markdown import mentioned
from gql_crm.records.checks import Sight
from gql_crm.records.event_recording import COMMENTED, EventRecording, Named
from gql_crm.records.proposal import Path, with_path
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch, run
from gql_crm.sql import Column

COMMENT_TYPE: Final = "Comment"
"""What stands for the entity in a reference to a comment."""
MOST_CHARACTERS: Final = 10_000
MOST_MENTIONS: Final = 50
_BODY: Final = ("body",)


@dataclass(frozen=True, slots=True)
class Said:
    """A text that was judged, and the users whom it mentions."""

    body: str
    mentions: tuple[UUID, ...]


async def add_comment(records: EventRecording, given: Mapping[str, Any]) -> Ref:
    """Comment on a live record that the actor can see: an `AddCommentInput`. Raises `UserErrors`."""
    record = with_path(parse_id, ("recordId",), given["recordId"])
    asked = given.get("parentId")
    parent = None if asked is None else with_path(parse_id, ("parentId",), asked)
    place = _Place(record, ("recordId",), parent, ("parentId",))
    return await _added(records, place, given["body"], internal=bool(given.get("internal")))


class Commenting(EventRecording):
    """The part of the unit of work that comments."""

    __slots__ = ()

    async def add_comment(
        self, record: Named, body: str, *, parent: Named | None = None, internal: bool = False
    ) -> Ref:
        """Comment on a live record that the actor can see, in the actor's name, and return a reference to it.

        `body` is Markdown, whose mentions `@[name](user:id)` are of users whom the actor sees. `parent` is a
        comment of the same record that it answers; answers to an internal one are internal. Raises
        `UserErrors`, whose paths are `record`, `body` and `parent`.
        """
        place = _Place(_id(record), ("record",), None if parent is None else _id(parent), ("parent",))
        return await _added(self, place, body, internal=internal)


@dataclass(frozen=True, slots=True)
class _Place:
    """The record of a new comment and the comment that it answers, and what the caller calls them."""

    record: UUID
    record_path: Path
    parent: UUID | None
    parent_path: Path


async def _added(records: EventRecording, place: _Place, body: str, *, internal: bool) -> Ref:
    said, faults = await judge(records, body)
    faults += await _record_faults(records, place.record, place.record_path)
    if place.parent is not None and not faults:
        row = await _parent(records, place.parent, place.record)
        faults += _parent_faults(row, place.parent, place.parent_path)
        internal = internal or bool(row and row["internal"])
    if faults:
        raise UserErrors(faults)
    return await _write(records, place.record, said, place.parent, internal=internal)


def _id(named: Named) -> UUID:
    return named.id if isinstance(named, Ref) else named


async def say(records: EventRecording, record: UUID, said: Said) -> Ref:
    """Comment on one of many records, whose path is `id`. Raises `UserErrors`."""
    if faults := await _record_faults(records, record, ("id",)):
        raise UserErrors(faults)
    return await _write(records, record, said, None, internal=False)


async def judge(
    records: EventRecording, body: str, already: Iterable[UUID] = ()
) -> tuple[Said, list[UserError]]:
    """Return a text with its mentions, and what is wrong with it; users mentioned `already` may be gone."""
    if not body.strip():
        return Said(body, ()), [UserError("REQUIRED", _BODY, "A comment needs a text.")]
    if len(body) > MOST_CHARACTERS:
        text = f"The comment has {len(body)} characters; expected at most {MOST_CHARACTERS}."
        return Said(body, ()), [UserError("VALIDATION", _BODY, text)]
    if UNSAFE.search(body):
        text = "The comment contains NUL or half of a surrogate pair, which no text can have."
        return Said(body, ()), [UserError("VALIDATION", _BODY, text)]
    users = mentioned(body)
    if len(users) > MOST_MENTIONS:
        text = f"The comment mentions {len(users)} users; expected at most {MOST_MENTIONS}."
        return Said(body, ()), [UserError("VALIDATION", _BODY, text)]
    missing = await _missing(records, [user for user in users if user not in set(already)])
    return Said(body, users), [
        UserError(
            "NOT_FOUND",
            _BODY,
            f'There is no user with the id "{user}" that you can see; mention another one, or write the name'
            " without an id.",
        )
        for user in missing
    ]


def mention_parts(comment: UUID, users: Sequence[UUID]) -> Iterator[tuple[str, sql.Node]]:
    """Return the named INSERT of a comment's mentions; one that is there takes its new place."""
    rows = tuple(
        (sql.Parameter(comment, "uuid"), sql.Parameter(user, "uuid"), sql.Parameter(place, "integer"))
        for place, user in enumerate(users)
    )
    if rows:
        columns = ("comment_id", "user_id", "position")
        moved = (("comment_id", "user_id"), ("position",))
        yield "w_mention", sql.Insert(COMMENT_MENTION, columns, rows=rows, on_conflict_update=moved)


def version_insert(records: EventRecording, comment: UUID, number: int, body: str) -> sql.Insert:
    """Return the INSERT of what a comment says from now on."""
    columns: dict[str, sql.Node] = {
        "comment_id": sql.Parameter(comment, "uuid"),
        "number": sql.Parameter(number, "integer"),
        "body": sql.Parameter(body, "text"),
        "actor_id": sql.Parameter(records.actor.user_id, "uuid"),
        "at": sql.Parameter(records.now, "timestamptz"),
    }
    return sql.Insert(COMMENT_VERSION, tuple(columns), rows=(tuple(columns.values()),))


async def _record_faults(records: EventRecording, id_: UUID, path: Path) -> list[UserError]:
    """Look for a record, which is neither deleted nor purged nor merged until the transaction ends."""
    sight = Sight(records.catalog, records.actor, records.profile)
    own = sql.equal(Column("r", "id"), sql.Parameter(id_, "uuid"))
    deleted = sql.Item(sql.IsNull(Column("r", "deleted_at"), negated=True), "deleted")
    where = sql.all_of(own, sight.any("r"))
    select = sql.Select((deleted,), sql.Table("record", "r"), where=where, lock="FOR SHARE")
    rows = await fetch(records.connection, select)
    if not rows:
        return [UserError("NOT_FOUND", path, f'There is no record with the id "{id_}" that you can see.')]
    if rows[0]["deleted"]:
        return [UserError("INVALID_STATE", path, "The record is deleted; restore it first.")]
    return []


async def _parent(records: EventRecording, parent: UUID, record: UUID) -> Mapping[str, Any] | None:
    """Return the comment that is answered: of the same record, or of one that was merged into it."""
    where = sql.all_of(
        sql.equal(Column("c", "id"), sql.Parameter(parent, "uuid")),
        sql.equal(standing_for(Column("c", "record_id"), "up", "ur"), sql.Parameter(record, "uuid")),
    )
    items = (
        sql.Item(sql.IsNull(Column("c", "deleted_at"), negated=True), "deleted"),
        sql.Item(Column("c", "internal"), "internal"),
    )
    rows = await fetch(records.connection, sql.Select(items, sql.Table(COMMENT, "c"), where=where))
    return dict(rows[0]) if rows else None


def _parent_faults(row: Mapping[str, Any] | None, parent: UUID, path: Path) -> list[UserError]:
    if row is None:
        text = f'The record has no comment with the id "{parent}".'
        return [UserError("NOT_FOUND", path, text)]
    if row["deleted"]:
        text = "The comment was deleted; answer another one, or nobody."
        return [UserError("INVALID_STATE", path, text)]
    return []


async def _missing(records: EventRecording, users: Sequence[UUID]) -> list[UUID]:
    """Return the users who are not there, or not for the actor."""
    if not users:
        return []
    sight = Sight(records.catalog, records.actor, records.profile)
    id_ = Column("r", "id")
    where = sql.all_of(sql.AnyOf(id_, sql.parameters(users, "uuid")), sight.live("r", ("User",)))
    select = sql.Select((sql.Item(id_, "id"),), sql.Table("record", "r"), where=where)
    there = {row["id"] for row in await fetch(records.connection, select)}
    return [user for user in users if user not in there]


async def _write(
    records: EventRecording, record: UUID, said: Said, parent: UUID | None, *, internal: bool
) -> Ref:
    id_ = uuid7()
    columns: dict[str, sql.Node] = {
        "id": sql.Parameter(id_, "uuid"),
        "record_id": sql.Parameter(record, "uuid"),
        "parent_id": sql.Parameter(parent, "uuid"),
        "author_id": sql.Parameter(records.actor.user_id, "uuid"),
        "internal": sql.Parameter(internal, "boolean"),
        "created_at": sql.Parameter(records.now, "timestamptz"),
    }
    told = Event(
        id=id_,
        kind=COMMENTED,
        subject_id=record,
        actor_id=records.actor.user_id,
        occurred_at=records.now,
        recorded_at=records.now,
    )
    parts = (
        ("w_comment", sql.Insert(COMMENT, tuple(columns), rows=(tuple(columns.values()),))),
        *mention_parts(id_, said.mentions),
        *event_parts([told]),
    )
    await run(records.connection, sql.With(parts, version_insert(records, id_, 1, said.body)))
    return Ref(COMMENT_TYPE, id_)
