import pytest

from gql_crm.fields.field import ChoiceOption
from gql_crm.fields.kind import ValueContext
from tests.fields.kind_cases import KINDS, field_of, kept, parsed, problem

OPTIONS = (
    ChoiceOption("BUYER", {"en": "Buyer", "lt": "Pirkėjas"}),
    ChoiceOption("SELLER", {"en": "Seller"}),
    ChoiceOption("TENANT", active=False),
)


def test_an_active_option_is_a_value() -> None:
    assert kept(KINDS["CHOICE"], parsed("CHOICE", "BUYER", options=OPTIONS)) == "BUYER"


def test_an_unknown_option_is_refused_with_the_options_and_a_near_one() -> None:
    text = problem("CHOICE", "buyer", options=OPTIONS)
    assert (
        text
        == '"buyer" is no option of this field; the options are "BUYER" and "SELLER". Did you mean "BUYER"?'
    )


def test_an_inactive_option_cannot_be_set() -> None:
    assert problem("CHOICE", "TENANT", options=OPTIONS).startswith('"TENANT" is inactive and cannot be set')


@pytest.mark.parametrize("value", [1, None, ["BUYER"], True])
def test_an_option_is_a_text(value: object) -> None:
    assert "is no text" in problem("CHOICE", value, options=OPTIONS)


@pytest.mark.parametrize("text", ["BUYER", "buyer", "pirkėjas", " Buyer "])
def test_files_may_write_the_label_in_any_language(text: str) -> None:
    assert KINDS["CHOICE"].import_text(text, field_of("CHOICE", options=OPTIONS), ValueContext()) == "BUYER"
