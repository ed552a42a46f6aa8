"""Another name for a tag on all records that have it; each record's history tells of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final
from uuid import UUID

from gql_crm import sql
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.kind import ValueProblem
from gql_crm.fields.kinds.tags import parse_tag
from gql_crm.fields.storage import RECORD_TAG
from gql_crm.journal import Action, Change, event_parts, insert_changes
from gql_crm.plugins.system import CORE, TAGS
from gql_crm.records.statements import fetch, run
from gql_crm.records.tags import keys_of
from gql_crm.records.unit import Records
from gql_crm.text import shown
from gql_crm.timeline import events_of

MOST_RENAMED: Final = 10_000
"""Records of one call: it is one transaction."""
_BATCH: Final = 500
_TAG = "tg"


@dataclass(frozen=True, slots=True)
class _Renaming:
    """From one key to another one with its spelling."""

    old_key: str
    new_key: str
    name: str


async def rename_tag(records: Records, tag: str, to: str) -> int:
    """Rename a tag, or make two one; return how many records have changed.

    Only administrators may; they see all records, deleted ones too. Raises `UserErrors`.
    """
    if not records.actor.is_admin:
        raise UserErrors([UserError("FORBIDDEN", (), "Only administrators rename tags.")])
    renaming = await _renaming(records, tag, to)
    entities = await _tagged(records, tag, renaming)
    count = 0
    for entity, ids in sorted(entities.items()):
        waiting = iter(sorted(ids))
        while batch := list(islice(waiting, _BATCH)):
            count += await _rename(records, entity, batch, renaming)
    return count


async def _renaming(records: Records, tag: str, to: str) -> _Renaming:
    faults, parsed = [], {}
    for name, value in (("tag", tag), ("to", to)):
        try:
            parsed[name] = parse_tag(value)
        except ValueProblem as problem:
            faults.append(UserError("VALIDATION", (name,), str(problem)))
    keys = await keys_of(records.connection, list(parsed.values()))
    for name, value in parsed.items():
        if not keys[value]:
            text = f"{shown(value)} has nothing that a tag is compared by."
            faults.append(UserError("VALIDATION", (name,), text))
    if faults:
        raise UserErrors(faults)
    return _Renaming(keys[parsed["tag"]], keys[parsed["to"]], parsed["to"])


async def _tagged(records: Records, tag: str, renaming: _Renaming) -> Mapping[str, list[UUID]]:
    """Return the records that have the tag, by entity; of those in the catalog."""
    stored = records.catalog.stored_entities
    among = sql.AnyOf(sql.Column("r", "entity"), sql.parameters(sorted(stored), "text"))
    own = sql.equal(sql.Column("r", "id"), sql.Column(_TAG, "record_id"))
    rows = await fetch(
        records.connection,
        sql.Select(
            (sql.Item(sql.Column("r", "id"), "id"), sql.Item(sql.Column("r", "entity"), "entity")),
            sql.Table(RECORD_TAG, _TAG),
            joins=(sql.Join("JOIN", sql.Table("record", "r"), own),),
            where=sql.all_of(_has_key(renaming.old_key), among),
            limit=MOST_RENAMED + 1,
        ),
    )
    if not rows:
        raise UserErrors([UserError("NOT_FOUND", ("tag",), f"No record has the tag {shown(tag)}.")])
    if len(rows) > MOST_RENAMED:
        text = (
            f"More than {MOST_RENAMED} records have the tag {shown(tag)}, the most that are renamed at once;"
            " give some of them the other tag first, by updating many records."
        )
        raise UserErrors([UserError("INVALID_STATE", ("tag",), text)])
    entities: dict[str, list[UUID]] = {}
    for row in rows:
        entities.setdefault(stored[row["entity"]].name, []).append(row["id"])
    return entities


async def _rename(records: Records, entity: str, ids: Sequence[UUID], renaming: _Renaming) -> int:
    """Rename on some records, which nobody else changes meanwhile."""
    versions = await _locked(records, entity, ids)
    tags = await _tags(records, list(versions))
    changes = [
        Change(
            record_id=id_,
            entity=entity,
            action=Action.UPDATED,
            version=versions[id_],
            actor_id=records.actor.user_id,
            origin=records.origin,
            diff={f"{CORE}:{TAGS}": (list(before.values()), after)},
            at=records.now,
        )
        for id_, before in tags.items()
        if renaming.old_key in before and (after := list(_renamed(before, renaming))) != list(before.values())
    ]
    if changes:
        declared = records.catalog.entity(entity)
        told = [event for change in changes for event in events_of(declared, change)]
        parts = [*_parts([change.record_id for change in changes], renaming), *event_parts(told)]
        await run(records.connection, sql.With(tuple(parts), insert_changes(changes)))
    return len(changes)


def _renamed(before: Mapping[str, str], renaming: _Renaming) -> Iterator[str]:
    both = renaming.old_key != renaming.new_key and renaming.new_key in before
    for key, name in before.items():
        if key == renaming.new_key or (key == renaming.old_key and not both):
            yield renaming.name
        elif key != renaming.old_key:
            yield name


async def _locked(records: Records, entity: str, ids: Sequence[UUID]) -> dict[UUID, int]:
    """Lock records as their writers do; return their versions."""
    id_ = sql.Column("e", "id")
    select = sql.Select(
        (sql.Item(id_, "id"), sql.Item(sql.Column("e", "version"), "version")),
        sql.Table(records.catalog.entity(entity).table, "e"),
        where=sql.AnyOf(id_, sql.parameters(ids, "uuid")),
        order=(sql.OrderKey(id_),),
        lock="FOR UPDATE",
    )
    return {row["id"]: row["version"] for row in await fetch(records.connection, select)}


async def _tags(records: Records, ids: Sequence[UUID]) -> dict[UUID, dict[str, str]]:
    """Return the tags of records in their order, by what they are compared by."""
    names = ("record_id", "key", "name")
    select = sql.Select(
        tuple(sql.Item(sql.Column(_TAG, name), name) for name in names),
        sql.Table(RECORD_TAG, _TAG),
        where=_of(ids),
        order=tuple(sql.OrderKey(sql.Column(_TAG, name)) for name in ("record_id", "position", "key")),
    )
    tags: dict[UUID, dict[str, str]] = {}
    for row in await fetch(records.connection, select):
        tags.setdefault(row["record_id"], {})[row["key"]] = row["name"]
    return tags


def _parts(ids: Sequence[UUID], renaming: _Renaming) -> Iterator[tuple[str, sql.Node]]:
    rows = sql.all_of(_of(ids), _has_key(renaming.old_key))
    if renaming.old_key != renaming.new_key:
        yield "w_untag", sql.Delete(RECORD_TAG, _TAG, rows)
    columns: dict[str, sql.Node] = {
        "record_id": sql.Column(_TAG, "record_id"),
        "key": sql.Parameter(renaming.new_key, "text"),
        "name": sql.Parameter(renaming.name, "text"),
        "position": sql.Column(_TAG, "position"),
    }
    items = tuple(sql.Item(node, name) for name, node in columns.items())
    select = sql.Select(items, sql.Table(RECORD_TAG, _TAG), where=rows)
    change = (("record_id", "key"), ("name",))
    yield "w_tag", sql.Insert(RECORD_TAG, tuple(columns), select=select, on_conflict_update=change)


def _of(ids: Sequence[UUID]) -> sql.Node:
    return sql.AnyOf(sql.Column(_TAG, "record_id"), sql.parameters(ids, "uuid"))


def _has_key(key: str) -> sql.Node:
    return sql.equal(sql.Column(_TAG, "key"), sql.Parameter(key, "text"))
