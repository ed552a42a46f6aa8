"""Relation types of modules and of users, merged: each key is taken once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from gql_crm.errors import DeclarationError
from gql_crm.fields.definition import localized_problems
from gql_crm.plugins.catalog import CUSTOM, CatalogRelationType
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.module import Module, RelationType
from gql_crm.plugins.names import CODE_NAME
from gql_crm.text import shown


@dataclass(frozen=True, slots=True)
class UserRelationType:
    """A relation type that a user made: a row of the table `relation_type`.

    It names entities of users as rows do, by their tables.
    """

    id: int
    declared: RelationType
    active: bool = True

    @property
    def relation_id(self) -> str:
        """What links name it by; no other relation type ever gets it."""
        return f"{CUSTOM}:{self.id}"

    @property
    def ends(self) -> frozenset[str | None]:
        """The entities that it joins; None stands for any."""
        return frozenset({self.declared.from_entity, self.declared.to_entity})


def renamed_ends(declared: RelationType, names: Mapping[str, str]) -> RelationType:
    """Return a relation type that names its entities otherwise, where `names` has others."""
    ends: dict[str, Any] = {
        end: names[name]
        for end in ("from_entity", "to_entity")
        if (name := getattr(declared, end)) is not None and name in names
    }
    return replace(declared, **ends) if ends else declared


def relation_type_problems(declared: RelationType) -> Iterator[tuple[str, str]]:
    """Say what is wrong with a relation type for itself: pairs of an attribute and a sentence."""
    if not CODE_NAME.fullmatch(declared.key):
        yield (
            "key",
            f'{shown(declared.key)} is no key; expected capital letters, digits and "_", as in CO_OWNER.',
        )
    if not declared.label:
        yield "label", "A relation type needs a label."
    yield from localized_problems("label", declared.label)
    yield from localized_problems("reverse_label", declared.reverse_label)
    if declared.symmetric and declared.reverse_label:
        yield "reverse_label", "A symmetric relation reads the same from both sides: it has no reverse label."
    if declared.symmetric and declared.from_entity != declared.to_entity:
        yield "symmetric", "Only records of the same entity can be related symmetrically."


def add_relation_types(draft: Draft, module: Module) -> None:
    """Add a module's relation types to a draft; `DeclarationError` names who has a key already."""
    for declared in module.relation_types:
        where = f'relation type "{declared.key}" of module "{module.name}"'
        for _, problem in relation_type_problems(declared):
            msg = f"{where}: {problem}"
            raise DeclarationError(msg)
        for entity in (declared.from_entity, declared.to_entity):
            if entity is not None and entity not in draft.entities:
                there = ", ".join(sorted(draft.entities))
                msg = f'{where} names the entity "{entity}", which is not there; there are {there}.'
                raise DeclarationError(msg)
        taken = draft.relation_types.get(declared.key)
        if taken is not None:
            msg = f'{where} has a key that module "{taken.origin}" has already taken.'
            raise DeclarationError(msg)
        id_ = f"{module.name}:{declared.key}"
        draft.relation_types[declared.key] = CatalogRelationType(declared, module.name, id_)


def with_users_types(
    draft: Draft, made: Sequence[UserRelationType]
) -> tuple[dict[str, CatalogRelationType], list[str]]:
    """Return all relation types by key, and what is to be told; a user's key gives way to a module's.

    One that names an entity which is switched off waits, and so do its links.
    """
    types = dict(draft.relation_types)
    told: list[str] = []
    names = {entity.table: name for name, entity in draft.entities.items() if entity.table}
    for own in sorted(made, key=lambda one: one.declared.key in types):
        declared = renamed_ends(own.declared, names)
        placed = CatalogRelationType(declared, CUSTOM, own.relation_id, own.active)
        if any(entity not in draft.entities for entity in placed.entities):
            continue
        key = own.declared.key
        if key in types:
            free = _free_key(key, types)
            told.append(
                f'The relation type "{key}" of users has a key that module "{types[key].origin}" has taken.'
                f' It is called "{free}" until it gets another one (updateRelationType).'
            )
            placed = replace(placed, declared=replace(declared, key=free))
        types[placed.key] = placed
    return types, told


def _free_key(key: str, taken: Iterable[str]) -> str:
    names = set(taken)
    keys = (f"{key}_CUSTOM{number if number > 1 else ''}" for number in count(1))
    return next(one for one in keys if one not in names)
