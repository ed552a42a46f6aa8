"""Random formulas of every type, as a person could write them."""

from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from gql_crm.formulas import Path, Reads, Type

FIELDS = {
    "price": Type.NUMBER,
    "share": Type.NUMBER,
    "rooms": Type.NUMBER,
    "name": Type.TEXT,
    "stage": Type.TEXT,
    "vip": Type.BOOLEAN,
    "sold": Type.BOOLEAN,
    "built": Type.DATE,
    "viewed": Type.DATE,
}
TODAY = date(2026, 3, 15)
_WORDS = st.sampled_from(["", "a", "Žukauskienė", "Řeka reality", "Имоти Шипка", "خانه‌ی ایرانی", " 100% "])
_DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9)
_SMALL = st.integers(-30, 30).map(Decimal)
_DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)) | st.dates(date(2026, 1, 1), date(2026, 12, 31))
_OF_TYPE = {
    Type.NUMBER: _DECIMALS | _SMALL | st.sampled_from([Decimal(0), Decimal("1e-18"), Decimal("9e39")]),
    Type.TEXT: _WORDS,
    Type.BOOLEAN: st.booleans(),
    Type.DATE: _DAYS,
}


def lookup(path: Path) -> Reads:
    return Reads(FIELDS[path.text])


def values() -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({key: st.none() | _OF_TYPE[type_] for key, type_ in FIELDS.items()})


def _fields(type_: Type) -> st.SearchStrategy[str]:
    return st.sampled_from([key for key, own in FIELDS.items() if own is type_])


def _call(pattern: str, *arguments: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*arguments).map(lambda given: pattern.format(*given))


@cache
def formulas(type_: Type, depth: int = 3) -> st.SearchStrategy[str]:
    """Return texts of formulas that yield this type."""
    literal = {
        Type.NUMBER: st.sampled_from(
            ["0", "1", "7", "2.5", "100", "0.000001", "98765432109876543210.123456789012345"]
        ),
        Type.TEXT: _WORDS.map(lambda word: f'"{word}"'),
        Type.BOOLEAN: st.sampled_from(["true", "false"]),
        Type.DATE: st.sampled_from(["today()", 'date("2024-02-29")', 'date("9999-12-31")']),
    }[type_]
    leaf = _fields(type_) | literal
    if depth == 0:
        return leaf
    n, t, b, d = (formulas(of, depth - 1) for of in Type)
    same = {Type.NUMBER: n, Type.TEXT: t, Type.BOOLEAN: b, Type.DATE: d}[type_]
    common = [
        leaf,
        _call("if({}, {}, {})", b, same, same | st.just("null")),
        _call("coalesce({}, {}, {})", same, st.just("null") | same, same),
    ]
    own = {
        Type.NUMBER: [
            *(_call(f"({{}} {sign} {{}})", n, n) for sign in "+-*/"),
            *(_call(f"{name}({{}})", n) for name in ("abs", "round", "floor", "ceil", "-")),
            _call("round({}, {})", n, st.sampled_from(["0", "2", "5"]) | n),
            _call("min({}, {}, {})", n, n, n),
            _call("max({}, {})", n, n),
            _call("length({})", t),
            _call("({} - {})", d, d),
            _call("daysBetween({}, {})", d, d),
            *(_call(f"{name}({{}})", d) for name in ("year", "month", "day")),
        ],
        Type.TEXT: [
            _call("({} & {})", t, t),
            _call("concat({}, {}, {})", t, t, t),
            _call("left({}, {})", t, n),
            _call("right({}, {})", t, n),
            _call("trim({})", t),
            _call("text({})", n),
            _call("text({})", d),
        ],
        Type.BOOLEAN: [
            *(_call(f"({{}} {sign} {{}})", n, n) for sign in ("=", "!=", "<", "<=", ">", ">=")),
            *(_call(f"({{}} {sign} {{}})", d, d) for sign in ("=", "!=", "<", "<=", ">", ">=")),
            _call("({} = {})", t, t),
            _call("({} != {})", b, b),
            _call("({} and {})", b, b),
            _call("({} or {})", b, b),
            _call("(not {})", b),
            *(_call("isEmpty({})", one) for one in (n, t, b, d)),
            _call("contains({}, {})", t, t),
            _call("startsWith({}, {})", t, t),
        ],
        Type.DATE: [
            _call("({} + {})", d, n),
            _call("({} - {})", d, n),
            _call("addDays({}, {})", d, n),
            _call("addMonths({}, {})", d, n),
            _call("min({}, {})", d, d),
            _call("max({}, {})", d, d),
        ],
    }[type_]
    return st.one_of(*common, *own)
