from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_crm.fields.kind import ValueContext
from gql_crm.fields.numbers import digit_counts, parse_decimal, plain
from tests.fields.kind_cases import KINDS, field_of, kept, parsed, problem

DECIMALS = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**29), max_value=10**29, places=20
)


@given(DECIMALS)
def test_decimals_are_exact_through_text_and_json(number: Decimal) -> None:
    value = parsed("DECIMAL", f"{number:f}")
    assert value == number
    assert kept(KINDS["DECIMAL"], value) == number
    assert Decimal(KINDS["DECIMAL"].dump(value)) == number


@given(DECIMALS, st.integers(0, 5))
def test_equal_numbers_have_one_written_form(number: Decimal, zeros: int) -> None:
    padded = f"{number:f}{'0' * zeros}"
    assert plain(parse_decimal(padded)) == plain(parse_decimal(f"{number:f}"))


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("1234.50", "1234.5"),
        ("-0.00", "0"),
        ("+7", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e3", "1000"),
        ("1.5E-3", "0.0015"),
        (" 12 ", "12"),
        ("۱۲۳۴٫۵", "1234.5"),
        ("٧٫٢٥", "7.25"),
        ("0e999", "0"),
    ],
)
def test_numbers_are_read_in_ascii_persian_and_arabic_digits(text: str, normal: str) -> None:
    assert KINDS["DECIMAL"].dump(parsed("DECIMAL", text)) == normal


@pytest.mark.parametrize(
    ("number", "text"), [("5.0", "5"), ("100", "100"), ("1E+3", "1000"), ("-0.50", "-0.5"), ("-0.0", "0")]
)
def test_a_number_is_written_without_exponent_and_trailing_zeros(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


def test_json_numbers_are_read_as_they_are_written() -> None:
    assert parsed("DECIMAL", 0.1) == Decimal("0.1")
    assert parsed("DECIMAL", 10**20) == 10**20
    assert parsed("DECIMAL", 1e22) == 10**22


@pytest.mark.parametrize("text", ["1,5", "1,234", "1,234.50", "1.234,50"])
def test_a_comma_is_refused_because_it_is_two_amounts(text: str) -> None:
    assert 'use "1234.5"' in problem("DECIMAL", text)


@pytest.mark.parametrize(
    "value",
    [
        "NaN",
        "Infinity",
        "-inf",
        "0x10",
        "1_000",
        "",
        " ",
        "abc",
        "1 000",
        "--1",
        True,
        None,
        [],
        float("nan"),
    ],
)
def test_what_is_no_number_is_refused(value: object) -> None:
    assert "is no number" in problem("DECIMAL", value)


@pytest.mark.parametrize(
    "text", ["1e999", "1e-999", "9" * 61, "0." + "1" * 61, "1" * 31 + "." + "1" * 30, "1" * 10_000]
)
def test_numbers_of_more_than_sixty_digits_are_refused(text: str) -> None:
    assert "more than 60 digits" in problem("DECIMAL", text)


def test_sixty_digits_fit_on_either_side_of_the_point() -> None:
    for text in ("9" * 60, "0." + "1" * 60, "1" * 30 + "." + "1" * 30):
        assert plain(parse_decimal(text)) == text


def test_precision_counts_all_digits_and_scale_those_after_the_point() -> None:
    assert parsed("DECIMAL", "123.45", precision=5, scale=2)
    assert "3 digits after the point; 2 are the most" in problem("DECIMAL", "1.234", precision=5, scale=2)
    assert "5 are the most, 3 before the point" in problem("DECIMAL", "1234.5", precision=5, scale=2)
    assert parsed("DECIMAL", "1.2300", scale=2) == Decimal("1.23")
    assert "has too many digits" in problem("DECIMAL", "1.2345", precision=4)
    assert digit_counts(Decimal("-0.05")) == (0, 2)


def test_the_bounds_belong_to_the_accepted_values() -> None:
    bounds: dict[str, Any] = {"min": Decimal(0), "max": Decimal(100)}
    assert parsed("DECIMAL", "0", **bounds) == 0
    assert parsed("DECIMAL", "100", **bounds) == 100
    assert problem("DECIMAL", "-0.1", **bounds) == '"-0.1" is less than 0, the least that is accepted.'
    assert problem("DECIMAL", "100.1", **bounds) == '"100.1" is more than 100, the most that is accepted.'


@given(st.integers(-(2**31), 2**31 - 1))
def test_integers_are_exact_through_json(number: int) -> None:
    assert kept(KINDS["INTEGER"], parsed("INTEGER", number)) == number
    assert KINDS["INTEGER"].import_text(str(number), field_of("INTEGER"), ValueContext()) == number


@pytest.mark.parametrize("value", [2**31, -(2**31) - 1, "99999999999"])
def test_integers_have_32_bits(value: object) -> None:
    assert "fields of kind DECIMAL hold larger numbers" in problem("INTEGER", value)


def test_a_fraction_is_no_integer_but_its_absence_may_be_written() -> None:
    assert problem("INTEGER", "1.5") == '"1.5" is no whole number.'
    assert problem("INTEGER", "daug") == '"daug" is no number; expected one like "1234".'
    assert parsed("INTEGER", "1.0") == 1
    assert isinstance(parsed("INTEGER", "1.0"), int)


@pytest.mark.parametrize("value", [True, "abc", None, []])
def test_what_is_no_number_is_no_integer(value: object) -> None:
    assert "is no number" in problem("INTEGER", value)


def test_integers_have_bounds() -> None:
    assert "the most that is accepted" in problem("INTEGER", 11, max=Decimal(10))
    assert "the least that is accepted" in problem("INTEGER", 0, min=Decimal(1))
