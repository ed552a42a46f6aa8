"""Custom fields whose values are computed: what they read, where that ends, and who reads them."""

from collections.abc import Iterator, Sequence

from gql_crm.customization.formulas import judged_formula
from gql_crm.customization.rollups import FilterFaults, count_faults, judged_rollup
from gql_crm.errors import UserError
from gql_crm.fields.derived import derived_storage
from gql_crm.fields.field import Field
from gql_crm.fields.kinds import DerivedKind, FormulaKind
from gql_crm.fields.storage import DerivedStorage
from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField
from gql_crm.plugins.derived_size import MOST_PARTS, Sizes
from gql_crm.plugins.field_ids import field_by_id
from gql_crm.text import listed


def judged_derived(
    catalog: Catalog,
    entity: str,
    field: Field,
    filter_faults: FilterFaults | None = None,
    *,
    own_id: str = "",
    others: Sequence[Field] = (),
) -> tuple[Field, list[UserError]]:
    """Return the definition with what it reads and yields; fields of other kinds stay as they are.

    `own_id` is the field's, where it is there already; `others` come together with it.
    """
    kind = catalog.kinds.get(field.kind)
    if not isinstance(kind, DerivedKind):
        return field, []
    is_formula = isinstance(kind, FormulaKind)
    if is_formula:
        made, faults = judged_formula(catalog, entity, field)
    else:
        made, faults = judged_rollup(catalog, entity, field, filter_faults)
        if not own_id:
            faults += count_faults(catalog, entity, sum(one.rollup is not None for one in others))
    storage = derived_storage(made, kind)
    if faults or storage is None:
        return made, faults
    what, option = ("formula", "expression") if is_formula else ("roll-up", "rollup")
    texts = list(_cycles(catalog, made.key, storage, own_id, what))
    texts = texts or list(_sizes(catalog, storage, own_id, what))
    return made, [UserError("VALIDATION", (option,), text) for text in texts]


def readers_of(catalog: Catalog, id_: str, without: str = "") -> list[str]:
    """Return the computed fields that read a field, a list or children, but for those of one entity."""
    return [
        f"{entity.name}.{one.key}"
        for entity, one in _derived(catalog)
        if id_ in one.reads and entity.name != without
    ]


def still_read(catalog: Catalog, entity: str, field: CatalogField) -> list[UserError]:
    """Return the fault of deleting a field that computed fields read."""
    readers = readers_of(catalog, field.field_id)
    if not readers:
        return []
    text = f'"{field.key}" of {entity} is read by {listed(readers)}; change or delete that first.'
    return [UserError("IN_USE", ("key",), text)]


def entity_still_read(catalog: Catalog, entity: CatalogEntity) -> list[UserError]:
    """Return the fault of deleting an entity that computed fields of others read."""
    found = (readers_of(catalog, one.field_id, without=entity.name) for one in entity.fields.values())
    readers = sorted({name for names in found for name in names})
    if not readers:
        return []
    text = f"{entity.name} is read by {listed(readers)}; change or delete that first."
    return [UserError("IN_USE", ("name",), text)]


def _derived(catalog: Catalog) -> Iterator[tuple[CatalogEntity, CatalogField]]:
    for entity in catalog.entities.values():
        for one in entity.fields.values():
            if one.derived:
                yield entity, one


def _cycles(catalog: Catalog, key: str, storage: DerivedStorage, own_id: str, what: str) -> Iterator[str]:
    """Refuse what reads itself, be it through others; the way there is named."""
    ways: list[tuple[str, ...]] = [(id_,) for id_ in sorted(storage.reads)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        if way[-1] == own_id:
            names = [key, *(_name(catalog, one) for one in way[:-1]), key]
            yield f"The {what} would read itself: {' → '.join(names)}."
            return
        found = field_by_id(catalog, way[-1])
        if found and way[-1] not in seen:
            seen.add(way[-1])
            ways.extend((*way, one) for one in sorted(found[1].reads))


def _name(catalog: Catalog, field_id: str) -> str:
    found = field_by_id(catalog, field_id)
    return found[1].key if found else field_id


def _sizes(catalog: Catalog, storage: DerivedStorage, own_id: str, what: str) -> Iterator[str]:
    """Refuse what would make too long a statement, of itself or of those that read it."""
    sizes = Sizes(catalog.entities, {own_id: storage} if own_id else {})
    if sizes.of(storage) > MOST_PARTS:
        yield f"The {what} and what it reads have more than {MOST_PARTS} parts; simplify them."
        return
    for entity, one in _derived(catalog) if own_id else ():
        if sizes.of_field(one.field_id) > MOST_PARTS:
            name = f"{entity.name}.{one.key}"
            yield f'"{name}", which reads it, would have more than {MOST_PARTS} parts; simplify them.'
            return
