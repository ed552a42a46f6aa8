import pytest

from gql_crm.fields.kind import Stored
from gql_crm.sql import Column
from tests.fields.kind_cases import KINDS, kept, parsed, problem

PHONE = KINDS["PHONE"]
STORED = Stored((Column("t", "phone"),), in_column=True)


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("+370 612 34567", None, "+37061234567"),
        ("8 612 34567", "LT", "+37061234567"),
        ("0 612 34567", "LT", "+37061234567"),
        ("601 123 456", "CZ", "+420601123456"),
        ("۰۹۱۲ ۳۴۵ ۶۷۸۹", "IR", "+989123456789"),
        ("+٩٨٩١٢٣٤٥٦٧٨٩", None, "+989123456789"),
        ("00 359 88 123 4567", "LT", "+359881234567"),
    ],
)
def test_numbers_are_kept_as_e164(text: str, country: str | None, number: str) -> None:
    assert kept(PHONE, parsed("PHONE", text, country)) == number


def test_a_national_number_without_a_country_says_what_is_missing() -> None:
    text = problem("PHONE", "8 612 34567")
    assert "has no country code" in text
    assert "workspace's defaultCountry" in text


@pytest.mark.parametrize("value", ["abc", "+", "+370", "+370 1", "+370 612 345 678 901 234"])
def test_what_is_no_number_is_refused(value: str) -> None:
    assert "phone number" in problem("PHONE", value)
    assert "phone number" in problem("PHONE", value, "LT")


def test_an_extension_is_not_dropped_in_silence() -> None:
    assert "has an extension" in problem("PHONE", "+370 612 34567 ext 5")


def test_an_endless_text_is_refused_before_it_is_read() -> None:
    assert "too long" in problem("PHONE", "1" * 101)
    assert "use null to clear" in problem("PHONE", " ")
    assert "is no text" in problem("PHONE", 37061234567)


@pytest.mark.parametrize("text", ["+370 612 34567", " +370-612-34567 ", "+۳۷۰۶۱۲۳۴۵۶۷"])
def test_a_filter_reads_international_numbers_in_any_form(text: str) -> None:
    assert PHONE.operand(text, STORED) == "+37061234567"


def test_a_filter_takes_what_is_no_number_as_text() -> None:
    assert PHONE.operand("8 612 34567", STORED) == "861234567"
    assert PHONE.operand("nobody", STORED) == "nobody"
    assert PHONE.fragment("612 34-5") == "612345"


def test_a_search_finds_the_national_form_too() -> None:
    assert PHONE.search_text("+37061234567") == "+37061234567 37061234567 061234567"
