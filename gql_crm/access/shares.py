"""Which rows are shared with somebody: with them, with one of their teams, or with a team below."""

from collections.abc import Sequence
from typing import Final

from gql_crm import sql
from gql_crm.access.viewer import Viewer
from gql_crm.plugins.permissions import ShareAccess

SHARE: Final = "record_share"
_ROW: Final = "sh"


def is_shared(alias: str, viewer: Viewer, share: ShareAccess) -> sql.Node:
    """Return the condition that the record `alias` is shared with the viewer, for at least this."""
    same = sql.equal(sql.Column(_ROW, "record_id"), sql.Column(alias, "id"))
    one = (sql.Item(sql.Constant(1), "one"),)
    return sql.Exists(sql.Select(one, sql.Table(SHARE, _ROW), where=sql.all_of(same, _counts(viewer, share))))


def shared_for(alias: str, viewer: Viewer) -> sql.Node:
    """Return what the record `alias` is shared with the viewer for, at most; or NULL."""
    same = sql.equal(sql.Column(_ROW, "record_id"), sql.Column(alias, "id"))
    most = sql.Item(sql.call("max", sql.Column(_ROW, "access")), "access")  # WRITE comes after READ
    where = sql.all_of(same, shared_with(viewer))
    return sql.Scalar(sql.Select((most,), sql.Table(SHARE, _ROW), where=where))


def shared_records(
    viewer: Viewer, entities: Sequence[str], share: ShareAccess, *, most: int | None = None
) -> sql.Select:
    """Return the select of the ids, as `id`, of records of entities that are shared with the viewer.

    A record that is shared with several of their teams is there several times.
    """
    entity = sql.Column(_ROW, "entity")
    of_entities = (
        sql.equal(entity, sql.Constant(entities[0]))
        if len(entities) == 1
        else sql.AnyOf(entity, sql.parameters(list(entities), "text"))
    )
    id_ = sql.Item(sql.Column(_ROW, "record_id"), "id")
    where = sql.all_of(_counts(viewer, share), of_entities)
    return sql.Select((id_,), sql.Table(SHARE, _ROW), where=where, limit=most)


def shared_with(viewer: Viewer, alias: str = _ROW) -> sql.Node:
    """Return the condition that a row of `record_share` is for the viewer."""
    return sql.AnyOf(sql.Column(alias, "grantee_id"), viewer.grantees())


def _counts(viewer: Viewer, share: ShareAccess) -> sql.Node:
    """Who may write may read: for reading every share counts."""
    if share is ShareAccess.READ:
        return shared_with(viewer)
    for_writing = sql.equal(sql.Column(_ROW, "access"), sql.Constant(ShareAccess.WRITE.value))
    return sql.all_of(shared_with(viewer), for_writing)
