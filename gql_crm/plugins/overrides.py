"""What administrators change of fields that modules declare: a layer over the declaration, not the field."""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from gql_crm.fields.field import ChoiceOption, Field
from gql_crm.fields.numbers import plain
from gql_crm.plugins.draft_entity import DraftEntity
from gql_crm.text import shown

OVERRIDABLE: Final = (
    *("label", "help_text", "required", "default", "options", "section", "position"),
    *("visible_when", "required_when", "immutable", "min", "max", "min_length", "max_length", "pattern"),
    "schema",
)
"""Attributes of `Field` that a workspace may have otherwise than the module; the rest is the program's."""

_WIDER: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "min": operator.gt,
    "max": operator.lt,
    "min_length": operator.gt,
    "max_length": operator.lt,
    "immutable": lambda _own, new: not new,
    "pattern": lambda _own, _new: True,  # nobody can tell which of two patterns takes more
    "schema": lambda _own, _new: True,
}
"""When a value in place of the module's own would let more values in."""


@dataclass(frozen=True, slots=True)
class FieldOverride:
    """A row of the table `field_override`: attributes of a module's field, by name, as they are instead."""

    entity: str
    key: str
    changes: Mapping[str, Any]

    def over(self, field: Field) -> Field:
        """Return the field as it is with the changes.

        Options without a label keep the module's, and those that the module has added since then join in.
        """
        changes = dict(self.changes)
        if "options" in changes:
            changes["options"] = _over_options(changes["options"], field.options)
        return replace(field, **changes)


def widened(declared: Field, after: Field) -> Iterator[tuple[str, str]]:
    """Find what would let values in that the module refuses: (attribute, what the module asks for)."""
    for name, is_wider in _WIDER.items():
        own, new = getattr(declared, name), getattr(after, name)
        if own not in (None, False) and own != new and (new is None or is_wider(own, new)):
            yield name, _demand(name, own)


def _demand(name: str, own: Any) -> str:
    if name.startswith(("min", "max")):
        return f"at {'least' if name.startswith('min') else 'most'} {plain(Decimal(own))}"
    return {"immutable": "that a value stays", "pattern": f"the pattern {shown(own)}"}.get(
        name, "its own schema"
    )


def _over_options(
    options: tuple[ChoiceOption, ...], declared: tuple[ChoiceOption, ...]
) -> tuple[ChoiceOption, ...]:
    labels = {option.value: option.label for option in declared}
    known = {option.value for option in options}
    last = max((option.position for option in options), default=0)
    added = [option for option in declared if option.value not in known]
    return (
        *(replace(one, label=one.label or labels.get(one.value, {})) for one in options),
        *(replace(one, position=last + place) for place, one in enumerate(added, 1)),
    )


def apply_overrides(draft: DraftEntity, overrides: Iterable[FieldOverride]) -> None:
    """Let fields of an entity be as its overrides say; those of fields that are not there wait."""
    for override in overrides:
        placed = draft.fields.get(override.key)
        if placed is not None:
            draft.fields[override.key] = replace(placed, field=override.over(placed.field))
