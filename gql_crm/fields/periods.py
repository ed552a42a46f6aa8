"""Operators of dates and times that depend on now: today, this week, the last seven days."""

import calendar
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from graphql import GraphQLBoolean, GraphQLInputType

from gql_crm import sql
from gql_crm.fields.composites import WITHIN_INPUT
from gql_crm.fields.kind import FieldKind, FilterContext, FilterOperator, Stored, ValueProblem
from gql_crm.fields.operators import filled, flag

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

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        days = context.map(lambda now: (*self.days(_today(now), now), _zone(now)))
        inside = _between_days(kind, stored, days)
        return inside if flag(self.name, argument) else sql.Not(inside)


def _zone(context: FilterContext) -> ZoneInfo:
    return ZoneInfo(context.time_zone)


def _today(context: FilterContext) -> date:
    return context.now.astimezone(_zone(context)).date()


def _between_days(kind: FieldKind, stored: Stored, days: sql.Given[tuple[date, date, ZoneInfo]]) -> sql.Node:
    """Return whether a value lies on or after the first day and before the second."""
    if not isinstance(kind, TemporalKind):
        raise TypeError(f"{kind.name} has operators of time and is no TemporalKind")
    return sql.all_of(
        kind.compare(stored, ">=", days.map(lambda ends: kind.start_of(ends[0], ends[2]))),
        kind.compare(stored, "<", days.map(lambda ends: kind.start_of(ends[1], ends[2]))),
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

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        span = filled(self.name, argument).map(_span)
        if isinstance(kind, TemporalKind) and kind.has_time:
            times = span.with_(context, _times)
            first, last = times.map(itemgetter(0)), times.map(itemgetter(1))
            return sql.all_of(kind.compare(stored, ">=", first), kind.compare(stored, "<=", last))
        return _between_days(kind, stored, span.with_(context, _days))


def _span(argument: Mapping[str, Any]) -> tuple[int, str]:
    """Return the signed number of units and the unit."""
    last, following = argument.get("last"), argument.get("next")
    if (last is None) == (following is None):
        raise ValueProblem('"within" needs exactly one of "last" and "next".')
    count = following if last is None else last
    if not isinstance(count, int) or count < 1:
        raise ValueProblem(f'"within" counts 1 unit or more, not "{count}".')
    return (count if last is None else -count), argument["unit"]


@contextmanager
def _of_the_calendar(count: int, unit: str) -> Iterator[None]:
    try:
        yield
    except OverflowError:
        raise ValueProblem(f'"within" reaches beyond the years 1 to 9999 with {abs(count)} {unit}.') from None


def _times(span: tuple[int, str], context: FilterContext) -> tuple[datetime, datetime]:
    """Return the first and the last time of a span."""
    now = context.now.astimezone(_zone(context))
    with _of_the_calendar(*span):
        first, last = sorted((now.astimezone(UTC), shifted(now, *span).astimezone(UTC)))
        return first, last


def _days(span: tuple[int, str], context: FilterContext) -> tuple[date, date, ZoneInfo]:
    """Return the first day of a span, the one after its last, and the time zone."""
    count, unit = span
    if unit in _CLOCK_UNITS:
        raise ValueProblem(f'A date has no {unit.lower()}s; "within" takes DAY, WEEK, MONTH or YEAR here.')
    today = _today(context)
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    tomorrow = timedelta(days=1)
    with _of_the_calendar(count, unit):
        other = shifted(noon, count, unit).date()
        first, end = (today, other) if count > 0 else (other + tomorrow, today + tomorrow)
    return first, end, _zone(context)


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
