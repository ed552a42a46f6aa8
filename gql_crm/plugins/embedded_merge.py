"""Embedded objects join their entities: their fields have to be there, and their names free."""

from collections.abc import Iterator

from gql_crm.errors import DeclarationError
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.draft_entity import DraftEntity
from gql_crm.plugins.embedded import Embedded
from gql_crm.plugins.module import Module
from gql_crm.plugins.names import FIELD_NAME, TYPE_NAME
from gql_crm.text import did_you_mean


def add_embedded(draft: Draft, module: Module) -> None:
    """Check the objects of a module's entities, and take their names."""
    owner = f'module "{module.name}"'
    for declared in module.entities:
        entity = draft.entities[declared.name]
        for one in declared.embedded:
            where = f'embedded "{one.key}" of {declared.name}'
            for problem in _problems(entity, one):
                msg = f"{where}: {problem}"
                raise DeclarationError(msg)
            draft.types.take(one.name, owner, "type")
            entity.names.take(one.key, f"{where} of {owner}", f"name of a member of {declared.name}")


def _problems(entity: DraftEntity, one: Embedded) -> Iterator[str]:
    if not TYPE_NAME.fullmatch(one.name):
        yield f'"{one.name}" is no name of a type; expected PascalCase letters and digits.'
    for name in (one.key, *one.fields):
        if not FIELD_NAME.fullmatch(name):
            yield f'"{name}" is no name of a field; expected camelCase letters and digits.'
    if not one.fields:
        yield "it has no members."
    for key in one.reads():
        if key not in entity.fields:
            yield f'it shows "{key}", which is no field of {entity.entity.name}.' + did_you_mean(
                key, entity.fields
            )
        elif entity.fields[key].kind.many or entity.fields[key].derived:
            yield f'it shows "{key}", which holds no value of its own.'
