"""What clients send as values of every kind, and what filters and orders mean by them in Python.

A kind needs an entry in `INPUTS`, and one in `PROBES` unless it has the operator `eq`.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from hypothesis import strategies as st

from gql_crm.fields.field import ChoiceOption
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds.textual import TextualKind
from gql_crm.fields.periods import TemporalKind
from tests.fields.kind_values import VALUES, folded

OPTIONS = tuple(ChoiceOption(value) for value in ("BUYER", "Seller", "a_1"))
TARGET_IDS = tuple(f"01890a5d-ac96-774b-8000-{number:012d}" for number in range(3))
"""The ids of the users that references lead to."""


def _also(*inputs: Any) -> st.SearchStrategy[Any]:
    """Values in other forms than the one in which they are kept."""
    return st.sampled_from(inputs)


_OTHER_FORMS: Mapping[str, st.SearchStrategy[Any]] = {
    "INTEGER": _also(3.0),
    "DECIMAL": _also("1.50", "۱٫۵", 2, 0.25, "1e2", "-0"),
    "PERCENT": _also("20.0", 20, "-0.50"),
    "MONEY": _also({"amount": "1.50", "currency": "EUR"}, {"amount": 2, "currency": "CZK"}),
    "DATE": _also(" 2026-03-12 "),
    "DATETIME": _also("2026-03-15T02:00:00+02:00", "2026-03-15t00:00:00.500z"),
    "TIME": _also("09:30", "09:30:00.500"),
    "MULTI_CHOICE": _also(["Seller", "BUYER", "Seller"], []),
    "PHONE": _also("+370 612 34567", "+98 (912) 345-6789"),
    "EMAIL": _also(" b_c@example.com "),
    "ADDRESS": _also(
        {"city": " Vilnius ", "street": "", "country": None}, {"street": "a\nb", "country": "LT"}
    ),
    "GEO_POINT": _also({"latitude": 54, "longitude": -180}, {"latitude": -0.0, "longitude": 180.0}),
    "JSON": _also({"b": 1, "a": [None, 1.5]}, 5, "text", "", False, []),
}
_OF_PLUGINS: Mapping[str, st.SearchStrategy[Any]] = {
    "CADASTRAL_NUMBER": _also("0101/0040:0123", "0101/0040:124", "4400-1234-5678", "4400-1234-5678 : 12"),
    "VIN": st.text("ABCXYZ019", min_size=17, max_size=17) | _also("1hg cm826-33a004352"),
    "GTIN": _also("4006381333931", "96385074", "0 36000 29145 2"),
}


def inputs_of(kind: FieldKind) -> st.SearchStrategy[Any]:
    """Return values of the kind as clients send them."""
    if kind.reference:
        ids = st.sampled_from(TARGET_IDS)
        return st.lists(ids) if kind.many else ids
    if kind.name in _OF_PLUGINS:
        return _OF_PLUGINS[kind.name]
    assert kind.name in VALUES, f"{kind.name} has no values in tests/fields/kind_values.py"
    kept = VALUES[kind.name].map(kind.dump)
    return kept | _OTHER_FORMS[kind.name] if kind.name in _OTHER_FORMS else kept


class Probe(NamedTuple):
    """The filter that looks for a value as it is kept, and whether another value is found by it."""

    filter: Callable[[Any], Mapping[str, Any]]
    finds: Callable[[Any, Any], bool]


def _is_at(other: Mapping[str, float], place: Mapping[str, float]) -> bool:
    """The antimeridian is 180 and -180."""
    longitudes = {abs(other["longitude"]), abs(place["longitude"])}
    same = other["longitude"] == place["longitude"] or longitudes == {180.0}
    return same and other["latitude"] == place["latitude"]


_EQUAL = Probe(lambda value: {"eq": value}, lambda other, value: bool(other == value))
PROBES: Mapping[str, Probe] = {
    "MULTI_REFERENCE": Probe(
        lambda value: {"some": {"id": {"in": value}}} if value else {"none": {}},
        lambda other, value: bool(set(other) & set(value)) if value else not other,
    ),
    "MULTI_CHOICE": Probe(
        lambda value: {"containsAll": value}, lambda other, value: set(value) <= set(other)
    ),
    "ADDRESS": Probe(
        lambda value: {part: {"eq": text} for part, text in value.items()},
        lambda other, value: value.items() <= other.items(),
    ),
    "GEO_POINT": Probe(lambda value: {"within": {"box": {"southWest": value, "northEast": value}}}, _is_at),
    "JSON": Probe(lambda _value: {"isNull": False}, lambda _other, _value: True),
}
ABSENT: Mapping[str, Mapping[str, Any]] = {"MULTI_CHOICE": {"isEmpty": True}, "MULTI_REFERENCE": {"none": {}}}
"""The filter that finds records without a value, where it is not `isNull`."""


def probe_of(kind: FieldKind) -> Probe:
    """Return how values of the kind are looked for."""
    if kind.name in PROBES:
        return PROBES[kind.name]
    assert "eq" in {known.name for known in kind.operators}, f"{kind.name} has no probe in {__name__}"
    return _EQUAL


def group_keys(kind: FieldKind, value: Any) -> list[Any]:
    """Return the keys of the groups that a record with this value is in; dates and times are put by year."""
    if value is None or value == ():
        return [None]
    if kind.name == "MONEY":
        return [value.currency]
    if isinstance(kind, TemporalKind):
        return [f"{value.year:04}-01-01"]
    dumped = kind.dump(value)
    return dumped if kind.output_list else [dumped]


def order_key(kind: FieldKind, value: Any) -> Any:
    """Return what values of a sortable kind are ordered by."""
    if kind.name == "MONEY":
        return (value.currency, value.amount)
    if isinstance(kind, TextualKind) and kind.name != "PHONE":
        return (folded(value).encode(), value.encode())
    return value.encode() if isinstance(value, str) else value
