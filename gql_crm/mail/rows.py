"""The rows of `mail`, as the job that hands them over reads and changes them."""

from datetime import datetime
from uuid import UUID

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.journal import MAIL, Mail
from gql_crm.records.statements import fetch
from gql_crm.sql import Column

_COLUMNS = (
    "id",
    "actor_id",
    "recipient",
    "recipient_name",
    "reply_to",
    "subject",
    "body",
    "html",
    "created_at",
)


async def load_waiting(connection: Connection, id: UUID) -> Mail | None:
    """Return an e-mail that was not handed over yet; None when it was, or is not there any more."""
    items = tuple(sql.Item(Column("m", column), column) for column in _COLUMNS)
    where = sql.all_of(_is(id), sql.IsNull(Column("m", "sent_at")))
    rows = await fetch(connection, sql.Select(items, sql.Table(MAIL, "m"), where=where))
    return Mail(**rows[0]) if rows else None


async def set_sent(connection: Connection, id: UUID, at: datetime) -> None:
    """Write that the mail server has it."""
    values = (("sent_at", sql.Parameter(at, "timestamptz")), ("error", sql.NULL))
    await fetch(connection, sql.Update(MAIL, "m", values, _is(id)))


async def set_error(connection: Connection, id: UUID, error: str) -> bool:
    """Write why the mail server does not have it; return whether the e-mail is still there."""
    values = (("error", sql.Parameter(error, "text")),)
    there = (sql.Item(Column("m", "id"), "id"),)
    return bool(await fetch(connection, sql.Update(MAIL, "m", values, _is(id), returning=there)))


def _is(id: UUID) -> sql.Node:
    return sql.equal(Column("m", "id"), sql.Parameter(id, "uuid"))
