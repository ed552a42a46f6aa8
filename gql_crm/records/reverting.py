"""Taking a change back: the fields that it changed become what they were, by a change of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import asyncpg

from gql_crm import sql
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.scalars import parse_id
from gql_crm.journal import LINKS, SHARES, Action
from gql_crm.plugins.catalog import Catalog, CatalogChild, HistoricMember, ToMany
from gql_crm.records.checks import Sight
from gql_crm.records.children import load_children
from gql_crm.records.linking import take_back_links
from gql_crm.records.ref import Ref
from gql_crm.records.sharing import take_back_shares
from gql_crm.records.statements import fetch
from gql_crm.records.unit import Records
from gql_crm.text import listed

_ARGUMENT = ("changeId",)
_ID_LENGTH = 36


@dataclass(frozen=True, slots=True)
class _Change:
    """The part of a change that is taken back; `members` by the ids of history, as the actor may see them.

    A change of links, or of shares, has none.
    """

    id: UUID
    record: Ref
    action: Action
    version: int
    diff: Mapping[str, tuple[Any, Any]]
    members: Mapping[str, HistoricMember]


async def revert(records: Records, readable: Catalog, change_id: str) -> Ref:
    """Set the fields of a change back to their old values; a deletion is restored, a restoration deleted.

    `change_id` names a change, or one field of it: the change's id, a colon, the field's id. `readable` is
    the catalog as the actor sees it. Raises `UserErrors`, whose path is the argument `changeId`.
    """
    change = await _found(records, readable, change_id)
    if change.action is Action.CREATED:
        raise _refused("INVALID_STATE", "The change made the record; delete the record instead.")
    await _lock(records, change.record)
    await _check_newer(records, change)
    try:
        return await _taken_back(records, change)
    except UserErrors as raised:
        raise UserErrors([_about(error) for error in raised.errors]) from None


async def _taken_back(records: Records, change: _Change) -> Ref:
    entity, id_ = change.record.entity, change.record.id
    if SHARES in change.diff:
        return await take_back_shares(records, change.record, change.diff[SHARES])
    if not change.members:
        return await take_back_links(records, change.record, change.diff)
    if change.action is Action.DELETED:
        return await records.restore(entity, id_)
    if change.action is Action.RESTORED:
        return await records.delete(entity, id_)
    children = [one for one in change.members.values() if isinstance(one, CatalogChild)]
    owned = await load_children(records.connection, children, id_)
    values: dict[str, Any] = {}
    for field_id, (old, new) in change.diff.items():
        member = change.members[field_id]
        if isinstance(member, ToMany):
            values.update(_links(member, old, new))
        elif isinstance(member, CatalogChild):
            present = {str(row.id) for row in owned[member.key]}
            values[member.key] = [_element(member, row, present) for row in old]
        elif member.retired:
            raise _refused("READ_ONLY", f'"{member.key}" is retired; restore the field first.')
        else:
            values[member.input_name] = old
    return await records.update(entity, id_, values)


def _links(to_many: ToMany, left: list[str], came: list[str]) -> dict[str, list[str]]:
    names = to_many.inputs
    if names is None:
        raise _refused("READ_ONLY", f'"{to_many.key}" cannot be written.')
    return {names.add: left, names.remove: came}


def _element(child: CatalogChild, row: Mapping[str, Any], present: set[str]) -> dict[str, Any]:
    """Return one of the children as an input has it; one that is gone comes back with a new id."""
    values = {name: row.get(field.key) for name, field in child.inputs.items()}
    return {"id": row["id"], **values} if row["id"] in present else values


async def _found(records: Records, readable: Catalog, change_id: str) -> _Change:
    id_, _, field_id = change_id.partition(":") if change_id[_ID_LENGTH:][:1] == ":" else (change_id, "", "")
    sight = Sight(readable, records.actor, records.profile)
    rows = await fetch(records.connection, _select(sight, parse_id(id_)))
    if rows:
        row = rows[0]
        entity = readable.stored_entities[row["entity"]]
        if entity.retired:
            raise _refused("INVALID_STATE", f'"{entity.name}" is retired; restore the entity first.')
        known = entity.historic
        members = {key: known[key] for key in row["diff"] if key in known and field_id in ("", key)}
        if members:
            diff = {key: row["diff"][key] for key in members}
            record = Ref(entity.name, row["record_id"])
            return _Change(row["id"], record, Action(row["action"]), row["version"], diff, members)
        links = {key: pair for key, pair in row["diff"].items() if key.startswith(LINKS) or key == SHARES}
        if links and field_id in ("", *links):
            record = Ref(entity.name, row["record_id"])
            return _Change(row["id"], record, Action(row["action"]), row["version"], links, {})
    raise _refused("NOT_FOUND", f'There is no change with the id "{change_id[:200]}" that you can see.')


def _select(sight: Sight, id_: UUID) -> sql.Select:
    names = ("id", "record_id", "entity", "action", "version", "diff")
    record = sql.Join(
        "JOIN", sql.Table("record", "r"), sql.equal(sql.Column("r", "id"), sql.Column("c", "record_id"))
    )
    return sql.Select(
        tuple(sql.Item(sql.Column("c", name), name) for name in names),
        sql.Table("change", "c"),
        (record,),
        sql.all_of(sql.equal(sql.Column("c", "id"), sql.Parameter(id_, "uuid")), sight.any("r")),
    )


async def _lock(records: Records, record: Ref) -> None:
    """Let other writers of the record wait, so that nothing newer can come."""
    table = records.catalog.entity(record.entity).table
    own = sql.equal(sql.Column("e", "id"), sql.Parameter(record.id, "uuid"))
    item = sql.Item(sql.Column("e", "id"), "id")
    await fetch(records.connection, sql.Select((item,), sql.Table(table, "e"), where=own, lock="FOR UPDATE"))


async def _check_newer(records: Records, change: _Change) -> None:
    """Refuse what would lose newer values."""
    newer = {key for row in await _later(records, change) for key in row["diff"]}
    names = [one.key for field_id, one in change.members.items() if field_id in newer]
    beside = [field_id for field_id in change.diff if field_id in newer and not change.members]
    names += ["shares" if field_id == SHARES else "relatedRecords" for field_id in beside]
    if names:
        was = "was" if len(names) == 1 else "were"
        text = f"{listed(names)} {was} changed again since; take the newer change back first."
        raise _refused("INVALID_STATE", text)


async def _later(records: Records, change: _Change) -> list[asyncpg.Record]:
    diff = sql.Column("c", "diff")
    place = sql.RowOf((sql.Parameter(change.version, "integer"), sql.Parameter(change.id, "uuid")))
    where = sql.all_of(
        sql.equal(sql.Column("c", "record_id"), sql.Parameter(change.record.id, "uuid")),
        sql.Binary(sql.RowOf((sql.Column("c", "version"), sql.Column("c", "id"))), ">", place),
        sql.Binary(diff, "?|", sql.parameters(sorted(change.diff), "text")),
    )
    return await fetch(
        records.connection, sql.Select((sql.Item(diff, "diff"),), sql.Table("change", "c"), where=where)
    )


def _about(error: UserError) -> UserError:
    """Return an error of the unit of work as one of this call; ids of records are not told."""
    text = error.message
    if error.code == "NOT_FOUND" and error.field:
        text = f'"{error.field[0]}" cannot be set back: what it referred to is not there any more.'
    return replace(error, field=_ARGUMENT, message=text)


def _refused(code: str, text: str) -> UserErrors:
    return UserErrors([UserError(code, _ARGUMENT, text)])
