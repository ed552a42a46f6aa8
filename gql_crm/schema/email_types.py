"""`email` and `recordEmails`: what was written to whom, and what became of it."""

from collections.abc import Mapping
from typing import Any, Final

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLString,
)

from gql_crm.errors import ClientError
from gql_crm.fields.costs import ListSize, listing, weighing
from gql_crm.fields.scalars import DATE_TIME, parse_id
from gql_crm.mail import SeenMail, load_mail, load_mails_about
from gql_crm.records.checks import Sight
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.members import Member, Read, object_of
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import id_argument, non_null_list
from gql_crm.schema.weights import OPERATION

_FIRST: Final = 20
_STATUSES: Final[Mapping[str, str]] = {
    "QUEUED": "It waits, for its first attempt or, when it has an `error`, for the next one.",
    "SENT": "The mail server has taken it.",
    "FAILED": "The mail server has not taken it, and nobody tries any more; `error` says why.",
}


def add_email_types(registry: TypeRegistry) -> None:
    """Add the type and the queries."""
    values = {name: GraphQLEnumValue(name, description=text) for name, text in _STATUSES.items()}
    status = GraphQLEnumType("EmailStatus", values, description="What became of an e-mail.")
    description = "An e-mail that the server has written to somebody."
    email = registry.add(object_of("Email", description, _members(registry.add(status))))
    registry.queries["email"] = GraphQLField(
        email,
        {"id": id_argument("Id of the e-mail.")},
        _email,
        description="An e-mail; null when it is absent, or a record that it is about is invisible.",
        extensions=weighing(OPERATION),
    )
    record = GraphQLArgument(GraphQLNonNull(GraphQLID), description="Id of any record.")
    first = GraphQLArgument(GraphQLInt, default_value=_FIRST, description="How many at most.")
    registry.queries["recordEmails"] = GraphQLField(
        non_null_list(email),
        {"recordId": record, "first": first},
        _record_emails,
        description="The e-mails about a record, the newest first.",
        extensions={**weighing(OPERATION), **listing(ListSize(_FIRST, ("first",)))},
    )


def _members(status: GraphQLEnumType) -> dict[str, Member]:
    hidden = "null for who cannot see every field of what it is about"
    return {
        "id": (GraphQLNonNull(GraphQLID), _value("id"), "A UUIDv7; its Message-ID begins with it."),
        "status": (GraphQLNonNull(status), _value("status"), "What became of it."),
        "to": (GraphQLList(GraphQLNonNull(GraphQLString)), _value("to"), f"To whom; {hidden}."),
        "subject": (GraphQLString, _value("subject"), f"What it is about; {hidden}."),
        "body": (GraphQLString, _value("body"), f"Its text; {hidden}."),
        "html": (GraphQLString, _value("html"), "Its text with marks, where it has one."),
        "replyTo": (GraphQLString, _value("replyTo"), "Where answers go, if not to whom it is from."),
        "createdAt": (GraphQLNonNull(DATE_TIME), _value("createdAt"), "When it was written."),
        "sentAt": (DATE_TIME, _value("sentAt"), "When the mail server has taken it."),
        "error": (GraphQLString, _value("error"), "Why the mail server has not taken it yet."),
    }


def _value(name: str) -> Read:
    return lambda source, _context: source[name]


async def _email(_source: object, info: Info, id: str) -> Mapping[str, Any] | None:
    context, id_ = info.context, parse_id(id)
    async with context.database.connection() as connection:
        mail = await load_mail(connection, _sight(context), id_)
    return _source_of(mail) if mail else None


async def _record_emails(
    _source: object,
    info: Info,
    recordId: str,  # noqa: N803 (the argument's name)
    first: int | None = None,
) -> list[Mapping[str, Any]]:
    context, id_ = info.context, parse_id(recordId)
    size = _FIRST if first is None else first
    if not 0 <= size <= context.page_rows:
        text = f"first: {size} is out of range; expected 0 to {context.page_rows}."
        raise ClientError("BAD_USER_INPUT", text)
    async with context.database.connection() as connection:
        mails = await load_mails_about(connection, _sight(context), id_, size)
    return [_source_of(mail) for mail in mails]


def _sight(context: OperationContext) -> Sight:
    return Sight(context.version.whole, context.actor, context.profile)


def _source_of(mail: SeenMail) -> Mapping[str, Any]:
    """Return what the members read of an e-mail."""
    said = {
        "to": [mail.recipient],
        "subject": mail.subject,
        "body": mail.body,
        "html": mail.html,
        "replyTo": mail.reply_to,
    }
    return {
        **(dict.fromkeys(said) if mail.is_hidden else said),
        "id": str(mail.id),
        "status": mail.status,
        "createdAt": mail.created_at,
        "sentAt": mail.sent_at,
        "error": mail.error,
    }
