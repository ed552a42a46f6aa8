"""What kinds and modules make before users add fields: the same until a module comes, goes or is switched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeAlias

from gql_crm.errors import USER_ERROR_CODES, DeclarationError
from gql_crm.fields.kind import FieldKind
from gql_crm.plugins.catalog import CatalogField
from gql_crm.plugins.computed_fields import add_computed_fields
from gql_crm.plugins.declarations import Permissions, check_declarations, merged_permissions
from gql_crm.plugins.derived_fields import add_derived_fields
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.duplicates import add_duplicate_rules
from gql_crm.plugins.embedded_merge import add_embedded
from gql_crm.plugins.entity_checks import add_declared_rules
from gql_crm.plugins.event_merge import add_core_event_kinds, add_event_kinds, check_statuses
from gql_crm.plugins.fingerprint import modules_digest
from gql_crm.plugins.found_merge import add_found_lists
from gql_crm.plugins.interfaces import add_interfaces
from gql_crm.plugins.kinds import kind_problem
from gql_crm.plugins.module import Entity, Module, Operation
from gql_crm.plugins.names import ChildNames, EntityNames
from gql_crm.plugins.problem import CatalogProblem
from gql_crm.plugins.relation_types import add_relation_types
from gql_crm.plugins.system import system_fields
from gql_crm.plugins.told_fields import add_told_fields
from gql_crm.plugins.watch_checks import check_watches
from gql_crm.plugins.writes import check_write_hooks

Modules: TypeAlias = Sequence[tuple[str, Module]]
"""Pairs of plugin and module."""
Kinds: TypeAlias = Sequence[tuple[str, FieldKind]]
"""Pairs of plugin and field kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """Modules merged. Whoever adds to the draft copies it first."""

    draft: Draft
    disabled: tuple[Module, ...]
    kinds: Mapping[str, FieldKind]
    system: Mapping[str, CatalogField]
    operations: tuple[tuple[str, Operation], ...]
    error_codes: Mapping[str, str]
    permissions: Permissions
    digest: bytes
    problems: tuple[CatalogProblem, ...]


def lay_foundation(modules: Modules, kinds: Kinds, disabled: tuple[Module, ...], now: datetime) -> Foundation:
    """Merge kinds and modules, in order; what clashes or is wrong is left out and becomes a problem."""
    problems: list[CatalogProblem] = []
    merged_kinds = _merge_kinds(kinds, modules, problems, now)
    system = system_fields(merged_kinds)
    draft = Draft(kinds=merged_kinds)
    add_core_event_kinds(draft)
    for plugin, module in modules:
        try:
            draft = _with_module(draft, module, system)
        except DeclarationError as error:
            problems.append(_left_out(plugin, module, str(error), now))
        except Exception as error:  # noqa: BLE001 (declarations of partners may hold anything)
            problems.append(_left_out(plugin, module, f"{type(error).__name__}: {error}", now))
    codes = dict(USER_ERROR_CODES)
    for module in draft.modules:
        codes.update(module.error_codes)
    return Foundation(
        draft=draft,
        disabled=disabled,
        kinds=MappingProxyType(merged_kinds),
        system=MappingProxyType(dict(system)),
        operations=tuple((module.name, one) for module in draft.modules for one in module.operations),
        error_codes=MappingProxyType(codes),
        permissions=merged_permissions(draft.modules),
        digest=modules_digest(draft.modules, disabled),
        problems=tuple(problems),
    )


def _with_module(draft: Draft, module: Module, system: Mapping[str, CatalogField]) -> Draft:
    """Return a draft with one module more; raise DeclarationError, and whatever its declarations raise."""
    attempt = draft.copy()
    attempt.add_module(module)
    add_told_fields(attempt, module)
    add_derived_fields(attempt, module, system)
    add_computed_fields(attempt, module, system)
    add_embedded(attempt, module)
    add_found_lists(attempt, module, system)
    add_interfaces(attempt, module, system)
    add_relation_types(attempt, module)
    add_declared_rules(attempt, module, system)
    add_event_kinds(attempt, module)
    check_statuses(attempt, module)
    check_watches(attempt, module, system)
    check_write_hooks(attempt, module, system)
    add_duplicate_rules(attempt, module)
    check_declarations(module, draft.kinds)
    return attempt


def _left_out(plugin: str, module: Module, reason: str, now: datetime) -> CatalogProblem:
    text = f'Module "{module.name}" of "{plugin}" is left out: {reason}'
    return CatalogProblem(module.name, text, now, reason)


def _entity_types(modules: Iterable[Any]) -> set[str]:
    """Return the types of all entities that modules declare, as far as they declare any."""
    declared = [module.entities for module in modules if isinstance(module.entities, Sequence)]
    entities = [entity for several in declared for entity in several if isinstance(entity, Entity)]
    names = [EntityNames(entity.name, entity.plural).types() for entity in entities]
    names += [ChildNames(child.name).types() for entity in entities for child in entity.children]
    return {name for types in names for name in types}


def _merge_kinds(
    kinds: Kinds, modules: Modules, problems: list[CatalogProblem], now: datetime
) -> dict[str, FieldKind]:
    """Merge the kinds. One that would take a type of some entity gives way to the entity."""
    types = _entity_types(module for _, module in modules)
    merged: dict[str, tuple[str, FieldKind]] = {}
    for plugin, kind in kinds:
        name = getattr(kind, "name", type(kind).__name__)
        if name in merged:
            reason: str | None = f'"{merged[name][0]}" has registered one of that name.'
        else:
            reason = kind_problem(kind, types)
        if reason:
            text = f'Field kind "{name}" of "{plugin}" is left out: {reason}'
            problems.append(CatalogProblem(plugin, text, now))
        else:
            merged[name] = (plugin, kind)
    return {name: kind for name, (_, kind) in merged.items()}
