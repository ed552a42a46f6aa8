"""A link is told at both of its ends. A timeline that has the events of both tells one of them."""

from typing import Final

from gql_crm import sql
from gql_crm.journal import EVENT, EVENT_RECORD
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.streams import Stream, is_among
from gql_crm.sql import Column, Node
from gql_crm.timeline import LINKED, UNLINKED

_OTHER: Final = "other"
_ONE: Final = (sql.Item(sql.Constant(1), "one"),)


def told_once(scope: PlanScope, stream: Stream, event: str) -> Node:
    """Leave out the event of a link whose other event the stream tells.

    That of the timeline's own record is told; where both ends are others, that of the lesser id.
    """
    of_link = sql.AnyOf(Column(event, "kind"), sql.parameters([LINKED, UNLINKED], "text"))
    return sql.Not(sql.all_of(of_link, sql.Exists(_told_instead(scope, stream, event))))


def _told_instead(scope: PlanScope, stream: Stream, event: str) -> sql.Select:
    """Select the event of the same link at its other end, if it is the one to be told."""
    names, twin, named = scope.alias(), scope.alias(), scope.alias()
    subject, other = Column(event, "subject_id"), Column(names, "record_id")
    same = sql.all_of(
        sql.equal(Column(twin, "subject_id"), other),
        *(sql.equal(Column(twin, column), Column(event, column)) for column in ("occurred_at", "kind")),
        sql.equal(_relation(twin), _relation(event)),
    )
    back = sql.all_of(_names(named, twin), sql.equal(Column(named, "record_id"), subject))
    source = sql.Joined(
        sql.Table(EVENT_RECORD, names),
        (
            sql.Join("JOIN", sql.Table(EVENT, twin), same),
            sql.Join("JOIN", sql.Table(EVENT_RECORD, named), back),
        ),
    )
    first: Node = sql.Binary(subject, ">", other)
    if stream.own is not None:
        own_subject, own_other = (is_among(scope, stream.own, id_) for id_ in (subject, other))
        first = sql.any_of(own_other, sql.all_of(sql.Not(own_subject), first))
    told = is_among(scope, stream.name, other)  # `has` would make the statement half as long again
    return sql.Select(_ONE, source, where=sql.all_of(_names(names, event), first, told))


def _names(names: str, event: str) -> Node:
    return sql.all_of(
        sql.equal(Column(names, "event_id"), Column(event, "id")),
        sql.equal(Column(names, "key"), sql.Constant(_OTHER)),
    )


def _relation(event: str) -> Node:
    return sql.json_text(Column(event, "payload"), "relation")
