"""Entities that users defined join those of modules. One whose name is taken gives way; none is lost."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from graphql import get_named_type

from gql_crm.errors import DeclarationError
from gql_crm.fields.operators import operand_types
from gql_crm.plugins.catalog import CUSTOM
from gql_crm.plugins.custom_fields import CustomField
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.draft_entity import DraftEntity
from gql_crm.plugins.module import Entity
from gql_crm.plugins.names import FIELD_NAME, TYPE_NAME, EntityNames, custom_table


@dataclass(frozen=True, slots=True)
class CustomEntity:
    """An entity that a user defined: a row of the table `custom_entity`.

    It has no fields of its own declaration: all of them are custom fields. `entity.display` names these by
    their storage keys, which no renaming changes.
    """

    id: int
    entity: Entity
    retired: bool = False

    @property
    def table(self) -> str:
        """The table of its records, by whose name rows of other tables call the entity."""
        return custom_table(self.id)


def with_custom_entities(
    draft: Draft, entities: Iterable[CustomEntity], operation_types: Mapping[str, Iterable[str]]
) -> tuple[Draft, list[str]]:
    """Return a draft of modules with the entities of users, and what is wrong with these.

    `operation_types` are the types that operations of modules bring, by module.
    """
    draft = draft.copy()
    _reserve_types(draft, operation_types)
    return draft, list(_add_all(draft, entities))


def add_custom_entity(draft: Draft, custom: CustomEntity) -> None:
    """Add an entity; raise `DeclarationError`, having added nothing, where one of its names is taken."""
    owner = f'custom entity "{custom.entity.name}"'
    draft.take_entity(DraftEntity(custom.entity, CUSTOM, table=custom.table, retired=custom.retired), owner)


def named_fields(draft: Draft, custom_fields: Iterable[CustomField]) -> list[CustomField]:
    """Return fields whose entities and targets are called as they are in a draft, not as rows call them.

    Fields of a module's entity that is not there wait for it, even if users have an entity of that name.
    """
    names = {entity.table: name for name, entity in draft.entities.items() if entity.table}
    if not names:
        return list(custom_fields)
    absent = set(names.values())
    there = (one for one in custom_fields if absent.isdisjoint((one.entity, one.field.target)))
    return [renamed(custom, names) for custom in there]


def renamed(custom: CustomField, names: Mapping[str, str]) -> CustomField:
    """Return a field with other names of its entity and its target, where `names` has others."""
    target = custom.field.target
    if target is not None and target in names:
        custom = replace(custom, field=replace(custom.field, target=names[target]))
    return replace(custom, entity=names[custom.entity]) if custom.entity in names else custom


def _add_all(draft: Draft, entities: Iterable[CustomEntity]) -> Iterator[str]:
    """Add those that keep their names first, then those that must give way; tell what is wrong."""
    clashing: list[tuple[CustomEntity, DeclarationError]] = []
    for custom in entities:
        name, plural = custom.entity.name, custom.entity.plural
        good = TYPE_NAME.fullmatch(name) and FIELD_NAME.fullmatch(plural)
        if not good or plural == EntityNames(name, plural).one:
            yield f'The custom entity "{name}" is left out: it or its list "{plural}" has no good name.'
            continue
        try:
            add_custom_entity(draft, custom)
        except DeclarationError as error:
            clashing.append((custom, error))
    for custom, clash in clashing:
        name = _add_renamed(draft, custom)
        yield f'{clash} The custom entity is called "{name}" until it is renamed (renameEntity).'


def _add_renamed(draft: Draft, custom: CustomEntity) -> str:
    """Add an entity under the first free one of `BoatCustom`, `BoatCustom2` … and return that name."""
    for number in count(1):
        ending = f"Custom{number if number > 1 else ''}"
        name, plural = custom.entity.name + ending, custom.entity.plural + ending
        try:
            add_custom_entity(draft, replace(custom, entity=replace(custom.entity, name=name, plural=plural)))
        except DeclarationError:
            continue
        return name
    raise AssertionError  # numbers do not end


def _reserve_types(draft: Draft, operation_types: Mapping[str, Iterable[str]]) -> None:
    """Take the names of types that neither the core nor an entity has: those of kinds and operations."""
    for kind in draft.kinds.values():
        types = (kind.output_type, kind.input_type, kind.group_type, *operand_types(kind))
        for type_ in filter(None, types):
            draft.types.setdefault(get_named_type(type_).name, f'field kind "{kind.name}"')
    for module in draft.modules:
        for name in operation_types.get(module.name, ()):
            draft.types.setdefault(name, f'an operation of module "{module.name}"')
