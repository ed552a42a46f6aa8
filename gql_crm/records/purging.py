"""Erasing a record for good: what it held goes, that it was there and who erased it stays."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from gql_crm import sql
from gql_crm.clock import uuid7
from gql_crm.errors import UserError, UserErrors
from gql_crm.records.checks import Sight
from gql_crm.records.ref import Ref
from gql_crm.records.referrers import holders_by_links, in_use
from gql_crm.records.statements import fetch, run
from gql_crm.records.unit import Records
from gql_crm.sql import Column
from gql_crm.text import listed, shown

PURGED: Final = "purged"
"""What the spine says instead of an entity: no entity's name begins with a small letter."""
_NAMED: Final = 5
"""Holders that an error names."""
_MOST_HOLDERS: Final = 1_000
"""Holders of one sort that are looked at."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A record of any entity, those of modules that are switched off included."""

    ref: Ref
    label: str


async def purge(records: Records, id_: UUID, confirm: str) -> Ref:
    """Erase a record, deleted or not; administrators only. Raises `UserErrors` where it must stay.

    `confirm` repeats what the record is called, or its id where it is called nothing.
    """
    if not records.actor.is_admin:
        raise _refused("FORBIDDEN", (), "Only administrators may purge records.")
    known = await _find(records, id_)
    if known is None:
        raise _refused("NOT_FOUND", ("id",), f'There is no record with the id "{id_}" that you can see.')
    if id_ == records.actor.user_id:
        raise _refused("INVALID_STATE", ("id",), "You cannot purge yourself; another administrator can.")
    expected = known.label or str(id_)
    if confirm != expected:
        text = (
            f"{shown(confirm)} is not what the record is called; to purge it, confirm with {shown(expected)}."
        )
        raise _refused("VALIDATION", ("confirm",), text)
    await _check_free(records, known.ref)
    values = (
        sql.Parameter(id_, "uuid"),
        sql.Parameter(uuid7(), "uuid"),
        sql.Parameter(records.actor.user_id, "uuid"),
        sql.Parameter(records.now, "timestamptz"),
    )
    await run(records.connection, sql.Select((sql.Item(sql.call("gql_crm_purge", *values), "done"),)))
    return known.ref


async def _find(records: Records, id_: UUID) -> _Known | None:
    """Find a record and lock it: who is about to refer to it waits."""
    rows = await fetch(
        records.connection,
        _spine(records, sql.equal(Column("r", "id"), sql.Parameter(id_, "uuid")), lock=True),
    )
    return _known(records, *rows[0].values()) if rows else None


async def _check_free(records: Records, ref: Ref) -> None:
    """Refuse a record that others refer to, by fields of whichever module; name those that can be seen."""
    holder = sql.call("gql_crm_holders", sql.Parameter(ref.id, "uuid"))
    rows = await fetch(records.connection, sql.Select((sql.Item(holder, "id"),), limit=_MOST_HOLDERS))
    linked = await holders_by_links(records.connection, records.catalog, ref.id, limit=_MOST_HOLDERS)
    ids = sorted({*(row["id"] for row in rows), *linked})
    if not ids:
        restricted = await in_use(records.connection, records.catalog, ref.entity, ref.id)
        if restricted:
            raise UserErrors(restricted)
        return
    among = sql.AnyOf(Column("r", "id"), sql.parameters(ids[:_NAMED], "uuid"))
    seen = [_known(records, *row.values()) for row in await fetch(records.connection, _spine(records, among))]
    names = listed(f"{one.ref.entity} {one.label or one.ref.id}" for one in seen)
    more = "" if len(ids) <= len(seen) else " and others"
    text = (
        f"The record is referred to by {names or 'records that you cannot see'}{more}; let them"
        " refer to another one, or purge them first. Deleted ones count."
    )
    raise _refused("IN_USE", ("id",), text)


def _spine(records: Records, condition: sql.Node, *, lock: bool = False) -> sql.Select:
    """Select records that the actor can see. Of modules that are switched off administrators see all."""
    there = Sight(records.catalog, records.actor, records.profile).any("r")
    entity = Column("r", "entity")
    names = [*records.catalog.stored_entities, PURGED]
    foreign = sql.Not(sql.AnyOf(entity, sql.parameters(names, "text")))
    label = sql.Select(
        (sql.Item(Column("t", "label"), "label"),),
        sql.Table("record_text", "t"),
        where=sql.equal(Column("t", "record_id"), Column("r", "id")),
    )
    items = (
        sql.Item(Column("r", "id"), "id"),
        sql.Item(entity, "entity"),
        sql.Item(sql.Scalar(label), "label"),
    )
    where = sql.all_of(condition, sql.any_of(there, foreign))
    order = (sql.OrderKey(Column("r", "id")),)
    return sql.Select(
        items, sql.Table("record", "r"), where=where, order=order, lock="FOR UPDATE" if lock else ""
    )


def _known(records: Records, id_: UUID, stored_as: str, label: str | None) -> _Known:
    entity = records.catalog.stored_entities.get(stored_as)
    return _Known(Ref(entity.name if entity else stored_as, id_), label or "")


def _refused(code: str, path: tuple[str, ...], message: str) -> UserErrors:
    return UserErrors([UserError(code, path, message)])
