"""What a record holds now, read under a lock that keeps other writers of it waiting."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import itemgetter
from typing import Any, Final, NamedTuple
from uuid import UUID

import asyncpg

from gql_crm import sql
from gql_crm.access import Reach, ShareAccess, Viewer, row_predicate, scope_predicate, shared_for
from gql_crm.database.late import LateTransaction, as_late
from gql_crm.database.pool import Connection
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.storage import ColumnStorage, CustomStorage, LinksStorage, ReferenceStorage, TagStorage
from gql_crm.plugins.catalog import CatalogEntity, CatalogField, ToMany
from gql_crm.records.checks import Sight
from gql_crm.records.statements import fetch, fetch_again, statement_again
from gql_crm.records.tags import load_tags
from gql_crm.transient import transient

_ROW = "e"
_XMIN: Final = "xmin"
"""PostgreSQL's own column: which transaction has written this version of the row."""
_OUTSIDE = (ReferenceStorage, LinksStorage, TagStorage)


@transient
class StoredRecord:
    """A locked record: whether the actor may do what they ask for, and the values that were asked for."""

    id: UUID
    version: int
    deleted: bool
    permitted: bool
    shared_for: ShareAccess | None
    """What the record is shared with the actor for, where the actor has no other right to it."""
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A link to a record; `seen` is false where the actor cannot see it or it is deleted."""

    target: UUID
    seen: bool


async def load(
    connection: Connection,
    sight: Sight,
    entity: CatalogEntity,
    id_: UUID,
    reach: Reach,
    keys: Iterable[str],
) -> StoredRecord | None:
    """Lock a record and read fields of it; None where there is none that the actor can see.

    References and tags outside the table are read by statements of their own: only what begins after the lock
    sees all that earlier writers have done. A transaction that has not begun yet locks the record later.
    """
    lists = [entity.lists[key] for key in sorted(keys) if key not in entity.all_fields]
    fields = [entity.all_fields[key] for key in sorted(keys) if key in entity.all_fields]
    inside = [field for field in fields if not isinstance(field.storage, _OUTSIDE)]
    outside = [field for field in fields if isinstance(field.storage, ReferenceStorage | LinksStorage)]
    tagged = [field for field in fields if isinstance(field.storage, TagStorage)]
    select = _Select(entity, sight.profile.access(entity.name).to_read, reach, tuple(inside))
    asked = id_, sight.actor.viewer
    late = None if outside or lists or tagged else as_late(connection)
    if late is None:
        rows = await fetch_again(connection, entity, select.purpose, asked, select.locked)
    else:
        rows = await _glanced(late, select, asked)
    if not rows:
        return None
    row = rows[0]
    values = values_of(inside, row)
    if outside or lists:
        values.update(await _linked(connection, sight, id_, outside, lists))
    values.update({field.key: await load_tags(connection, id_) for field in tagged})
    shared = None if row["within"] or row["shared"] is None else ShareAccess(row["shared"])
    permitted = bool(row["within"]) or (shared is not None and shared.is_enough_for(reach.share))
    return StoredRecord(id_, row["version"], row["deleted"], permitted, shared, values)


async def _linked(
    connection: Connection,
    sight: Sight,
    id_: UUID,
    fields: Sequence[CatalogField],
    lists: Sequence[ToMany],
) -> dict[str, Any]:
    """Return by key what fields that link and many-to-many lists of the record hold."""
    targets = {field.field_id: field.target or "" for field in fields}
    links = await load_links(connection, sight, id_, {**targets, **links_of(lists)})
    values: dict[str, Any] = {}
    for field in fields:
        found = tuple(link.target for link in links.get(field.field_id, ()))
        values[field.key] = found if field.kind.many else next(iter(found), None)
    for one in lists:
        values[one.key] = tuple(link.target for link in links.get(one.field_id, ()))
    return values


async def _glanced(
    late: LateTransaction, select: "_Select", asked: tuple[UUID, Viewer]
) -> list[asyncpg.Record]:
    """Read the record as it is now; it is locked, and has to be the same, when the transaction begins."""
    entity, id_ = select.entity, asked[0]
    rows = await late.glance(*statement_again(entity, ("glance", *select.purpose), asked, select.glancing))
    for row in rows:
        version, same = row[_XMIN], partial(_same_row, entity)
        late.lock_later(id_, version, partial(statement_again, entity, "lock", (id_, version), same))
    return rows


def _same_row(entity: CatalogEntity, asked: sql.Given[tuple[UUID, int]]) -> sql.Select:
    """Lock a row, if it is the version that was glanced at."""
    same = sql.all_of(
        sql.equal(sql.Column(_ROW, "id"), sql.Parameter(asked.map(itemgetter(0)), "uuid")),
        sql.equal(sql.Column(_ROW, _XMIN), sql.Parameter(asked.map(itemgetter(1)), "xid")),
    )
    one = (sql.Item(sql.Constant(1), "one"),)
    return sql.Select(one, sql.Table(entity.table, _ROW), where=same, lock="FOR UPDATE")


class _Select(NamedTuple):
    """How a record is read, for whoever asks for it."""

    entity: CatalogEntity
    read: Reach
    reach: Reach
    fields: tuple[CatalogField, ...]

    @property
    def purpose(self) -> tuple[Hashable, ...]:
        return "load", self.read, self.reach, tuple(field.key for field in self.fields)

    def locked(self, asked: "sql.Given[tuple[UUID, Viewer]]") -> sql.Select:
        return replace(self._select(asked), lock="FOR UPDATE")

    def glancing(self, asked: "sql.Given[tuple[UUID, Viewer]]") -> sql.Select:
        select = self._select(asked)
        return replace(select, items=(*select.items, sql.Item(sql.Column(_ROW, _XMIN), _XMIN)))

    def _select(self, asked: "sql.Given[tuple[UUID, Viewer]]") -> sql.Select:
        viewer = Viewer.given(asked.map(itemgetter(1)))
        return _select(self.entity, asked.map(itemgetter(0)), viewer, self.read, self.reach, self.fields)


def _select(
    entity: CatalogEntity,
    id_: sql.Given[UUID],
    viewer: Viewer,
    read: Reach,
    reach: Reach,
    fields: Sequence[CatalogField],
) -> sql.Select:
    within = scope_predicate(reach.scope, _ROW, viewer)
    shared: sql.Node = sql.NULL
    if reach.is_shared:
        shared = sql.Case(((sql.Not(within), shared_for(_ROW, viewer)),))
    items = [
        sql.Item(sql.Column(_ROW, "version"), "version"),
        sql.Item(sql.IsNull(sql.Column(_ROW, "deleted_at"), negated=True), "deleted"),
        sql.Item(within, "within"),
        sql.Item(shared, "shared"),
    ]
    items.extend(value_items(fields, _ROW))
    return sql.Select(
        tuple(items),
        sql.Table(entity.table, _ROW),
        where=sql.all_of(
            sql.equal(sql.Column(_ROW, "id"), sql.Parameter(id_, "uuid")), row_predicate(read, _ROW, viewer)
        ),
    )


async def load_values(
    connection: Connection, entity: CatalogEntity, ids: Sequence[UUID], keys: Iterable[str]
) -> dict[UUID, dict[str, Any]]:
    """Return fields of several records, which hold one value each, by the records' ids."""
    fields = [entity.all_fields[key] for key in keys]
    inside = [field for field in fields if not isinstance(field.storage, _OUTSIDE)]
    outside = [field for field in fields if isinstance(field.storage, ReferenceStorage)]
    items = [sql.Item(sql.Column(_ROW, "id"), "id"), *value_items(inside, _ROW)]
    items += [sql.Item(field.storage.stored(_ROW).value, f"o{at}") for at, field in enumerate(outside)]
    among = sql.AnyOf(sql.Column(_ROW, "id"), sql.parameters(ids, "uuid"))
    rows = await fetch(connection, sql.Select(tuple(items), sql.Table(entity.table, _ROW), where=among))
    return {
        row["id"]: {
            **values_of(inside, row),
            **{field.key: row[f"o{at}"] for at, field in enumerate(outside)},
        }
        for row in rows
    }


