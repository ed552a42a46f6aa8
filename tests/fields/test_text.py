import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fields.kind_cases import KINDS, kept, parsed, problem

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"))


@given(TEXTS)
def test_text_comes_back_byte_identical(text: str) -> None:
    assert kept(KINDS["TEXT"], parsed("TEXT", text)) == text


@pytest.mark.parametrize(
    "text", ["Jūratė Žukauskienė", "Žaneta Řehořová", "Петър Цветков", "علی یوسفی", "e\u0301", " a "]
)
def test_names_are_kept_in_the_form_in_which_they_were_written(text: str) -> None:
    assert parsed("TEXT", text) == text


@pytest.mark.parametrize("separator", ["\n", "\r", "\r\n", "\u2028", "\x85"])
def test_a_line_break_belongs_into_a_long_text(separator: str) -> None:
    assert "only fields of kind LONG_TEXT and RICH_TEXT hold more than one line" in problem(
        "TEXT", f"a{separator}b"
    )
    assert parsed("LONG_TEXT", f"a{separator}b") == f"a{separator}b"


@pytest.mark.parametrize("value", [1, True, None, ["a"], {"a": 1}])
def test_what_is_no_text_is_refused(value: object) -> None:
    assert problem("TEXT", value).endswith("is no text.")


@pytest.mark.parametrize("value", ["a\x00", "\ud800"])
def test_what_postgresql_cannot_hold_is_refused(value: str) -> None:
    assert "NUL or half of a surrogate pair" in problem("TEXT", value)
    assert "NUL or half of a surrogate pair" in problem("LONG_TEXT", value)


def test_length_is_counted_in_code_points_and_limited() -> None:
    assert parsed("TEXT", "😀" * 5, max_length=5)
    assert problem("TEXT", "😀" * 6, max_length=5) == '"😀😀😀😀😀😀" has 6 characters; 5 are the most.'
    assert "3 are the least" in problem("TEXT", "ab", min_length=3)


def test_without_limits_of_its_own_a_field_has_its_kinds() -> None:
    assert parsed("TEXT", "x" * 1_000)
    assert "1000 are the most" in problem("TEXT", "x" * 1_001)
    assert parsed("LONG_TEXT", "x" * 100_000)
    assert "100000 are the most" in problem("LONG_TEXT", "x" * 100_001)


def test_an_empty_text_is_a_value_unless_one_is_required() -> None:
    assert parsed("TEXT", "") == ""
    assert problem("TEXT", "  ", required=True) == "A text is needed, this one is empty."


def test_the_pattern_is_held_against_the_whole_text() -> None:
    assert parsed("TEXT", "AB-12", pattern="[A-Z]{2}-[0-9]+")
    assert 'does not match the pattern "[A-Z]{2}-[0-9]+"' in problem(
        "TEXT", "xAB-12", pattern="[A-Z]{2}-[0-9]+"
    )
    assert "does not match" in problem("TEXT", "AB-12x", pattern="[A-Z]{2}-[0-9]+")
    assert parsed("TEXT", "Žąsis", pattern=r"\p{L}+")


def test_a_pattern_that_would_stall_other_engines_answers_at_once() -> None:
    assert "does not match" in problem("TEXT", "a" * 900 + "!", pattern="(a+)+$")


def test_uniqueness_ignores_case_and_how_an_accent_is_encoded() -> None:
    key = KINDS["TEXT"].unique_key
    assert key("É") == key("e\u0301")
    assert key("Acme ") == key("ACME")
    assert key("Acme") != key("Acne")


def test_only_long_texts_lie_apart_and_cannot_be_unique() -> None:
    assert KINDS["LONG_TEXT"].long
    assert not KINDS["LONG_TEXT"].can_be_unique
    assert not KINDS["TEXT"].long
