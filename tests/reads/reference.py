"""A slow reader that is obviously right: all rows in memory, plain Python, no SQL but `SELECT *`."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tests.reads.derived_fields import Formula, months_on
from tests.reads.random_module import Shape
from tests.reads.reference_aggregates import (
    GroupsQuery,
    SummaryQuery,
    counted,
    first_day,
    groups,
    local_day,
    summary,
)
from tests.reads.reference_derived import calculated, rolled_up
from tests.reads.reference_places import in_area, part_of
from tests.reads.reference_related import Link, RelatedQuery, related_records
from tests.reads.reference_shares import Share, ShareQuery, shares_of

Filter = Mapping[str, Any]
PERIODS = {"today": "DAY", "thisWeek": "WEEK", "thisMonth": "MONTH"}


@dataclass(slots=True)
class RecordQuery:
    """Fields, to-one relations and lists that are selected on a record."""

    fields: list[str] = field(default_factory=list)
    ones: dict[str, "RecordQuery"] = field(default_factory=dict)
    lists: dict[str, "ListQuery"] = field(default_factory=dict)
    children: dict[str, "RecordQuery"] = field(default_factory=dict)
    related: RelatedQuery | None = None
    parts: dict[str, list[str]] = field(default_factory=dict)
    """What is selected of fields whose values are objects."""
    shares: ShareQuery | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A saved view: what it adds to a list's arguments."""

    id: str
    filter: Filter
    order: list[Any]


