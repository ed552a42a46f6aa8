"""E-mails that operations write: checked, and written in the transaction of what they tell of."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from email_validator import EmailNotValidError, validate_email

from gql_crm import sql
from gql_crm.access import AccessProfile, Actor
from gql_crm.clock import uuid7
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.unsafe_text import UNSAFE
from gql_crm.journal import Mail, mail_parts
from gql_crm.plugins.catalog import Catalog
from gql_crm.records.checks import Sight
from gql_crm.records.event_recording import Named
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch, run
from gql_crm.text import listed, shown

NO_EMAIL: Final = ("GQL_CRM_SMTP_HOST", "GQL_CRM_SMTP_FROM")
"""Settings without which no e-mail is sent."""
MOST_SUBJECT: Final = 300
MOST_BODY: Final = 100_000
MOST_HTML: Final = 500_000
MOST_ABOUT: Final = 100
_MOST_NAME: Final = 200
_LINE_BREAKING: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What ends a line or controls something: a header holds none of it."""
_LONGEST_ADDRESS: Final = 254


class Mailing:
    """The part of the unit of work that writes e-mails."""

    __slots__ = ()
    connection: Connection
    catalog: Catalog
    actor: Actor
    profile: AccessProfile
    now: datetime
    unset_for_email: tuple[str, ...]

    def check_email(self, *path: str) -> None:
        """Raise INVALID_STATE at `path` where this server sends no e-mail."""
        if self.unset_for_email:
            text = f"This server sends no e-mail: {_unset(self.unset_for_email)}."
            raise UserErrors([UserError("INVALID_STATE", path, text)])

    async def send_email(
        self,
        *,
        to: str,
        subject: str,
        text: str,
        about: Named | Sequence[Named],
        html: str | None = None,
        name: str | None = None,
        reply_to: str | None = None,
    ) -> Mail:
        """Write an e-mail that leaves after the commit, and return it.

        `to` is the address of one recipient, `name` what they are called, `about` the records that it is
        about, which the actor must see: who sees all of them sees the e-mail. Raises `UserErrors`, whose
        paths are `to`, `subject`, `text`, `html`, `replyTo` and `about`.
        """
        self.check_email("to")
        ids = tuple(dict.fromkeys(_id(one) for one in ([about] if isinstance(about, Ref | UUID) else about)))
        mail = Mail(
            id=uuid7(),
            actor_id=self.actor.user_id,
            recipient=to,
            recipient_name=one_line(name or "") or None,
            reply_to=reply_to,
            subject=subject.strip(),
            body=text,
            html=html,
            created_at=self.now,
            records=ids,
        )
        faults = [*_faults(mail), *await self._absent(ids)]
        if faults:
            raise UserErrors(faults)
        *parts, (_, last) = mail_parts(mail)
        await run(self.connection, sql.With(tuple(parts), last))
        return mail

    async def _absent(self, ids: Sequence[UUID]) -> list[UserError]:
        """Look for the records; whoever is purging one is waited for."""
        if not ids or len(ids) > MOST_ABOUT:
            text = f"An e-mail is about 1 to {MOST_ABOUT} records, not about {len(ids)}."
            return [UserError("VALIDATION", ("about",), text)]
        sight = Sight(self.catalog, self.actor, self.profile)
        among = sql.AnyOf(sql.Column("r", "id"), sql.parameters(sorted(ids), "uuid"))
        where = sql.all_of(among, sight.live("r", sorted(self.catalog.entities)))
        items = (sql.Item(sql.Column("r", "id"), "id"),)
        select = sql.Select(items, sql.Table("record", "r"), where=where, lock="FOR KEY SHARE")
        there = {row["id"] for row in await fetch(self.connection, select)}
        return [
            UserError("NOT_FOUND", ("about",), f'There is no record with the id "{id_}" that you can see.')
            for id_ in ids
            if id_ not in there
        ]


def _unset(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"its setting {listed(names)} is not set"
    return f"its settings {listed(names)} are not set"


def _id(named: Named) -> UUID:
    return named.id if isinstance(named, Ref) else named


def one_line(text: str) -> str:
    """Return a name as headers can hold it."""
    return " ".join(_LINE_BREAKING.sub(" ", UNSAFE.sub("", text)).split())[:_MOST_NAME]


def _faults(mail: Mail) -> Iterable[UserError]:
    yield from _address_faults("to", mail.recipient)
    if mail.reply_to is not None:
        yield from _address_faults("replyTo", mail.reply_to)
    if not mail.subject:
        yield UserError("REQUIRED", ("subject",), "An e-mail needs a subject.")
    if broken := _LINE_BREAKING.search(mail.subject):
        text = f"The subject has the control character U+{ord(broken[0]):04X}; expected one line of text."
        yield UserError("VALIDATION", ("subject",), text)
    if not mail.body.strip():
        yield UserError("REQUIRED", ("text",), "An e-mail needs a text.")
    texts = (("subject", mail.subject, MOST_SUBJECT), ("text", mail.body, MOST_BODY))
    for name, text, most in (*texts, ("html", mail.html or "", MOST_HTML)):
        if len(text) > most:
            told = f'"{name}" has {len(text)} characters; expected at most {most}.'
            yield UserError("VALIDATION", (name,), told)
        if UNSAFE.search(text):
            told = f'"{name}" contains NUL or half of a surrogate pair, which no text can have.'
            yield UserError("VALIDATION", (name,), told)


def _address_faults(name: str, address: str) -> Iterable[UserError]:
    try:
        if len(address) > _LONGEST_ADDRESS:
            told = f'"{name}" has {len(address)} characters; expected at most {_LONGEST_ADDRESS}.'
            yield UserError("VALIDATION", (name,), told)
            return
        validate_email(address, check_deliverability=False)
    except EmailNotValidError as problem:
        told = f'{shown(address)} is no e-mail address like "name@example.com": {problem}'
        yield UserError("VALIDATION", (name,), told)
