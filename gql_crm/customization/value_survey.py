"""What records hold of a field, and which of it would do after a change of the field."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import asyncpg

from gql_crm import sql
from gql_crm.customization.record_passes import ROW
from gql_crm.database.pool import Connection
from gql_crm.fields.kind import ValueContext, ValueProblem
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.records.loading import value_items, values_of
from gql_crm.records.statements import fetch

MOST_LOOKED_AT: Final = 10_000
"""Records that hold a value, deleted ones among them."""
_EXAMPLES: Final = 5
_PAGE: Final = 1_000
_PAGE_OF_LONG: Final = 100
OF_VALUES: Final = (
    "min",
    "max",
    "min_length",
    "max_length",
    "precision",
    "scale",
    "pattern",
    "options",
    "schema",
)
"""Attributes of a definition that say something of its values."""

Judge = Callable[[Any], object]
"""Takes a value, or raises `ValueProblem` with the reason why it would not do."""


@dataclass(frozen=True, slots=True)
class UnfitValue:
    """A value that would not do, of a record that the actor sees, and why."""

    record_id: UUID
    value: Any
    reason: str


@dataclass(slots=True)
class Survey:
    """How many records hold a value, and how many of the values would not do."""

    held: int = 0
    unfit: int = 0
    examples: list[UnfitValue] = field(default_factory=list)
    complete: bool = True
    """Whether all records were looked at."""


async def survey(
    connection: Connection, entity: CatalogEntity, field: CatalogField, visible: sql.Node, judge: Judge
) -> Survey:
    """Look at the values in the order of the records' ids; examples are of records that meet `visible`."""
    found = Survey()
    if field.derived:
        return found
    last = UUID(int=0)
    while rows := await fetch(connection, _page(entity, field, visible, last)):
        for row in rows:
            if found.held == MOST_LOOKED_AT:
                found.complete = False
                return found
            found.held += 1
            _look(found, field, row, judge)
        last = rows[-1]["id"]
    return found


def newly_refused(before: CatalogField, after: CatalogField, context: ValueContext) -> Judge:
    """Return what raises where a definition refuses a value that an earlier one takes from a client."""
    kind = after.kind

    def judge(value: Any) -> None:
        given = kind.dump(value)
        try:
            kind.parse(given, after.field, context)
        except ValueProblem:
            try:
                kind.parse(given, before.field, context)
            except ValueProblem:
                return
            raise

    same = all(getattr(before.field, name) == getattr(after.field, name) for name in OF_VALUES)
    return fits if same or kind.reference else judge


def fits(_value: Any) -> None:
    """Take any value."""


def _look(found: Survey, field: CatalogField, row: asyncpg.Record, judge: Judge) -> None:
    value = values_of([field], row)[field.key]
    try:
        judge(value)
    except ValueProblem as problem:
        found.unfit += 1
        if row["seen"] and len(found.examples) < _EXAMPLES:
            shown = field.kind.dump(value)
            found.examples.append(UnfitValue(row["id"], shown, str(problem)))


def _page(entity: CatalogEntity, field: CatalogField, visible: sql.Node, last: UUID) -> sql.Select:
    id_ = sql.Column(ROW, "id")
    items = value_items([field], ROW)
    held = sql.any_of(*_held(field, [item.expression for item in items]))
    return sql.Select(
        (sql.Item(id_, "id"), sql.Item(visible, "seen"), *items),
        sql.Table(entity.table, ROW),
        where=sql.all_of(sql.Binary(id_, ">", sql.Parameter(last, "uuid")), held),
        order=(sql.OrderKey(id_),),
        limit=_PAGE_OF_LONG if field.kind.long else _PAGE,
    )


def _held(field: CatalogField, parts: list[sql.Node]) -> Iterator[sql.Node]:
    """A list of records is there when it has one."""
    for part in parts:
        if field.kind.many:
            yield sql.Binary(sql.call("cardinality", part), ">", sql.Constant(0))
        else:
            yield sql.IsNull(part, negated=True)
