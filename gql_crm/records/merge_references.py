"""References to records that become another: who holds them, and how they are moved."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from gql_crm import sql
from gql_crm.access import profile_of
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.storage import ColumnStorage
from gql_crm.journal import Action
from gql_crm.plugins.catalog import Catalog, CatalogChild, CatalogEntity, CatalogField
from gql_crm.plugins.duplicate_keys import compared_keys
from gql_crm.plugins.permissions import ADMIN, Reach, RowScope
from gql_crm.records.checks import Sight
from gql_crm.records.children import load_children
from gql_crm.records.claiming import claim
from gql_crm.records.difference import ChildrenChange, Difference, LinkChange
from gql_crm.records.loading import StoredRecord, load
from gql_crm.records.proposal import ChildRow
from gql_crm.records.recording import recorded
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch, run
from gql_crm.records.texts import text_keys
from gql_crm.records.unique import claims_of, free_others, kept_keys, scope_keys
from gql_crm.records.unit import Records
from gql_crm.records.writing import update_statement

MOST_REFERRERS = 2_000
"""Most records whose references one merge moves: each gets its line of history."""


@dataclass(slots=True)
class Referrer:
    """A record that refers to others which become one, by fields, links or children."""

    record: Ref
    fields: dict[str, UUID] = field(default_factory=dict)
    """By field key: the source that it holds."""
    links: dict[str, list[UUID]] = field(default_factory=dict)
    """By the id of links: the sources among them."""
    children: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Moved:
    """What was changed of a referrer, as history has it."""

    record: Ref
    version: int
    diff: Mapping[str, Any]


def everything(records: Records) -> Sight:
    """Return the sight of somebody who sees all records: what follows from a merge is nobody's choice."""
    return Sight(records.catalog, records.actor, profile_of((ADMIN,), {}))


async def referrers(
    records: Records, entity: CatalogEntity, sources: Sequence[UUID], merged: Collection[UUID]
) -> list[Referrer]:
    """Find who refers to sources by what the catalog knows, in the order of their ids; none of `merged`."""
    found: dict[UUID, Referrer] = {}
    for other, declared in _columns(records.catalog, entity.name):
        for id_, source in await _holders(records, other.table, declared, sources, "id"):
            found.setdefault(id_, Referrer(Ref(other.name, id_))).fields[declared.key] = source
    for other, child, declared in _child_columns(records.catalog, entity.name):
        for id_, _ in await _holders(records, child.table, declared, sources, "parent_id"):
            found.setdefault(id_, Referrer(Ref(other.name, id_))).children.add(child.key)
    entities = records.catalog.stored_entities
    for stored_as, id_, field_id, source in await _links(records, sources):
        if stored_as in entities:
            other = entities[stored_as]
            _note_link(other, found.setdefault(id_, Referrer(Ref(other.name, id_))), field_id, source)
    others = sorted((one for id_, one in found.items() if id_ not in merged), key=lambda one: one.record.id)
    others = [one for one in others if one.fields or one.links or one.children]
    if len(others) > MOST_REFERRERS:
        text = (
            f"More than {MOST_REFERRERS:,} records refer to the sources; one merge moves no more. "
            "Let some of them refer to the target first."
        )
        raise UserErrors([UserError("INVALID_STATE", ("sourceIds",), text)])
    return others


def _note_link(entity: CatalogEntity, referrer: Referrer, field_id: str, source: UUID) -> None:
    """Links of modules that are switched off are not the catalog's: they are moved as rows."""
    for declared in entity.fields.values():
        if declared.field_id == field_id and not declared.kind.many:
            referrer.fields[declared.key] = source
            return
    if any(one.field_id == field_id and one.side == "source" for one in entity.lists.values()):
        referrer.links.setdefault(field_id, []).append(source)


async def move(records: Records, referrer: Referrer, sources: Collection[UUID], target: UUID) -> Moved | None:
    """Let a record refer to the target instead; nobody's permissions and no rules are asked."""
    entity = records.catalog.entity(referrer.record.entity)
    stored, owned = await locked(records, entity, referrer.record.id, referrer.fields, referrer.children)
    if stored is None:
        return None
    values = {key: (stored.values[key], target) for key in referrer.fields if stored.values[key] in sources}
    links = []
    for field_id, held in referrer.links.items():
        there = await _linked(records, referrer.record.id, field_id, target)
        links.append(LinkChange(field_id, tuple(sorted(held)), () if there else (target,)))
    children = []
    for key, rows in owned.items():
        child = entity.children[key]
        moved = tuple(ChildRow(row.id, _moved(child, row.values, sources, target)) for row in rows)
        children.append(ChildrenChange(child, rows, moved))
    difference = Difference(values, tuple(links), tuple(children))
    return await rewrite(
        records, entity, stored, difference, lambda error: _in_one_scope(records, entity, error)
    )


