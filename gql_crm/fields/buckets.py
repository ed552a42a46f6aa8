"""Days, weeks, months, quarters and years: what records are grouped by where they have a date or a time."""

from datetime import date

from gql_crm import sql
from gql_crm.fields.kind import FilterContext, Stored
from gql_crm.fields.periods import WEEK_DAYS, TemporalKind


def first_day(kind: TemporalKind, stored: Stored, bucket: str, context: sql.Given[FilterContext]) -> sql.Node:
    """Return the first day of the bucket that a value lies in, by the calendar of the context's time zone.

    Days before the year 1 and after 9999, which only another time zone has, count as the nearest one.
    """
    day = _calendar_day(kind, stored, context.map(lambda clock: clock.time_zone))
    if bucket == "WEEK":
        shift = sql.Constant(-WEEK_DAYS.index(context.look(lambda clock: clock.week_start)) % 7)
        monday = _truncated(bucket, sql.Binary(day, "+", shift))
        begin: sql.Node = sql.call("greatest", sql.Binary(monday, "-", shift), _date(date.min))
    else:
        begin = day if bucket == "DAY" else _truncated(bucket, day)
    # greatest and least pass over nulls: of no value, they would return the first day of all.
    return sql.Case(((sql.IsNull(stored.value, negated=True), begin),))


def _calendar_day(kind: TemporalKind, stored: Stored, time_zone: sql.Given[str]) -> sql.Node:
    if not kind.has_time:
        return sql.Cast(stored.value, "date")
    local = sql.call("timezone", sql.Parameter(time_zone, "text"), sql.Cast(stored.value, "timestamptz"))
    return sql.call("least", sql.call("greatest", sql.Cast(local, "date"), _date(date.min)), _date(date.max))


def _truncated(bucket: str, day: sql.Node) -> sql.Node:
    """Return the first day of a bucket; weeks begin on Monday here."""
    # As a timestamp: of a date, date_trunc makes a time of the session's time zone.
    begin = sql.call("date_trunc", sql.Constant(bucket.lower()), sql.Cast(day, "timestamp"))
    return sql.Cast(begin, "date")


def _date(day: date) -> sql.Node:
    return sql.Cast(sql.Constant(day.isoformat()), "date")
