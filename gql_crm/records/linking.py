"""Links between records of any entities, by relation types: made and taken away, told in both histories."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from gql_crm import sql
from gql_crm.access import RowScope
from gql_crm.errors import UserError, UserErrors
from gql_crm.journal import LINKS, Diff
from gql_crm.plugins.catalog import CatalogRelationType
from gql_crm.records.checks import Sight
from gql_crm.records.link_rows import (
    Ends,
    delete_link,
    find_link,
    insert_link,
    update_note,
)
from gql_crm.records.loading import StoredRecord, load
from gql_crm.records.recording import noted
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch, run
from gql_crm.records.unit import Records
from gql_crm.records.writing import update_statement
from gql_crm.text import did_you_mean, shown

MOST_NOTE_CHARACTERS: Final = 2_000
_ARGUMENTS = ("fromId", "toId")


@dataclass(frozen=True, slots=True)
class Linked:
    """The two records of a link, as the client named them."""

    from_: Ref
    to: Ref


@dataclass(frozen=True, slots=True)
class _End:
    """A record that is locked, at one end of a link."""

    ref: Ref
    stored: StoredRecord


async def link(
    records: Records, relation: str, from_id: UUID, to_id: UUID, given: Mapping[str, Any]
) -> Linked:
    """Link two records: `from_id` is the relation of `to_id`. `given` may bring a `note`.

    A link that is there stays the one; its note changes where one is given. Who may change either of the
    records may link them. Raises `UserErrors`, whose paths are members of the input.
    """
    type_ = _relation(records, relation)
    note = _note(given.get("note"))
    ends = await _ends(records, type_, from_id, to_id)
    link = Ends.of(type_, from_id, to_id)
    there = await find_link(records.connection, link)
    if there is None:
        if not type_.active:
            raise _refused("INVALID_STATE", "relation", f"{shown(relation)} makes no new links any more.")
        insert = insert_link(link, note, records.actor.user_id, records.now)
        await _write(records, ends, type_, insert, (None, _Told(note)))
    elif "note" in given and note != there.note:
        await _write(records, ends, type_, update_note(there, note), (_Told(there.note), _Told(note)))
    return Linked(ends[0].ref, ends[1].ref)


async def unlink(records: Records, relation: str, from_id: UUID, to_id: UUID) -> Linked:
    """Take the link away between two records. Raises `UserErrors`."""
    type_ = _relation(records, relation)
    ends = await _ends(records, type_, from_id, to_id)
    there = await find_link(records.connection, Ends.of(type_, from_id, to_id))
    if there is None:
        raise _refused("NOT_FOUND", "relation", await _no_link(records, type_, from_id, to_id))
    await _write(records, ends, type_, delete_link(there), (_Told(there.note), None))
    return Linked(ends[0].ref, ends[1].ref)


async def take_back_links(records: Records, ref: Ref, diff: Mapping[str, tuple[Any, Any]]) -> Ref:
    """Make the links of a record what they were before a change of them. Raises `UserErrors`."""
    keys = {f"{LINKS}{one.relation_id}": one.key for one in records.catalog.relation_types.values()}
    for field_id, (old, new) in diff.items():
        if field_id not in keys:
            raise _refused("NOT_FOUND", "relation", "The relation type of the link is not there any more.")
        for line in old:
            await link(records, keys[field_id], *_ends_of(ref, line), {"note": line["note"]})
        there = {line["id"] for line in old}
        for line in new:
            if line["id"] not in there:
                await unlink(records, keys[field_id], *_ends_of(ref, line))
    return ref


def _ends_of(ref: Ref, line: Mapping[str, Any]) -> tuple[UUID, UUID]:
    other = UUID(line["id"])
    return (other, ref.id) if line["direction"] == "INCOMING" else (ref.id, other)


@dataclass(frozen=True, slots=True)
class _Told:
    """What history tells of a link besides the other record."""

    note: str | None


def _relation(records: Records, key: str) -> CatalogRelationType:
    """Return a relation type; one of entities that the actor cannot see does not exist."""
    readable = {
        one.key: one
        for one in records.catalog.relation_types.values()
        if all(records.profile.access(name).read is not RowScope.NONE for name in one.entities)
    }
    if key not in readable:
        hint = did_you_mean(key, readable) or " The query relationTypes lists them."
        raise _refused("NOT_FOUND", "relation", f"There is no relation type {shown(key)}.{hint}")
    return readable[key]


def _note(given: str | None) -> str | None:
    note = (given or "").strip()
    if len(note) > MOST_NOTE_CHARACTERS:
        text = f"The note has {len(note)} characters; expected at most {MOST_NOTE_CHARACTERS}."
        raise _refused("VALIDATION", "note", text)
    return note or None


async def _ends(
    records: Records, type_: CatalogRelationType, from_id: UUID, to_id: UUID
) -> tuple[_End, _End]:
    """Lock both records, in the order of their ids, and judge whether they may be linked."""
    if from_id == to_id:
        raise _refused("VALIDATION", "toId", "A record cannot be linked with itself.")
    entities = await _entities(records, (from_id, to_id))
    ids = dict(zip(_ARGUMENTS, (from_id, to_id), strict=True))
    _check_entities(type_, entities[from_id], entities[to_id])
    stored = {id_: await _locked(records, Ref(entities[id_], id_)) for id_ in sorted(ids.values())}
    faults = [
        UserError("NOT_FOUND", (name,), _absent(id_)) for name, id_ in ids.items() if stored[id_] is None
    ]
    faults += [
        UserError("INVALID_STATE", (name,), "The record is deleted; restore it first.")
        for name, id_ in ids.items()
        if (one := stored[id_]) is not None and one.deleted
    ]
    if faults:
        raise UserErrors(faults)
    ends = [_End(Ref(entities[id_], id_), one) for id_ in ids.values() if (one := stored[id_]) is not None]
    if not any(end.stored.permitted for end in ends):
        text = "You may see both records, but change neither of them."
        raise UserErrors([UserError("FORBIDDEN", (), text)])
    return ends[0], ends[1]


async def _entities(records: Records, ids: tuple[UUID, UUID]) -> Mapping[UUID, str]:
    """Return the entities of records that the actor can see, deleted or not."""
    sight = Sight(records.catalog, records.actor, records.profile)
    items = (sql.Item(sql.Column("r", "id"), "id"), sql.Item(sql.Column("r", "entity"), "entity"))
    among = sql.AnyOf(sql.Column("r", "id"), sql.parameters(sorted(ids), "uuid"))
    where = sql.all_of(among, sight.any("r"))
    rows = await fetch(records.connection, sql.Select(items, sql.Table("record", "r"), where=where))
    found = {row["id"]: records.catalog.stored_entities[row["entity"]].name for row in rows}
    faults = [
        UserError("NOT_FOUND", (name,), _absent(id_))
        for name, id_ in zip(_ARGUMENTS, ids, strict=True)
        if id_ not in found
    ]
    if faults:
        raise UserErrors(faults)
    return found


def _check_entities(type_: CatalogRelationType, from_entity: str, to_entity: str) -> None:
    if type_.joins(from_entity, to_entity):
        return
    declared = type_.declared
    wanted = zip(
        _ARGUMENTS, (declared.from_entity, declared.to_entity), (from_entity, to_entity), strict=True
    )
    way_out = " Swap the two." if type_.joins(to_entity, from_entity) else ""
    raise UserErrors(
        [
            UserError(
                "VALIDATION", (name,), f'"{type_.key}" expects a {expected} here, not a {given}.{way_out}'
            )
            for name, expected, given in wanted
            if expected not in (None, given)
        ]
    )


async def _locked(records: Records, ref: Ref) -> StoredRecord | None:
    entity, access = records.known(ref.entity)
    sight = Sight(records.catalog, records.actor, records.profile)
    return await load(records.connection, sight, entity, ref.id, access.to_update, ())


async def _no_link(records: Records, type_: CatalogRelationType, from_id: UUID, to_id: UUID) -> str:
    reverse = Ends.of(type_, to_id, from_id)
    way_out = " There is one the other way round." if await find_link(records.connection, reverse) else ""
    return f'The two records are not linked by "{type_.key}".{way_out}'


async def _write(
    records: Records,
    ends: tuple[_End, _End],
    type_: CatalogRelationType,
    statement: sql.Node,
    told: tuple[_Told | None, _Told | None],
) -> None:
    """Write a link with the first record's statement; both records get a version and a line of history."""
    directions = ("BOTH", "BOTH") if type_.declared.symmetric else ("OUTGOING", "INCOMING")
    for index, direction in enumerate(directions):
        own, other = ends[index], ends[1 - index]
        lists = tuple([_line(one, other.ref, direction)] if one else [] for one in told)
        diff: Diff = {f"{LINKS}{type_.relation_id}": (lists[0], lists[1])}
        write = noted(records, own.ref, own.stored.version + 1, diff)
        await run(records.connection, update_statement(write, [] if index else [statement]))


def _line(told: _Told, other: Ref, direction: str) -> Mapping[str, Any]:
    return {"id": str(other.id), "direction": direction, "note": told.note}


def _absent(id_: UUID) -> str:
    return f'There is no record with the id "{id_}" that you can see.'


def _refused(code: str, argument: str, text: str) -> UserErrors:
    return UserErrors([UserError(code, (argument,), text)])