async def locked(
    records: Records, entity: CatalogEntity, id_: UUID, keys: Collection[str], children: Collection[str]
) -> tuple[StoredRecord | None, dict[str, tuple[ChildRow, ...]]]:
    """Lock a record, whoever sees it, with all that its texts and keys are made of."""
    wanted = {*keys, *text_keys(entity), *compared_keys(entity), *scope_keys(entity, set(keys))}
    stored = await load(records.connection, everything(records), entity, id_, Reach(RowScope.ALL), wanted)
    owned = await load_children(records.connection, [entity.children[key] for key in sorted(children)], id_)
    return stored, owned


async def rewrite(
    records: Records,
    entity: CatalogEntity,
    stored: StoredRecord,
    difference: Difference,
    taken: Callable[[UserError], UserError],
) -> Moved | None:
    """Write what changes of a record that is locked, with its history.

    Its unique values come along; `taken` words the fault of one that another record holds already.
    """
    if difference.is_empty:
        return None
    freed: list[sql.Delete] = []
    if not stored.deleted:  # a deleted record takes its unique values when it is restored
        new = difference.new_values()
        claims = claims_of(entity, new, stored.values)
        if refused := await claim(records.connection, records.sight, stored.id, claims):
            raise UserErrors([taken(error) for error in refused])
        kept = kept_keys(entity, new, stored.values)
        freed = [free_others(stored.id, kept)] if kept else []
    ref = Ref(entity.name, stored.id)
    version = stored.version + difference.steps
    write = recorded(records, ref, version, Action.UPDATED, difference, stored.values)
    await run(records.connection, update_statement(write, freed))
    return Moved(ref, version, write.change.diff)


def _in_one_scope(records: Records, entity: CatalogEntity, error: UserError) -> UserError:
    """Return the fault of two records that would hold one value where both refer to the target."""
    told = error.field and records.profile.access(entity.name).read is not RowScope.NONE
    what = f'the same "{error.field[0]}" of {entity.name}' if told else "a value that must be unique"
    text = f"Two records that refer to the merged ones would both have {what}; change one of them first."
    return UserError("DUPLICATE", ("sourceIds",), text)


def _moved(
    child: CatalogChild, values: Mapping[str, Any], sources: Collection[UUID], target: UUID
) -> dict[str, Any]:
    return {
        key: target if child.fields[key].target and value in sources else value
        for key, value in values.items()
    }


def _columns(catalog: Catalog, entity: str) -> Iterator[tuple[CatalogEntity, CatalogField]]:
    for other in catalog.entities.values():
        for declared in other.fields.values():
            if declared.target == entity and isinstance(declared.storage, ColumnStorage):
                yield other, declared


def _child_columns(
    catalog: Catalog, entity: str
) -> Iterator[tuple[CatalogEntity, CatalogChild, CatalogField]]:
    for other in catalog.entities.values():
        for child in other.children.values():
            for declared in child.fields.values():
                if declared.target == entity:
                    yield other, child, declared


async def _holders(
    records: Records, table: str, declared: CatalogField, sources: Sequence[UUID], id_column: str
) -> list[tuple[UUID, UUID]]:
    held = declared.storage.stored("t").value
    select = sql.Select(
        (sql.Item(sql.Column("t", id_column), "id"), sql.Item(held, "source")),
        sql.Table(table, "t"),
        where=sql.AnyOf(held, sql.parameters(sources, "uuid")),
        limit=MOST_REFERRERS + 1,
    )
    return [(row["id"], row["source"]) for row in await fetch(records.connection, select)]


async def _links(records: Records, sources: Sequence[UUID]) -> list[tuple[str, UUID, str, UUID]]:
    names = ("field_id", "source_id", "target_id")
    record = sql.Join(
        "JOIN", sql.Table("record", "r"), sql.equal(sql.Column("r", "id"), sql.Column("l", "source_id"))
    )
    select = sql.Select(
        (sql.Item(sql.Column("r", "entity"), "entity"), *(sql.Item(sql.Column("l", n), n) for n in names)),
        sql.Table("record_reference", "l"),
        (record,),
        sql.AnyOf(sql.Column("l", "target_id"), sql.parameters(sources, "uuid")),
        limit=2 * MOST_REFERRERS + 1,
    )
    rows = await fetch(records.connection, select)
    return [(row["entity"], row["source_id"], row["field_id"], row["target_id"]) for row in rows]


async def _linked(records: Records, id_: UUID, field_id: str, target: UUID) -> bool:
    where = sql.all_of(
        sql.equal(sql.Column("l", "field_id"), sql.Parameter(field_id, "text")),
        sql.equal(sql.Column("l", "source_id"), sql.Parameter(id_, "uuid")),
        sql.equal(sql.Column("l", "target_id"), sql.Parameter(target, "uuid")),
    )
    one = sql.Item(sql.Constant(1), "one")
    return bool(
        await fetch(records.connection, sql.Select((one,), sql.Table("record_reference", "l"), where=where))
    )
