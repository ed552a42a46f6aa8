"""Formulas, each beside the Python that says the same, and roll-ups; what of them fits random shapes."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from random import Random
from typing import TYPE_CHECKING, Any

from gql_crm import Field, RollupFunction
from gql_crm import Rollup as DeclaredRollup

if TYPE_CHECKING:
    from tests.reads.random_module import Shape

EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
"""So many digits that nothing is lost before it is rounded on purpose."""
PLAIN = frozenset({"INTEGER", "DECIMAL", "PERCENT"})
TEXT = frozenset({"TEXT", "CHOICE", "EMAIL", "PHONE", "URL", "AUTONUMBER"})
READ = {
    "N": PLAIN | {"MONEY"},
    "P": PLAIN,
    "M": frozenset({"MONEY"}),
    "T": TEXT,
    "B": frozenset({"BOOLEAN"}),
    "D": frozenset({"DATE"}),
}
"""Kinds of what a formula reads: any number, one that is no amount, an amount, a text, a truth, a day."""
ROLLED_UP = READ["N"] | TEXT | {"BOOLEAN", "DATE", "DATETIME", "TIME"}


@dataclass(frozen=True, slots=True)
class Formula:
    """What is computed of a record's fields, and of those of records that it refers to.

    `takes` has a letter for each value that is read, and "today" where the day is wanted as well. A `strict`
    one has no value where one of these is missing; the Python of others is told None.
    """

    kind: str
    expression: str
    takes: str
    python: Callable[..., Any]
    strict: bool = True
    scale: int = 20
    today: bool = False
    paths: tuple[str, ...] = ()

    @property
    def written(self) -> dict[str, Any]:
        """The formula as `createFields` takes it."""
        names = dict(zip("abc", self.paths, strict=False))
        told: dict[str, Any] = {"kind": "FORMULA", "expression": self.expression.format(**names)}
        if self.kind in {"INTEGER", "PERCENT", "MONEY"}:
            told["valueKind"] = self.kind
        return told if self.scale == 20 else told | {"scale": self.scale}

    def declared(self, key: str) -> Field:
        """Return the formula as a field of a module."""
        told = self.written
        return Field(
            key=key,
            kind="FORMULA",
            expression=told["expression"],
            result=told.get("valueKind"),
            scale=told.get("scale"),
        )


@dataclass(frozen=True, slots=True)
class Rollup:
    """What comes of the records of a list."""

    kind: str
    list: str
    target: str
    function: str
    field: str | None = None
    by: str | None = None
    filter: Mapping[str, Any] | None = None

    @property
    def written(self) -> dict[str, Any]:
        """The roll-up as `createFields` takes it."""
        told = {"list": self.list, "function": self.function, "field": self.field, "by": self.by}
        return {"kind": "ROLLUP", "rollup": told | {"filter": self.filter}}

    def declared(self, key: str) -> Field:
        """Return the roll-up as a field of a module."""
        function = RollupFunction(self.function)
        rolled = DeclaredRollup(
            list=self.list, function=function, field=self.field, by=self.by, filter=self.filter
        )
        return Field(key=key, kind="ROLLUP", rollup=rolled)


def rounded(number: Decimal, digits: int = 20) -> Decimal:
    """Round half away from zero."""
    return number.quantize(Decimal(1).scaleb(-digits), context=EXACT)


def over(left: Decimal, right: Decimal) -> Any:
    """Divide."""
    return rounded(left / right) if right else None


def _first(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


def _both(*sides: bool | None) -> bool | None:
    """What `and` comes to where nothing may be known of a side."""
    if False in sides:
        return False
    return None if None in sides else True


def trimmed(number: Decimal) -> Decimal:
    """Leave zeros behind the point out."""
    return EXACT.add(EXACT.normalize(number), Decimal(0))


def months_on(day: date, count: int) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days_on(day: date, count: Decimal) -> date | None:
    try:
        return day + timedelta(days=int(count))
    except OverflowError:
        return None


FORMULAS = (
    Formula("DECIMAL", "{a} + {b} * 0.1234567890123456789567", "NN",
            lambda a, b: a + rounded(b * Decimal("0.1234567890123456789567"))),
    Formula("DECIMAL", "{a} / {b}", "NN", over),
    Formula("DECIMAL", "round({a} / 3, 2)", "N", lambda a: rounded(over(a, Decimal(3)), 2)),
    Formula("DECIMAL", "-{a} / 7", "N", lambda a: over(-a, Decimal(7)), scale=1),
    Formula("DECIMAL", "floor({a}) - ceil({b})", "NN",
            lambda a, b: a.to_integral_value(ROUND_FLOOR) - b.to_integral_value(ROUND_CEILING)),
    Formula("DECIMAL", "coalesce({a}, {b}, -1)", "NN", lambda a, b: _first(a, b, Decimal(-1)), strict=False),
    Formula("DECIMAL", "min({a}, {b}) - abs({c})", "NNN",
            lambda a, b, c: None if c is None or (a is None and b is None)
            else min(n for n in (a, b) if n is not None) - abs(c), strict=False),
    Formula("DECIMAL", "if({a} > 1, {b}, -{b})", "NN",
            lambda a, b: None if b is None else b if a is not None and a > 1 else -b, strict=False),
    Formula("DECIMAL", "today() - {a}", "D", lambda a, today: Decimal((today - a).days), today=True),
    Formula("DECIMAL", "{a} * {b} * {c}", "NNN", lambda a, b, c: rounded(rounded(a * b) * c)),
    Formula("INTEGER", "{a} / 2", "N", lambda a: over(a, Decimal(2))),
    Formula("INTEGER", "year({a}) * 100 + month({a}) - length({b})", "DT",
            lambda a, b: Decimal(a.year * 100 + a.month - len(b))),
    Formula("PERCENT", "{a} / {b} * 100", "NN",
            lambda a, b: (share := over(a, b)) and rounded(share * 100), scale=2),
    Formula("MONEY", "{a} * 1.215", "M", lambda a: rounded(a * Decimal("1.215")), scale=2),
    Formula("MONEY", "{a} / {b}", "MP", over),
    Formula("MONEY", "max({a}, {b}) - 0.5", "MM",
            lambda a, b: None if a is None and b is None
            else max(n for n in (a, b) if n is not None) - Decimal("0.5"), strict=False),
    Formula("TEXT", "{a} & ' / ' & {b}", "TT", lambda a, b: f"{a or ''} / {b or ''}", strict=False),
    Formula("TEXT", "left(trim({a}), {b})", "TP", lambda a, b: a.strip(" ")[: max(0, min(int(b), 1_000))]),
    Formula("TEXT", "right({a}, 3) & text({b})", "TN",
            lambda a, b: (a or "")[-3:] + ("" if b is None else format(trimmed(b), "f")), strict=False),
    Formula("TEXT", "text({a}) & if({b} = {c}, 'same', 'other')", "DTT",
            lambda a, b, c: ("" if a is None else a.isoformat())
            + ("same" if b is not None and b == c else "other"), strict=False),
    Formula("BOOLEAN", "{a} > {b}", "NN", lambda a, b: a > b),
    Formula("BOOLEAN", "{a} and not {b}", "BB",
            lambda a, b: _both(a, None if b is None else not b), strict=False),
    Formula("BOOLEAN", "isEmpty({a}) or {b} != {c}", "TNN",
            lambda a, b, c: True if not a else None if b is None or c is None else b != c, strict=False),
    Formula("BOOLEAN", "contains({a}, 'a')", "T", lambda a: "a" in a),
    Formula("BOOLEAN", "startsWith({a}, {b})", "TT", lambda a, b: a.startswith(b)),
    Formula("DATE", "{a} + {b}", "DP", _days_on),
    Formula("DATE", "addMonths({a}, 1)", "D", lambda a: months_on(a, 1)),
    Formula("DATE", "max({a}, {b}, today())", "DD",
            lambda a, b, today: max(day for day in (a, b, today) if day is not None),
            strict=False, today=True),
)  # fmt: skip


def some_formulas(
    random: Random, shapes: Mapping[str, "Shape"], most: int, shape: "Shape", *, texts: bool
) -> list[Formula]:
    """Draw formulas, each with what it reads: own fields and those of records that are referred to.

    Those of texts are left out unless `texts`.
    """
    own, paths = sorted(_paths(shapes, shape, 0)), sorted(_paths(shapes, shape, 2))
    drawn = []
    known = [one for one in FORMULAS if texts or one.kind != "TEXT"]
    for formula in random.sample(known, k=min(most, len(known))):
        fitting = []
        for letter in formula.takes:
            near = [path for path, kind in own if kind in READ[letter]]
            far = [path for path, kind in paths if kind in READ[letter]]
            fitting.append(near if near and random.random() < 0.7 else far)  # what is far is mostly null
        if all(fitting):
            drawn.append(replace(formula, paths=tuple(random.choice(some) for some in fitting)))
    return drawn


def _paths(shapes: Mapping[str, "Shape"], shape: "Shape", depth: int) -> Iterator[tuple[str, str]]:
    yield from shape.fields.items()
    for key, target in shape.ones.items() if depth else ():
        for path, kind in _paths(shapes, shapes[target], depth - 1):
            yield f"{key}.{path}", kind


def some_rollups(
    random: Random,
    shapes: Mapping[str, "Shape"],
    filters: Callable[[str], Mapping[str, Any]],
    most: int,
    shape: "Shape",
) -> list[Rollup]:
    """Draw roll-ups; `filters` draws a filter of an entity."""
    lists = {**shape.lists, **shape.children, **shape.referring}
    drawn = []
    for _ in range(most if lists else 0):
        name = random.choice(sorted(lists))
        target = shapes[lists[name]]
        function = random.choice(("COUNT", "SUM", "AVG", "MIN", "MAX", "LATEST"))
        filter_ = filters(target.name) if random.random() < 0.4 else None
        if function == "COUNT":
            drawn.append(Rollup("INTEGER", name, target.name, function, filter=filter_))
            continue
        kinds = sorted(_OF[function].intersection(target.fields.values()))
        if kinds:
            wanted = random.choice([*kinds, *(["MONEY"] * 3 if "MONEY" in kinds else [])])
            key = random.choice(sorted(key for key, kind in target.fields.items() if kind == wanted))
            by = _by(random, target) if function == "LATEST" else None
            kind = _rolled_kind(function, wanted)
            drawn.append(Rollup(kind, name, target.name, function, key, by, filter_))
    return drawn


_OF = {
    "SUM": READ["N"],
    "AVG": READ["N"],
    "MIN": READ["N"] | {"DATE", "DATETIME", "TIME"},
    "MAX": READ["N"] | {"DATE", "DATETIME", "TIME"},
    "LATEST": ROLLED_UP,
}
"""The kinds that functions of roll-ups take."""


def _by(random: Random, target: "Shape") -> str | None:
    sortable = [key for key, kind in target.fields.items() if kind in ROLLED_UP | {"LONG_TEXT"}]
    return random.choice((None, *sorted(sortable)))


def _rolled_kind(function: str, kind: str) -> str:
    if kind == "INTEGER" and function in {"SUM", "AVG"}:
        return "DECIMAL"
    return "TEXT" if kind in {"CHOICE", "AUTONUMBER"} else kind


def inputs(shape: "Shape", drawn: Sequence[Formula | Rollup]) -> list[dict[str, Any]]:
    """Return the inputs of `createFields`, and add the fields to the shape."""
    added = [(_added(shape, one), one) for one in drawn]
    return [{"entity": shape.name, "key": key, "label": {"en": key}, **one.written} for key, one in added]


def fields_of(shape: "Shape", drawn: Sequence[Formula | Rollup]) -> list[Field]:
    """Return the fields that a module declares, and add them to the shape."""
    return [one.declared(_added(shape, one)) for one in drawn]


def _added(shape: "Shape", one: Formula | Rollup) -> str:
    suffix = "Made" if isinstance(one, Formula) else "Rolled"
    key = f"{one.kind.lower()}{suffix}{len(shape.derived)}"
    shape.fields[key] = one.kind
    shape.derived[key] = one
    return key
