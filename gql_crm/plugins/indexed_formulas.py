"""Formulas with an index: those over the record's own fields, which change only when it is written."""

from gql_crm import sql
from gql_crm.fields.kind import FieldKind, Stored
from gql_crm.fields.kinds import IntegerKind
from gql_crm.fields.storage import ColumnStorage, CustomStorage, FormulaStorage
from gql_crm.formulas import (
    Path,
    Source,
    compiled,
    compiled_amount,
    compiled_integer,
    functions_of,
    paths_of,
)
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.text import shown


def result_of(storage: FormulaStorage, kind: FieldKind, source: Source) -> Stored:
    """Return the parts of a formula's value, of the kind that its values have."""
    tree = storage.tree
    if kind.unit is not None:
        parts: tuple[sql.Node, ...] = compiled_amount(tree, source, storage.scale)
    elif isinstance(kind, IntegerKind):
        parts = (compiled_integer(tree, source),)
    else:
        parts = (compiled(tree, source, storage.scale),)
    return Stored(parts, in_column=True, indexed=storage.indexed)


def indexed_value(entity: CatalogEntity, field: CatalogField, alias: str) -> Stored | None:
    """Return the expressions of an indexed formula over a row; None where it has no index."""
    storage = field.storage
    if not isinstance(storage, FormulaStorage) or not storage.indexed or hindrance(entity, storage):
        return None
    by_id = {one.field_id: one for one in entity.all_fields.values()}

    def read(path: Path) -> tuple[CatalogField, Stored]:
        own = by_id[storage.bound[path.text][1]]
        return own, own.storage.stored(alias)

    def value(path: Path) -> sql.Node:
        own, stored = read(path)
        return own.kind.in_formula(stored)

    def currency(path: Path) -> sql.Node | None:
        own, stored = read(path)
        return None if own.kind.unit is None else stored.parts[own.kind.unit]

    def today() -> sql.Node:
        raise TypeError(field.key)  # the hindrance that comes first

    return result_of(storage, field.kind, Source(value, currency, today))


def hindrance(entity: CatalogEntity, storage: FormulaStorage) -> str | None:
    """Return why no index can serve a formula, as a sentence; None where one can."""
    if not storage.bound:
        return "It reads nothing of the record."
    by_id = {one.field_id: one for one in entity.all_fields.values()}
    for path in paths_of(storage.tree):
        leads_to = storage.bound[path.text][1:]
        reason = _of_field(by_id.get(leads_to[0]), len(leads_to))
        if reason:
            return f"It reads {shown(path.text)}{reason}."
    for function in functions_of(storage.tree):
        if not function.indexable:
            call = f"{function.name}({', '.join(type_.value for type_ in function.takes)})"
            return f"It calls {shown(call)}, which PostgreSQL has in no index."
    return None


def _of_field(field: CatalogField | None, steps: int) -> str | None:
    """Return what keeps a field that a formula reads out of an index; `steps` lead to what it reads."""
    if field is None:
        return ", which is not there now"
    if steps > 1:
        return " of another record, which changes without this one"
    if field.derived:
        return ", which is computed itself; write its expression instead"
    in_record = isinstance(field.storage, ColumnStorage | CustomStorage)
    return None if in_record else ", which does not lie in the record"
