"""Counts, sums, averages, extremes and groups of rows in plain Python."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from gql_crm.fields.numbers import plain
from tests.reads.derived_fields import EXACT

if TYPE_CHECKING:
    from tests.reads.reference import Reader, RecordQuery, Row

WEEK_STARTS = {"MONDAY": 0, "SATURDAY": 5, "SUNDAY": 6}


@dataclass(slots=True)
class SummaryQuery:
    """What is selected of an aggregate or a group: `count`, and fields by `sum`, `avg`, `min` and `max`."""

    members: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class GroupsQuery:
    """The argument of groups, what is selected of their keys, and of what they come to."""

    by: list[dict[str, Any]]
    key: list[str]
    ones: dict[str, "RecordQuery"]
    summary: SummaryQuery
    first: int | None = None


def local_day(moment: datetime, time_zone: str) -> date:
    """Return the day of a time zone; those that Python and the API do not know are the nearest they do."""
    try:
        return moment.astimezone(ZoneInfo(time_zone)).date()
    except OverflowError:
        return date.max if moment.year > date.min.year else date.min


def first_day(day: date, bucket: str, week_start: str) -> date:
    """Return the first day of a bucket."""
    match bucket:
        case "WEEK":
            back = (day.weekday() - WEEK_STARTS[week_start]) % 7
            return day - timedelta(days=min(back, (day - date.min).days))
        case "MONTH":
            return day.replace(day=1)
        case "QUARTER":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case "YEAR":
            return day.replace(month=1, day=1)
    return day


def counted(rows: Sequence["Row"], limit: int | None) -> dict[str, Any]:
    """Return the count up to a limit."""
    most = 10_000 if limit is None else limit
    if len(rows) > most:
        return {"value": most, "precision": "AT_LEAST"}
    return {"value": len(rows), "precision": "EXACT"}


def summary(reader: "Reader", entity: str, rows: Sequence["Row"], query: SummaryQuery) -> dict[str, Any]:
    """Return what rows come to."""
    kinds = reader.shapes[entity].fields
    return {
        function: len(rows)
        if function == "count"
        else {
            key: _combined(reader, function, kinds[key], [reader.value(entity, row, key) for row in rows])
            for key in keys
        }
        for function, keys in query.members.items()
    }


def groups(reader: "Reader", entity: str, rows: Sequence["Row"], query: GroupsQuery) -> list[dict[str, Any]]:
    """Return the groups of rows."""
    names = [name for one in query.by for name in one]
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        for key in product(
            *(_keys(reader, entity, row, name, wish) for one in query.by for name, wish in one.items())
        ):
            found.setdefault(key, []).append(row)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), [_place(part) for part in item[0]]))
    shows_keys = query.key or query.ones
    return [
        ({"key": _shown_key(reader, entity, dict(zip(names, key, strict=True)), query)} if shows_keys else {})
        | summary(reader, entity, members, query.summary)
        for key, members in ordered[: 1_000 if query.first is None else query.first]
    ]


def _keys(reader: "Reader", entity: str, row: "Row", name: str, wish: Any) -> Iterator[Any]:
    shape = reader.shapes[entity]
    if name in shape.ones:
        other = reader.related(entity, row, name)
        yield other and other.id
        return
    value = reader.value(entity, row, name)
    match shape.fields[name]:
        case "MULTI_CHOICE":
            yield from value or [None]
        case "MONEY":
            yield value and value[1]
        case "DATE":
            yield value and first_day(value, wish, reader.week_start)
        case "DATETIME":
            yield value and first_day(local_day(value, reader.time_zone), wish, reader.week_start)
        case _:
            yield value


def _shown_key(reader: "Reader", entity: str, key: Mapping[str, Any], query: GroupsQuery) -> dict[str, Any]:
    shape = reader.shapes[entity]
    shown: dict[str, Any] = {}
    for name in query.key:
        value = key.get(name)
        shown[name] = reader.shown(
            value, "" if shape.fields[name] in {"MONEY", "DATETIME"} else shape.fields[name]
        )
    for name, inner in query.ones.items():
        rows = {row.id: row for row in reader.rows[shape.ones[name]]}
        one = key.get(name)
        shown[name] = None if one is None else reader.record(shape.ones[name], rows[one], inner)
    return shown


def _place(value: Any) -> tuple[bool, Any]:
    return value is None, value.encode() if isinstance(value, str) else value or 0


def _combined(reader: "Reader", function: str, kind: str, values: Sequence[Any]) -> Any:
    there = [value for value in values if value is not None]
    if kind == "MONEY":
        amounts: dict[str, list[Decimal]] = {}
        for amount, currency in there:
            amounts.setdefault(currency, []).append(amount)
        return [
            {"amount": plain(_one(function, amounts[currency])), "currency": currency}
            for currency in sorted(amounts)
        ]
    if not there:
        return None
    value = _one(function, there)
    return plain(value) if function in {"sum", "avg"} else reader.shown(value, kind)


def _one(function: str, values: Sequence[Any]) -> Any:
    match function:
        case "min":
            return min(values)
        case "max":
            return max(values)
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, Decimal(value))
    if function == "sum":
        return total
    return EXACT.divide(total, Decimal(len(values))).quantize(Decimal("1e-10"), ROUND_HALF_UP, EXACT)
