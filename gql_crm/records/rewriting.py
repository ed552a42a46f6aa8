"""What becomes of many records because a field or an entity changes; each history tells of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from gql_crm import sql
from gql_crm.journal import Action
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.duplicate_keys import compared_keys
from gql_crm.records.difference import Difference
from gql_crm.records.loading import load_values
from gql_crm.records.recording import recorded, write_changed
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch, run
from gql_crm.records.texts import text_keys
from gql_crm.records.unique import free_all
from gql_crm.records.unit import Records
from gql_crm.records.writing import update_statement


async def rewrite(
    records: Records,
    entity: CatalogEntity,
    field: CatalogField,
    ids: Sequence[UUID],
    becomes: Callable[[Any], Any],
) -> None:
    """Give records that the caller has locked what their values become; deleted records are among them.

    Nobody is asked: neither rules nor conditions stand in the way of what an administrator does to a field.
    The field must be none that is unique, or that unique values of others depend on.
    """

    def of_field(stored: Mapping[str, Any]) -> Mapping[str, Any]:
        old = stored[field.key]
        return {field.key: None if old is None else becomes(old)}

    await rewrite_values(records, entity, (field.key,), ids, of_field)


async def rewrite_values(
    records: Records,
    entity: CatalogEntity,
    keys: Sequence[str],
    ids: Sequence[UUID],
    becomes: Callable[[Mapping[str, Any]], Mapping[str, Any]],
) -> None:
    """Do so with several fields at once: `becomes` gets the values under these keys, and returns new ones."""
    retold = text_keys(entity) | compared_keys(entity)
    loaded = {*keys, *retold} if retold.intersection(keys) else set(keys)
    versions = await _versions(records, entity, ids)
    for id_, stored in (await load_values(records.connection, entity, ids, sorted(loaded))).items():
        changed = {key: (stored[key], new) for key, new in becomes(stored).items() if new != stored[key]}
        if not changed:
            continue
        difference = Difference(changed, ())
        before = stored if retold.intersection(changed) else None
        write = recorded(
            records, Ref(entity.name, id_), versions[id_] + 1, Action.UPDATED, difference, before
        )
        await run(records.connection, update_statement(write))


async def delete_all(records: Records, entity: CatalogEntity, ids: Sequence[UUID]) -> None:
    """Delete live records that the caller has locked, whoever sees them; nobody is asked, as above."""
    for id_, version in (await _versions(records, entity, ids)).items():
        difference = Difference({"deletedAt": (None, records.now)}, ())
        write = recorded(records, Ref(entity.name, id_), version + 1, Action.DELETED, difference)
        await write_changed(records, write, [free_all(id_)])


async def _versions(records: Records, entity: CatalogEntity, ids: Sequence[UUID]) -> dict[UUID, int]:
    id_, version = sql.Column("e", "id"), sql.Column("e", "version")
    select = sql.Select(
        (sql.Item(id_, "id"), sql.Item(version, "version")),
        sql.Table(entity.table, "e"),
        where=sql.AnyOf(id_, sql.parameters(ids, "uuid")),
    )
    return {row["id"]: row["version"] for row in await fetch(records.connection, select)}
