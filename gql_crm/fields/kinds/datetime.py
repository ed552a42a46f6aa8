"""DATETIME: points in time."""

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
from gql_crm.fields.scalars import datetime_text
from gql_crm.text import shown

_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,9}))?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_WITHOUT_OFFSET = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9:.]*)?")


class DatetimeKind(TemporalKind):
    name = "DATETIME"
    description = "A point in time, kept and shown in UTC, exact to the microsecond; further digits are cut."
    components = (Component("", "timestamptz", "text"),)
    output_type = scalars.DATE_TIME
    input_type = scalars.DATE_TIME
    filter_name = "DateTimeFilter"
    condition_type = ConditionType.TIME
    operators = (*EQUALITY, *ORDERING, *PERIODS, *NULLITY)
    has_extremes = True
    groupable = True
    group_type = scalars.DATE
    has_time = True

    def parse(self, value: Any, field: Field, context: ValueContext) -> datetime:
        return parse_datetime(value)

    def operand(self, value: Any, stored: Stored) -> datetime | str:
        moment = parse_datetime(value)
        return moment if stored.in_column else datetime_text(moment)

    def comparable(self, stored: Stored) -> sql.Node:
        return stored.value if stored.in_column else sql.Collate(stored.value)

    def start_of(self, day: date, zone: ZoneInfo) -> datetime:
        return datetime.combine(day, time.min, zone).astimezone(UTC)

    def condition_value(self, value: Any) -> datetime:
        moment: datetime = value
        return moment

    def dump(self, value: Any) -> str:
        return datetime_text(value)

    def load(self, document: Any) -> datetime:
        return parse_datetime(document)


def parse_datetime(value: Any) -> datetime:
    """Read a time with its offset (RFC 3339, date-time) and return it in UTC."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    match = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        lacks_offset = isinstance(value, str) and _WITHOUT_OFFSET.fullmatch(value.strip())
        hint = " The offset from UTC is missing." if lacks_offset else ""
        raise ValueProblem(f'{shown(value)} is no time; expected one like "2026-01-31T09:30:00+02:00".{hint}')
    day, clock, fraction, offset = match.groups()
    text = f"{day}T{clock}.{(fraction or '')[:6].ljust(6, '0')}{'+00:00' if offset in 'Zz' else offset}"
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueProblem(f"{shown(value)} is no time of the calendar, years 0001 to 9999 in UTC.") from None
