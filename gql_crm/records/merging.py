"""Merging: several records of an entity become one of them. History is added to, never rewritten.

The others are deleted and point to the target (`record.merged_into`). What the merge did is kept as history
has it, so that `unmerging` can take it back: `target` and `referrers` have the diffs of their changes,
`sources` their versions, `rows` what was moved of modules that are switched off, `links` those between any
records, `favorites` who has the target among theirs because of it, `shares` with whom it is shared,
`told` what the target counts as told of.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from gql_crm import sql
from gql_crm.access import EntityAccess
from gql_crm.clock import uuid7
from gql_crm.errors import UserError, UserErrors
from gql_crm.journal import Action
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.records import merge_rows
from gql_crm.records.children import load_children
from gql_crm.records.difference import Difference
from gql_crm.records.favorites import hand_favorites_on
from gql_crm.records.inputs import EntityInputs, entity_inputs
from gql_crm.records.loading import links_of, load, load_links
from gql_crm.records.merge_counts import MovedCount, counted_moves
from gql_crm.records.merge_found import hand_told_on
from gql_crm.records.merge_links import move_links
from gql_crm.records.merge_references import Moved, everything, move, referrers
from gql_crm.records.merge_shares import unite_shares
from gql_crm.records.merge_values import CHOOSABLE_SYSTEM, Part, Union
from gql_crm.records.proposal import Proposal
from gql_crm.records.recording import recorded
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch, run
from gql_crm.records.unique import free_all
from gql_crm.records.unit import Records
from gql_crm.records.write import Write
from gql_crm.records.writing import update_statement
from gql_crm.text import did_you_mean, shown

MOST_SOURCES: Final = 20
"""Most records that are merged into one at once."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A field whose value is taken from one of the records."""

    field: str
    record: UUID


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge came to."""

    id: UUID
    target: Ref
    sources: tuple[Ref, ...]
    moved: tuple[MovedCount, ...]


async def merge(
    records: Records,
    entity: str,
    target: UUID,
    sources: Sequence[UUID],
    *,
    choices: Sequence[Choice] = (),
    expected: Mapping[UUID, int] | None = None,
) -> Merged:
    """Merge sources into the target; the actor must be able to change all of them.

    The target keeps its values, empty ones are filled from the sources in their order, lists are united;
    `choices` say otherwise. Whatever refers to a source refers to the target afterwards, whoever sees it.
    """
    declared, access = records.known(entity)
    _check_ids(declared, target, sources)
    union = await _united(records, declared, access, target, sources, choices, expected or {})
    held = await referrers(records, declared, sources, {target, *sources})
    moved = [one for each in held if (one := await move(records, each, sources, target))]
    rows = [row for id_ in sources for row in await merge_rows.move_unknown(records, id_, target)]
    links = [{"source": str(id_), "links": await move_links(records, id_, target)} for id_ in sources]
    versions = {one.id: await _take_away(records, declared, one, target) for one in union.sources}
    own = await records.change(declared, union.target.stored, union.proposal, union.target.children)
    fans = await hand_favorites_on(records, sources, target)
    shares = await unite_shares(records, sources, Ref(entity, target))
    told = await hand_told_on(records, sources, target)
    beside = {"rows": rows, "links": links, "favorites": fans, "shares": shares, "told": told}
    kept = {**_done(records, own, versions, moved), **beside}
    stored = merge_rows.StoredMerge(uuid7(), declared.stored_as, target, tuple(sources), kept, undone=False)
    await merge_rows.keep(records, stored)
    counted = await counted_moves(records, moved)
    return Merged(stored.id, Ref(entity, target), tuple(Ref(entity, id_) for id_ in sources), counted)


async def _united(
    records: Records,
    entity: CatalogEntity,
    access: EntityAccess,
    target: UUID,
    sources: Sequence[UUID],
    choices: Sequence[Choice],
    expected: Mapping[UUID, int],
) -> Union:
    """Lock the records and say what the target becomes."""
    inputs = entity_inputs(entity, access)
    chosen = _chosen(entity, inputs, choices, {target, *sources})
    parts = await _locked(records, entity, inputs, target, sources, expected)
    await _lock_spine(records, sources)
    union = Union(
        entity,
        parts[target],
        [parts[id_] for id_ in sources],
        chosen,
        access.read_only,
        inputs,
        Proposal(records.value_context),
    )
    union.propose()
    return union


def _check_ids(entity: CatalogEntity, target: UUID, sources: Sequence[UUID]) -> None:
    if not entity.entity.mergeable:
        text = f"Records of {entity.name} cannot be merged."
        raise UserErrors([UserError("INVALID_STATE", (), text)])
    faults = []
    if not 1 <= len(sources) <= MOST_SOURCES:
        text = f"{len(sources)} records cannot be merged into one; expected 1 to {MOST_SOURCES}."
        faults.append(UserError("VALIDATION", ("sourceIds",), text))
    for index, id_ in enumerate(sources):
        if id_ == target:
            text = f'"{id_}" is the target itself.'
            faults.append(UserError("VALIDATION", ("sourceIds", str(index)), text))
        elif id_ in sources[:index]:
            text = f'"{id_}" stands in the list twice.'
            faults.append(UserError("VALIDATION", ("sourceIds", str(index)), text))
    if faults:
        raise UserErrors(faults)


def _chosen(
    entity: CatalogEntity, inputs: EntityInputs, choices: Sequence[Choice], ids: Collection[UUID]
) -> dict[str, UUID]:
    """Return the choices by key; a reference goes by its field's name and by that of its input."""
    fields = {
        name: one.key
        for one in inputs.fields.values()
        if one.key not in entity.system or one.key in CHOOSABLE_SYSTEM
        for name in (one.key, one.input_name)
    }
    names = {**fields, **{one.list.key: one.list.key for one in inputs.links.values()}}
    names |= {key: key for key in inputs.children}
    faults, chosen = [], {}
    for index, choice in enumerate(choices):
        place = ("choose", str(index))
        if choice.field not in names:
            hint = did_you_mean(choice.field, names)
            text = f"{entity.name} has no field {shown(choice.field)} that a merge can choose.{hint}"
            faults.append(UserError("VALIDATION", (*place, "field"), text))
        elif names[choice.field] in chosen:
            text = f"{shown(choice.field)} is chosen twice."
            faults.append(UserError("VALIDATION", (*place, "field"), text))
        elif choice.record not in ids:
            text = f'"{choice.record}" is neither the target nor one of the sources.'
            faults.append(UserError("VALIDATION", (*place, "recordId"), text))
        else:
            chosen[names[choice.field]] = choice.record
    if faults:
        raise UserErrors(faults)
    return chosen


