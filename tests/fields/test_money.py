from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_crm.fields.kind import ValueContext
from gql_crm.fields.kinds import Money
from tests.fields.kind_cases import KINDS, field_of, kept, parsed, problem

MONEY = KINDS["MONEY"]
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6)


@given(AMOUNTS, st.sampled_from(["EUR", "CZK", "IRR", "BGN"]))
def test_money_is_exact_through_json_and_files(amount: Decimal, currency: str) -> None:
    money = parsed("MONEY", {"amount": f"{amount:f}", "currency": currency})
    assert money == Money(amount, currency)
    assert kept(MONEY, money) == money
    assert MONEY.import_text(MONEY.export_text(money), field_of("MONEY"), ValueContext()) == money
    assert MONEY.columns(money) == (amount, currency)


def test_equal_amounts_are_one_value_for_uniqueness() -> None:
    keys = {
        MONEY.unique_key(parsed("MONEY", {"amount": text, "currency": "EUR"})) for text in ("12.5", "12.50")
    }
    assert keys == {"12.5 EUR"}


def test_an_unknown_currency_is_refused_with_a_near_one() -> None:
    text = problem("MONEY", {"amount": "1", "currency": "eur"})
    assert text.startswith('"eur" is no currency code of ISO 4217')
    assert '"EUR"' in text.partition("Did you mean")[2]
    assert "is no currency code" in problem("MONEY", {"amount": "1", "currency": "ABC"})
    assert "is no currency code" in problem("MONEY", {"amount": "1", "currency": 5})


@pytest.mark.parametrize(
    "value", ["12 EUR", 12, None, {}, {"amount": "1"}, {"amount": "1", "currency": "EUR", "x": 1}, [1, "EUR"]]
)
def test_money_has_exactly_an_amount_and_a_currency(value: object) -> None:
    assert "is no amount of money" in problem("MONEY", value)


def test_the_amount_is_checked_as_a_decimal_is() -> None:
    assert 'use "1234.5"' in problem("MONEY", {"amount": "1,5", "currency": "EUR"})
    assert "the least that is accepted" in problem(
        "MONEY", {"amount": "-1", "currency": "EUR"}, min=Decimal(0)
    )
    assert "2 are the most" in problem("MONEY", {"amount": "1.234", "currency": "EUR"}, scale=2)


@pytest.mark.parametrize("text", ["", "EUR", "12"])
def test_a_cell_of_a_file_needs_amount_and_currency(text: str) -> None:
    with pytest.raises(ValueError, match=r'expected one like "1234\.5 EUR"'):
        MONEY.import_text(text, field_of("MONEY"), ValueContext())
