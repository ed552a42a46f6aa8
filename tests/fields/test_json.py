from typing import Any

import asyncpg
import pytest
from hypothesis import given

from gql_crm.fields.kind import ValueContext, ValueProblem
from tests.fields.both_storages import BothStorages
from tests.fields.kind_cases import KINDS, field_of, kept, parsed, problem
from tests.fields.kind_values import VALUES

JSON = KINDS["JSON"]
FIELD = field_of("JSON")


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth - 1):
        value = [value]
    return value


@given(VALUES["JSON"])
def test_json_survives_documents_and_files(value: str) -> None:
    assert kept(JSON, value) == value
    assert JSON.import_text(JSON.export_text(value), FIELD, ValueContext()) == value


@pytest.mark.parametrize(
    "value",
    ["text", "", "5", 5, 0, False, True, 2.5, [], {}, [None, {"a": [1, "x"]}], 2**64 - 1, -(2**63), 1e300],
)
async def test_any_json_value_comes_back_as_it_is(value: Any, connection: asyncpg.Connection) -> None:
    both = await BothStorages.create(connection, JSON)
    await both.fill([parsed("JSON", value), None])
    assert await both.shown() == [value, None]
    assert await both.matching({"isNull": True}) == [1]
    assert await both.matching({"isNull": False}) == [0]


def test_equal_values_are_one_and_values_of_two_types_are_two() -> None:
    assert parsed("JSON", {"a": 1, "b": 2}) == parsed("JSON", {"b": 2, "a": 1})
    assert len({parsed("JSON", value) for value in (1, 1.0, True, "1")}) == 4
    assert parsed("JSON", -0.0) == parsed("JSON", 0.0)


@pytest.mark.parametrize("value", [4.329667865560982e16, 1e20, -1e17, 1e300, 5e-324])
async def test_a_number_is_equal_to_itself_when_it_comes_back(
    value: float, connection: asyncpg.Connection
) -> None:
    both = await BothStorages.create(connection, JSON)
    await both.fill([parsed("JSON", value)])
    [row] = await connection.fetch("SELECT value, custom FROM sample")
    assert JSON.load(row["value"]) == JSON.load(row["custom"]["test:1"]) == parsed("JSON", value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (nested(31), "The JSON value is more than 30 levels deep."),
        (["a" * 100_000], "The JSON value has 100004 bytes; 100000 are the most."),
        (
            {"a": 2**64},
            '"18446744073709551616" has more than 64 bits; write so large a number as a text.',
        ),
        ({"a\x00": 1}, "The JSON value contains NUL or half of a surrogate pair."),
        ({1: "a"}, '"{"1": "a"}" is no JSON value.'),
        (None, "null is no value; it clears the field."),
    ],
)
def test_what_cannot_be_kept_is_refused(value: object, expected: str) -> None:
    assert problem("JSON", value) == expected


def test_thirty_levels_and_a_hundred_thousand_bytes_are_accepted() -> None:
    assert parsed("JSON", nested(30))
    assert parsed("JSON", "a" * 99_998)


def test_a_cell_of_a_file_is_json() -> None:
    assert JSON.import_text('{"size": "M"}', FIELD, ValueContext()) == '{"size":"M"}'
    with pytest.raises(ValueProblem, match=r'"size: M" is no JSON; expected text like {"size": "M"}: '):
        JSON.import_text("size: M", FIELD, ValueContext())
