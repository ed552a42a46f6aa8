"""Whether a field kind of a plugin has all that a schema is made of."""

from collections.abc import Collection

from graphql import is_input_type, is_output_type

from gql_crm.errors import WARNING_CODES
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds import DEFAULT_KINDS
from gql_crm.plugins.core_names import CORE_TYPES
from gql_crm.plugins.names import CODE_NAME, TYPE_NAME

_NEEDED = ("name", "description", "components", "output_type", "input_type", "filter_name", "operators")


def kind_problem(kind: FieldKind, entity_types: Collection[str]) -> str | None:
    """Return why a kind cannot be used, None when it can."""
    missing = [name for name in _NEEDED if not getattr(kind, name, None)]
    if missing:
        return f"it says nothing about its {', '.join(missing)}."
    if not CODE_NAME.fullmatch(kind.name):
        return f'"{kind.name}" is no name of a kind; expected capital letters, digits and "_".'
    if not is_input_type(kind.input_type) or not is_output_type(kind.output_type):
        return "its input_type and output_type must be types of GraphQL."
    return _warning_problem(kind) or _filter_problem(kind, entity_types)


def _warning_problem(kind: FieldKind) -> str | None:
    """A code of its own is a value of an enum, and means something."""
    if kind.warning_code in WARNING_CODES:
        return None
    if not CODE_NAME.fullmatch(kind.warning_code):
        return f'"{kind.warning_code}" is no warning_code; expected capital letters, digits and "_".'
    if not kind.warning_meaning.strip():
        return f'it says nothing about the meaning of its warning_code "{kind.warning_code}".'
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
