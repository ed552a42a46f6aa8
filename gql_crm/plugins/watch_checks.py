"""Watches of found lists: an event that can tell what is found, and fields that say whom and when."""

from collections.abc import Iterator, Mapping
from typing import Final

from gql_crm.errors import DeclarationError
from gql_crm.plugins.catalog import CatalogField
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.event_kinds import ANY_RECORD
from gql_crm.plugins.found_lists import FoundList, Watch
from gql_crm.plugins.module import Module

SCHEDULES: Final = frozenset({"ASAP", "DAILY", "MONTHLY"})


def check_watches(draft: Draft, module: Module, system: Mapping[str, CatalogField]) -> None:
    """Raise `DeclarationError` for a watch that could not tell; the draft has lists and kinds."""
    for declared in module.found_lists:
        for problem in _problems(draft, declared, declared.watch, system) if declared.watch else ():
            msg = f'found list "{declared.key}" of {declared.entity}: its watch {problem}'
            raise DeclarationError(msg)


def _problems(
    draft: Draft, declared: FoundList, watch: Watch, system: Mapping[str, CatalogField]
) -> Iterator[str]:
    if not declared.wishes:
        yield "has nothing to look at; expected a list with wishes."
    kind = draft.event_kinds.get(watch.event)
    told = kind.fields.get(watch.records) if kind else None
    if kind is None:
        yield f'names the event kind "{watch.event}", which is not there.'
    elif told is None or not told.kind.many or told.target not in (ANY_RECORD, declared.node.entity):
        many = f"many records of {declared.node.entity}"
        yield f'needs a field "{watch.records}" of {kind.key} that refers to {many}.'
    if watch.unless is not None and watch.unless not in declared.node.marks:
        yield f'names the mark "{watch.unless}", which its node does not have.'
    fields = {**system, **draft.entities[declared.entity].fields}
    for key in (*watch.where, *((watch.schedule,) if watch.schedule else ())):
        if key not in fields or fields[key].kind.many or fields[key].derived:
            yield f'reads "{key}", which is no field of {declared.entity} that holds one value.'
    if watch.schedule in fields:
        options = {one.value for one in fields[watch.schedule].field.options}
        if not options or options - SCHEDULES:
            names = ", ".join(sorted(SCHEDULES))
            yield f'goes by "{watch.schedule}"; expected a field of choices, some of {names}.'
