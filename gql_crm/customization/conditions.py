"""Conditions in the definitions of fields: what is wrong with them, and which of them need a field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gql_crm.customization.definition import ATTRIBUTES
from gql_crm.customization.session import CatalogChange
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.conditions import ConditionProblem, checked_condition
from gql_crm.fields.field import Field
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.entity_checks import OPTIONS, has_conditions, seen_fields, variables_of
from gql_crm.plugins.placement import custom_field
from gql_crm.text import did_you_mean, shown

_NAMES = {attribute: name for name, attribute in ATTRIBUTES.items()}


def condition_faults(
    change: CatalogChange, entity_name: str, field: Field, others: Sequence[Field] = ()
) -> list[UserError]:
    """Return what is wrong with the conditions of a field; `others` come into the catalog with it."""
    if not has_conditions(field) and not field.unique_within:
        return []
    entity = change.catalog.entities.get(entity_name)
    if entity is None:
        return []  # told already
    seen = _seen_with(change, entity, [*others, field])
    return [*_source_faults(field, seen), *_scope_faults(entity, field, seen)]


def _source_faults(field: Field, seen: Mapping[str, CatalogField]) -> Iterator[UserError]:
    for option in OPTIONS:
        source = getattr(field, option)
        if source is None:
            continue
        try:
            condition = checked_condition(source, variables_of(seen))
        except ConditionProblem as problem:
            yield from (UserError("VALIDATION", (_NAMES[option],), text) for text in problem.faults)
            continue
        own = {name for name, one in seen.items() if one.key == field.key}
        if option == "visible_when" and own & condition.names:
            text = f'The condition reads "{field.key}" itself, which has no value while it does not show.'
            yield UserError("VALIDATION", (_NAMES[option],), text)


def _scope_faults(
    entity: CatalogEntity, field: Field, seen: Mapping[str, CatalogField]
) -> Iterator[UserError]:
    if field.unique_within and not field.unique:
        text = '"uniqueWithin" says where a value is unique; give "unique: true" with it.'
        yield UserError("VALIDATION", ("uniqueWithin",), text)
    by_key = {one.key: one for one in seen.values() if not one.derived}
    for key in field.unique_within:
        path = ("uniqueWithin",)
        if key == field.key:
            yield UserError("VALIDATION", path, f'"{key}" cannot be unique within itself.')
        elif key not in by_key:
            hint = did_you_mean(key, by_key)
            text = f"{entity.name} has no field {shown(key)} that holds one value.{hint}"
            yield UserError("VALIDATION", path, text)
    if len(set(field.unique_within)) < len(field.unique_within):
        yield UserError("VALIDATION", ("uniqueWithin",), "A field is named twice.")


def _seen_with(change: CatalogChange, entity: CatalogEntity, new: Iterable[Field]) -> dict[str, CatalogField]:
    fields = dict(entity.fields)
    for field in new:
        kind = change.catalog.kinds.get(field.kind)
        if kind is not None and field.key not in fields:
            fields[field.key] = custom_field(field, kind, "", retired=False)
    return seen_fields(fields, entity.system)


def check_unread(entity: CatalogEntity, key: str, verb: str) -> None:
    """Raise IN_USE where conditions, rules or unique values of other fields need a field."""
    users = entity.checks.reading(key)
    users += [
        f'"uniqueWithin" of "{one.key}"' for one in entity.fields.values() if key in one.field.unique_within
    ]
    if users:
        verbs = "need" if len(users) > 1 else "needs"
        names = " and ".join((", ".join(users[:-1]), users[-1]) if len(users) > 1 else users)
        text = f'"{key}" cannot be {verb}: {names} {verbs} it; change that first.'
        raise UserErrors([UserError("IN_USE", ("key",), text)])
