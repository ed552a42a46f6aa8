"""E-mails as people see them: who sees all records that one is about sees that it was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.jobs import JobState
from gql_crm.journal import MAIL, MAIL_RECORD
from gql_crm.records.checks import Sight
from gql_crm.records.statements import fetch
from gql_crm.sql import Column, Node

_COLUMNS: Final = (
    *("id", "recipient", "recipient_name", "reply_to", "subject", "body", "html"),
    *("created_at", "sent_at", "error"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenMail:
    """An e-mail that somebody sees.

    `is_hidden`: a field of a record that it is about is hidden from them, so they see that it was sent, and
    neither to whom nor what it says.
    """

    id: UUID
    status: str
    recipient: str
    recipient_name: str | None
    reply_to: str | None
    subject: str
    body: str
    html: str | None
    created_at: datetime
    sent_at: datetime | None
    error: str | None
    is_hidden: bool


async def load_mail(connection: Connection, sight: Sight, id: UUID) -> SeenMail | None:
    """Return an e-mail; None where there is none that the actor sees."""
    found = await _load(connection, sight, sql.equal(Column("m", "id"), sql.Parameter(id, "uuid")), 1)
    return found[0] if found else None


async def load_mails_about(connection: Connection, sight: Sight, record: UUID, first: int) -> list[SeenMail]:
    """Return the newest e-mails about a record, and about those that were merged into it."""
    about = sql.Select(
        (sql.Item(Column("a", "mail_id"), "mail_id"),),
        sql.Table(MAIL_RECORD, "a"),
        (sql.Join("JOIN", sql.Table("same", "s"), sql.equal(Column("s", "id"), Column("a", "record_id"))),),
    )
    among = sql.AnyOf(Column("m", "id"), sql.ArrayOf(about))
    return await _load(connection, sight, among, first, record)


async def _load(
    connection: Connection, sight: Sight, where: Node, most: int, record: UUID | None = None
) -> list[SeenMail]:
    select: Node = sql.Select(
        (*(sql.Item(Column("m", column), column) for column in _COLUMNS), _state(), _entities()),
        sql.Table(MAIL, "m"),
        where=sql.all_of(where, sql.Not(sql.Exists(_unseen(sight)))),
        order=(sql.OrderKey(Column("m", "id"), descending=True),),
        limit=most,
    )
    if record is not None:
        select = sql.With((("same", _merged(record)),), select, recursive=True)
    return [_seen(row, sight) for row in await fetch(connection, select)]


def _merged(record: UUID) -> Node:
    """Return the ids of a record and of all that were merged into it."""
    first = sql.Select((sql.Item(sql.Parameter(record, "uuid"), "id"),))
    into = sql.Join("JOIN", sql.Table("same", "s"), sql.equal(Column("r", "merged_into"), Column("s", "id")))
    further = sql.Select((sql.Item(Column("r", "id"), "id"),), sql.Table("record", "r"), (into,))
    return sql.Union((first, further))


def _records(items: Sequence[sql.Item], where: Node = sql.TRUE) -> sql.Select:
    """Select from the spine what an e-mail is about."""
    own = sql.equal(Column("b", "mail_id"), Column("m", "id"))
    spine = sql.Join("JOIN", sql.Table("record", "r"), sql.equal(Column("r", "id"), Column("b", "record_id")))
    return sql.Select(tuple(items), sql.Table(MAIL_RECORD, "b"), (spine,), sql.all_of(own, where))


def _unseen(sight: Sight) -> sql.Select:
    """Select the records that it is about and the actor cannot see, deleted or not."""
    seen = sql.call("coalesce", sight.any("r"), sql.FALSE)
    return _records((sql.Item(Column("r", "id"), "id"),), sql.Not(seen))


def _state() -> sql.Item:
    """Return the state of its job; null as long as there is none."""
    own = sql.equal(Column("j", "id"), Column("m", "id"))
    job = sql.Select((sql.Item(Column("j", "state"), "state"),), sql.Table("job", "j"), where=own)
    return sql.Item(sql.Scalar(job), "state")


def _entities() -> sql.Item:
    return sql.Item(sql.ArrayOf(_records((sql.Item(Column("r", "entity"), "entity"),))), "entities")


def _seen(row: asyncpg.Record, sight: Sight) -> SeenMail:
    stored = sight.catalog.stored_entities
    names = {stored[entity].name for entity in row["entities"]}
    return SeenMail(
        **{column: row[column] for column in _COLUMNS},
        status=_status(row),
        is_hidden=any(sight.profile.access(name).hidden for name in names),
    )


def _status(row: asyncpg.Record) -> str:
    """Return how far it is: what its job says, as long as it was not sent."""
    if row["sent_at"] is not None:
        return "SENT"
    return "FAILED" if row["state"] == JobState.FAILED else "QUEUED"
