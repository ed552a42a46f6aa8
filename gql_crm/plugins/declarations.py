"""What a module declares besides types and operations: settings, permissions, seeds."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from gql_crm.errors import WARNING_CODES, DeclarationError
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.plugins.module import ComputedField, Entity, Module
from gql_crm.plugins.names import CODE_NAME
from gql_crm.plugins.permissions import ROLE_KEYS, EntityAccess

Permissions: TypeAlias = Mapping[str, Mapping[str, EntityAccess]]
"""What modules say that roles may do: by role and entity."""


def check_declarations(module: Module, kinds: Mapping[str, FieldKind]) -> None:
    """Raise `DeclarationError` for a setting, permission or seed that cannot stand."""
    own = {entity.name: entity for entity in module.entities}
    for setting in module.settings:
        _check_setting(setting, kinds)
    for role, permissions in module.permissions.items():
        _check_role(role)
        for entity, access in permissions.items():
            _check_own(entity, own, f'the permissions of the role "{role}"')
            _check_hidden(own[entity], access, role, computed=module.computed.get(entity, ()))
    for code in module.warning_codes:
        _check_warning_code(code)
    for entity in module.seeds:
        _check_own(entity, own, "the seeds")


def merged_permissions(modules: list[Module]) -> Permissions:
    """Return what all modules say; each speaks of its own entities, so they cannot contradict each other."""
    merged: dict[str, dict[str, EntityAccess]] = {}
    for module in modules:
        for role, permissions in module.permissions.items():
            merged.setdefault(role, {}).update(permissions)
    return MappingProxyType({role: MappingProxyType(of_role) for role, of_role in merged.items()})


def _check_setting(setting: Field, kinds: Mapping[str, FieldKind]) -> None:
    kind = kinds[setting.kind]
    if kind.reference or setting.unique or not kind.placed(setting).writable:
        msg = (
            f'the setting "{setting.key}" cannot be a reference, unique or filled by itself; '
            "it belongs to no record."
        )
        raise DeclarationError(msg)


def _check_role(role: str) -> None:
    if role not in ROLE_KEYS:
        msg = f'the permissions name the role "{role}", which is not there; there are {", ".join(ROLE_KEYS)}.'
        raise DeclarationError(msg)


def _check_warning_code(code: str) -> None:
    """Modules may share a code, as they may share what it warns of; those of the core are its own."""
    if not CODE_NAME.fullmatch(code) or code in WARNING_CODES:
        msg = f'"{code}" is no code of a warning; expected capitals, digits and "_", none of the core.'
        raise DeclarationError(msg)


def _check_own(entity: str, own: Mapping[str, Entity], what: str) -> None:
    if entity not in own:
        there = ", ".join(sorted(own)) or "none"
        msg = f'{what} name the entity "{entity}", which is not its own; its own are {there}.'
        raise DeclarationError(msg)


def _check_hidden(
    entity: Entity, access: EntityAccess, role: str, *, computed: Sequence[ComputedField]
) -> None:
    there = {one.key for members in (entity.fields, entity.children, computed) for one in members}
    for key in sorted((access.hidden | access.read_only) - there):
        msg = (
            f'the permissions of the role "{role}" name the field "{key}", which {entity.name} does not have.'
        )
        raise DeclarationError(msg)
