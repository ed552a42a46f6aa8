import pytest

from tests.fields.kind_cases import KINDS, kept, parsed, problem


@pytest.mark.parametrize(
    "text",
    ["jurate@example.com", "Jurate.Z+crm@Example.COM", "jūratė@example.com", "petar@пример.example.com"],
)
def test_an_address_is_kept_as_it_was_written(text: str) -> None:
    assert kept(KINDS["EMAIL"], parsed("EMAIL", text)) == text


def test_space_around_an_address_is_not_part_of_it() -> None:
    assert parsed("EMAIL", " a@example.com\n") == "a@example.com"


@pytest.mark.parametrize(
    "value",
    [
        "foo",
        "a@",
        "@example.com",
        "a b@example.com",
        "a@example",
        "a@b@example.com",
        "a@example.com, b@example.com",
    ],
)
def test_what_is_no_address_is_refused_with_the_reason(value: str) -> None:
    assert problem("EMAIL", value).startswith(f'"{value}" is no e-mail address like "name@example.com": ')


def test_an_empty_text_and_other_types_are_refused() -> None:
    assert "use null to clear the field" in problem("EMAIL", "  ")
    assert "is no text" in problem("EMAIL", 5)
    assert "254 are the most" in problem("EMAIL", "a" * 250 + "@example.com")


def test_uniqueness_ignores_case() -> None:
    key = KINDS["EMAIL"].unique_key
    assert key("A.B@Example.COM") == key("a.b@example.com")
    assert key("a.b@example.com") != key("ab@example.com")
