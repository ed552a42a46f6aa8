"""What has happened: append-only rows, written in the statement that writes what they tell of."""

from gql_crm.journal.change import LINKS, SHARES, Action, Change, Diff, Origin, insert_change, insert_changes
from gql_crm.journal.comment import COMMENT, COMMENT_MENTION, COMMENT_VERSION, standing_for
from gql_crm.journal.event import EVENT, EVENT_RECORD, RELATED, Event, event_parts, name_record
from gql_crm.journal.mail import MAIL, MAIL_JOB, MAIL_RECORD, Mail, mail_parts
from gql_crm.journal.outbox import FOUND_JOB

__all__ = [
    "COMMENT",
    "COMMENT_MENTION",
    "COMMENT_VERSION",
    "EVENT",
    "EVENT_RECORD",
    "FOUND_JOB",
    "LINKS",
    "MAIL",
    "MAIL_JOB",
    "MAIL_RECORD",
    "RELATED",
    "SHARES",
    "Action",
    "Change",
    "Diff",
    "Event",
    "Mail",
    "Origin",
    "event_parts",
    "insert_change",
    "insert_changes",
    "mail_parts",
    "name_record",
    "standing_for",
]
