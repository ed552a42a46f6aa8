"""Numbers that new records get, taken as the last step before the record is written.

The counter is a row: who takes a number holds it until the transaction ends, so that numbers are given in
the order of the commits, without gaps, and a write that is taken back gives its number back.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.kind import ValueContext
from gql_crm.fields.kinds import AutonumberKind
from gql_crm.fields.numbering import NumberPattern, read_pattern
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.records.difference import Difference
from gql_crm.records.statements import fetch
from gql_crm.records.unique import TABLE as UNIQUE_VALUES

COUNTERS = "field_counter"
_ATTEMPTS = 1_000
"""Numbers that records have from an earlier pattern are passed over, so many at most."""


def numbered_fields(entity: CatalogEntity) -> list[CatalogField]:
    """Return the fields that number the new records of an entity, in the order in which they are locked."""
    return entity.kept.get("numbered_fields", lambda: _numbered_fields(entity))


def _numbered_fields(entity: CatalogEntity) -> list[CatalogField]:
    numbering = (one for one in entity.fields.values() if isinstance(one.kind, AutonumberKind))
    return sorted((one for one in numbering if not one.retired), key=lambda one: one.field_id)


async def with_numbers(
    connection: Connection,
    entity: CatalogEntity,
    id_: UUID,
    difference: Difference,
    now: datetime,
    context: ValueContext,
) -> Difference:
    """Return what a new record begins with, its numbers among it; their unique values are taken."""
    fields = numbered_fields(entity)
    if not fields:
        return difference
    day = now.astimezone(ZoneInfo(context.time_zone)).date()
    numbers = {field.key: (None, await _next(connection, field, id_, day)) for field in fields}
    return replace(difference, values={**difference.values, **numbers})


async def _next(connection: Connection, field: CatalogField, id_: UUID, day: date) -> str:
    pattern = read_pattern(field.field.pattern)
    statement = _take(field, pattern, id_, day)
    for _ in range(_ATTEMPTS):
        row = (await fetch(connection, statement))[0]
        if row["taken"]:
            return str(row["text"])
    text = (
        f'"{field.key}" finds no free number; change its pattern, so that new numbers differ from old ones.'
    )
    raise UserErrors([UserError("CONFLICT", (field.key,), text)])


def _take(field: CatalogField, pattern: NumberPattern, id_: UUID, day: date) -> sql.With:
    """Raise the counter, write the text as the record's unique value, and return it."""
    text = sql.Column("t", "text")
    there = sql.Exists(sql.Select((sql.Item(sql.Constant(1), "one"),), sql.Table("u", "u")))
    return sql.With(
        (
            ("n", _count(field.field_id, pattern.period(day))),
            ("t", sql.Select((sql.Item(_text(pattern, day), "text"),), sql.Table("n", "n"))),
            ("u", _claim(field.field_id, text, id_)),
        ),
        sql.Select((sql.Item(text, "text"), sql.Item(there, "taken")), sql.Table("t", "t")),
    )


def _count(field_id: str, period: str) -> sql.Insert:
    value = sql.Column(COUNTERS, "value")
    row = (sql.Parameter(field_id, "text"), sql.Parameter(period, "text"), sql.Constant(1))
    raised = sql.Binary(value, "+", sql.Constant(1))
    return sql.Insert(
        COUNTERS,
        ("field_id", "period", "value"),
        rows=(row,),
        returning=(sql.Item(value, "value"),),
        on_conflict_assign=(("field_id", "period"), (("value", raised),)),
    )


def _text(pattern: NumberPattern, day: date) -> sql.Node:
    before, behind = pattern.around(day)
    number = sql.Cast(sql.Column("n", "value"), "text")
    width = sql.call("greatest", sql.Constant(pattern.width), sql.call("char_length", number))
    padded = sql.call("lpad", number, width, sql.Constant("0"))
    return sql.concat(sql.Parameter(before, "text"), padded, sql.Parameter(behind, "text"))


def _claim(field_id: str, text: sql.Node, id_: UUID) -> sql.Insert:
    items = (
        sql.Item(sql.Parameter(field_id, "text"), "field_id"),
        sql.Item(text, "value_key"),
        sql.Item(sql.Parameter(id_, "uuid"), "record_id"),
    )
    return sql.Insert(
        UNIQUE_VALUES,
        ("field_id", "value_key", "record_id"),
        select=sql.Select(items, sql.Table("t", "t")),
        returning=(sql.Item(sql.Column(UNIQUE_VALUES, "value_key"), "value_key"),),
        on_conflict_do_nothing=True,
    )


def insert_counters(field_id: str, counted: Iterable[tuple[str, int]]) -> sql.Insert:
    """Return the INSERT of counters as they stand behind records that are there already."""
    rows: tuple[tuple[Any, ...], ...] = tuple(
        (sql.Parameter(field_id, "text"), sql.Parameter(period, "text"), sql.Parameter(count, "bigint"))
        for period, count in counted
    )
    return sql.Insert(COUNTERS, ("field_id", "period", "value"), rows=rows)
