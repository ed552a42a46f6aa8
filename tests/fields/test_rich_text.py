import pytest

from tests.fields.kind_cases import KINDS, kept, parsed, problem

RICH_TEXT = KINDS["RICH_TEXT"]


@pytest.mark.parametrize(
    "text",
    [
        "# Visit\n\n* one\n* two\r\n\r\n> [link](https://example.com)",
        "  four spaces\n\n    code  \n",
        "a <b>b</b> & c",
        "Ž\u0301 e\u0301 می\u200cرود",
    ],
)
def test_markdown_comes_back_as_it_was_written(text: str) -> None:
    assert kept(RICH_TEXT, parsed("RICH_TEXT", text)) == text


def test_markdown_is_as_long_as_a_long_text_and_has_no_order() -> None:
    assert parsed("RICH_TEXT", "a" * 100_000)
    assert problem("RICH_TEXT", "a" * 100_001).endswith("has 100001 characters; 100000 are the most.")
    assert problem("RICH_TEXT", "abc", max_length=2) == '"abc" has 3 characters; 2 are the most.'
    assert (RICH_TEXT.long, RICH_TEXT.sortable, RICH_TEXT.can_be_unique) == (True, False, False)
    assert RICH_TEXT.searchable
    assert RICH_TEXT.search_text("# Visit") == "# Visit"
