import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLString,
    graphql_sync,
    parse_const_value,
)
from hypothesis import given
from hypothesis import strategies as st

from gql_crm.fields import scalars
from gql_crm.fields.scalars import SCALARS, MalformedId, datetime_text, parse_id

TEXT_SCALARS = [scalar for scalar in SCALARS if scalar.name not in {"Decimal", "JSON", "LocalizedText"}]


def literal(scalar: GraphQLScalarType, text: str) -> Any:
    assert scalar.coerce_input_literal is not None
    return scalar.coerce_input_literal(parse_const_value(text))


@pytest.mark.parametrize("scalar", SCALARS, ids=str)
def test_every_scalar_says_what_it_is_and_where_it_is_specified(scalar: GraphQLScalarType) -> None:
    assert scalar.description
    assert scalar.specified_by_url
    assert scalar.specified_by_url.startswith("https://")


@pytest.mark.parametrize("scalar", TEXT_SCALARS, ids=str)
@pytest.mark.parametrize("value", [1, 1.5, True, ["a"], {"a": "b"}])
def test_text_scalars_refuse_other_json_types(scalar: GraphQLScalarType, value: object) -> None:
    with pytest.raises(GraphQLError, match=f"{scalar.name} expects a string"):
        scalar.coerce_input_value(value)


@pytest.mark.parametrize("scalar", [s for s in SCALARS if s is not scalars.JSON], ids=str)
@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "ok\udfff"])
def test_nul_and_lone_surrogates_are_refused_in_values(scalar: GraphQLScalarType, text: str) -> None:
    with pytest.raises(GraphQLError, match="NUL"):
        scalar.coerce_input_value(text)


@pytest.mark.parametrize("scalar", [*TEXT_SCALARS, scalars.DECIMAL], ids=str)
def test_nul_is_refused_in_literals(scalar: GraphQLScalarType) -> None:
    with pytest.raises(GraphQLError, match="NUL"):
        literal(scalar, r'"a\u0000"')


@pytest.mark.parametrize("scalar", TEXT_SCALARS, ids=str)
def test_what_a_kind_might_refuse_passes_a_scalar_untouched(scalar: GraphQLScalarType) -> None:
    assert scalar.coerce_input_value(" nonsense\n") == " nonsense\n"


def test_codes_may_be_written_without_quotes() -> None:
    assert literal(scalars.CURRENCY_CODE, "EUR") == "EUR"
    assert literal(scalars.COUNTRY_CODE, '"LT"') == "LT"
    with pytest.raises(GraphQLError, match="Date expects a string"):
        literal(scalars.DATE, "EUR")


def test_decimals_in_literals_lose_no_digit() -> None:
    assert literal(scalars.DECIMAL, "0.12345678901234567890123") == "0.12345678901234567890123"
    assert literal(scalars.DECIMAL, "123456789012345678901234567890") == "123456789012345678901234567890"


@pytest.mark.parametrize(
    ("value", "text"), [("1,5", "1,5"), ("۱۲", "۱۲"), (5, "5"), (0.1, "0.1"), (10**400, "1" + "0" * 400)]
)
def test_decimals_come_as_strings_or_numbers(value: object, text: str) -> None:
    assert scalars.DECIMAL.coerce_input_value(value) == text


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), float("-inf"), Decimal("NaN"), True, None, [], {}]
)
def test_decimals_refuse_what_is_no_finite_number(value: object) -> None:
    with pytest.raises(GraphQLError, match="Decimal"):
        scalars.DECIMAL.coerce_input_value(value)


@pytest.mark.parametrize("value", [float("nan"), [1, [float("inf")]], {"a": {"b": float("-inf")}}])
def test_json_refuses_numbers_that_json_does_not_have_however_deep(value: object) -> None:
    with pytest.raises(GraphQLError, match="NaN or Infinity"):
        scalars.JSON.coerce_input_value(value)


@pytest.mark.parametrize("value", ["\x00", ["a", {"b": "\ud800"}], {"a\x00": 1}])
def test_json_refuses_text_that_postgresql_cannot_hold_however_deep(value: object) -> None:
    with pytest.raises(GraphQLError, match="NUL"):
        scalars.JSON.coerce_input_value(value)


JSON_LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@given(st.recursive(JSON_LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.just("a"), inner)))
def test_json_takes_every_number(value: object) -> None:
    assert scalars.JSON.coerce_input_value(value) == value


def test_json_and_variables_inside_its_literals_go_through_a_query() -> None:
    seen = []
    field = GraphQLField(
        GraphQLString,
        args={"value": GraphQLArgument(scalars.JSON)},
        resolve=lambda _source, _info, value: seen.append(value),
    )
    schema = GraphQLSchema(GraphQLObjectType("Query", {"take": field}))
    result = graphql_sync(
        schema, "query ($x: JSON) { take(value: {a: [1, $x]}) }", variable_values={"x": {"b": 2}}
    )
    assert result.errors is None
    assert seen == [{"a": [1, {"b": 2}]}]


def test_localized_text_is_an_object_of_texts_or_one_text() -> None:
    assert scalars.LOCALIZED_TEXT.coerce_input_value({"lt": "Kaina"}) == {"lt": "Kaina"}
    assert scalars.LOCALIZED_TEXT.coerce_input_value("Price") == "Price"
    assert scalars.LOCALIZED_TEXT.parse_literal(parse_const_value('{lt: "Kaina"}')) == {"lt": "Kaina"}


@pytest.mark.parametrize("value", [{"lt": 1}, {"lt": None}, ["Kaina"], 5])
def test_localized_text_refuses_anything_else(value: object) -> None:
    with pytest.raises(GraphQLError, match="LocalizedText expects"):
        scalars.LOCALIZED_TEXT.coerce_input_value(value)


def test_python_values_are_written_as_the_database_writes_them() -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, 500_000, timezone(timedelta(hours=2)))
    assert scalars.DATE_TIME.coerce_output_value(moment) == "2026-01-02T01:04:05.5+00:00"
    assert scalars.DATE.coerce_output_value(date(99, 1, 2)) == "0099-01-02"
    assert scalars.DECIMAL.coerce_output_value(Decimal("1E+3")) == "1000"


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_times_as_text_sort_by_bytes_as_they_do_in_time(first: datetime, second: datetime) -> None:
    assert (datetime_text(first).encode() < datetime_text(second).encode()) == (first < second)


def test_an_id_is_read_in_its_text_form_only() -> None:
    text = "01890a5d-ac96-774b-bcce-b302099a8057"
    assert str(parse_id(text)) == text
    assert parse_id(text.upper()) == parse_id(text)
    assert parse_id(parse_id(text)) == parse_id(text)


@pytest.mark.parametrize(
    "value",
    ["", "5", "abc", "{01890a5d-ac96-774b-bcce-b302099a8057}", "01890a5dac96774bbcceb302099a8057", 5, None],
)
def test_anything_else_is_no_id(value: object) -> None:
    with pytest.raises(MalformedId, match="is no id; expected one like"):
        parse_id(value)


def test_json_output_is_untouched() -> None:
    value = json.loads('{"a": [1, null, "x"]}')
    assert scalars.JSON.coerce_output_value(value) is value