@dataclass(slots=True)
class ListQuery:
    """A connection with its arguments; `beyond` is the place in the whole list that the page starts from."""

    entity: str
    members: list[str]
    record: RecordQuery
    filter: Filter | None = None
    order: list[Any] | None = None
    search: str | None = None
    view: View | None = None
    size: int | None = None
    backward: bool = False
    beyond: int | None = None
    limit: int | None = None
    aggregate: SummaryQuery = field(default_factory=SummaryQuery)
    groups: GroupsQuery | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A record's values by field, Python's own types; None is no value."""

    id: str
    values: Mapping[str, Any]
    deleted: bool
    owner: str | None
    team: str | None
    search: str


@dataclass(slots=True)
class Reader:
    """All rows of a database, and who reads them: `teams` None reads everything."""

    shapes: Mapping[str, Shape]
    rows: Mapping[str, list[Row]]
    links: Mapping[str, Collection[tuple[str, str]]]
    """Pairs of a gadget and a vendor, or of a device and a gadget, by the first one's list that they make."""
    related_by: Sequence[Link]
    """Links by relation types, between records of any entities."""
    shares: Sequence[Share]
    """With whom records are shared, the oldest first."""
    marks: Mapping[tuple[str, str], datetime]
    """When users have marked records as their favourites."""
    now: datetime
    folded: dict[str, str] = field(default_factory=dict)
    sorted: dict[str, str] = field(default_factory=dict)
    user: str = ""
    teams: frozenset[str] | None = None
    time_zone: str = "UTC"
    week_start: str = "MONDAY"
    _derived: dict[tuple[str, str, str], Any] = field(default_factory=dict, init=False)
    """Values of formulas and roll-ups that are known already, by entity, id and field."""

    @property
    def viewers(self) -> set[str]:
        """The user, and the teams whose records the user sees."""
        return {self.user, *(self.teams or ())}

    def connection(self, query: ListQuery, parent: tuple[str, Row] | None = None) -> dict[str, Any]:
        """Return the connection as the API shows it."""
        rows = self.whole(query, parent)
        start, end = 0, len(rows)
        size = 20 if query.size is None else query.size
        if query.backward:
            end = end if query.beyond is None else query.beyond
            start = max(0, end - size)
        else:
            start = 0 if query.beyond is None else query.beyond + 1
            end = min(end, start + size)
        beyond = query.beyond is not None
        shown = {
            "totalCount": len(rows),
            "pageInfo": {
                "hasNextPage": beyond if query.backward else end < len(rows),
                "hasPreviousPage": start > 0 if query.backward else beyond,
            },
            "nodes": [self.record(query.entity, row, query.record) for row in rows[start:end]],
            "edges": [{"node": self.record(query.entity, row, query.record)} for row in rows[start:end]],
        }
        if "count" in query.members:
            shown["count"] = counted(rows, query.limit)
        if "aggregate" in query.members:
            shown["aggregate"] = summary(self, query.entity, rows, query.aggregate)
        if query.groups:
            shown["groups"] = groups(self, query.entity, rows, query.groups)
        return {member: shown[member] for member in query.members}

    def whole(self, query: ListQuery, parent: tuple[str, Row] | None = None) -> list[Row]:
        """Return all rows of the list in its order."""
        given, view = query.filter or {}, query.view or View("", {}, [])
        wanted = [filter_["deleted"] for filter_ in (given, view.filter) if filter_.get("deleted")]
        rows = [
            row
            for row in self._rows(query.entity, {"deleted": wanted[0]} if wanted else {})
            if self.matches(query.entity, row, given)
            and self.matches(query.entity, row, view.filter)
            and all(self.folded[word] in row.search for word in (query.search or "").split())
            and (parent is None or self._belongs(parent, query.entity, row))
        ]
        return self._ordered(query.entity, rows, view.order if query.order is None else query.order)

    def record(self, entity: str, row: Row, query: RecordQuery) -> dict[str, Any]:
        """Return what is selected of a record."""
        shape = self.shapes[entity]
        shown: dict[str, Any] = {}
        for key in query.fields:
            value = self._value(entity, row, key)
            composed = key in query.parts and value is not None
            shown[key] = {part: value.get(part) for part in query.parts[key]} if composed else value
        for key, inner in query.ones.items():
            other = self.related(entity, row, key)
            shown[key] = None if other is None else self.record(shape.ones[key], other, inner)
        for key, listed in query.lists.items():
            shown[key] = self.connection(listed, (key, row))
        for key, inner in query.children.items():
            child = shape.children[key]
            shown[key] = [self.record(child, other, inner) for other in self.listed((key, row), child)]
        if query.related:
            shown["relatedRecords"] = related_records(self, row, query.related)
        if query.shares:
            shown["shares"] = shares_of(self, row, query.shares)
        return shown

    def listed(self, parent: tuple[str, Row], target: str) -> list[Row]:
        """Return the rows of a record's list that the reader may see."""
        return [row for row in self._rows(target, {}) if self._belongs(parent, target, row)]

    def value(self, entity: str, row: Row, key: str) -> Any:
        """Return the value of a field, Python's own type; None is no value."""
        made = self.shapes[entity].derived.get(key)
        if made is None:
            return row.values[key]
        place = (entity, row.id, key)
        if place not in self._derived:
            self._derived[place] = (
                calculated(self, entity, row, made)
                if isinstance(made, Formula)
                else rolled_up(self, entity, row, made)
            )
        return self._derived[place]

    @staticmethod
    def shown(  # noqa: PLR0911 (one line a kind)
        value: Any, kind: str
    ) -> Any:
        """Return a value as the API shows it."""
        if value is None or kind in {"BOOLEAN", "INTEGER"}:
            return value
        if kind in {"DECIMAL", "PERCENT"}:
            return format(value, "f")
        if kind == "MONEY":
            return {"amount": format(value[0], "f"), "currency": value[1]}
        if kind == "GEO_POINT":  # JSON has one kind of numbers: 25 and 25.0 are the same
            return {name: int(part) if part.is_integer() else part for name, part in value.items()}
        if kind in {"DATETIME", "TIME"}:
            fraction = f".{value.microsecond:06}".rstrip("0") if value.microsecond else ""
            if kind == "TIME":
                return f"{value:%H:%M:%S}{fraction}"
            return f"{value:%Y-%m-%dT%H:%M:%S}".rjust(19, "0") + fraction + "+00:00"
        return value.isoformat() if isinstance(value, date) else value

    def _value(self, entity: str, row: Row, key: str) -> Any:
        """Return a field as the API shows it; what is computed is the value of another field."""
        shape = self.shapes[entity]
        if key == "isFavorite":
            return (self.user, row.id) in self.marks
        if key == "recordType":
            return entity
        if key == "displayName":
            return self._name(entity, row)
        vendor, _, of = shape.echoes.get(key, key).rpartition(".")
        if key in shape.echoes and shape.fields.get(of) == "GEO_POINT":
            return self.value(entity, row, of)  # Python writes 25.0, which is the same number
        if not vendor:
            return self.shown(self.value(entity, row, of), shape.fields.get(of, ""))
        other = self.related(entity, row, vendor)
        return None if other is None else self._value(shape.ones[vendor], other, of)

    def _name(self, entity: str, row: Row) -> str:
        """Return the texts that a record is called by, or the first of those that are asked without them."""
        shape = self.shapes[entity]
        texts, others = (
            [row.values[key] for key in keys if (row.values[key] or "").strip()]
            for keys in (shape.display, shape.display_fallback)
        )
        return " ".join(texts or others[:1])

    def matches(self, entity: str, row: Row, filter: Filter) -> bool:
        """Whether a row meets a filter; `deleted` is the list's own matter."""
        return all(
            self._member(entity, row, name, value) for name, value in filter.items() if value is not None
        )

    def visible(self, entity: str, row: Row) -> bool:
        """Whether the reader may see a row."""
        if self.teams is None or entity in {"User", "Team"} or self.shapes[entity].is_child:
            return True
        shared = any(one.record == row.id and one.grantee in self.viewers for one in self.shares)
        return shared or row.owner == self.user or row.team in self.teams

    def _member(  # noqa: PLR0911 (one line a kind of member)
        self, entity: str, row: Row, name: str, value: Any
    ) -> bool:
        shape = self.shapes[entity]
        match name:
            case "and":
                return all(self.matches(entity, row, part) for part in value)
            case "or":
                return any(self.matches(entity, row, part) for part in value)
            case "not":
                return not self.matches(entity, row, value)
            case "deleted":
                return True
            case "id":
                return self._operators("REFERENCE", row.id, value)
            case "isFavorite":
                return ((self.user, row.id) in self.marks) is bool(value)
        if name in shape.ones:
            return self._to_one(entity, row, name, value)
        several = {**shape.lists, **shape.children}
        if name in several:
            return self._to_many(several[name], (name, row), value)
        if name.removesuffix("Id") in shape.ones:
            return self._operators("REFERENCE", row.values[name.removesuffix("Id")], value)
        return self._operators(shape.fields[name], self.value(entity, row, name), value)

    def _to_one(self, entity: str, row: Row, key: str, filter: Filter) -> bool:
        rest = {name: value for name, value in filter.items() if name != "isNull" and value is not None}
        target = self.shapes[entity].ones[key]
        there = next((r for r in self._rows(target, rest) if r.id == row.values[key]), None)
        asks = "deleted" in rest or not _always(rest)
        if asks and (there is None or not self.matches(target, there, rest)):
            return False
        return filter.get("isNull") is None or filter["isNull"] is (there is None)

    def _to_many(self, target: str, parent: tuple[str, Row], filter: Filter) -> bool:
        for quantifier, inner in filter.items():
            if inner is None:
                continue
            rows = [row for row in self._rows(target, inner) if self._belongs(parent, target, row)]
            found = [self.matches(target, row, inner) for row in rows]
            if not {"some": any(found), "none": not any(found), "every": all(found)}[quantifier]:
                return False
        return True

    def _rows(self, entity: str, filter: Filter) -> list[Row]:
        wanted = filter.get("deleted")
        return [
            row
            for row in self.rows[entity]
            if self.visible(entity, row) and (wanted == "INCLUDE" or row.deleted is (wanted == "ONLY"))
        ]

    def related(self, entity: str, row: Row, key: str) -> Row | None:
        """Return the record that a row refers to, when the reader may see it."""
        rows = self._rows(self.shapes[entity].ones[key], {})
        return next((other for other in rows if other.id == row.values[key]), None)

    def _belongs(  # noqa: PLR0911 (one line a list)
        self, parent: tuple[str, Row], entity: str, row: Row
    ) -> bool:
        key, of = parent
        match key:
            case "gadgets":
                return bool(row.values["vendor"] == of.id)
            case "Gadget.partner" | "Vendor.chief":
                return bool(row.values[key.split(".")[1]] == of.id)
            case "devices":
                return bool(row.values["gadget"] == of.id)
            case "kept":
                return bool(row.values["keeper"] == of.id)
            case "spareIn":
                return (row.id, of.id) in self.links["spares"]
            case "parts":
                return bool(row.values["parent"] == of.id)
            case "made" | "allied":
                return (row.id, of.id) in self.links[{"made": "makers", "allied": "allies"}[key]]
            case _:
                return (of.id, row.id) in self.links[key]

    def _ordered(self, entity: str, rows: list[Row], order: list[Any]) -> list[Row]:
        keys = [self._key(entity, one) for one in order]
        rows = sorted(rows, key=lambda row: row.id, reverse=keys[-1][1] if keys else True)
        for path, descending in reversed(keys):
            values = [(self.sort_value(entity, row, path), row) for row in rows]
            some = sorted(
                (pair for pair in values if pair[0] is not None), key=lambda pair: pair[0], reverse=descending
            )
            rows = [row for _, row in some] + [row for value, row in values if value is None]
        return rows

    def _key(self, entity: str, one: Mapping[str, Any]) -> tuple[list[str], bool]:
        ((name, wish),) = one.items()
        if isinstance(wish, str):
            return [name], wish == "DESC"
        path, descending = self._key(self.shapes[entity].ones[name], wish)
        return [name, *path], descending

    def sort_value(self, entity: str, row: Row, path: list[str]) -> Any:
        """Return what rows are ordered by; None comes last."""
        name, *rest = path
        if rest:
            other = self.related(entity, row, name)
            return None if other is None else self.sort_value(self.shapes[entity].ones[name], other, rest)
        value, kind = self.value(entity, row, name), self.shapes[entity].fields[name]
        if value is None:
            return None
        if kind == "MONEY":
            return (value[1], value[0])
        if kind == "AUTONUMBER":  # numbers have no leading zeros where they outgrow their digits
            return (len(value), value.encode())
        if kind in {"TEXT", "LONG_TEXT", "EMAIL", "URL"}:
            value = value[:200] if kind == "LONG_TEXT" else value
            return (self.sorted[value].encode(), value.encode())
        return value.encode() if isinstance(value, str) else value

    def _operators(self, kind: str, value: Any, given: Filter) -> bool:
        return all(self._operator(kind, value, name, argument) for name, argument in given.items())

    def _operator(  # noqa: C901, PLR0911, PLR0912 (one line an operator)
        self, kind: str, value: Any, name: str, argument: Any
    ) -> bool:
        match name:
            case "isNull":
                return (value is None) is bool(argument)
            case "ne":
                return not self._operator(kind, value, "eq", argument)
            case "notIn":
                return not self._operator(kind, value, "in", argument)
            case "isEmpty":
                return (not value) is bool(argument)
            case "amount":
                return self._operators("DECIMAL", value and value[0], argument)
            case "currency":
                return self._operators("CHOICE", value and value[1], argument)
        if kind == "ADDRESS":
            return self._operators(*part_of(value, name), argument)
        if value is None:
            return name in PERIODS and not argument
        match name:
            case "eq":
                return bool(value == parsed(kind, argument))
            case "in":
                return value in [parsed(kind, one) for one in argument]
            case "between":
                ends = (argument["from"], argument["to"])
                return self._operator(kind, value, "gte", ends[0]) and self._operator(
                    kind, value, "lte", ends[1]
                )
            case "gt" | "gte" | "lt" | "lte":
                return _compared(kind, value, name, parsed(kind, argument))
            case "containsAny" | "containsAll":
                if kind == "TAGS":
                    value, argument = [[self.folded[one] for one in some] for some in (value, argument)]
                return {"containsAny": any, "containsAll": all}[name](one in value for one in argument)
            case "within":
                return in_area(value, argument) if kind == "GEO_POINT" else self._within(value, argument)
        if name in PERIODS:
            return self._in_period(value, name) is bool(argument)
        return self._text(kind, value, name, argument)

    def _text(self, kind: str, value: str, name: str, argument: str) -> bool:
        if kind == "PHONE":
            argument = re.sub(r"[^0-9+]", "", argument) or argument
        text, fragment = self.folded[value], self.folded[argument]
        match name:
            case "contains":
                return fragment in text
            case "startsWith":
                return text.startswith(fragment)
            case _:
                return text.endswith(fragment)

    def _in_period(self, value: date, name: str) -> bool:
        day = local_day(value, self.time_zone) if isinstance(value, datetime) else value
        today = local_day(self.now, self.time_zone)
        bucket = PERIODS[name]
        return first_day(day, bucket, self.week_start) == first_day(today, bucket, self.week_start)

    def _within(self, value: date, span: Mapping[str, Any]) -> bool:
        """Whether a value lies in a span of time; days are counted whole, with today among them."""
        ago, unit = "last" in span, span["unit"]
        count = -span["last"] if ago else span["next"]
        now = self.now.astimezone(ZoneInfo(self.time_zone))
        if unit in {"MINUTE", "HOUR"}:
            end = self.now + count * timedelta(**{f"{unit.lower()}s": 1})
        elif unit in {"DAY", "WEEK"}:
            end = now + count * timedelta(**{f"{unit.lower()}s": 1})
        else:
            day = months_on(now.date(), count * (12 if unit == "YEAR" else 1))
            end = datetime.combine(day or date.max, now.timetz())
        if isinstance(value, datetime):
            first, last = (end, now) if ago else (now, end)
            return first <= value <= last
        return bool(end.date() < value <= now.date() if ago else now.date() <= value < end.date())


