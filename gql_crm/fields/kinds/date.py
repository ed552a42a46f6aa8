"""DATE: days of the calendar."""

import re
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from gql_crm import sql
from gql_crm.fields import scalars
from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.field import Field
from gql_crm.fields.kind import Component, Stored, ValueContext, ValueProblem
from gql_crm.fields.operators import EQUALITY, NULLITY, ORDERING
from gql_crm.fields.periods import PERIODS, TemporalKind
from gql_crm.formulas import Type
from gql_crm.text import shown

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class DateKind(TemporalKind):
    name = "DATE"
    description = "A day of the calendar, years 0001 to 9999, without a time zone."
    components = (Component("", "date", "text"),)
    output_type = scalars.DATE
    input_type = scalars.DATE
    filter_name = "DateFilter"
    condition_type = ConditionType.TIME
    operators = (*EQUALITY, *ORDERING, *PERIODS, *NULLITY)
    has_extremes = True
    groupable = True
    formula_type = Type.DATE
    has_time = False

    def parse(self, value: Any, field: Field, context: ValueContext) -> date:
        return parse_date(value)

    def operand(self, value: Any, stored: Stored) -> date | str:
        day = parse_date(value)
        return day if stored.in_column else str(day.isoformat())

    def comparable(self, stored: Stored) -> sql.Node:
        return stored.value if stored.in_column else sql.Collate(stored.value)

    def in_formula(self, stored: Stored) -> sql.Node:
        """Return the day; PostgreSQL does not know that a text is always the same one."""
        return stored.value if stored.in_column else sql.call("gql_crm_day", stored.value)

    def start_of(self, day: date, zone: ZoneInfo) -> date:
        return day

    def condition_value(self, value: Any) -> datetime:
        """Return the day's first moment in UTC: CEL has no days."""
        return datetime.combine(value, time.min, UTC)

    def dump(self, value: Any) -> str:
        return str(value.isoformat())

    def load(self, document: Any) -> date:
        return date.fromisoformat(document)


def parse_date(value: Any) -> date:
    """Read a day in the one form `2026-01-31` (RFC 3339, full-date)."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value.strip()):
        raise ValueProblem(f'{shown(value)} is no date; expected year, month and day like "2026-01-31".')
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise ValueProblem(f"{shown(value)} is no day of the calendar.") from None
