"""Operators of dates and times that depend on now: today, this week, the last seven days."""

import calendar
from abc import abstractmethod
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from graphql import GraphQLBoolean, GraphQLInputType

from gql_crm import sql
from gql_crm.fields.composites import WITHIN_INPUT
from gql_crm.fields.kind import FieldKind, FilterContext, FilterOperator, Stored, ValueProblem
from gql_crm.fields.operators import flag, given

WEEK_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_CLOCK_UNITS: Mapping[str, timedelta] = {"MINUTE": timedelta(minutes=1), "HOUR": timedelta(hours=1)}


class TemporalKind(FieldKind):
    """A kind whose values lie in time."""

    has_time: ClassVar[bool]

    @abstractmethod
    def start_of(self, day: date, zone: ZoneInfo) -> date:
        """Return the kind's first value on a day of that time zone."""


class Period(FilterOperator):
    """The calendar period around now in the operation's time zone."""

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return GraphQLBoolean

    @abstractmethod
    def days(self, today: date, context: FilterContext) -> tuple[date, date]:
        """Return the first day, and the first one after the period."""

    def condition(self, kind: FieldKind, stored: Stored, argument: Any, context: FilterContext) -> sql.Node:
        zone = ZoneInfo(context.time_zone)
        first, end = self.days(context.now.astimezone(zone).date(), context)
        inside = _between_days(kind, stored, first, end, zone)
        return inside if flag(self.name, argument) else sql.Not(inside)


def _between_days(kind: FieldKind, stored: Stored, first: date, end: date, zone: ZoneInfo) -> sql.Node:
    if not isinstance(kind, TemporalKind):
        raise TypeError(f"{kind.name} has operators of time and is no TemporalKind")
    return sql.all_of(
        kind.compare(stored, ">=", kind.start_of(first, zone)),
        kind.compare(stored, "<", kind.start_of(end, zone)),
    )


class Today(Period):
    name = "today"
    description = "True: today. False: any other day, or no value."

    def days(self, today: date, context: FilterContext) -> tuple[date, date]:
        return today, today + timedelta(days=1)


class ThisWeek(Period):
    name = "thisWeek"
    description = (
        "True: this week, from the workspace's first day of the week on. False: outside it, or no value."
    )

    def days(self, today: date, context: FilterContext) -> tuple[date, date]:
        first = today - timedelta(days=(today.weekday() - WEEK_DAYS.index(context.week_start)) % 7)
        return first, first + timedelta(days=7)


class ThisMonth(Period):
    name = "thisMonth"
    description = "True: this calendar month. False: outside it, or no value."

    def days(self, today: date, context: FilterContext) -> tuple[date, date]:
        first = today.replace(day=1)
        return first, add_months(first, 1)


class Within(FilterOperator):
    name = "within"
    description = "In a span of time that ends or begins now."

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return WITHIN_INPUT

    def condition(self, kind: FieldKind, stored: Stored, argument: Any, context: FilterContext) -> sql.Node:
        count, unit = _span(given(self.name, argument))
        zone = ZoneInfo(context.time_zone)
        try:
            if isinstance(kind, TemporalKind) and kind.has_time:
                return _times(kind, stored, context.now.astimezone(zone), count, unit)
            return _days(kind, stored, context.now.astimezone(zone).date(), count, unit, zone)
        except OverflowError:
            raise ValueProblem(
                f'"within" reaches beyond the years 1 to 9999 with {abs(count)} {unit}.'
            ) from None


def _span(argument: Mapping[str, Any]) -> tuple[int, str]:
    """Return the signed number of units and the unit."""
    last, following = argument.get("last"), argument.get("next")
    if (last is None) == (following is None):
        raise ValueProblem('"within" needs exactly one of "last" and "next".')
    count = following if last is None else last
    if not isinstance(count, int) or count < 1:
        raise ValueProblem(f'"within" counts 1 unit or more, not "{count}".')
    return (count if last is None else -count), argument["unit"]


def _times(kind: FieldKind, stored: Stored, now: datetime, count: int, unit: str) -> sql.Node:
    other = shifted(now, count, unit).astimezone(UTC)
    first, last = sorted((now.astimezone(UTC), other))
    return sql.all_of(kind.compare(stored, ">=", first), kind.compare(stored, "<=", last))


def _days(kind: FieldKind, stored: Stored, today: date, count: int, unit: str, zone: ZoneInfo) -> sql.Node:
    if unit in _CLOCK_UNITS:
        raise ValueProblem(f'A date has no {unit.lower()}s; "within" takes DAY, WEEK, MONTH or YEAR here.')
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    other = shifted(noon, count, unit).date()
    tomorrow = timedelta(days=1)
    first, end = (today, other) if count > 0 else (other + tomorrow, today + tomorrow)
    return _between_days(kind, stored, first, end, zone)


def shifted(moment: datetime, count: int, unit: str) -> datetime:
    """Move a time: by elapsed hours and minutes, by longer units of the calendar of its time zone."""
    if unit in _CLOCK_UNITS:
        return (moment.astimezone(UTC) + count * _CLOCK_UNITS[unit]).astimezone(moment.tzinfo)
    if unit in {"DAY", "WEEK"}:
        return moment + timedelta(days=count * (7 if unit == "WEEK" else 1))
    day = add_months(moment.date(), count * (12 if unit == "YEAR" else 1))
    return moment.replace(year=day.year, month=day.month, day=day.day)


def add_months(day: date, count: int) -> date:
    """Move by months; a day that the month lacks becomes its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"year {year}")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


PERIODS: tuple[FilterOperator, ...] = (Within(), Today(), ThisWeek(), ThisMonth())
