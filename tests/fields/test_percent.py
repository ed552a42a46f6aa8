from decimal import Decimal

import pytest

from gql_crm.fields.kind import ValueContext
from tests.fields.kind_cases import KINDS, field_of, kept, parsed, problem

PERCENT = KINDS["PERCENT"]


@pytest.mark.parametrize("given", ["20", 20, "20.0", "۲۰"])
def test_twenty_is_twenty_hundredths(given: object) -> None:
    value = parsed("PERCENT", given)
    assert kept(PERCENT, value) == Decimal(20)
    assert PERCENT.dump(value) == "20"
    assert PERCENT.unique_key(value) == "20"


@pytest.mark.parametrize("given", ["-12.5", "250", "0.001"])
def test_without_bounds_a_percentage_may_be_anything(given: str) -> None:
    assert parsed("PERCENT", given) == Decimal(given)


def test_bounds_and_digits_are_those_of_the_definition() -> None:
    assert parsed("PERCENT", "100", min=Decimal(0), max=Decimal(100)) == 100
    assert (
        problem("PERCENT", "101", min=Decimal(0), max=Decimal(100))
        == '"101" is more than 100, the most that is accepted.'
    )
    assert problem("PERCENT", "-1", min=Decimal(0)) == '"-1" is less than 0, the least that is accepted.'
    assert problem("PERCENT", "33.333", scale=2) == '"33.333" has 3 digits after the point; 2 are the most.'


@pytest.mark.parametrize("cell", ["20", "20%", " 20 % ", "20\N{NO-BREAK SPACE}%", "۲۰٪"])
def test_a_cell_of_a_file_may_have_the_sign(cell: str) -> None:
    assert PERCENT.import_text(cell, field_of("PERCENT"), ValueContext()) == Decimal(20)


def test_the_api_takes_no_sign() -> None:
    assert problem("PERCENT", "20%") == '"20%" is no number; expected one like "1234.5".'
