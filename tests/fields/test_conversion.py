"""Values of one kind as those of another: laws of the table, over any values."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_crm.fields.conversion import MOST_MADE, Around, Side, conversion, made_options, targets
from gql_crm.fields.field import ChoiceOption, Field
from gql_crm.fields.kind import ValueContext, ValueProblem
from gql_crm.fields.kinds import DEFAULT_KINDS, Address, JsonKind, Money

KINDS = {kind.name: kind for kind in DEFAULT_KINDS}
AROUND = Around(ValueContext("LT", "Europe/Vilnius"), "lt", "EUR")
OPTIONS = (
    ChoiceOption("high", {"lt": "Aukštas", "fa": "بلند"}),
    ChoiceOption("low", {"lt": "Žemas", "bg": "Нисък"}),
    ChoiceOption("old", active=False),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "TEXT": TEXTS,
    "LONG_TEXT": TEXTS,
    "RICH_TEXT": TEXTS,
    "INTEGER": st.integers(-(2**31), 2**31 - 1),
    "DECIMAL": st.decimals(-(10**20), 10**20, places=4),
    "PERCENT": st.decimals(-1000, 1000, places=2),
    "BOOLEAN": st.booleans(),
    "DATE": st.dates(),
    "DATETIME": st.datetimes(timezones=st.just(UTC)),
    "TIME": st.times(),
    "CHOICE": st.sampled_from([option.value for option in OPTIONS]),
    "MULTI_CHOICE": st.lists(st.sampled_from([option.value for option in OPTIONS]), unique=True).map(tuple),
    "EMAIL": st.sampled_from(["ona@example.com", "петър@example.com"]),
    "PHONE": st.sampled_from(["+37061234567", "+359880000111"]),
    "MONEY": st.builds(
        Money, st.decimals(-(10**15), 10**15, places=2), st.sampled_from(["EUR", "EUR", "EUR", "BGN", "IRR"])
    ),
    "JSON": st.recursive(
        st.one_of(st.integers(-(2**53), 2**53), st.booleans(), st.text('ž۱ "\\n', max_size=9)),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["a", "б"]), inner),
        max_leaves=5,
    ).map(lambda one: JsonKind().parse(one, Field(key="note", kind="JSON"), ValueContext())),
    "ADDRESS": st.builds(
        Address,
        street=st.sampled_from(["Pilies g. 1", "Pilies g. 1\n3 butas"]),
        city=st.sampled_from([None, "Vilnius", "София"]),
        postal_code=st.sampled_from([None, "01123"]),
    ),
    "URL": st.sampled_from(["https://example.com/", "http://example.com/a?b=ž"]),
}
PAIRS = [(source, target) for source, kind in KINDS.items() for target in targets(kind, DEFAULT_KINDS)]


def side(kind: str, **more: Any) -> Side:
    options = OPTIONS if "options" in KINDS[kind].options else ()
    return Side(KINDS[kind], Field(key="note", kind=kind, options=options, **more))


def convert(source: str, target: str, value: Any, around: Around = AROUND) -> Any:
    function = conversion(KINDS[source], KINDS[target])
    assert function is not None
    return function(value, side(source), side(target), around)


@pytest.mark.parametrize(("source", "target"), PAIRS)
@given(data=st.data())
def test_a_value_becomes_one_that_the_other_kind_keeps_as_it_is_or_is_refused(
    source: str, target: str, data: st.DataObject
) -> None:
    try:
        converted = convert(source, target, data.draw(VALUES[source]))
    except ValueProblem:
        return
    kind = KINDS[target]
    assert kind.load(kind.dump(converted)) == converted
    choices = [converted] if target == "CHOICE" else converted if target == "MULTI_CHOICE" else []
    if choices:
        assert set(choices) <= {option.value for option in OPTIONS}
    else:
        assert kind.parse(kind.dump(converted), side(target).field, AROUND.context) == converted


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("INTEGER", "TEXT"), ("DECIMAL", "TEXT"), ("DATE", "TEXT"), ("DATETIME", "TEXT"), ("TIME", "TEXT"),
        ("BOOLEAN", "TEXT"), ("EMAIL", "TEXT"), ("PHONE", "TEXT"), ("URL", "TEXT"), ("INTEGER", "DECIMAL"),
        ("CHOICE", "TEXT"), ("CHOICE", "MULTI_CHOICE"), ("DECIMAL", "MONEY"), ("INTEGER", "MONEY"),
        ("MONEY", "TEXT"), ("JSON", "TEXT"), ("JSON", "LONG_TEXT"),
    ],
)  # fmt: skip
@given(data=st.data())
def test_what_takes_every_value_loses_none(source: str, target: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[source])
    if source in {"DATE", "DATETIME"} and value.year < 1000:  # years that are not read again
        return
    assert convert(target, source, convert(source, target, value)) == value


@given(st.decimals(-(10**12), 10**12, places=3))
def test_decimals_become_whole_numbers_only_where_they_are(number: Decimal) -> None:
    if number == number.to_integral_value() and abs(number) < 2**31:
        assert convert("DECIMAL", "INTEGER", number) == number
    else:
        with pytest.raises(ValueProblem):
            convert("DECIMAL", "INTEGER", number)


@given(st.builds(Money, st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["EUR", "BGN"])))
def test_amounts_become_numbers_only_where_they_are_of_the_currency_that_is_taken_away(money: Money) -> None:
    if money.currency == AROUND.currency:
        assert convert("MONEY", "DECIMAL", money) == money.amount
    else:
        with pytest.raises(ValueProblem, match='BGN" is no amount in EUR'):
            convert("MONEY", "DECIMAL", money)


@pytest.mark.parametrize(
    ("text", "money"),
    [("12.5", Money(Decimal("12.5"), "EUR")), (" ۱۲ ", Money(Decimal(12), "EUR")),
     ("12.5 BGN", Money(Decimal("12.5"), "BGN"))],
)  # fmt: skip
def test_a_text_is_an_amount_with_its_own_currency_or_the_one_that_is_given(text: str, money: Money) -> None:
    assert convert("TEXT", "MONEY", text) == money


def test_an_address_is_told_in_one_line() -> None:
    address = Address(street="Pilies g. 1\n3 butas", city="Vilnius", country="LT")
    assert convert("ADDRESS", "TEXT", address) == "Pilies g. 1, 3 butas, Vilnius, LT"


def test_a_day_begins_where_the_workspace_is() -> None:
    assert convert("DATE", "DATETIME", date(2026, 7, 1)) == datetime(2026, 6, 30, 21, tzinfo=UTC)
    with pytest.raises(ValueProblem):
        convert("DATE", "DATETIME", date(1, 1, 1))


@pytest.mark.parametrize("text", ["Aukštas", "aukštas ", "بلند", "HIGH"])
def test_a_text_is_an_option_by_its_label_in_any_language_or_its_value(text: str) -> None:
    assert convert("TEXT", "CHOICE", text) == "high"
    assert convert("TEXT", "MULTI_CHOICE", f"{text}, Нисък,{text}") == ("high", "low")


@given(st.lists(TEXTS, max_size=30))
def test_every_text_that_can_be_a_label_has_one_option(texts: list[str]) -> None:
    options = made_options(texts, "bg")
    values = [option.value for option in options]
    assert len(set(values)) == len(values)
    assert (
        KINDS["CHOICE"].definition_problems(Field(key="k", kind="CHOICE", options=options)) == []
        or not values
    )
    field = Field(key="note", kind="CHOICE", options=options)
    function = conversion(KINDS["TEXT"], KINDS["CHOICE"])
    assert function is not None
    for text in texts:
        if 0 < len(text.strip()) <= 200:
            found = function(text, side("TEXT"), Side(KINDS["CHOICE"], field), AROUND)
            label = next(option.label["bg"] for option in options if option.value == found)
            assert label.casefold() == text.strip().casefold()
    assert made_options(texts, "bg", options) == options


def test_options_are_made_up_to_a_number() -> None:
    assert len(made_options((f"text {number}" for number in range(1000)), "en")) == MOST_MADE