async def _locked(
    records: Records,
    entity: CatalogEntity,
    inputs: EntityInputs,
    target: UUID,
    sources: Sequence[UUID],
    expected: Mapping[UUID, int],
) -> dict[UUID, Part]:
    """Lock all records in the order of their ids, so that two merges wait for each other."""
    places = {target: ("targetId",), **{id_: ("sourceIds", str(at)) for at, id_ in enumerate(sources)}}
    faults: list[UserError] = []
    parts: dict[UUID, Part] = {}
    for id_ in sorted(places):
        part = await _part(records, entity, inputs, id_, places[id_], faults)
        if part is not None:
            parts[id_] = part
            version = expected.get(id_, part.stored.version)
            if version != part.stored.version:
                text = f"The record is at version {part.stored.version}, not {version}; read it again."
                faults.append(UserError("CONFLICT", places[id_], text))
    for id_ in expected:
        if id_ not in places:
            text = f'"{id_}" is neither the target nor one of the sources.'
            faults.append(UserError("VALIDATION", ("expectedVersions",), text))
    if faults:
        raise UserErrors(faults)
    return parts


async def _part(
    records: Records,
    entity: CatalogEntity,
    inputs: EntityInputs,
    id_: UUID,
    place: tuple[str, ...],
    faults: list[UserError],
) -> Part | None:
    """Return a record with all that it holds, or note why it cannot be part of the merge."""
    reach = records.profile.access(entity.name).to_update.unshared()  # sources are deleted
    keys = [one.key for one in entity.value_fields.values() if not one.derived]
    stored = await load(records.connection, records.sight, entity, id_, reach, keys)
    if stored is None:
        text = f'There is no {entity.name} with the id "{id_}" that you can see.'
        faults.append(UserError("NOT_FOUND", place, text))
    elif not stored.permitted:
        text = f"You may see this record of {entity.name}, but not merge it."
        faults.append(UserError("FORBIDDEN", place, text))
    elif stored.deleted:
        faults.append(UserError("INVALID_STATE", place, "The record is deleted; restore it first."))
    else:
        lists = links_of(one.list for one in inputs.links.values())
        links = await load_links(records.connection, everything(records), id_, lists)
        children = await load_children(records.connection, inputs.children.values(), id_)
        return Part(stored, links, children)
    return None


async def _lock_spine(records: Records, sources: Sequence[UUID]) -> None:
    """Let who is about to refer to a source wait for us; who was earlier is seen by what follows."""
    among = sql.AnyOf(sql.Column("r", "id"), sql.parameters(sorted(sources), "uuid"))
    item = sql.Item(sql.Column("r", "id"), "id")
    order = (sql.OrderKey(sql.Column("r", "id")),)
    select = sql.Select((item,), sql.Table("record", "r"), where=among, order=order, lock="FOR UPDATE")
    await fetch(records.connection, select)


async def _take_away(records: Records, entity: CatalogEntity, part: Part, target: UUID) -> int:
    """Delete a source and let it point to the target; return its version."""
    difference = Difference({"deletedAt": (None, records.now)}, ())
    version = part.stored.version + 1
    write = recorded(records, Ref(entity.name, part.id), version, Action.DELETED, difference)
    await run(records.connection, update_statement(write, [free_all(part.id)]))
    await point(records, [part.id], target)
    return version


async def point(records: Records, ids: Sequence[UUID], target: UUID | None) -> None:
    """Let records point to the one that they were merged into, or to none."""
    among = sql.AnyOf(sql.Column("r", "id"), sql.parameters(ids, "uuid"))
    changes = (("merged_into", sql.Parameter(target, "uuid")),)
    await run(records.connection, sql.Update("record", "r", changes, among))


def _done(
    records: Records, own: Write | None, versions: Mapping[UUID, int], moved: Sequence[Moved]
) -> dict[str, Any]:
    """Return what a merge did, as it is kept."""
    return {
        "target": {"version": own.change.version, "diff": dict(own.change.diff)} if own else None,
        "sources": {str(id_): version for id_, version in versions.items()},
        "referrers": [
            {
                "entity": records.catalog.entity(one.record.entity).stored_as,
                "id": str(one.record.id),
                "version": one.version,
                "diff": dict(one.diff),
            }
            for one in moved
        ],
    }
