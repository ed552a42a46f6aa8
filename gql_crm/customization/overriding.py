"""Changes of fields that modules declare: what administrators may have otherwise, and what they may not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gql_crm.customization.conditions import condition_faults
from gql_crm.customization.definition import ATTRIBUTES, changed_field
from gql_crm.customization.session import CatalogChange
from gql_crm.errors import UserError
from gql_crm.fields.field import ChoiceOption, Field
from gql_crm.plugins.catalog import CatalogField
from gql_crm.plugins.merge import foundation_of
from gql_crm.plugins.overrides import OVERRIDABLE, FieldOverride, widened
from gql_crm.text import listed, shown

_NAMES = {attribute: name for name, attribute in ATTRIBUTES.items()}
_OF_VALUES = ("required", "default", "options", "required_when", "visible_when")


def overridden(
    change: CatalogChange, entity: str, field: CatalogField, given: Mapping[str, Any]
) -> tuple[FieldOverride, list[UserError]]:
    """Return the field's override with what an `UpdateFieldInput` changes; null is the module's own again."""
    earlier = next(
        (one for one in change.state.overrides if (one.entity, one.key) == (entity, field.key)),
        FieldOverride(entity, field.key, {}),
    )
    faults = [_not_ours(name, field) for name in given if ATTRIBUTES.get(name) not in OVERRIDABLE]
    new, found = changed_field(field.field, given, change.language)
    wanted = {
        attribute: value
        for name, value in given.items()
        if (attribute := ATTRIBUTES.get(name)) is not None and attribute in OVERRIDABLE
    }
    changes = {name: value for name, value in earlier.changes.items() if name not in wanted}
    changes |= {name: getattr(new, name) for name, value in wanted.items() if value is not None}
    override = replace(earlier, changes=changes)
    declared = _declared(change, entity, field.key)
    after = override.over(declared)
    faults.extend(found)
    faults.extend(_value_faults(field, after, wanted))
    given_options = new.options if wanted.get("options") is not None else after.options
    faults.extend(_option_faults(field.field, given_options, declared))
    faults.extend(_widening_faults(field, declared, after, given))
    # What the module itself has declared is not judged again.
    judged = [*change.definition_faults(after), *condition_faults(change, entity, after)]
    faults.extend(fault for fault in judged if fault.field[0] in given)
    return override, faults


def _declared(change: CatalogChange, entity: str, key: str) -> Field:
    foundation = foundation_of(change.state.given(change.contributions), change.now)
    return foundation.draft.entities[entity].fields[key].field


def _not_ours(name: str, field: CatalogField) -> UserError:
    possible = listed([_NAMES[attribute] for attribute in OVERRIDABLE])
    owner = f'"{field.key}" belongs to the module "{field.origin}"'
    return UserError(
        "VALIDATION", (name,), f'"{name}" cannot be changed: {owner}. Of it you can change {possible}.'
    )


def _value_faults(field: CatalogField, after: Field, wanted: Mapping[str, Any]) -> Iterator[UserError]:
    if not field.field.writable:
        for name in _OF_VALUES:
            if name in wanted and name != "options":
                text = f'"{_NAMES[name]}" does not apply: only operations set "{field.key}".'
                yield UserError("VALIDATION", (_NAMES[name],), text)
    elif "required" in wanted and not after.required and not after.nullable:
        text = f'"{field.key}" always has a value, so it cannot do without one.'
        yield UserError("VALIDATION", ("required",), text)


def _widening_faults(
    field: CatalogField, declared: Field, after: Field, given: Mapping[str, Any]
) -> Iterator[UserError]:
    for attribute, demand in widened(declared, after):
        if _NAMES[attribute] in given:
            text = (
                f'The module "{field.origin}" asks for {demand}; a workspace can ask for more, not for less.'
            )
            yield UserError("VALIDATION", (_NAMES[attribute],), text)


def _option_faults(before: Field, options: Sequence[ChoiceOption], declared: Field) -> Iterator[UserError]:
    """Options come and are put out of use, but none goes: records and the module's own rules may name it."""
    kept = {option.value for option in options}
    for option in before.options:
        if option.value not in kept:
            text = f"The option {shown(option.value)} must stay; give it with active: false."
            yield UserError("VALIDATION", ("options",), text)
    added = kept - {option.value for option in declared.options}
    if declared.enum is not None and added:
        text = f"{listed(sorted(added))} cannot be added: the options are the enum {declared.enum}."
        yield UserError("VALIDATION", ("options",), text)
