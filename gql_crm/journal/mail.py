"""An e-mail, written with what it tells of, and the message by which a worker comes to hand it over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from gql_crm import sql
from gql_crm.journal.outbox import OutboxEntry, outbox_parts

MAIL: Final = "mail"
MAIL_RECORD: Final = "mail_record"
MAIL_JOB: Final = "mail.deliver"
"""The kind of the jobs that hand e-mails over; their ids are those of the e-mails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """An e-mail to one recipient. `records` are those that it is about."""

    id: UUID
    actor_id: UUID | None
    recipient: str
    recipient_name: str | None
    reply_to: str | None
    subject: str
    body: str
    html: str | None
    created_at: datetime
    records: tuple[UUID, ...] = ()


def mail_parts(mail: Mail) -> Iterator[tuple[str, sql.Node]]:
    """Return the named INSERTs of an e-mail that waits to be handed over."""
    columns: dict[str, sql.Node] = {
        "id": sql.Parameter(mail.id, "uuid"),
        "actor_id": sql.Parameter(mail.actor_id, "uuid"),
        "recipient": sql.Parameter(mail.recipient, "text"),
        "recipient_name": sql.Parameter(mail.recipient_name, "text"),
        "reply_to": sql.Parameter(mail.reply_to, "text"),
        "subject": sql.Parameter(mail.subject, "text"),
        "body": sql.Parameter(mail.body, "text"),
        "html": sql.Parameter(mail.html, "text"),
        "created_at": sql.Parameter(mail.created_at, "timestamptz"),
    }
    yield "w_mail", sql.Insert(MAIL, tuple(columns), rows=(tuple(columns.values()),))
    about = tuple(
        (sql.Parameter(mail.id, "uuid"), sql.Parameter(id_, "uuid"), sql.Parameter(position, "integer"))
        for position, id_ in enumerate(mail.records)
    )
    yield "w_mail_record", sql.Insert(MAIL_RECORD, ("mail_id", "record_id", "position"), rows=about)
    # Nobody's job: what the mail server says is for administrators.
    entry = OutboxEntry.of_core(MAIL_JOB, id=mail.id, at=mail.created_at)
    yield from outbox_parts([entry])
