"""Roll-ups of custom fields against the catalog: what their names mean, and whether their filters fit."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from gql_crm.errors import UserError
from gql_crm.fields.field import Field
from gql_crm.fields.fitting import Fault
from gql_crm.plugins.catalog import CUSTOM, Catalog
from gql_crm.plugins.rollup_binding import RollupProblem, bound_rollup, rolled_list

MOST_ROLLUPS: Final = 20
"""Roll-ups of one entity that users define."""
FilterFaults: TypeAlias = Callable[[str, Mapping[str, Any]], list[Fault]]
"""Judges a filter by the lists of an entity, or of children, as a schema has them."""


def judged_rollup(
    catalog: Catalog, entity: str, field: Field, filter_faults: FilterFaults | None
) -> tuple[Field, list[UserError]]:
    """Return the definition with what its roll-up reads and yields, and what is wrong with it."""
    if field.rollup is None or entity not in catalog.entities:
        return field, []  # which is told by others
    owner, given = catalog.entities[entity], field.rollup.filter
    try:
        rolled, _ = rolled_list(catalog.entities, owner, field.rollup.list)
        found = filter_faults(rolled.name, given) if filter_faults and given else []
        if found:
            return field, [_fault(fault.path, fault.text) for fault in found]
        made = bound_rollup(catalog.entities, owner, field)
    except RollupProblem as problem:
        return field, [_fault(problem.path, str(problem))]
    if field.result is not None and field.result != made.result:
        if not field.bound:  # it is new
            text = f'The roll-up yields {made.result}, not {field.result}; leave "valueKind" out.'
            return field, [UserError("VALIDATION", ("valueKind",), text)]
        text = f"It yields {made.result}, but the field's values are {field.result}; make a new field for it."
        return field, [_fault((), text)]
    return made, []


def count_faults(catalog: Catalog, entity: str, others: int) -> list[UserError]:
    """Return the fault of one roll-up too many; `others` come together with it."""
    there = catalog.entities[entity].fields.values() if entity in catalog.entities else ()
    count = others + sum(one.field.rollup is not None and one.origin == CUSTOM for one in there)
    if count < MOST_ROLLUPS:
        return []
    text = f"{entity} has {count} roll-ups, the most that there may be; delete one that is no longer needed."
    return [UserError("INVALID_STATE", ("kind",), text)]


def _fault(path: tuple[str, ...], text: str) -> UserError:
    return UserError("VALIDATION", ("rollup", *path), text)
