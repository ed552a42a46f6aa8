"""Lists of objects that records own: checked, and placed in tables of their entity's module."""

from collections.abc import Callable, Iterator
from types import MappingProxyType

from gql_crm.errors import DeclarationError
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.plugins.catalog import CatalogChild, CatalogField
from gql_crm.plugins.core_names import RESERVED_FIELDS
from gql_crm.plugins.module import Child
from gql_crm.plugins.names import FIELD_NAME, TYPE_NAME, table_name
from gql_crm.plugins.placement import own_field
from gql_crm.plugins.taken_names import Names

CHILD_COLUMNS = frozenset({"id", "parent", "position"})
"""Keys that no field of a child may have, because its table has columns of these names."""


def placed_child(
    module: str, entity: str, child: Child, kind_of: Callable[[Field, str], FieldKind]
) -> CatalogChild:
    """Return a child with its fields in columns; raise `DeclarationError` for what cannot stand.

    `kind_of` finds the kind of a field that stands at the place that it is told.
    """
    where = f'children "{child.key}" of {entity}'
    if not FIELD_NAME.fullmatch(child.key) or not TYPE_NAME.fullmatch(child.name):
        msg = f'the {where} need a key in camelCase and a name in PascalCase, not "{child.name}".'
        raise DeclarationError(msg)
    if not child.fields:
        msg = f"the {where} have no fields."
        raise DeclarationError(msg)
    names = Names(dict.fromkeys(RESERVED_FIELDS | CHILD_COLUMNS, "the core"))
    fields: dict[str, CatalogField] = {}
    for field in child.fields:
        place = f'field "{field.key}" of the {where}'
        kind = kind_of(field, place)
        for option in _misplaced(field, kind):
            msg = f'{place}: "{option}" does not apply to fields of children.'
            raise DeclarationError(msg)
        placed = own_field(module, child.name, field, kind)
        names.take_all(placed.names, f'field "{field.key}"', f"name of a field of {child.name}")
        fields[field.key] = placed
    field_id = f"{module}:{entity}.{child.key}"
    return CatalogChild(child, module, field_id, table_name(module, child.name), MappingProxyType(fields))


def _misplaced(field: Field, kind: FieldKind) -> Iterator[str]:
    for option, given in (
        (kind.name, kind.many),
        ("unique", field.unique),
        ("inverse", field.inverse),
        ("restrict_delete", field.restrict_delete),
        ("roll_up", field.roll_up),
        ("writable", not field.writable),
        ("searchable", field.searchable),
    ):
        if given:
            yield option
