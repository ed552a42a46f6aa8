"""Rows that the catalog does not know, and the rows of `record_merge`: what a merge has moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

from gql_crm import sql
from gql_crm.database.references import columns_that_refer
from gql_crm.fields.storage import ColumnStorage
from gql_crm.plugins.catalog import Catalog
from gql_crm.records.statements import fetch, run
from gql_crm.records.unit import Records

_TABLE: Final = "record_merge"
_LINKS: Final = "record_reference"


@dataclass(frozen=True, slots=True)
class StoredMerge:
    """A merge as it is kept; `moved` is JSON, see `merging`."""

    id: UUID
    entity: str
    target: UUID
    sources: tuple[UUID, ...]
    moved: Mapping[str, Any]
    undone: bool


async def keep(records: Records, merge: StoredMerge) -> None:
    """Write a merge."""
    columns: dict[str, sql.Node] = {
        "id": sql.Parameter(merge.id, "uuid"),
        "entity": sql.Parameter(merge.entity, "text"),
        "target_id": sql.Parameter(merge.target, "uuid"),
        "source_ids": sql.parameters([str(id_) for id_ in merge.sources], "text"),
        "moved": sql.Parameter(orjson.dumps(merge.moved).decode(), "jsonb"),
        "actor_id": sql.Parameter(records.actor.user_id, "uuid"),
        "at": sql.Parameter(records.now, "timestamptz"),
    }
    await run(records.connection, sql.Insert(_TABLE, tuple(columns), rows=(tuple(columns.values()),)))


async def find_merge(records: Records, id_: UUID) -> StoredMerge | None:
    """Lock the merge of that id, or the one that took the record of that id away; None without any."""
    asked = sql.Parameter(id_, "uuid")
    by_id = await _locked(records, sql.equal(sql.Column("m", "id"), asked))
    if by_id is not None:
        return by_id
    into = sql.Select(
        (sql.Item(sql.Column("r", "merged_into"), "into"),),
        sql.Table("record", "r"),
        where=sql.equal(sql.Column("r", "id"), asked),
    )
    by_source = sql.all_of(
        sql.equal(sql.Column("m", "target_id"), sql.Scalar(into)),
        sql.AnyOf(sql.Cast(asked, "text"), sql.Column("m", "source_ids")),
        sql.IsNull(sql.Column("m", "undone_at")),
    )
    return await _locked(records, by_source)


async def _locked(records: Records, where: sql.Node) -> StoredMerge | None:
    names = ("id", "entity", "target_id", "source_ids", "moved", "undone_at")
    items = tuple(sql.Item(sql.Column("m", name), name) for name in names)
    select = sql.Select(items, sql.Table(_TABLE, "m"), where=where, lock="FOR UPDATE")
    for row in await fetch(records.connection, select):
        sources = tuple(UUID(source) for source in row["source_ids"])
        undone = row["undone_at"] is not None
        return StoredMerge(row["id"], row["entity"], row["target_id"], sources, row["moved"], undone)
    return None


async def mark_undone(records: Records, id_: UUID) -> None:
    """Note that a merge is undone, by whom and when."""
    changes = (
        ("undone_at", sql.Parameter(records.now, "timestamptz")),
        ("undone_by", sql.Parameter(records.actor.user_id, "uuid")),
    )
    own = sql.equal(sql.Column("m", "id"), sql.Parameter(id_, "uuid"))
    await run(records.connection, sql.Update(_TABLE, "m", changes, own))


async def move_unknown(records: Records, source: UUID, target: UUID) -> list[dict[str, Any]]:
    """Let rows of modules that are switched off or gone refer to the target; return what was moved."""
    moved = []
    known = set(_known_columns(records.catalog))
    for table, column in await columns_that_refer(records.connection):
        if (table, column) not in known and (ids := await _retarget(records, table, column, source, target)):
            moved.append({"table": table, "column": column, "source": str(source), "ids": ids})
    links = await _move_links(records, source, target)
    return [*moved, {"links": links, "source": str(source)}] if links else moved


async def move_back(records: Records, moved: Sequence[Mapping[str, Any]], target: UUID) -> None:
    """Let those rows that still refer to the target refer to their sources again."""
    columns = set(await columns_that_refer(records.connection))
    for one in moved:
        source = UUID(one["source"])
        if "links" in one:
            await _move_links_back(records, one["links"], source, target)
        elif (one["table"], one["column"]) in columns:
            ids = [UUID(id_) for id_ in one["ids"]]
            await _retarget(records, one["table"], one["column"], target, source, ids)


def _known_columns(catalog: Catalog) -> list[tuple[str, str]]:
    """Return the columns that the catalog takes care of."""
    tables = [(entity.table, entity.all_fields) for entity in catalog.entities.values()]
    tables += [
        (child.table, child.fields)
        for entity in catalog.entities.values()
        for child in entity.children.values()
    ]
    return [
        (table, column)
        for table, fields in tables
        for declared in fields.values()
        if isinstance(declared.storage, ColumnStorage)
        for column in declared.storage.columns
    ]


async def _retarget(
    records: Records, table: str, column: str, old: UUID, new: UUID, ids: Sequence[UUID] | None = None
) -> list[str]:
    where: sql.Node = sql.equal(sql.Column("t", column), sql.Parameter(old, "uuid"))
    if ids is not None:
        where = sql.all_of(where, sql.AnyOf(sql.Column("t", "id"), sql.parameters(ids, "uuid")))
    returned = (sql.Item(sql.Cast(sql.Column("t", "id"), "text"), "id"),)
    update = sql.Update(table, "t", ((column, sql.Parameter(new, "uuid")),), where, returning=returned)
    return [row["id"] for row in await fetch(records.connection, update)]


def _known_links(catalog: Catalog) -> list[str]:
    fields = (one.field_id for entity in catalog.entities.values() for one in entity.fields.values())
    lists = (one.field_id for entity in catalog.entities.values() for one in entity.lists.values())
    return sorted({*fields, *(id_ for id_ in lists if id_)})


async def _move_links(records: Records, source: UUID, target: UUID) -> list[dict[str, Any]]:
    """Move links to the source whose field or relation the catalog does not have; none doubles another."""
    unknown = sql.Not(
        sql.AnyOf(sql.Column("l", "field_id"), sql.parameters(_known_links(records.catalog), "text"))
    )
    where = sql.all_of(sql.equal(sql.Column("l", "target_id"), sql.Parameter(source, "uuid")), unknown)
    names = ("field_id", "source_id", "position")
    returned = tuple(sql.Item(sql.Column("l", name), name) for name in names)
    rows = await fetch(records.connection, sql.Delete(_LINKS, "l", where, returned))
    taken = await _insert_links(
        records, [tuple(row.values()) for row in rows if row["source_id"] != target], target
    )
    return [
        {
            "field": row["field_id"],
            "record": str(row["source_id"]),
            "position": row["position"],
            "made": (row["field_id"], row["source_id"]) in taken,
        }
        for row in rows
    ]


async def _move_links_back(
    records: Records, links: Sequence[Mapping[str, Any]], source: UUID, target: UUID
) -> None:
    """Take the links to the target away that the merge has made, and bring those to the source back."""
    back = []
    for one in links:
        record = UUID(one["record"])
        if one["made"]:
            own = sql.all_of(
                sql.equal(sql.Column("l", "field_id"), sql.Parameter(one["field"], "text")),
                sql.equal(sql.Column("l", "source_id"), sql.Parameter(record, "uuid")),
                sql.equal(sql.Column("l", "target_id"), sql.Parameter(target, "uuid")),
            )
            gone = sql.Delete(_LINKS, "l", own, (sql.Item(sql.Column("l", "position"), "position"),))
            if not await fetch(records.connection, gone):
                continue  # cut since then: it does not come back
        back.append((one["field"], record, one["position"]))
    await _insert_links(records, back, source)


async def _insert_links(
    records: Records, links: Sequence[tuple[Any, ...]], target: UUID
) -> set[tuple[str, UUID]]:
    if not links:
        return set()
    rows = tuple(
        (
            sql.Parameter(field_id, "text"),
            sql.Parameter(record, "uuid"),
            sql.Parameter(target, "uuid"),
            sql.Parameter(position, "integer"),
        )
        for field_id, record, position in links
    )
    returned = tuple(sql.Item(sql.Column(_LINKS, name), name) for name in ("field_id", "source_id"))
    columns = ("field_id", "source_id", "target_id", "position")
    insert = sql.Insert(_LINKS, columns, rows=rows, returning=returned, on_conflict_do_nothing=True)
    return {(row["field_id"], row["source_id"]) for row in await fetch(records.connection, insert)}
