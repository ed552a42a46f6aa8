from typing import Any

import pytest
from graphql import parse
from hypothesis import given
from hypothesis import strategies as st

from gql_crm.fields.unsafe_text import unsafe_literal, unsafe_text


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("\x00", ()),
        ({"input": {"names": ["a", "b\x00"]}}, ("input", "names", 1)),
        ({"input": {"a\x00": 1}}, ("input", "a\x00")),
        ([{"x": "\udc00"}], (0, "x")),
    ],
)
def test_the_path_leads_to_the_text_that_cannot_be_kept(value: Any, path: tuple[str | int, ...]) -> None:
    assert unsafe_text(value) == path


SAFE_LEAVES = st.none() | st.integers() | st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@given(st.recursive(SAFE_LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.just("a"), inner)))
def test_every_other_value_is_safe(value: object) -> None:
    assert unsafe_text(value) is None


def test_astral_characters_are_no_surrogates() -> None:
    assert unsafe_text("😀𐍈") is None


def test_a_literal_with_nul_is_found_wherever_it_stands() -> None:
    found = unsafe_literal(parse(r'{ a(b: {c: ["ok", "bad\u0000"]}) }'))
    assert found is not None
    assert found.value == "bad\x00"
    assert unsafe_literal(parse('{ a(b: {c: ["ok", "bad"]}) }')) is None
