"""Values of every kind, few enough that near ones meet, and what operators mean by them in Python."""

import unicodedata
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from gql_crm.fields.field import Field
from gql_crm.fields.kind import ValueContext
from gql_crm.fields.kinds import Address, GeoPoint, JsonKind, Money
from gql_crm.fields.numbers import plain

_DECIMALS = st.decimals(-3, 3, places=2).map(lambda number: Decimal(plain(number))) | st.sampled_from(
    [Decimal("1E+20") + Decimal("0.1"), Decimal(-1) / Decimal(1024), Decimal(plain(Decimal("1E+59")))]
)
_TEXTS = st.text("aAąĄbж%_\\ '", max_size=4)
_PARTS = st.none() | st.text("aAą' \\", min_size=1, max_size=3).filter(str.strip)
_JSON = st.recursive(
    st.booleans() | st.integers(-2, 2) | st.floats(allow_nan=False, allow_infinity=False) | _TEXTS,
    lambda inner: (
        st.lists(inner | st.none(), max_size=3) | st.dictionaries(_TEXTS, inner | st.none(), max_size=3)
    ),
    max_leaves=5,
)


def _no_dust(degrees: float) -> float:
    return degrees if abs(degrees) >= 1e-12 else 0.0


_EPOCH = datetime(2026, 3, 15, tzinfo=UTC)

VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "TEXT": _TEXTS,
    "LONG_TEXT": _TEXTS,
    "RICH_TEXT": _TEXTS,
    "INTEGER": st.integers(-3, 3) | st.sampled_from([2**31 - 1, -(2**31)]),
    "DECIMAL": _DECIMALS,
    "PERCENT": _DECIMALS,
    "MONEY": st.builds(Money, _DECIMALS, st.sampled_from(["EUR", "CZK"])),
    "BOOLEAN": st.booleans(),
    "DATE": st.dates(date(2026, 3, 10), date(2026, 3, 20))
    | st.sampled_from([date(1, 1, 2), date(9999, 12, 30)]),
    "DATETIME": st.sampled_from(
        [_EPOCH + timedelta(microseconds=n) for n in (0, 1, 10, 100_000, 500_000, 510_000, 1_000_000)]
        + [datetime(1, 1, 1, 0, 0, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)]
    ),
    "TIME": st.times()
    | st.sampled_from([time(0), time(9), time(9, 0, 0, 500_000), time(23, 59, 59, 999_999)]),
    "CHOICE": st.sampled_from(["BUYER", "Seller", "a_1"]),
    "MULTI_CHOICE": st.lists(st.sampled_from(["BUYER", "Seller", "a_1"]), unique=True).map(tuple),
    "EMAIL": st.sampled_from(["a@example.com", "A@example.com", "b_c@example.com"]),
    "PHONE": st.sampled_from(["+37061234567", "+37061234568", "+989123456789"]),
    "URL": st.sampled_from(["https://example.com", "https://example.com/ž%20a"]),
    "ADDRESS": st.builds(
        Address, _PARTS, _PARTS, _PARTS, _PARTS, _PARTS, st.sampled_from([None, "LT", "CZ"])
    ).filter(lambda address: address != Address()),
    "GEO_POINT": st.builds(GeoPoint, st.floats(-90, 90).map(_no_dust), st.floats(-180, 180).map(_no_dust)),
    "JSON": _JSON.map(lambda value: JsonKind().parse(value, Field(key="a", kind="JSON"), ValueContext())),
    "REFERENCE": st.sampled_from([uuid.UUID(int=n) for n in range(3)]),
    "USER": st.sampled_from([uuid.UUID(int=n) for n in range(3)]),
}


def folded(text: str) -> str:
    """Fold what the texts above are made of."""
    marks_apart = unicodedata.normalize("NFKD", text.lower())
    return " ".join("".join(c for c in marks_apart if not unicodedata.combining(c)).split())


def _beside(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Compare amounts in one currency only."""

    def holds(value: Any, argument: Any) -> bool:
        if isinstance(value, Money):
            return value.currency == argument.currency and compare(value.amount, argument.amount)
        return value is not None and compare(value, argument)

    return holds


COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, argument: value is not None and value == argument,
    "ne": lambda value, argument: value is None or value != argument,
    "gt": _beside(lambda value, argument: value > argument),
    "gte": _beside(lambda value, argument: value >= argument),
    "lt": _beside(lambda value, argument: value < argument),
    "lte": _beside(lambda value, argument: value <= argument),
}
MATCHES: Mapping[str, Callable[[str, str], bool]] = {
    "contains": lambda value, argument: folded(argument) in folded(value),
    "startsWith": lambda value, argument: folded(value).startswith(folded(argument)),
    "endsWith": lambda value, argument: folded(value).endswith(folded(argument)),
}
