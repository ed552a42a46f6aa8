"""What the names in a roll-up mean. Members are known by their ids, so that renaming changes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from gql_crm.fields.rollup import Rollup
from gql_crm.fields.storage import ColumnStorage, RollupStorage
from gql_crm.plugins.catalog import CatalogChild, CatalogEntity, CatalogField, ToMany

Entities: TypeAlias = Mapping[str, CatalogEntity]
Bound: TypeAlias = tuple[str, ...]
"""What kind of member a name means, and the member's id."""


class Kind(StrEnum):
    """What kind of member a name means."""

    FIELD = "field"
    INPUT = "input"
    """A field, by the name of its input: `ownerId`."""
    SOURCE = "source"
    """A list of records that the entity's own field or relation links it with."""
    TARGET = "target"
    """A list of records that refer to the entity's."""
    CHILD = "child"
    OWNED = "owned"
    """A field of a child."""
    OWNED_INPUT = "ownedInput"
    """A field of a child, by the name of its input."""
    REFERENCE = "reference"
    """A reference of another entity that leads here, where it makes no list: `Visit.boat`."""


class Member(NamedTuple):
    """A member, the entity that has it, and what it is called now."""

    entity: CatalogEntity
    what: CatalogField | ToMany | CatalogChild
    name: str


def field_bound(field: CatalogField, kind: Kind = Kind.FIELD) -> Bound:
    """Return what the name of a field means."""
    return (kind.value, field.field_id)


def list_bound(to_many: ToMany) -> Bound:
    """Return what the name of a list means."""
    return (Kind.TARGET.value if to_many.side == "target" else Kind.SOURCE.value, _list_id(to_many))


def child_bound(child: CatalogChild) -> Bound:
    """Return what the name of a list of children means."""
    return (Kind.CHILD.value, child.field_id)


def member_of(entities: Entities, bound: Bound) -> Member | None:
    """Return what a name means now; None where it is not there: its module is switched off."""
    kind, id_ = Kind(bound[0]), bound[1]
    for entity in entities.values():
        found = next((name_ for name_ in _members(entity, kind) if name_[0] == id_), None)
        if found is not None:
            return Member(entity, found[1], found[2])
    return None


def members_of(entities: Entities, storage: RollupStorage) -> Mapping[str, Member] | None:
    """Return what all names of a roll-up mean, by their places; None where one of them is not there."""
    found = {place: member_of(entities, bound) for place, bound in storage.bound.items()}
    there = {place: member for place, member in found.items() if member is not None}
    return there if len(there) == len(found) else None


def reference_list(member: Member) -> ToMany:
    """Return the records that refer here by a reference as if they were a list."""
    field = member.what
    if not isinstance(field, CatalogField):
        msg = f'"{member.name}" is no reference'
        raise TypeError(msg)
    field_id = "" if isinstance(field.storage, ColumnStorage) else field.field_id
    return ToMany(
        member.name, member.entity.name, field.origin, "", {}, field=field, field_id=field_id, side="target"
    )


def shown_rollup(entities: Entities, storage: RollupStorage) -> Rollup:
    """Return a roll-up with the names of now; names of what is not there stay as they were given."""
    found = {place: member_of(entities, bound) for place, bound in storage.bound.items()}
    names = {place: member.name for place, member in found.items() if member is not None}
    rollup = storage.rollup
    return replace(
        rollup,
        list=names.get("list", rollup.list),
        field=names.get("field", rollup.field),
        by=names.get("by", rollup.by),
        filter=None if rollup.filter is None else _renamed(rollup.filter, "filter", names),
    )


def _members(
    entity: CatalogEntity, kind: Kind
) -> Iterator[tuple[str, CatalogField | ToMany | CatalogChild, str]]:
    """Return the members of a kind: id, member, name."""
    match kind:
        case Kind.FIELD:
            yield from ((one.field_id, one, one.key) for one in entity.all_fields.values())
        case Kind.INPUT:
            yield from ((one.field_id, one, one.input_name) for one in entity.all_fields.values())
        case Kind.REFERENCE:
            for one in entity.all_fields.values():
                yield one.field_id, one, f"{entity.name}.{one.key}"
        case Kind.SOURCE | Kind.TARGET:
            lists = (one for one in entity.lists.values() if one.side == kind.value)
            yield from ((_list_id(one), one, one.key) for one in lists)
        case Kind.CHILD:
            yield from ((one.field_id, one, one.key) for one in entity.children.values())
        case Kind.OWNED | Kind.OWNED_INPUT:
            for child in entity.children.values():
                for one in child.fields.values():
                    yield one.field_id, one, one.key if kind is Kind.OWNED else one.input_name


def _list_id(to_many: ToMany) -> str:
    """Return the id of the field or relation that makes a list."""
    return to_many.field_id or (to_many.field.field_id if to_many.field else "")


def _renamed(value: Any, place: str, names: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {
            names.get(f"{place}.{key}", key): _renamed(inner, f"{place}.{key}", names)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_renamed(inner, f"{place}.{index}", names) for index, inner in enumerate(value)]
    return value
