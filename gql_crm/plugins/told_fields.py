"""Fields that watches of found lists declare: when a record was told last of what it has found."""

from dataclasses import replace
from typing import Final

from gql_crm.errors import DeclarationError
from gql_crm.fields.field import Field
from gql_crm.fields.kinds import DatetimeKind
from gql_crm.fields.storage import ToldStorage
from gql_crm.plugins.catalog import CatalogField
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.found_lists import FoundList
from gql_crm.plugins.module import Module

_SHOWN: Final = ("key", "kind", "label", "help_text", "description", "section", "position")
"""The options that such a field may have."""


def add_told_fields(draft: Draft, module: Module) -> None:
    """Add them before formulas, which may read them; the lists themselves are judged later."""
    for found in module.found_lists:
        if found.watch is not None and found.watch.last is not None:
            draft.add_field(found.entity, _told_field(draft, module, found, found.watch.last))


def _told_field(draft: Draft, module: Module, found: FoundList, declared: Field) -> CatalogField:
    where = f'field "{declared.key}" of {found.entity}, which says when the list "{found.key}" told last'
    kind = draft.kind_of(module, declared, where)
    if not isinstance(kind, DatetimeKind):
        msg = f'{where}, is of the kind {declared.kind}; expected "DATETIME".'
        raise DeclarationError(msg)
    shown = Field(**{option: getattr(declared, option) for option in _SHOWN})
    if shown != declared:
        msg = f"{where}, has options of a field that is written; expected only {', '.join(_SHOWN)}."
        raise DeclarationError(msg)
    placed = replace(kind.placed(shown), writable=False, copied=False, searchable=False)
    field_id = f"{module.name}:{found.entity}.{declared.key}"
    return CatalogField(placed, kind, module.name, field_id, ToldStorage(found.entity, found.key))
