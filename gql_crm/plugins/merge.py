"""Contributions → one catalog. Of two that clash the later is refused, and both are named."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import orjson

from gql_crm.errors import USER_ERROR_CODES, DeclarationError
from gql_crm.fields.definition import field_to_json
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.plugins.catalog import CUSTOM, Catalog, CatalogEntity, CatalogField, CatalogProblem
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.module import Module
from gql_crm.plugins.placement import custom_field
from gql_crm.plugins.system import system_fields


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field that a user defined: a row of the table `custom_field`."""

    id: int
    entity: str
    field: Field
    storage_key: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Contributions:
    """All that a catalog is made of, in order: the core's modules, then plugins by distribution name."""

    modules: Sequence[tuple[str, Module]]
    """Pairs of plugin and module."""
    kinds: Sequence[tuple[str, FieldKind]]
    """Pairs of plugin and field kind."""
    custom_fields: Sequence[CustomField] = ()
    problems: Sequence[CatalogProblem] = field(default_factory=tuple)


def merge(contributions: Contributions, *, version: int, now: datetime) -> Catalog:
    """Merge everything; never raises for a bad contribution, which stands in `problems` instead."""
    problems = list(contributions.problems)
    kinds = _merge_kinds(contributions.kinds, problems, now)
    draft = Draft(kinds=kinds)
    for plugin, module in contributions.modules:
        try:
            attempt = draft.copy()
            attempt.add_module(module)
            draft = attempt
        except DeclarationError as error:
            problems.append(
                CatalogProblem(module.name, f'Module "{module.name}" of "{plugin}" is left out: {error}', now)
            )
    problems.extend(
        CatalogProblem(CUSTOM, text, now) for text in _add_custom_fields(draft, contributions.custom_fields)
    )
    return _catalog(draft, version, problems)


def _merge_kinds(
    kinds: Iterable[tuple[str, FieldKind]], problems: list[CatalogProblem], now: datetime
) -> Mapping[str, FieldKind]:
    merged: dict[str, tuple[str, FieldKind]] = {}
    for plugin, kind in kinds:
        if kind.name in merged:
            first, _ = merged[kind.name]
            clash = f'"{first}" has registered one of that name'
            text = f'Field kind "{kind.name}" of "{plugin}" is left out: {clash}.'
            problems.append(CatalogProblem(plugin, text, now))
        else:
            merged[kind.name] = (plugin, kind)
    return {name: kind for name, (_, kind) in merged.items()}


def _add_custom_fields(draft: Draft, custom_fields: Sequence[CustomField]) -> Iterable[str]:
    for custom in custom_fields:
        if custom.field.kind not in draft.kinds or not {
            custom.entity,
            custom.field.target or custom.entity,
        } <= set(draft.entities):
            continue  # its module or kind is switched off; the definition and the values stay
        catalog_field = custom_field(
            custom.field, draft.kinds[custom.field.kind], custom.storage_key, retired=custom.retired
        )
        try:
            draft.add_field(custom.entity, catalog_field)
        except DeclarationError as error:
            renamed = replace(catalog_field, field=replace(custom.field, key=f"{custom.field.key}Custom"))
            yield f"{error} The custom field is called {renamed.key!r} until it is renamed (renameField)."
            draft.add_field(custom.entity, renamed)


def _catalog(draft: Draft, version: int, problems: Sequence[CatalogProblem]) -> Catalog:
    system = system_fields(draft.kinds)
    entities = {name: entity.frozen(system) for name, entity in draft.entities.items()}
    return Catalog(
        version=version,
        hash=_fingerprint(draft.modules, entities),
        modules=tuple(draft.modules),
        kinds=draft.kinds,
        entities=entities,
        operations=tuple(
            (module.name, operation) for module in draft.modules for operation in module.operations
        ),
        error_codes={
            **USER_ERROR_CODES,
            **{k: v for module in draft.modules for k, v in module.error_codes.items()},
        },
        problems=tuple(problems),
    )


def _fingerprint(modules: Sequence[Module], entities: Mapping[str, CatalogEntity]) -> str:
    content = {
        "modules": [[module.name, module.version] for module in modules],
        "entities": {
            name: [_field_content(f) for f in e.fields.values()] + list(e.lists)
            for name, e in entities.items()
        },
    }
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()


def _field_content(catalog_field: CatalogField) -> list[object]:
    return [catalog_field.field_id, catalog_field.retired, field_to_json(catalog_field.field)]
