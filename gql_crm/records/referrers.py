"""Which records keep another from being deleted."""

from collections.abc import Sequence
from uuid import UUID

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.storage import ColumnStorage, ReferenceStorage
from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField
from gql_crm.plugins.placement import extension_id
from gql_crm.records.statements import fetch, run
from gql_crm.text import listed

_Restriction = tuple[CatalogEntity, CatalogField]


async def in_use(connection: Connection, catalog: Catalog, entity: str, id_: UUID) -> list[UserError]:
    """Return a fault where a live record refers to this one by a field that restricts deletion."""
    restrictions = _restrictions(catalog, entity)
    if not restrictions:
        return []
    await _wait_for_referrers(connection, id_)
    items = tuple(
        sql.Item(sql.Exists(_live_referrers(other, field, id_)), f"r{index}")
        for index, (other, field) in enumerate(restrictions)
    )
    rows = await fetch(connection, sql.Select(items))
    holders = [pair for index, pair in enumerate(restrictions) if rows[0][f"r{index}"]]
    if not holders:
        return []
    fields = listed(f"{other.name}.{field.key}" for other, field in holders)
    text = (
        f"Other records refer to this one by {fields}; let them refer to another record or delete them first."
    )
    return [UserError("IN_USE", ("id",), text)]


async def holders_by_links(connection: Connection, catalog: Catalog, id_: UUID, *, limit: int) -> list[UUID]:
    """Return records that refer to this one, live or not, by a field that is kept beside its entity's row.

    Such are the references of administrators and those that modules add to entities of others, also while
    these modules are switched off. Lists of records are not meant:
    nobody lacks a value when a list gets shorter.
    """
    ids = _ids_beside(catalog)
    source = sql.Column("l", "source_id")
    record = sql.Parameter(id_, "uuid")
    where = sql.all_of(
        sql.equal(sql.Column("l", "target_id"), record),
        sql.AnyOf(sql.Column("l", "field_id"), sql.parameters(ids, "text")),
        sql.Not(sql.equal(source, record)),
    )
    items = (sql.Item(source, "id"),)
    rows = await fetch(
        connection, sql.Select(items, sql.Table("record_reference", "l"), where=where, limit=limit)
    )
    return [row["id"] for row in rows]


def _ids_beside(catalog: Catalog) -> list[str]:
    storages = (field.storage for entity in catalog.entities.values() for field in entity.fields.values())
    ids = [storage.field_id for storage in storages if isinstance(storage, ReferenceStorage)]
    for module in catalog.disabled:
        for entity, fields in module.fields.items():
            for field in fields:
                kind = catalog.kinds.get(field.kind)
                if kind is not None and kind.reference and not kind.many:
                    ids.append(extension_id(module.name, entity, field))
    return ids


async def check_not_merged(connection: Connection, id_: UUID) -> None:
    """Refuse to restore a record that was merged into another: it would be there twice."""
    own = sql.equal(sql.Column("r", "id"), sql.Parameter(id_, "uuid"))
    item = sql.Item(sql.Column("r", "merged_into"), "into")
    rows = await fetch(connection, sql.Select((item,), sql.Table("record", "r"), where=own))
    if rows and rows[0]["into"] is not None:
        text = "The record was merged into another; undoMerge brings it back."
        raise UserErrors([UserError("INVALID_STATE", ("id",), text)])


def _restrictions(catalog: Catalog, entity: str) -> Sequence[_Restriction]:
    return [
        (other, field)
        for other in catalog.entities.values()
        for field in other.fields.values()
        if field.target == entity and field.field.restrict_delete
    ]


async def _wait_for_referrers(connection: Connection, id_: UUID) -> None:
    """Lock the spine row: who is about to refer to it holds a share lock and is seen afterwards."""
    row = sql.Select(
        (sql.Item(sql.Column("r", "id"), "id"),),
        sql.Table("record", "r"),
        where=sql.equal(sql.Column("r", "id"), sql.Parameter(id_, "uuid")),
        lock="FOR UPDATE",
    )
    await run(connection, row)


def _live_referrers(other: CatalogEntity, field: CatalogField, id_: UUID) -> sql.Select:
    live = sql.IsNull(sql.Column("t", "deleted_at"))
    target = sql.Parameter(id_, "uuid")
    one = (sql.Item(sql.Constant(1), "one"),)
    if isinstance(field.storage, ColumnStorage):
        refers = sql.equal(sql.Column("t", field.storage.columns[0]), target)
        return sql.Select(one, sql.Table(other.table, "t"), where=sql.all_of(refers, live))
    links = sql.all_of(
        sql.equal(sql.Column("l", "target_id"), target),
        sql.equal(sql.Column("l", "field_id"), sql.Parameter(field.field_id, "text")),
    )
    source = sql.equal(sql.Column("t", "id"), sql.Column("l", "source_id"))
    join = sql.Join("JOIN", sql.Table("record", "t"), source)
    return sql.Select(one, sql.Table("record_reference", "l"), joins=(join,), where=sql.all_of(links, live))
