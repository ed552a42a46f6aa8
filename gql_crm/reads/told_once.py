"""A link is told at both of its ends. A timeline that has the events of both tells one of them."""

from collections.abc import Sequence
from typing import Final

from gql_crm import sql
from gql_crm.journal import EVENT_RECORD
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.streams import Stream, is_among
from gql_crm.sql import Column, Node
from gql_crm.timeline import LINKED, UNLINKED

_OF_LINKS: Final = (LINKED, UNLINKED)
_ONE: Final = (sql.Item(sql.Constant(1), "one"),)


def told_once(
    scope: PlanScope, stream: Stream, event: str, kinds: sql.Given[Sequence[str]] | None = None
) -> Node:
    """Leave out the event of a link at one end where the stream tells that of the other end.

    That of the timeline's own record is told; where both ends or none are its own, that of the lesser id. Of
    `kinds` that were asked for none may tell of links.
    """
    if kinds is not None and not kinds.look(_are_of_links):
        return sql.TRUE
    of_link = sql.AnyOf(Column(event, "kind"), sql.parameters(_OF_LINKS, "text"))
    return sql.Not(sql.all_of(of_link, sql.Exists(_told_instead(scope, stream, event))))


def _are_of_links(kinds: Sequence[str]) -> bool:
    return not set(_OF_LINKS).isdisjoint(kinds)


def _told_instead(scope: PlanScope, stream: Stream, event: str) -> sql.Select:
    """Select the other end, if its event is the one to be told: both were written together."""
    names = scope.alias()
    subject, other = Column(event, "subject_id"), Column(names, "record_id")
    later: Node = sql.Binary(subject, ">", other)
    if stream.own is not None:
        own_subject, own_other = (is_among(scope, stream.own, id_) for id_ in (subject, other))
        later = sql.Binary(sql.RowOf((own_other, subject)), ">", sql.RowOf((own_subject, other)))
    where = sql.all_of(
        sql.equal(Column(names, "event_id"), Column(event, "id")),
        sql.equal(Column(names, "key"), sql.Constant("other")),
        later,
        is_among(scope, stream.name, other),  # `has` would make the statement half as long again
    )
    return sql.Select(_ONE, sql.Table(EVENT_RECORD, names), where=where)
