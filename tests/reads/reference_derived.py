"""Values of formulas and roll-ups in plain Python, for who reads."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

from tests.reads.derived_fields import EXACT, Formula, Rollup, rounded, trimmed
from tests.reads.reference_aggregates import local_day

if TYPE_CHECKING:
    from tests.reads.reference import Reader, Row

BEYOND = Decimal("1e40")


def calculated(reader: "Reader", entity: str, row: "Row", formula: Formula) -> Any:
    """Return what a formula comes to."""
    kinds, read = [], []
    for path in formula.paths:
        kind, value = _followed(reader, entity, row, path.split("."))
        kinds.append(kind)
        read.append(value)
    currencies = {
        value[1] for kind, value in zip(kinds, read, strict=True) if kind == "MONEY" and value is not None
    }
    if len(currencies) > 1:
        return None
    values = [_calculable(kind, value) for kind, value in zip(kinds, read, strict=True)]
    if formula.strict and None in values:
        return None
    day = [local_day(reader.now, reader.time_zone)] if formula.today else []
    with localcontext(EXACT):
        result = formula.python(*values, *day)
    return None if result is None else _settled(formula, result, currencies)


def _followed(reader: "Reader", entity: str, row: "Row | None", path: Sequence[str]) -> tuple[str, Any]:
    """Return the kind and the value that a path leads to; none where a record on it is not to be seen."""
    name, *rest = path
    if rest:
        other = None if row is None else reader.related(entity, row, name)
        return _followed(reader, reader.shapes[entity].ones[name], other, rest)
    kind = reader.shapes[entity].fields[name]
    return kind, None if row is None else reader.value(entity, row, name)


def _calculable(kind: str, value: Any) -> Any:
    """Return a value as Python calculates with it: money is its amount."""
    if value is None:
        return None
    if kind == "MONEY":
        return value[0]
    return Decimal(value) if kind == "INTEGER" else value


def _settled(formula: Formula, result: Any, currencies: set[str]) -> Any:
    """Return a result as a field holds it."""
    if formula.kind == "TEXT":
        return result[:1_000] or None
    if formula.kind in {"BOOLEAN", "DATE"}:
        return result
    number = trimmed(rounded(result, 0 if formula.kind == "INTEGER" else formula.scale))
    if number.copy_abs() >= BEYOND:
        return None
    if formula.kind == "INTEGER":
        return int(number) if -(2**31) <= number < 2**31 else None
    if formula.kind == "MONEY":
        return (number, *currencies) if currencies else None
    return number


def rolled_up(reader: "Reader", entity: str, row: "Row", rollup: Rollup) -> Any:
    """Return what the records of a list come to."""
    rows = [
        one
        for one in reader.listed((rollup.list, row), rollup.target)
        if reader.matches(rollup.target, one, rollup.filter or {})
    ]
    if rollup.function == "COUNT":
        return len(rows)
    key = rollup.field or ""
    rows = [one for one in rows if reader.value(rollup.target, one, key) is not None]
    if not rows:
        return None
    if rollup.function == "LATEST":
        return reader.value(rollup.target, _latest(reader, rollup, rows), key)
    values = [reader.value(rollup.target, one, key) for one in rows]
    if rollup.kind != "MONEY":
        return _combined(rollup.function, values)
    if len({currency for _, currency in values}) > 1:
        return None
    return _combined(rollup.function, [amount for amount, _ in values]), values[0][1]


def _latest(reader: "Reader", rollup: Rollup, rows: Sequence["Row"]) -> "Row":
    """Return the row that was made last, of those that come last by `by`."""
    made = list(rows) if reader.shapes[rollup.target].is_child else sorted(rows, key=_made_at)
    if rollup.by is None:
        return made[-1]
    ranks = {one.id: reader.sort_value(rollup.target, one, [rollup.by]) for one in made}
    there = [rank for rank in ranks.values() if rank is not None]
    last = max(there) if there else None
    return [one for one in made if ranks[one.id] == last][-1]


def _made_at(row: "Row") -> tuple[Any, str]:
    return row.values["createdAt"], row.id


def _combined(function: str, values: Sequence[Any]) -> Any:
    if function in {"MIN", "MAX"}:
        return min(values) if function == "MIN" else max(values)
    with localcontext(EXACT):
        total = sum(map(Decimal, values), Decimal(0))
        return trimmed(total if function == "SUM" else rounded(total / len(values), 10))
