"""Whether a field kind of a plugin has all that a schema is made of."""

from collections.abc import Collection

from graphql import is_input_type, is_leaf_type, is_output_type

from gql_crm.errors import WARNING_CODES
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds import DEFAULT_KINDS
from gql_crm.plugins.core_names import CORE_TYPES
from gql_crm.plugins.names import CODE_NAME, TYPE_NAME
from gql_crm.text import listed

_NEEDED = ("name", "description", "components", "output_type", "input_type", "filter_name", "operators")
_NUMBERS = ("integer", "bigint", "numeric")
_ORDERED = (*_NUMBERS, "double precision", "text", "date", "time", "timestamptz")
_AMOUNT_AND_UNIT = 2


def kind_problem(kind: FieldKind, entity_types: Collection[str]) -> str | None:
    """Return why a kind cannot be used, None when it can."""
    missing = [name for name in _NEEDED if not getattr(kind, name, None)]
    if missing:
        return f"it says nothing about its {', '.join(missing)}."
    if not CODE_NAME.fullmatch(kind.name):
        return f'"{kind.name}" is no name of a kind; expected capital letters, digits and "_".'
    if not is_input_type(kind.input_type) or not is_output_type(kind.output_type):
        return "its input_type and output_type must be types of GraphQL."
    return _warning_problem(kind) or _filter_problem(kind, entity_types) or _aggregate_problem(kind)


def _warning_problem(kind: FieldKind) -> str | None:
    """A code of its own is a value of an enum, and means something."""
    if kind.warning_code in WARNING_CODES:
        return None
    if not CODE_NAME.fullmatch(kind.warning_code):
        return f'"{kind.warning_code}" is no warning_code; expected capital letters, digits and "_".'
    if not kind.warning_meaning.strip():
        return f'it says nothing about the meaning of its warning_code "{kind.warning_code}".'
    return None


def _aggregate_problem(kind: FieldKind) -> str | None:
    """What is added up is a number, and what has units is two parts."""
    if kind.unit is not None and (len(kind.components) != _AMOUNT_AND_UNIT or kind.unit not in {0, 1}):
        return f"it has a unit; expected two components and the unit's place, 0 or 1, not {kind.unit}."
    if (kind.summable or kind.has_extremes) and kind.unit is None and len(kind.components) != 1:
        return "it is summable or has_extremes; of several components, one must be the unit."
    measured = next(part for place, part in enumerate(kind.components) if place != kind.unit)
    types = {measured.column_type, measured.custom_type}
    if kind.summable and not types <= set(_NUMBERS):
        return f"it is summable; expected a component of type {listed(_NUMBERS, 'or')}."
    if kind.has_extremes and not types <= set(_ORDERED):
        return f"it has_extremes; expected a component of type {listed(_ORDERED, 'or')}."
    if kind.groupable and not kind.reference and not is_leaf_type(kind.group_type or kind.output_type):
        return "it is groupable; expected a group_type that is a scalar or an enum."
    return None


def _filter_problem(kind: FieldKind, entity_types: Collection[str]) -> str | None:
    """A filter of its own needs a name of its own; one of the core is shared with the core's operators."""
    if kind.filter_name in {own.filter_name for own in DEFAULT_KINDS}:
        return None
    if not TYPE_NAME.fullmatch(kind.filter_name):
        return f'"{kind.filter_name}" is no name of its filter; expected PascalCase letters and digits.'
    if kind.filter_name in CORE_TYPES:
        return f'the core has the type "{kind.filter_name}", the name of its filter.'
    if kind.filter_name in entity_types:
        return f'an entity has the type "{kind.filter_name}", the name of its filter.'
    return None
