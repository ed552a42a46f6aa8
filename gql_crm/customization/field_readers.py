"""What reads a field, and which conditions and formulas name an option of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import orjson

from gql_crm.customization.derived import readers_of
from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField


class BreakKind(StrEnum):
    """What a change of a field may break."""

    DOCUMENT = "DOCUMENT"
    SAVED_VIEW = "SAVED_VIEW"
    VALIDATION_RULE = "VALIDATION_RULE"
    CONDITION = "CONDITION"
    FORMULA = "FORMULA"
    DUPLICATE_RULE = "DUPLICATE_RULE"
    UNIQUE_SCOPE = "UNIQUE_SCOPE"
    LIST = "LIST"


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that would not be as before: what it is called, whose it is, and why."""

    kind: BreakKind
    name: str
    reason: str
    clients: Sequence[str] = ()


def readers(
    catalog: Catalog, entity: CatalogEntity, field: CatalogField, takes: frozenset[BreakKind]
) -> Iterator[Break]:
    """Find what the catalog itself would lack without the field."""
    key = field.key
    found = [
        *(
            (BreakKind.CONDITION, one.key)
            for one in entity.checks.fields
            if key in one.reads and one.key != key
        ),
        *(
            (BreakKind.VALIDATION_RULE, one.rule.key)
            for one in entity.checks.rules
            if key in one.reads or key in one.rule.fields
        ),
        *((BreakKind.FORMULA, name) for name in readers_of(catalog, field.field_id)),
        *(
            (BreakKind.DUPLICATE_RULE, one.rule.name)
            for one in entity.duplicate_rules
            if key in one.rule.keys
        ),
        *(
            (BreakKind.UNIQUE_SCOPE, one.key)
            for one in entity.fields.values()
            if key in one.field.unique_within
        ),
    ]
    if field.field.inverse and field.target:
        found.append((BreakKind.LIST, f"{field.target}.{field.field.inverse}"))
    for kind, name in found:
        if kind in takes:
            yield Break(kind, name, f'It needs "{key}" of {entity.name}.')


def naming(
    catalog: Catalog, entity: CatalogEntity, field: CatalogField, gone: frozenset[str]
) -> Iterator[Break]:
    """Find conditions, formulas and roll-ups that name an option which goes."""
    if not gone:
        return
    for kind, name, text in _sources(catalog, entity, field):
        for option in sorted(gone):
            if f'"{option}"' in text or f"'{option}'" in text:
                yield Break(kind, name, f'It names the option "{option}" of "{field.key}".')


def _sources(
    catalog: Catalog, entity: CatalogEntity, field: CatalogField
) -> Iterator[tuple[BreakKind, str, str]]:
    """Return the texts that read a field, or are its own."""
    for rule in entity.checks.rules:
        if field.key in rule.reads:
            yield BreakKind.VALIDATION_RULE, rule.rule.key, rule.rule.condition
    for one in entity.checks.fields:
        if field.key in one.reads:
            own = entity.fields[one.key].field
            yield BreakKind.CONDITION, one.key, f"{own.visible_when or ''} {own.required_when or ''}"
    for other in catalog.entities.values():
        for formula in other.fields.values():
            if field.field_id in formula.reads:
                rollup = formula.field.rollup
                text = orjson.dumps(rollup.filter).decode() if rollup else formula.field.expression or ""
                yield BreakKind.FORMULA, f"{other.name}.{formula.key}", text
