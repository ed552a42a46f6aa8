"""Contributions → one catalog. Of two that clash the later is refused, and both are named."""

from collections.abc import Iterable
from datetime import datetime
from types import MappingProxyType

from gql_crm.plugins.catalog import CUSTOM, Catalog
from gql_crm.plugins.contributions import Contributions
from gql_crm.plugins.custom_entities import CustomEntity, named_fields, with_custom_entities
from gql_crm.plugins.custom_fields import (
    CustomField,
    Customized,
    MadeByUsers,
    OfEntity,
    add_custom_fields,
    customized,
    grouped,
)
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.fingerprint import fingerprint, relation_types_digest
from gql_crm.plugins.foundation import Foundation, lay_foundation
from gql_crm.plugins.problem import CatalogProblem
from gql_crm.plugins.relation_types import with_users_types
from gql_crm.plugins.writes import WriteHooks

__all__ = ["Contributions", "CustomEntity", "CustomField", "draft_of", "foundation_of", "merge"]


def merge(contributions: Contributions, *, version: int, now: datetime) -> Catalog:
    """Merge everything; never raises for a bad contribution, which stands in `problems` instead."""
    foundation = foundation_of(contributions, now)
    draft, told = _with_entities(foundation.draft, contributions)
    custom_fields = named_fields(draft, contributions.custom_fields)
    draft, clashes = _with_inverses(draft, [custom for custom in custom_fields if custom.field.inverse])
    told.extend(clashes)
    others = grouped(custom for custom in custom_fields if not custom.field.inverse)
    overrides, rules = grouped(contributions.overrides), _of_rows(draft, contributions.duplicate_rules)
    checked, memory = _of_rows(draft, contributions.rules), contributions.memory
    entities: dict[str, Customized] = {}
    for name, base in draft.entities.items():
        made = (others.get(name, []), overrides.get(name, []), rules.get(name, []), checked.get(name, []))
        known = memory.customized(name, base, MadeByUsers(*made))
        entities[name] = known or customized(draft, name, MadeByUsers(*made), foundation.system)
    memory.keep(entities)
    told.extend(text for entity in entities.values() for text in entity.problems)
    relation_types, clashes = with_users_types(draft, contributions.relation_types)
    told.extend(clashes)
    digest = foundation.digest + relation_types_digest(contributions.relation_types)
    return Catalog(
        version=version,
        hash=fingerprint(digest, {name: entity.digest for name, entity in entities.items()}),
        modules=tuple(draft.modules),
        disabled=foundation.disabled,
        kinds=foundation.kinds,
        entities=MappingProxyType({name: entity.entity for name, entity in entities.items()}),
        operations=foundation.operations,
        error_codes=foundation.error_codes,
        permissions=foundation.permissions,
        interfaces=MappingProxyType(draft.interfaces),
        write_hooks=WriteHooks.of(draft.modules),
        relation_types=MappingProxyType(relation_types),
        event_kinds=MappingProxyType(draft.event_kinds),
        problems=(
            *contributions.problems,
            *foundation.problems,
            *(CatalogProblem(CUSTOM, text, now) for text in told),
        ),
    )


def _of_rows(draft: Draft, made: Iterable[OfEntity]) -> dict[str, list[OfEntity]]:
    """Group by an entity's name what names it as rows do."""
    found, names = grouped(made), {one.table or name: name for name, one in draft.entities.items()}
    return {names[stored]: of_one for stored, of_one in found.items() if stored in names}


def foundation_of(contributions: Contributions, now: datetime) -> Foundation:
    """Return what kinds and modules make, without custom fields."""
    modules, kinds = contributions.enabled_modules(), contributions.enabled_kinds()
    disabled = tuple(module for _, module in contributions.modules if module.name in contributions.disabled)
    made_of = (*(one for _, one in modules), None, *(one for _, one in kinds), None, *disabled)
    return contributions.memory.foundation(made_of, lambda: lay_foundation(modules, kinds, disabled, now))


def draft_of(contributions: Contributions, now: datetime) -> Draft:
    """Return a draft of modules and entities, without custom fields, that its caller may add to."""
    foundation = foundation_of(contributions, now)
    entities, types = contributions.custom_entities, contributions.operation_types
    return with_custom_entities(foundation.draft, entities, types)[0]


def _with_entities(draft: Draft, contributions: Contributions) -> tuple[Draft, list[str]]:
    if not contributions.custom_entities:
        return draft, []
    return with_custom_entities(draft, contributions.custom_entities, contributions.operation_types)


def _with_inverses(draft: Draft, linking: list[CustomField]) -> tuple[Draft, list[str]]:
    """Add the fields that give another entity a list first: they concern more than their own entity."""
    if not linking:
        return draft, []
    draft = draft.copy()
    return draft, list(add_custom_fields(draft, linking))
