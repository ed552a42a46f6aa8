"""Who has come to see records that are looked at: they are told of them as if these were new."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from gql_crm import sql
from gql_crm.access import SHARE, Actor, Reach, Viewer, scope_predicate, shared_with
from gql_crm.database import Connection
from gql_crm.modules.identity.tokens import actor_of_user
from gql_crm.reads.watching import Watched
from gql_crm.records.statements import fetch
from gql_crm.schema.version import Versions
from gql_crm.sql import Column, Node

_BEFORE = "b"
_OWNERS = "o"
_COLUMNS = {"owner": "owner_id", "team": "team_id"}


@dataclass(slots=True)
class Shown:
    """To which users and teams a record was shown, by which shares; and whose it was before, if it was."""

    to: set[UUID] = field(default_factory=set)
    shares: set[UUID] = field(default_factory=set)
    was: dict[str, UUID | None] = field(default_factory=dict)


def shown_records(messages: Iterable[Mapping[str, Any]], among: Collection[UUID]) -> Mapping[UUID, Shown]:
    """Return what messages, the oldest first, tell of some records."""
    records: dict[UUID, Shown] = defaultdict(Shown)
    for message in messages:
        id_, told = UUID(message["record_id"]), message.get("shown")
        if told and id_ in among:
            records[id_].to.update(map(UUID, told["to"]))
            records[id_].shares.update(map(UUID, told["shares"]))
            for key, before in told["was"].items():
                records[id_].was.setdefault(_COLUMNS[key], before and UUID(before))
    return records


async def newly_seen(
    connection: Connection, versions: Versions, watched: Watched, records: Mapping[UUID, Shown]
) -> Mapping[UUID, Collection[UUID]]:
    """Return by record the owners of records that wish to whom it was shown and who did not see it before.

    Whether they see it now is asked when they are told.
    """
    found: dict[UUID, set[UUID]] = defaultdict(set)
    if not records:
        return found
    shown_to = sorted({id_ for one in records.values() for id_ in one.to})
    before = await _as_before(connection, watched, records)
    for row in await fetch(connection, _owners(watched, shown_to)):
        actor = await actor_of_user(connection, row["id"])
        if actor is not None:
            reach = versions.profile(actor.role_keys).access(watched.fitting.name).to_read
            for unseen in await fetch(connection, _unseen(before, records, reach, actor)):
                found[unseen["id"]].add(row["id"])
    return found


def _owners(watched: Watched, shown_to: Sequence[UUID]) -> sql.Select:
    """Select whose records wish something, of the users and of the members of teams."""
    row, id_ = watched.wishing.table, Column(_OWNERS, "id")
    live = sql.all_of(
        sql.IsNull(Column(row, "deleted_at")), sql.IsNull(Column(row, "owner_id"), negated=True)
    )
    owner = Column(row, "owner_id")
    owners = sql.Select((sql.Item(owner, "id"),), sql.Table(row, row), where=live, group=(owner,))
    grantees = sql.call("array_append", sql.call("gql_crm_teams_of", id_), id_)
    among = sql.Binary(grantees, "&&", sql.parameters(shown_to, "uuid"))
    return sql.Select((sql.Item(id_, "id"),), sql.Subquery(owners, _OWNERS), where=among)


async def _as_before(
    connection: Connection, watched: Watched, records: Mapping[UUID, Shown]
) -> Sequence[Mapping[str, UUID | None]]:
    """Return the ids, owners and teams of records, as they were before they were shown."""
    row, names = watched.fitting.table, ("id", *_COLUMNS.values())
    items = tuple(sql.Item(Column(row, name), name) for name in names)
    among = sql.AnyOf(Column(row, "id"), sql.parameters(sorted(records), "uuid"))
    rows = await fetch(connection, sql.Select(items, sql.Table(row, row), where=among))
    return [{**dict(one), **records[one["id"]].was} for one in rows]


def _unseen(
    before: Sequence[Mapping[str, UUID | None]], records: Mapping[UUID, Shown], reach: Reach, actor: Actor
) -> sql.Select:
    """Select the records that an actor did not see as they were, without the shares that came."""
    names = ("id", *_COLUMNS.values())
    arrays = tuple((name, sql.parameters([one[name] for one in before], "uuid")) for name in names)
    seen = scope_predicate(reach.scope, _BEFORE, actor.viewer)
    if reach.is_shared:
        came = sorted({id_ for one in records.values() for id_ in one.shares})
        seen = sql.any_of(seen, _was_shared(actor.viewer, came))
    id_ = sql.Item(Column(_BEFORE, "id"), "id")
    return sql.Select((id_,), sql.UnnestedTogether(arrays, _BEFORE), where=sql.Not(seen))


def _was_shared(viewer: Viewer, came: Sequence[UUID]) -> Node:
    where = sql.all_of(
        sql.equal(Column(SHARE, "record_id"), Column(_BEFORE, "id")),
        shared_with(viewer, SHARE),
        sql.Not(sql.AnyOf(Column(SHARE, "id"), sql.parameters(came, "uuid"))),
    )
    one = (sql.Item(sql.Constant(1), "one"),)
    return sql.Exists(sql.Select(one, sql.Table(SHARE, SHARE), where=where))
