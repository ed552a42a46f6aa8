from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_crm.text import ascii_digits, camel_case, camel_key, did_you_mean, listed, shown, snake_case


@pytest.mark.parametrize(
    ("camel", "snake"), [("firstName", "first_name"), ("id", "id"), ("externalUid2", "external_uid2")]
)
def test_camel_and_snake_case_are_each_others_inverse(camel: str, snake: str) -> None:
    assert snake_case(camel) == snake
    assert camel_case(snake) == camel


def test_an_acronym_is_one_word() -> None:
    assert snake_case("vatID") == "vat_id"
    assert snake_case("HTMLText") == "html_text"


def test_persian_and_arabic_digits_become_ascii_and_nothing_else_changes() -> None:
    assert ascii_digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ ١٢abc٫") == "0123456789 0123456789 12abc٫"
    assert ascii_digits("१२३") == "१२३"


def test_a_near_name_is_suggested_whatever_its_case() -> None:
    assert did_you_mean("byer", ["BUYER", "SELLER"]) == ' Did you mean "BUYER"?'
    assert did_you_mean("xyz", ["BUYER", "SELLER"]) == ""


def test_names_are_listed_and_long_lists_cut() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == '"a"'
    assert listed(["a", "b", "c"], "or") == '"a", "b" or "c"'
    assert listed(["a", "b", "c", "d"], limit=2) == '"a", "b" and 2 more'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, '"null"'),
        (True, '"true"'),
        (254.0, '"254"'),
        (0.5, '"0.5"'),
        ({"a": [None, "ž"]}, '"{"a": [null, "ž"]}"'),
        (Decimal("1.5"), '"1.5"'),
    ],
)
def test_values_are_shown_as_clients_write_them(value: object, text: str) -> None:
    assert shown(value) == text


def test_what_is_shown_is_cut_and_has_no_control_characters() -> None:
    assert shown("a\nb\x00\ud800") == '"a\ufffdb\ufffd\ufffd"'
    assert shown("x" * 61) == '"' + "x" * 60 + '…"'
    assert shown("می\u200cخواهم") == '"می\u200cخواهم"'


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Mėnesio pajamos", "menesioPajamos"),
        ("first_name", "firstName"),
        ("FirstName", "firstName"),
        ("2nd choice", "ndChoice"),
        ("12 34", None),
        ("бюджет", None),
        ("", None),
    ],
)
def test_a_key_is_made_of_any_text_that_leaves_latin_letters(text: str, key: str | None) -> None:
    assert camel_key(text) == key


@given(st.text())
def test_a_made_key_is_always_a_valid_one(text: str) -> None:
    key = camel_key(text)
    assert key is None or (key.isascii() and key.isalnum() and key[0].islower() and len(key) <= 63)
