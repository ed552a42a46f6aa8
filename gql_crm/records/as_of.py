"""A record as it was at a time, rebuilt from its changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from gql_crm import sql
from gql_crm.access import AccessProfile, Actor
from gql_crm.database.pool import Connection
from gql_crm.fields.scalars import datetime_text
from gql_crm.journal import SHARES
from gql_crm.plugins.catalog import Catalog, CatalogChild, CatalogEntity, HistoricMember, ToMany
from gql_crm.plugins.system import CORE, TAGS
from gql_crm.records.checks import Sight
from gql_crm.records.statements import fetch

_CREATED = "CREATED"
_UPDATED = "UPDATED"
_BESIDE = frozenset({f"{CORE}:{TAGS}", SHARES})
"""What changes without another version of the record."""
_COLUMNS = ("version", "action", "actor_id", "diff", "at")


async def record_as_of(
    connection: Connection, catalog: Catalog, actor: Actor, profile: AccessProfile, id_: UUID, at: datetime
) -> Mapping[str, Any] | None:
    """Return a record's values by their names of now, as JSON; None when it was not there or is invisible.

    `catalog` has what the actor may read. Fields that were made later are absent; references are ids, and
    those to records that the actor cannot see are null.
    """
    sight = Sight(catalog, actor, profile)
    changes = sorted(await fetch(connection, _changes(sight, id_)), key=_place)  # keeps the order of equals
    last = max((place for place, change in enumerate(changes, 1) if change["at"] <= at), default=0)
    known = changes[:last]
    if not known or known[0]["action"] != _CREATED:
        return None
    entity = catalog.stored_entities[changes[0]["entity"]]
    later = set(await _made_later(connection, entity, at))
    members = {key: one for key, one in entity.historic.items() if key not in later}
    values = _replayed(members, known)
    values.update({f"{CORE}:{key}": value for key, value in _told_by(known).items()})
    seen = await _seen(connection, sight, set(_ids_in(members, values)))
    shown = {one.key: _shown(one, values[field_id], seen) for field_id, one in members.items()}
    return {"id": str(id_), "recordType": entity.name, **shown}


def _changes(sight: Sight, id_: UUID) -> sql.Select:
    items = [sql.Item(sql.Column("c", name), name) for name in _COLUMNS]
    return sql.Select(
        (*items, sql.Item(sql.Column("r", "entity"), "entity")),
        sql.Table("change", "c"),
        (
            sql.Join(
                "JOIN",
                sql.Table("record", "r"),
                sql.equal(sql.Column("r", "id"), sql.Column("c", "record_id")),
            ),
        ),
        sql.all_of(sql.equal(sql.Column("r", "id"), sql.Parameter(id_, "uuid")), sight.any("r")),
        (sql.OrderKey(sql.Column("c", "version")), sql.OrderKey(sql.Column("c", "id"))),
    )


async def _made_later(connection: Connection, entity: CatalogEntity, at: datetime) -> Iterable[str]:
    """Return the ids of custom fields that did not exist yet."""
    where = sql.all_of(
        sql.equal(sql.Column("f", "entity"), sql.Parameter(entity.stored_as, "text")),
        sql.Binary(sql.Column("f", "created_at"), ">", sql.Parameter(at, "timestamptz")),
    )
    item = sql.Item(sql.Column("f", "storage_key"), "field_id")
    rows = await fetch(connection, sql.Select((item,), sql.Table("custom_field", "f"), where=where))
    return [row["field_id"] for row in rows]


def _replayed(members: Mapping[str, HistoricMember], changes: Sequence[asyncpg.Record]) -> dict[str, Any]:
    values: dict[str, Any] = {
        field_id: [] if isinstance(one, ToMany | CatalogChild) or one.key == TAGS else None
        for field_id, one in members.items()
    }
    for change in changes:
        for field_id, (old, new) in change["diff"].items():
            one = members.get(field_id)
            if isinstance(one, ToMany):
                values[field_id] = [id_ for id_ in values[field_id] if id_ not in old] + new
            elif one is not None:
                values[field_id] = new
    return values


def _ids_in(members: Mapping[str, HistoricMember], values: Mapping[str, Any]) -> Iterator[str]:
    """Return the ids of records that stand in values."""
    for field_id, one in members.items():
        value = values[field_id]
        if isinstance(one, ToMany):
            yield from value
        elif isinstance(one, CatalogChild):
            keys = [key for key, field in one.fields.items() if field.target]
            yield from (row[key] for row in value for key in keys if key in row)
        elif one.target and value is not None:
            yield value


async def _seen(connection: Connection, sight: Sight, ids: set[str]) -> set[str]:
    """Return those of the ids whose records the actor can see, deleted or not."""
    if not ids:
        return set()
    among = sql.AnyOf(sql.Column("r", "id"), sql.parameters([UUID(id_) for id_ in sorted(ids)], "uuid"))
    item = sql.Item(sql.Cast(sql.Column("r", "id"), "text"), "id")
    select = sql.Select((item,), sql.Table("record", "r"), where=sql.all_of(among, sight.any("r")))
    return {row["id"] for row in await fetch(connection, select)}


def _shown(one: HistoricMember, value: Any, seen: set[str]) -> Any:
    if isinstance(one, ToMany):
        return sorted(id_ for id_ in value if id_ in seen)
    if isinstance(one, CatalogChild):
        return [_shown_child(one, row, seen) for row in value]
    return None if one.target and value not in seen else value


def _shown_child(child: CatalogChild, row: Mapping[str, Any], seen: set[str]) -> dict[str, Any]:
    return {"id": row["id"], **{key: _shown(one, row.get(key), seen) for key, one in child.fields.items()}}


def _told_by(changes: Sequence[asyncpg.Record]) -> dict[str, Any]:
    """Return the system fields that tell of the first and the last change itself."""
    own = [one for one in changes if not _stands_beside(one)]
    first, last = own[0], own[-1]
    return {
        "createdAt": datetime_text(first["at"]),
        "createdBy": _text(first["actor_id"]),
        "updatedAt": datetime_text(last["at"]),
        "updatedBy": _text(last["actor_id"]),
        "version": last["version"],
    }


def _place(change: asyncpg.Record) -> tuple[int, bool]:
    """Return what orders changes: those that make no version follow the one that has made it."""
    return change["version"], _stands_beside(change)


def _stands_beside(change: asyncpg.Record) -> bool:
    return bool(change["action"] == _UPDATED and change["diff"].keys() <= _BESIDE)


def _text(id_: UUID | None) -> str | None:
    return None if id_ is None else str(id_)
