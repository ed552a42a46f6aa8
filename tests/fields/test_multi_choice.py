from typing import Any

import asyncpg
import pytest

from gql_crm.fields.field import ChoiceOption
from gql_crm.fields.kind import ValueContext, ValueProblem
from tests.fields.both_storages import BothStorages
from tests.fields.kind_cases import KINDS, field_of, kept, parsed, problem

MULTI_CHOICE = KINDS["MULTI_CHOICE"]
OPTIONS = (
    ChoiceOption("BUYER", {"lt": "Pirkėjas"}),
    ChoiceOption("SELLER"),
    ChoiceOption("TENANT", active=False),
)


def test_each_option_counts_once_in_the_order_given() -> None:
    value = parsed("MULTI_CHOICE", ["SELLER", "BUYER", "SELLER"], options=OPTIONS)
    assert value == ("SELLER", "BUYER")
    assert kept(MULTI_CHOICE, value) == value
    assert parsed("MULTI_CHOICE", [], options=OPTIONS) == ()


@pytest.mark.parametrize("value", ["BUYER", 5, None, {"a": 1}])
def test_what_is_no_list_is_refused(value: object) -> None:
    assert "is no list of options" in problem("MULTI_CHOICE", value, options=OPTIONS)


@pytest.mark.parametrize("value", [["TENANT"], ["BUYER", "LANDLORD"], ["BUYER", None]])
def test_every_element_is_an_active_option(value: object) -> None:
    with pytest.raises(ValueProblem):
        parsed("MULTI_CHOICE", value, options=OPTIONS)


def test_a_file_lists_values_or_labels() -> None:
    field = field_of("MULTI_CHOICE", options=OPTIONS)
    assert MULTI_CHOICE.import_text("pirkėjas, SELLER", field, ValueContext()) == ("BUYER", "SELLER")
    assert MULTI_CHOICE.export_text(("BUYER", "SELLER")) == "BUYER, SELLER"


@pytest.mark.parametrize(
    ("filter_", "expected"),
    [
        ({"containsAny": ["BUYER", "TENANT"]}, [0, 1]),
        ({"containsAny": []}, []),
        ({"containsAll": ["SELLER", "BUYER"]}, [1]),
        ({"containsAll": []}, [0, 1, 2, 3]),
        ({"isEmpty": True}, [3, 4]),
        ({"isEmpty": False}, [0, 1, 2]),
    ],
)
async def test_lists_are_filtered_by_what_they_contain(
    filter_: dict[str, Any], expected: list[int], connection: asyncpg.Connection
) -> None:
    both = await BothStorages.create(connection, MULTI_CHOICE)
    await both.fill([("BUYER",), ("BUYER", "SELLER"), ("SELLER",), (), None])
    assert await both.matching(filter_) == expected
