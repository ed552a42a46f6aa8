"""What makes a planned query slow, and what mends it, from the notes of the planning."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from gql_crm import sql
from gql_crm.customization import FieldIndex, FieldIndexState
from gql_crm.customization.field_indexes import MOST_INDEXED
from gql_crm.fields import operators
from gql_crm.fields.kind import FilterContext, Stored
from gql_crm.fields.storage import CustomStorage, DerivedStorage, FormulaStorage
from gql_crm.plugins.catalog import CUSTOM, Catalog, CatalogEntity, CatalogField
from gql_crm.plugins.indexed_formulas import hindrance
from gql_crm.reads.notes import FieldFiltered, FieldOrdered, ListRead, Note, SearchedByField

_DIRECT = 3
"""Steps from `orderBy` to a field of the list's own records."""


@dataclass(frozen=True, slots=True)
class SlowRead:
    """Something that reads more than its page; `mend` is a document that changes it, where there is one."""

    text: str
    mend: str | None = None


@dataclass(frozen=True, slots=True)
class _Use:
    """A field that is compared or sorted by, and how; `place` is the list inside a record that does so."""

    entity: str
    field: CatalogField
    verb: str
    helps: bool
    """Whether an index of the field would serve."""
    place: str = ""

    @property
    def told(self) -> str:
        """Say what is done with the field."""
        return f"{self.entity}.{self.field.key} is {self.verb}"

    @property
    def where(self) -> str:
        """Say in which list, where it is not at the root."""
        return _in_list(self.place)

    @property
    def readings(self) -> str:
        """Say what may be read for want of an index."""
        return f"each {self.entity}{' there' if self.place else ''} may be read"


def indexed_fields(catalog: Catalog, notes: Iterable[Note]) -> list[tuple[CatalogEntity, CatalogField]]:
    """Return the fields in notes whose index, which they are to have, may not be ready."""
    fields = ((note.entity, note.field) for note in _flat(notes) if isinstance(note, _OF_FIELDS))
    return [(catalog.entity(entity), field) for entity, field in fields if field.field.indexed]


def slow_reads(
    catalog: Catalog, notes: Iterable[Note], clock: FilterContext, indexes: Mapping[str, FieldIndex]
) -> list[SlowRead]:
    """Return what is slow; `indexes` are those of `indexed_fields` by field id."""
    found = _found(notes, clock, None)
    told = (one if isinstance(one, SlowRead) else _of_use(catalog, one, indexes) for one in found)
    return list(dict.fromkeys(one for one in told if one is not None))


_OF_FIELDS = (FieldFiltered, FieldOrdered)


def _flat(notes: Iterable[Note]) -> Iterator[Note]:
    for note in notes:
        yield note
        if isinstance(note, ListRead):
            yield from _flat(note.notes)


def _found(notes: Iterable[Note], clock: FilterContext, read: ListRead | None) -> Iterator[SlowRead | _Use]:
    place = f"{read.parent}.{read.nodes[0].name.value}" if read and read.parent != "Query" else ""
    for note in notes:
        match note:
            case ListRead():
                yield from _found(note.notes, clock, note)
            case FieldFiltered():
                helps = not place and _serves(note, clock)
                yield _Use(note.entity, note.field, "filtered by", helps, place)
            case FieldOrdered(path=path) if read and path[1] == "0" and len(path) > _DIRECT:
                yield _through_relation(read.entity.name, ".".join(path[2:]), place)
            case FieldOrdered(path=path) if path[1] == "0":
                yield _Use(note.entity, note.field, "ordered by", not place, place)
            case SearchedByField():
                text = "is searched text by text, because not all of its searchable fields may be read"
                yield SlowRead(f"{note.entity} {text}; each {note.entity} may be read. No index serves that.")
            case _:
                pass


def _through_relation(entity: str, path: str, place: str) -> SlowRead:
    there = " there" if place else ""
    text = f"is ordered by {path}, through a relation{_in_list(place)}; each {entity}{there} is read"
    return SlowRead(f"{entity} {text} for every page. No index serves that.")


def _in_list(place: str) -> str:
    return f' in the list "{place}"' if place else ""


