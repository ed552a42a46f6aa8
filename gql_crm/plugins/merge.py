"""Contributions → one catalog. Of two that clash the later is refused, and both are named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from types import MappingProxyType
from typing import Any

from gql_crm.errors import USER_ERROR_CODES, DeclarationError
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.plugins.catalog import CUSTOM, Catalog, CatalogField, CatalogProblem
from gql_crm.plugins.declarations import check_declarations, merged_permissions
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.fingerprint import fingerprint
from gql_crm.plugins.kinds import kind_problem
from gql_crm.plugins.module import Entity, Module
from gql_crm.plugins.names import FIELD_NAME, EntityNames
from gql_crm.plugins.placement import custom_field
from gql_crm.plugins.system import system_fields

Kinds = Mapping[str, FieldKind]


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
    disabled: frozenset[str] = frozenset()
    """Names of modules that are switched off."""

    def module(self, name: str) -> Module | None:
        """Return a module by name, switched on or off; None when nothing contributes it."""
        return next((module for _, module in self.modules if module.name == name), None)

    def enabled_modules(self) -> list[tuple[str, Module]]:
        """Return the modules that are switched on, each behind those that it requires."""
        enabled = [pair for pair in self.modules if pair[1].name not in self.disabled]
        ordered: dict[int, tuple[str, Module]] = {}
        for pair in enabled:
            _put_behind_required(pair, enabled, ordered, frozenset())
        return list(ordered.values())

    def enabled_kinds(self) -> list[tuple[str, FieldKind]]:
        """Return the kinds; those of a plugin go when all of its modules are switched off."""
        having = {plugin for plugin, _ in self.modules}
        enabled = {plugin for plugin, _ in self.enabled_modules()}
        return [pair for pair in self.kinds if pair[0] in enabled or pair[0] not in having]


def _put_behind_required(
    pair: tuple[str, Module],
    all_: Sequence[tuple[str, Module]],
    ordered: dict[int, tuple[str, Module]],
    above: frozenset[str],
) -> None:
    """Put a module behind those that it requires; a circle is broken, and refused by the merge."""
    _, module = pair
    for name in module.requires:
        for other in all_:
            if other[1].name == name and name not in above:
                _put_behind_required(other, all_, ordered, above | {module.name})
    ordered.setdefault(id(pair), pair)


def merge(contributions: Contributions, *, version: int, now: datetime) -> Catalog:
    """Merge everything; never raises for a bad contribution, which stands in `problems` instead."""
    problems = list(contributions.problems)
    kinds = _merge_kinds(contributions, problems, now)
    draft = Draft(kinds=kinds)
    for plugin, module in contributions.enabled_modules():
        try:
            attempt = draft.copy()
            attempt.add_module(module)
            check_declarations(module, kinds)
            draft = attempt
        except DeclarationError as error:
            problems.append(_left_out(plugin, module, str(error), now))
        except Exception as error:  # noqa: BLE001 (declarations of partners may hold anything)
            problems.append(_left_out(plugin, module, f"{type(error).__name__}: {error}", now))
    problems.extend(
        CatalogProblem(CUSTOM, text, now) for text in _add_custom_fields(draft, contributions.custom_fields)
    )
    disabled = tuple(module for _, module in contributions.modules if module.name in contributions.disabled)
    return _catalog(draft, version, problems, disabled)


def _left_out(plugin: str, module: Module, reason: str, now: datetime) -> CatalogProblem:
    return CatalogProblem(module.name, f'Module "{module.name}" of "{plugin}" is left out: {reason}', now)


def _entity_types(modules: Iterable[Any]) -> set[str]:
    """Return the types of all entities that modules declare, as far as they declare any."""
    declared = [module.entities for module in modules if isinstance(module.entities, Sequence)]
    entities = [entity for several in declared for entity in several if isinstance(entity, Entity)]
    return {name for entity in entities for name in EntityNames(entity.name, entity.plural).types()}


def _merge_kinds(contributions: Contributions, problems: list[CatalogProblem], now: datetime) -> Kinds:
    """Merge the kinds. One that would take a type of some entity gives way to the entity."""
    types = _entity_types(module for _, module in contributions.enabled_modules())
    merged: dict[str, tuple[str, FieldKind]] = {}
    for plugin, kind in contributions.enabled_kinds():
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


def _add_custom_fields(draft: Draft, custom_fields: Sequence[CustomField]) -> Iterable[str]:
    """Add those that keep their names first, then those that must give way."""
    clashing: list[tuple[str, CatalogField, DeclarationError]] = []
    for custom in custom_fields:
        if custom.field.kind not in draft.kinds or not {
            custom.entity,
            custom.field.target or custom.entity,
        } <= set(draft.entities):
            continue  # its module or kind is switched off; the definition and the values stay
        placed = custom_field(
            custom.field, draft.kinds[custom.field.kind], custom.storage_key, retired=custom.retired
        )
        if not FIELD_NAME.fullmatch(placed.key):
            yield f'The custom field "{placed.key}" of {custom.entity} is left out: that is no field\'s name.'
            continue
        try:
            draft.add_field(custom.entity, placed)
        except DeclarationError as error:
            clashing.append((custom.entity, placed, error))
    for entity, placed, clash in clashing:
        key = _add_renamed(draft, entity, placed)
        yield f'{clash} The custom field is called "{key}" until it is renamed (renameField).'


def _add_renamed(draft: Draft, entity: str, placed: CatalogField) -> str:
    """Add a field under the first free one of `budgetCustom`, `budgetCustom2` … and return that key."""
    for number in count(1):
        key = f"{placed.key}Custom{number if number > 1 else ''}"
        try:
            draft.add_field(entity, replace(placed, field=replace(placed.field, key=key, inverse=None)))
        except DeclarationError:
            continue
        return key
    raise AssertionError  # numbers do not end


def _catalog(
    draft: Draft, version: int, problems: Sequence[CatalogProblem], disabled: tuple[Module, ...]
) -> Catalog:
    system = MappingProxyType(dict(system_fields(draft.kinds)))
    entities = {name: entity.frozen(system) for name, entity in draft.entities.items()}
    codes = dict(USER_ERROR_CODES)
    for module in draft.modules:
        codes.update(module.error_codes)
    return Catalog(
        version=version,
        hash=fingerprint(draft.modules, disabled, entities),
        modules=tuple(draft.modules),
        disabled=disabled,
        kinds=MappingProxyType(dict(draft.kinds)),
        entities=MappingProxyType(entities),
        operations=tuple(
            (module.name, operation) for module in draft.modules for operation in module.operations
        ),
        error_codes=MappingProxyType(codes),
        permissions=merged_permissions(draft.modules),
        problems=tuple(problems),
    )
