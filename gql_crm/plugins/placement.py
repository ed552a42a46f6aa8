"""Where a field's value lies, by who declares it: a column, the custom document, or rows of references."""

from collections.abc import Iterable, Iterator, Mapping

from gql_crm.errors import DeclarationError
from gql_crm.fields.derived import derived_storage, kind_of_values
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds import DerivedKind
from gql_crm.fields.storage import (
    ColumnStorage,
    CustomStorage,
    DerivedStorage,
    LinksStorage,
    ReferenceStorage,
    Storage,
)
from gql_crm.plugins.catalog import CUSTOM, CatalogField
from gql_crm.text import snake_case


def own_field(module: str, entity: str, field: Field, kind: FieldKind) -> CatalogField:
    """Place a field of the entity's own module in columns; references to many records are rows."""
    field = kind.placed(field)
    field_id = f"{module}:{entity}.{field.key}"
    if kind.many:
        return CatalogField(field, kind, module, field_id, LinksStorage(field_id))
    stem = f"{snake_case(field.key)}_id" if kind.reference else snake_case(field.key)
    storage = ColumnStorage(tuple(stem + component.suffix for component in kind.components))
    return CatalogField(field, kind, module, field_id, storage)


def extension_field(module: str, entity: str, field: Field, kind: FieldKind) -> CatalogField:
    """Place a field that a module adds to another module's entity.

    The storage key is made of module, entity, field and kind (docs/adr/0009): values are found again when the
    module returns, and a field whose kind changes never meets values of the old kind.
    """
    field = kind.placed(field)
    key = extension_id(module, entity, field)
    return CatalogField(field, kind, module, key, _outside_storage(kind, key))


def extension_id(module: str, entity: str, field: Field) -> str:
    """Return the id of a field that a module adds to another module's entity, or derives."""
    return f"{module}:{entity}.{field.key}:{field.kind}"


def derived_field(
    module: str, entity: str, field: Field, kind: FieldKind, storage: DerivedStorage
) -> CatalogField:
    """Place a formula or a roll-up of a module, which has been judged: its value lies nowhere."""
    field_id = extension_id(module, entity, field)
    return CatalogField(kind.placed(field), kind_of_values(field, kind), module, field_id, storage)


def held_fields(fields: Iterable[Field], kinds: Mapping[str, FieldKind]) -> Iterator[Field]:
    """Return the fields whose values lie somewhere; others join when these are there (`derived_fields`)."""
    return (one for one in fields if not isinstance(kinds.get(one.kind), DerivedKind))


def check_declarable(declared: Field, kind: FieldKind, where: str) -> None:
    """Raise DeclarationError for what a module cannot declare there."""
    if isinstance(kind, DerivedKind):
        msg = f"{where} is of the kind {kind.name}, which only fields of entities can be."
        raise DeclarationError(msg)
    if declared.indexed:
        msg = f'{where}: "indexed" is for custom fields; indexes of a module are made by its migrations.'
        raise DeclarationError(msg)


def custom_field(
    field: Field, kind: FieldKind, storage_key: str, *, retired: bool, values_key: str | None = None
) -> CatalogField:
    """Place a field that a user defined; its values lie under `values_key`, else under the storage key."""
    place = values_key or storage_key
    storage = derived_storage(field, kind) or _outside_storage(kind, place, indexed=field.indexed)
    return CatalogField(
        kind.placed(field), kind_of_values(field, kind), CUSTOM, storage_key, storage, retired
    )


def _outside_storage(kind: FieldKind, key: str, *, indexed: bool = False) -> Storage:
    if kind.many:
        return LinksStorage(key)
    if kind.reference:
        return ReferenceStorage(key)
    return CustomStorage("custom_long" if kind.long else "custom", key, kind, indexed)