def _always(filter: Filter) -> bool:
    """Whether a filter makes no condition: `{}`, `{name: {}}`, `{or: [{}]}`."""
    for name, value in filter.items():
        if value is None or (name == "and" and all(_always(part) for part in value)):
            continue
        if name == "or" and any(_always(part) for part in value):
            continue
        if name in {"and", "or", "not", "deleted", "isNull", "isFavorite"}:
            return False
        if not (isinstance(value, Mapping) and _always_inside(value)):
            return False
    return True


def _always_inside(value: Filter) -> bool:
    if value.keys() <= {"some", "none", "every"}:
        return all(inner is None for inner in value.values())
    if value.keys() & {
        "eq",
        "ne",
        "in",
        "notIn",
        "gt",
        "gte",
        "lt",
        "lte",
        "between",
        "contains",
        "startsWith",
        "endsWith",
    }:
        return False
    if value.keys() & {"isNull", "isEmpty", "containsAny", "containsAll", "within", *PERIODS}:
        return False
    return _always(value)


def _compared(kind: str, value: Any, name: str, other: Any) -> bool:
    if kind == "MONEY":
        if value[1] != other[1]:
            return False
        value, other = value[0], other[0]
    return bool(
        {"gt": value > other, "gte": value >= other, "lt": value < other, "lte": value <= other}[name]
    )


def parsed(  # noqa: PLR0911 (one line a kind)
    kind: str, value: Any
) -> Any:
    """Turn an input value into the Python value that rows hold."""
    match kind:
        case "DECIMAL" | "PERCENT":
            return Decimal(value)
        case "TIME":
            return time.fromisoformat(value)
        case "MONEY":
            return (Decimal(value["amount"]), value["currency"])
        case "ADDRESS":
            return {name: part for name, part in value.items() if part is not None}
        case "DATE":
            return date.fromisoformat(value)
        case "DATETIME":
            return datetime.fromisoformat(value).astimezone(UTC)
    return value
