"""Interfaces over entities: a field of an interface is there, and of one type, in each of its entities."""

from collections.abc import Mapping
from typing import NamedTuple

from gql_crm.errors import DeclarationError
from gql_crm.plugins.catalog import CatalogField
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.draft_entity import DraftEntity
from gql_crm.plugins.interface_catalog import CatalogInterface
from gql_crm.plugins.module import Interface, Module
from gql_crm.plugins.names import TYPE_NAME, EntityNames
from gql_crm.text import did_you_mean

_OF_EVERY_RECORD = frozenset({"id", "recordType", "displayName"})


class _Member(NamedTuple):
    """A field of an entity: its GraphQL type, without what says that it may be null, and whose it is."""

    type: str
    origin: str


def add_interfaces(draft: Draft, module: Module, system: Mapping[str, CatalogField]) -> None:
    """Add a module's interfaces to a draft that has all of its fields; `system` are every record's."""
    for interface in module.interfaces:
        owner = f'interface "{interface.name}" of module "{module.name}"'
        if not TYPE_NAME.fullmatch(interface.name):
            msg = f'"{interface.name}" is no name of an interface; expected PascalCase letters and digits.'
            raise DeclarationError(msg)
        entities = _entities(draft, interface, owner)
        common = _OF_EVERY_RECORD | system.keys()
        fields = tuple(key for key in dict.fromkeys(interface.fields) if key not in common)
        for key in fields:
            _check_same(draft, entities, key, owner)
        draft.types.take(interface.name, owner, "type")
        draft.interfaces[interface.name] = CatalogInterface(interface, module.name, entities, fields)


def _entities(draft: Draft, interface: Interface, owner: str) -> tuple[str, ...]:
    if not interface.entities:
        msg = f"{owner} is over no entity; expected at least one."
        raise DeclarationError(msg)
    for name in interface.entities:
        if name not in draft.entities:
            there = ", ".join(sorted(draft.entities))
            msg = f'{owner} names the entity "{name}", which is not there; there are {there}.'
            raise DeclarationError(msg)
    return tuple(dict.fromkeys(interface.entities))


def _check_same(draft: Draft, entities: tuple[str, ...], key: str, owner: str) -> None:
    first, *others = entities
    expected = _member(draft.entities[first], key, owner)
    for name in others:
        found = _member(draft.entities[name], key, owner)
        if found.type != expected.type:
            msg = (
                f'{owner} has the field "{key}", which needs one type: it is {expected.type} in {first} '
                f'(module "{expected.origin}") and {found.type} in {name} (module "{found.origin}").'
            )
            raise DeclarationError(msg)


def _member(entity: DraftEntity, key: str, owner: str) -> _Member:
    field = entity.fields.get(key) or entity.computed.get(key)
    if key in entity.lists:
        to_many = entity.lists[key]
        return _Member(EntityNames(to_many.target, "").connection, to_many.origin)
    if key in entity.children:
        return _Member(f"[{entity.children[key].name}]", entity.children[key].origin)
    if field is None:
        there = {*entity.fields, *entity.computed, *entity.lists, *entity.children}
        name = entity.entity.name
        msg = f'{owner} has the field "{key}", which {name} does not have.{did_you_mean(key, there)}'
        raise DeclarationError(msg)
    return _Member(_type_of(field), field.origin)


def _type_of(field: CatalogField | CatalogComputed) -> str:
    if field.target:
        return field.target
    name = field.kind.output_type.name
    return f"[{name}]" if field.kind.output_list else name
