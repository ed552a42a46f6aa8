"""Computed fields join their entities: each of their needs has to be a value that the planner can read."""

from collections.abc import Mapping

from gql_crm.errors import DeclarationError
from gql_crm.fields.field import Field
from gql_crm.plugins.catalog import CatalogField
from gql_crm.plugins.computed import CatalogComputed, Need
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.module import ComputedField, Module
from gql_crm.text import did_you_mean

_OF_EVERY_RECORD = frozenset({"id", "recordType", "displayName"})
_SHARED = ("key", "kind", "label", "help_text", "description", "options", "enum", "section", "position")


def add_computed_fields(draft: Draft, module: Module, system: Mapping[str, CatalogField]) -> None:
    """Add a module's computed fields to a draft that has its other fields; `system` are every record's."""
    for entity_name, declared in module.computed.items():
        for one in declared:
            _add(draft, module, entity_name, one, system)


def _add(
    draft: Draft,
    module: Module,
    entity_name: str,
    declared: ComputedField,
    system: Mapping[str, CatalogField],
) -> None:
    where = f'computed field "{declared.key}" of {entity_name}'
    if entity_name not in draft.entities:
        there = ", ".join(sorted(draft.entities))
        msg = f'{where} names the entity "{entity_name}", which is not there; there are {there}.'
        raise DeclarationError(msg)
    shown = Field(**{name: getattr(declared, name) for name in _SHARED}, writable=False)
    kind = draft.kind_of(module, shown, where)
    if kind.reference:
        msg = (
            f'{where} has the kind "{declared.kind}"; a computed field holds a value and refers to no record.'
        )
        raise DeclarationError(msg)
    load: object = declared.load
    if not callable(load):
        msg = f'"load" of the {where} is no function.'
        raise DeclarationError(msg)
    needs = [_Needs(draft, system, where).resolved(entity_name, name) for name in ("id", *declared.needs)]
    entity = draft.entities[entity_name]
    owner = f'computed field "{declared.key}" of module "{module.name}"'
    entity.names.take(declared.key, owner, f"name of a field of {entity_name}")
    unique = tuple(dict.fromkeys(needs))
    entity.computed[declared.key] = CatalogComputed(declared, shown, kind, module.name, entity_name, unique)


class _Needs:
    """Looks up what a computed field needs."""

    def __init__(self, draft: Draft, system: Mapping[str, CatalogField], where: str) -> None:
        self._draft = draft
        self._system = system
        self._where = where

    def resolved(self, entity: str, name: str) -> Need:
        """Return a need of an entity's field by its name or path."""
        *steps, last = path = tuple(name.split("."))
        reads = []
        for step in steps:
            reference = self._field(entity, step, name)
            if reference.target is None or reference.kind.many:
                raise self._refused(name, f'"{step}" of {entity} is no reference to one record.')
            reads.append((entity, step))
            entity = reference.target
        reads.append((entity, last))
        if last in _OF_EVERY_RECORD:
            return Need(path, None, tuple(reads))
        field = self._field(entity, last, name)
        if field.target:
            hint = f'name a field of its target, such as "{name}.id".'
            raise self._refused(name, f'"{last}" of {entity} is a reference; {hint}')
        return Need(path, field.kind, tuple(reads))

    def _field(self, entity: str, key: str, name: str) -> CatalogField:
        draft = self._draft.entities[entity]
        fields = {**self._system, **draft.fields}
        if key in fields and not fields[key].kind.many:
            return fields[key]
        if key in draft.computed:
            raise self._refused(name, f'"{key}" of {entity} is computed itself.')
        if key in draft.lists or key in draft.children:
            raise self._refused(name, f'"{key}" of {entity} is a list.')
        raise self._refused(name, f'{entity} has no field "{key}".{did_you_mean(key, fields)}')

    def _refused(self, name: str, reason: str) -> DeclarationError:
        return DeclarationError(f'{self._where} needs "{name}", which cannot be had: {reason}')
