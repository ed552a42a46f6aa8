"""A roll-up as it was written → what its names mean and of which kind its values are."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from gql_crm.fields.field import Field
from gql_crm.fields.kinds.rollup import kind_of_rollup
from gql_crm.fields.rollup import Rollup, RollupFunction
from gql_crm.plugins.catalog import CatalogChild, CatalogEntity, CatalogField
from gql_crm.plugins.operator_checks import operator_problems
from gql_crm.plugins.rolled_members import (
    Bound,
    Entities,
    Kind,
    child_bound,
    field_bound,
    list_bound,
)
from gql_crm.text import did_you_mean, listed, shown

Rolled: TypeAlias = CatalogEntity | CatalogChild
"""What stands in the list of a roll-up."""
_OF_CHILDREN = {Kind.FIELD: Kind.OWNED, Kind.INPUT: Kind.OWNED_INPUT}
_OF_EVERY_FILTER = frozenset({"id", "deleted", "isNull", "isFavorite"})


class RollupProblem(ValueError):  # noqa: N818 (it becomes a user error)
    """What cannot stand, and where: the path inside the roll-up.

    `missing` is the entity and the name of a field that is not there.
    """

    def __init__(self, path: tuple[str, ...], text: str, missing: tuple[str, str] | None = None) -> None:
        super().__init__(text)
        self.path = path
        self.missing = missing


def bound_rollup(entities: Entities, entity: CatalogEntity, field: Field) -> Field:
    """Return the definition with what its roll-up's names mean, and the kind of its values.

    Raises `RollupProblem`.
    """
    rollup = field.rollup
    if rollup is None:
        return field
    rolled, bound_list = rolled_list(entities, entity, rollup.list)
    bound: dict[str, Bound] = {"list": bound_list}
    value = _value_field(rolled, rollup)
    if value is not None:
        bound["field"] = _field_bound(rolled, value)
    kind = kind_of_rollup(rollup.function, value.kind if value else None)
    if kind is None:
        what = f"{shown(rollup.field)} is of the kind {value.kind.name if value else ''}"
        raise RollupProblem(("field",), f"{what}, of which there is no {rollup.function.value}.")
    if rollup.by is not None:
        bound["by"] = _field_bound(rolled, _order_field(rolled, rollup))
    bound.update(_filter_bound(entities, rolled, rollup.filter or {}, ("filter",)))
    return replace(field, bound=bound, result=kind.name)


def rolled_list(entities: Entities, entity: CatalogEntity, name: str) -> tuple[Rolled, Bound]:
    """Return what stands in a list of an entity, and what the list's name means."""
    if name in entity.lists:
        to_many = entity.lists[name]
        return entities[to_many.target], list_bound(to_many)
    if name in entity.children:
        child = entity.children[name]
        return child, child_bound(child)
    owner, _, key = name.partition(".")
    reference = entities[owner].all_fields.get(key) if owner in entities else None
    if reference is not None and reference.target == entity.name:
        return entities[owner], field_bound(reference, Kind.REFERENCE)
    there = [*entity.lists, *entity.children, *_references(entities, entity)]
    hint = did_you_mean(name, there)
    if not hint:
        hint = (
            f" There are {listed(there)}." if there else " Let a field of another entity refer to it first."
        )
    raise RollupProblem(("list",), f"{entity.name} has no list {shown(name)}.{hint}")


def _references(entities: Entities, entity: CatalogEntity) -> Iterator[str]:
    """Return the references that lead here without making a list."""
    for other in entities.values():
        for field in other.fields.values():
            if field.target == entity.name and not field.field.inverse:
                yield f"{other.name}.{field.key}"


def _value_field(rolled: Rolled, rollup: Rollup) -> CatalogField | None:
    counts = rollup.function is RollupFunction.COUNT
    if rollup.field is None:
        if counts:
            return None
        text = f'{rollup.function.value} needs a field of {rolled.name}: "field".'
        raise RollupProblem(("field",), text)
    if counts:
        raise RollupProblem(("field",), '"field" does not apply to COUNT, which counts records.')
    return _field(rolled, rollup.field, ("field",))


def _order_field(rolled: Rolled, rollup: Rollup) -> CatalogField:
    if rollup.function is not RollupFunction.LATEST:
        text = f'"by" says what LATEST goes by; it does not apply to {rollup.function.value}.'
        raise RollupProblem(("by",), text)
    field = _field(rolled, rollup.by or "", ("by",))
    if not field.kind.sortable or field.kind.reference or field.kind.many:
        text = f"{shown(field.key)} is of the kind {field.kind.name}, by which nothing is ordered."
        raise RollupProblem(("by",), text)
    return field


def _field(rolled: Rolled, name: str, path: tuple[str, ...]) -> CatalogField:
    fields = _fields(rolled)
    if name not in fields:
        text = f"{rolled.name} has no field {shown(name)}.{did_you_mean(name, fields)}"
        raise RollupProblem(path, text, (rolled.name, name))
    return fields[name]


def _fields(rolled: Rolled) -> Mapping[str, CatalogField]:
    return rolled.fields if isinstance(rolled, CatalogChild) else rolled.all_fields


def _field_bound(rolled: Rolled, field: CatalogField, kind: Kind = Kind.FIELD) -> Bound:
    return field_bound(field, _OF_CHILDREN[kind] if isinstance(rolled, CatalogChild) else kind)


def _filter_bound(
    entities: Entities, rolled: Rolled, given: Any, path: tuple[str, ...]
) -> Iterator[tuple[str, Bound]]:
    """Return what the names in a filter mean, by their places."""
    if not isinstance(given, Mapping):
        raise RollupProblem(path, f"{shown(given)} is no filter; expected an object.")
    for name, value in given.items():
        place = (*path, name)
        if name in {"and", "or", "not"}:
            for index, part in enumerate(value if isinstance(value, list) else [value]):
                inner = (*place, str(index)) if isinstance(value, list) else place
                yield from _filter_bound(entities, rolled, part or {}, inner)
        elif name == "deleted" and path == ("filter",):
            raise RollupProblem(place, '"deleted" does not apply: deleted records are never rolled up.')
        elif name not in _OF_EVERY_FILTER:
            yield from _member_bound(entities, rolled, name, value, place)


def _member_bound(
    entities: Entities, rolled: Rolled, name: str, value: Any, place: tuple[str, ...]
) -> Iterator[tuple[str, Bound]]:
    text = ".".join(place)
    lists = {} if isinstance(rolled, CatalogChild) else rolled.lists
    children = {} if isinstance(rolled, CatalogChild) else rolled.children
    if name in lists or name in children:
        inner: Rolled = entities[lists[name].target] if name in lists else children[name]
        yield text, list_bound(lists[name]) if name in lists else child_bound(children[name])
        for quantifier, one in (value or {}).items():
            yield from _filter_bound(entities, inner, one or {}, (*place, quantifier))
        return
    field = next((one for one in _fields(rolled).values() if name in {one.key, one.input_name}), None)
    if field is None:
        hint = did_you_mean(name, [*_fields(rolled), *lists, *children])
        raise RollupProblem(place, f"{rolled.name} has no field {shown(name)}.{hint}", (rolled.name, name))
    leads_on = field.target is not None and name == field.key
    yield text, _field_bound(rolled, field, Kind.FIELD if name == field.key else Kind.INPUT)
    if leads_on and not field.kind.many:
        yield from _filter_bound(entities, entities[field.target or ""], value or {}, place)
    else:
        for path, problem in operator_problems(field.kind, value, place):
            raise RollupProblem(path, problem)
