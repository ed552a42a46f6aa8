"""Which rows are shared with somebody: with them, with one of their teams, or with a team below."""

from collections.abc import Sequence
from typing import Final, TypeAlias
from uuid import UUID

from gql_crm import sql
from gql_crm.plugins.permissions import ShareAccess

SHARE: Final = "record_share"
_ROW: Final = "sh"
User: TypeAlias = UUID | sql.Given[UUID]
"""Whose sight it is: this user's, or that of whoever asks."""


def teams_of(user: User) -> sql.Node:
    """Return the user's teams and those below them, computed once a statement."""
    return _computed_once("teams", _teams(user))


def grantees_of(user: User) -> sql.Node:
    """Return all with whom a record may be shared so that the user has it: they and their teams."""
    return _computed_once("grantees", sql.call("array_append", _teams(user), sql.Parameter(user, "uuid")))


def is_shared(alias: str, user: User, share: ShareAccess) -> sql.Node:
    """Return the condition that the record `alias` is shared with the user, for at least this."""
    same = sql.equal(sql.Column(_ROW, "record_id"), sql.Column(alias, "id"))
    one = (sql.Item(sql.Constant(1), "one"),)
    return sql.Exists(sql.Select(one, sql.Table(SHARE, _ROW), where=sql.all_of(same, _counts(user, share))))


def shared_for(alias: str, user: User) -> sql.Node:
    """Return what the record `alias` is shared with the user for, at most; or NULL."""
    same = sql.equal(sql.Column(_ROW, "record_id"), sql.Column(alias, "id"))
    most = sql.Item(sql.call("max", sql.Column(_ROW, "access")), "access")  # WRITE comes after READ
    where = sql.all_of(same, shared_with(user))
    return sql.Scalar(sql.Select((most,), sql.Table(SHARE, _ROW), where=where))


def shared_records(
    user: User, entities: Sequence[str], share: ShareAccess, *, most: int | None = None
) -> sql.Select:
    """Return the select of the ids, as `id`, of records of entities that are shared with the user.

    A record that is shared with several of their teams is there several times.
    """
    entity = sql.Column(_ROW, "entity")
    of_entities = (
        sql.equal(entity, sql.Constant(entities[0]))
        if len(entities) == 1
        else sql.AnyOf(entity, sql.parameters(list(entities), "text"))
    )
    id_ = sql.Item(sql.Column(_ROW, "record_id"), "id")
    where = sql.all_of(_counts(user, share), of_entities)
    return sql.Select((id_,), sql.Table(SHARE, _ROW), where=where, limit=most)


def shared_with(user: User, alias: str = _ROW) -> sql.Node:
    """Return the condition that a row of `record_share` is for the user."""
    return sql.AnyOf(sql.Column(alias, "grantee_id"), grantees_of(user))


def _counts(user: User, share: ShareAccess) -> sql.Node:
    """Who may write may read: for reading every share counts."""
    if share is ShareAccess.READ:
        return shared_with(user)
    for_writing = sql.equal(sql.Column(_ROW, "access"), sql.Constant(ShareAccess.WRITE.value))
    return sql.all_of(shared_with(user), for_writing)


def _teams(user: User) -> sql.Node:
    return sql.call("gql_crm_teams_of", sql.Parameter(user, "uuid"))


def _computed_once(name: str, array: sql.Node) -> sql.Node:
    """As a sub-select of its own it does not depend on the rows."""
    return sql.Cast(sql.Scalar(sql.Select((sql.Item(array, name),))), "uuid[]")