def value_items(fields: Sequence[CatalogField], row: str) -> list[sql.Item]:
    """Return the output columns of which `values_of` makes the values of fields of the row `row`."""
    return [
        sql.Item(part, f"f{index}_{place}")
        for index, field in enumerate(fields)
        for place, part in enumerate(_parts(field, row))
    ]


def values_of(fields: Sequence[CatalogField], row: asyncpg.Record) -> dict[str, Any]:
    """Return Python values by key from the columns of `value_items`."""
    return {field.key: _value(field, row, index) for index, field in enumerate(fields)}


def _parts(field: CatalogField, row: str) -> tuple[sql.Node, ...]:
    if isinstance(field.storage, CustomStorage):
        return (sql.json_part(sql.Column(row, field.storage.document), field.storage.key),)
    return field.storage.stored(row).parts


def _value(field: CatalogField, row: asyncpg.Record, index: int) -> Any:
    if isinstance(field.storage, ColumnStorage):
        parts = [row[f"f{index}_{place}"] for place in range(len(field.storage.columns))]
        return None if all(part is None for part in parts) else from_columns(field, parts)
    document = row[f"f{index}_0"]
    if isinstance(field.storage, _OUTSIDE):
        return document
    return None if document is None else field.kind.load(document)


def from_columns(field: CatalogField, parts: list[Any]) -> Any:
    """Make the kind's value of its columns.

    A kind without `columns` of its own keeps the value itself in its column. Others read with `load` what
    they wrote: the column, or several as an object of the components' names.
    """
    kind = field.kind
    if len(kind.components) > 1:
        names = [component.key for component in kind.components]
        return kind.load(dict(zip(names, parts, strict=True)))
    return parts[0] if type(kind).columns is FieldKind.columns else kind.load(parts[0])


async def load_links(
    connection: Connection, sight: Sight, id_: UUID, targets: Mapping[str, str]
) -> dict[str, list[StoredLink]]:
    """Return the links of a record by the ids of fields or relations, which are given with their targets."""
    seen = sight.live("r", sorted(set(targets.values())))
    rows = await fetch(
        connection,
        sql.Select(
            (
                sql.Item(sql.Column("l", "field_id"), "field_id"),
                sql.Item(sql.Column("l", "target_id"), "target_id"),
                sql.Item(seen, "seen"),
            ),
            sql.Table("record_reference", "l"),
            joins=(
                sql.Join(
                    "JOIN",
                    sql.Table("record", "r"),
                    sql.equal(sql.Column("r", "id"), sql.Column("l", "target_id")),
                ),
            ),
            where=sql.all_of(
                sql.equal(sql.Column("l", "source_id"), sql.Parameter(id_, "uuid")),
                sql.AnyOf(sql.Column("l", "field_id"), sql.parameters(sorted(targets), "text")),
            ),
        ),
    )
    links: dict[str, list[StoredLink]] = {}
    for row in rows:
        links.setdefault(row["field_id"], []).append(StoredLink(row["target_id"], row["seen"]))
    return links


def links_of(lists: Iterable[ToMany]) -> dict[str, str]:
    """Return the target entities of many-to-many lists by the ids of their links."""
    return {to_many.field_id: to_many.target for to_many in lists}
