"""Values as a record's own row holds them: in columns, and in JSONB documents by their storage keys."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, Final

from gql_crm import sql
from gql_crm.fields.storage import ColumnStorage, CustomStorage
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.records.write import Write

DOCUMENTS: Final = ("custom", "custom_long")
"""The columns of JSONB documents."""


def columns_of(field: CatalogField, value: sql.Given[Any]) -> dict[str, sql.Node]:
    """Return the columns of a field in its table, with what they hold of a value."""
    if not isinstance(field.storage, ColumnStorage):
        return {}
    components = enumerate(field.kind.components)
    return {
        column: sql.Parameter(value.map(partial(_part, field, place)), component.column_type)
        for column, (place, component) in zip(field.storage.columns, components, strict=True)
    }


def columns_of_new(
    entity: CatalogEntity, keys: Collection[str], values: sql.Given[Mapping[str, Any]]
) -> dict[str, sql.Node]:
    """Return the columns of fields in a new row, with what they hold: one look at the values finds all."""
    fields = [
        (field, field.storage.columns)
        for field in entity.all_fields.values()
        if field.key in keys and isinstance(field.storage, ColumnStorage)
    ]
    columns = [
        (column, component.column_type)
        for field, names in fields
        for column, component in zip(names, field.kind.components, strict=True)
    ]
    empty = [(field.key, field.kind, (None,) * len(names)) for field, names in fields]

    def held(given: Mapping[str, Any]) -> list[Any]:
        found: list[Any] = []
        for key, kind, nothing in empty:
            value = given.get(key)
            found.extend(nothing if value is None else kind.columns(value))
        if len(found) != len(columns):
            msg = f"a field kind of {entity.name} has given more or fewer values than it has components"
            raise ValueError(msg)
        return found

    parts = values.map(held).spread(len(columns))
    return {column: sql.Parameter(part, type_) for (column, type_), part in zip(columns, parts, strict=True)}


def _part(field: CatalogField, place: int, value: Any) -> Any:
    return None if value is None else field.kind.columns(value)[place]


def new_in(document: str, write: Write) -> dict[str, Any]:
    """Return what a JSONB document gets, by storage key."""
    stored = _stored_in(write.entity, document)
    values = write.values
    return {
        place: field.kind.dump(values[key])
        for key, (place, field) in stored.items()
        if values.get(key) is not None
    }


def gone_from(document: str, write: Write) -> list[str]:
    """Return the storage keys that a JSONB document loses."""
    stored = _stored_in(write.entity, document)
    return [stored[key][0] for key, value in write.values.items() if value is None and key in stored]


def changed_documents(write: Write) -> tuple[tuple[str, bool, bool], ...]:
    """Return the JSONB documents that change, and whether they get values and lose some."""
    found = []
    for document in DOCUMENTS:
        values = [
            write.values[key] for key in write.values.keys() & _stored_in(write.entity, document).keys()
        ]
        if values:
            cleared = sum(value is None for value in values)
            found.append((document, cleared < len(values), cleared > 0))
    return tuple(found)


def _stored_in(entity: CatalogEntity, document: str) -> Mapping[str, tuple[str, CatalogField]]:
    """Return the fields that lie in a JSONB document, with their keys there, by their own keys."""
    fields = entity.all_fields
    return entity.kept.get(
        ("stored_in", document),
        lambda: {
            key: (field.storage.key, field)
            for key, field in fields.items()
            if isinstance(field.storage, CustomStorage) and field.storage.document == document
        },
    )
