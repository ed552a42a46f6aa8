"""TIME: times of day."""

import re
from datetime import time
from typing import Any

from gql_crm import sql
from gql_crm.fields import scalars
from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.field import Field
from gql_crm.fields.kind import Component, FieldKind, Stored, ValueContext, ValueProblem
from gql_crm.fields.operators import EQUALITY, NULLITY, ORDERING
from gql_crm.fields.scalars import time_text
from gql_crm.text import shown

_TIME = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?")
_OFFSET = re.compile(r".*[0-9]([Zz]|[+-][0-9]{2}:?[0-9]{2})")


class TimeKind(FieldKind):
    name = "TIME"
    description = (
        "A time of day on the local clock, without a day and a time zone, exact to the microsecond; "
        "further digits are cut."
    )
    components = (Component("", "time", "text"),)
    output_type = scalars.TIME
    input_type = scalars.TIME
    filter_name = "TimeFilter"
    condition_type = ConditionType.TEXT
    operators = (*EQUALITY, *ORDERING, *NULLITY)
    has_extremes = True
    groupable = True

    def parse(self, value: Any, field: Field, context: ValueContext) -> time:
        return parse_time(value)

    def operand(self, value: Any, stored: Stored) -> time | str:
        clock = parse_time(value)
        return clock if stored.in_column else time_text(clock)

    def comparable(self, stored: Stored) -> sql.Node:
        """Return the time, or its text: those of one length sort as times do, and a fraction only adds."""
        return stored.value if stored.in_column else sql.Collate(stored.value)

    def dump(self, value: Any) -> str:
        return time_text(value)

    def load(self, document: Any) -> time:
        return time.fromisoformat(document)


def parse_time(value: Any) -> time:
    """Read a time of day (RFC 3339, partial-time); the seconds may be left out, as forms do."""
    if isinstance(value, time) and value.tzinfo is None:
        return value
    text = value.strip() if isinstance(value, str) else ""
    match = _TIME.fullmatch(text)
    if match is None:
        hint = " A time of day has no offset from UTC." if _OFFSET.fullmatch(text) else ""
        raise ValueProblem(f'{shown(value)} is no time of day; expected one like "09:30:00".{hint}')
    hour, minute, second, fraction = match.groups()
    try:
        return time(int(hour), int(minute), int(second or 0), int((fraction or "")[:6].ljust(6, "0")))
    except ValueError:
        raise ValueProblem(
            f'{shown(value)} is no time of the clock, which goes from "00:00:00" to "23:59:59.999999".'
        ) from None