def _serves(note: FieldFiltered, clock: FilterContext) -> bool:
    """Whether an index of the field would find the records that a condition wants."""
    stored = _as_indexed(note.field)
    if stored is None or not {"not", "every"}.isdisjoint(note.path):
        return False
    leading = [index.expressions[0] for index in note.field.kind.indexes(stored)]
    condition = operators.filter_condition(note.field.kind, stored, note.wanted, clock)
    return any(_compared(part) in leading for part in sql.conjuncts(condition))


def _as_indexed(field: CatalogField) -> Stored | None:
    """Return a value as an index has it; what a formula computes may be anything for that."""
    if isinstance(field.storage, CustomStorage):
        return replace(field.storage, indexed=True).stored("x")
    if isinstance(field.storage, FormulaStorage):
        parts = tuple(sql.Column("x", f"part{place}") for place in range(len(field.kind.components)))
        return Stored(parts, in_column=True, indexed=True)
    return None


def _compared(condition: sql.Node) -> sql.Node | None:
    match condition:
        case sql.Binary():
            return condition.left
        case sql.AnyOf() | sql.IsNull():
            return condition.expression
    return None


def _of_use(catalog: Catalog, use: _Use, indexes: Mapping[str, FieldIndex]) -> SlowRead | None:
    storage = use.field.storage
    if isinstance(storage, DerivedStorage) and not (isinstance(storage, FormulaStorage) and storage.indexed):
        return _computed(catalog, use)
    if not isinstance(storage, CustomStorage | FormulaStorage):
        return None
    if not storage.indexed:
        return _without_index(catalog, use)
    index = indexes.get(use.field.field_id)
    if index is None or index.state is FieldIndexState.READY or use.place:
        return None
    if index.state is FieldIndexState.FAILED:
        text = f"{use.told} without its index; {use.readings}. {index.error}"
        return SlowRead(text, _mend(use))
    progress = "" if index.progress is None else f" ({index.progress:.0%})"
    text = f"{use.told} while its index is BUILDING{progress}; until it is READY, {use.readings}."
    return SlowRead(text)


def _computed(catalog: Catalog, use: _Use) -> SlowRead:
    """Warn of values that are computed for all records: an index mends it where there can be one."""
    text = f"{use.told}{use.where}, whose values are computed; {use.readings}."
    storage, entity = use.field.storage, catalog.entity(use.entity)
    if not isinstance(storage, FormulaStorage) or use.field.origin != CUSTOM or hindrance(entity, storage):
        return SlowRead(f"{text} No index serves that.")
    other = _hindrance(entity, use)
    return SlowRead(f"{text} {other}") if other else SlowRead(text, _mend(use))


def _without_index(catalog: Catalog, use: _Use) -> SlowRead:
    text = f"{use.told} without an index{use.where}; {use.readings}."
    hindrance = _hindrance(catalog.entity(use.entity), use)
    return SlowRead(f"{text} {hindrance}") if hindrance else SlowRead(text, _mend(use))


def _hindrance(entity: CatalogEntity, use: _Use) -> str | None:
    """Say why an index would not mend it; None when it would."""
    field = use.field
    if field.origin != CUSTOM:
        return f'It cannot have one: the module "{field.origin}" adds it to another module\'s entity.'
    if not field.kind.can_be_indexed:
        return f"It cannot have one: there is none for the kind {field.kind.name}."
    if use.place:
        return (
            "An index would not help: such a list is found by its record, and short lists are read at once."
        )
    if not use.helps:
        return "An index would not help: none serves this condition."
    if sum(one.field.indexed for one in entity.fields.values() if one.origin == CUSTOM) >= MOST_INDEXED:
        text = f"{entity.name} has {MOST_INDEXED} indexed custom fields, the most that there may be;"
        return f"It cannot have one now: {text} switch indexed off for one that no longer needs it."
    return None


def _mend(use: _Use) -> str:
    field = f'entity: "{use.entity}", key: "{use.field.key}"'
    return f"mutation {{ updateField({field}, input: {{ indexed: true }}) {{ userErrors {{ message }} }} }}"
