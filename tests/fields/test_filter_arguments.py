from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLNonNull, get_named_type

from gql_crm import sql
from gql_crm.fields.kind import Stored, ValueProblem
from gql_crm.fields.kinds import DEFAULT_KINDS
from gql_crm.fields.operators import filter_condition, filter_types
from gql_crm.fields.text_matching import contains_folded
from tests.fields.both_storages import NOW
from tests.fields.kind_cases import IN_STORAGE, KINDS

NAMES = [kind.name for kind in IN_STORAGE]
STORED = Stored((sql.Column("t", "value"), sql.Column("t", "value_currency")), in_column=True)
EXAMPLES: dict[str, Any] = {
    "INTEGER": 1,
    "DECIMAL": "1.5",
    "PERCENT": "12.5",
    "MONEY": {"amount": "1", "currency": "EUR"},
    "DATE": "2026-01-02",
    "DATETIME": "2026-01-02T03:04:05Z",
    "TIME": "09:30:00",
    "REFERENCE": "01890a5d-ac96-774b-bcce-b302099a8057",
    "USER": "01890a5d-ac96-774b-bcce-b302099a8057",
}


def operators_of(name: str) -> set[str]:
    return {operator.name for operator in KINDS[name].operators}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "operator", ["eq", "ne", "in", "notIn", "gt", "lte", "between", "contains", "within", "today", "isEmpty"]
)
def test_null_is_no_argument(name: str, operator: str) -> None:
    if operator in operators_of(name):
        with pytest.raises(ValueProblem):
            filter_condition(KINDS[name], STORED, {operator: None}, NOW)


def test_null_points_to_is_null() -> None:
    with pytest.raises(ValueProblem, match='use "isNull: true"'):
        filter_condition(KINDS["TEXT"], STORED, {"eq": None}, NOW)
    with pytest.raises(ValueProblem, match='use "isNull: true"'):
        filter_condition(KINDS["TEXT"], STORED, {"in": ["a", None]}, NOW)
    with pytest.raises(ValueProblem, match='"isNull" is true or false, not "null"'):
        filter_condition(KINDS["TEXT"], STORED, {"isNull": None}, NOW)


@pytest.mark.parametrize(
    ("name", "filter_"),
    [
        ("DATE", {"eq": "abc"}),
        ("DATETIME", {"gt": "2026-01-01"}),
        ("DECIMAL", {"in": ["1", "1,5"]}),
        ("INTEGER", {"lt": "99999999999"}),
        ("MONEY", {"eq": {"amount": "1", "currency": "XYZ"}}),
        ("MONEY", {"amount": {"eq": "x"}}),
        (
            "MONEY",
            {
                "between": {
                    "from": {"amount": "1", "currency": "EUR"},
                    "to": {"amount": "2", "currency": "CZK"},
                }
            },
        ),
        ("BOOLEAN", {"eq": "true"}),
        ("REFERENCE", {"eq": "5"}),
        ("MULTI_CHOICE", {"isEmpty": "yes"}),
        ("MULTI_CHOICE", {"containsAny": ["A", None]}),
        ("TEXT", {"like": "a"}),
        ("TEXT", {"contains": "\x00"}),
    ],
)
def test_an_argument_that_is_no_value_of_the_kind_is_refused(name: str, filter_: dict[str, Any]) -> None:
    with pytest.raises(ValueProblem):
        filter_condition(KINDS[name], STORED, filter_, NOW)


def test_a_list_is_bound_as_one_parameter_whatever_its_length() -> None:
    for name in NAMES:
        if "in" in operators_of(name):
            value = EXAMPLES.get(name, "a")
            texts = {
                sql.compile_statement(filter_condition(KINDS[name], STORED, {"in": [value] * n}, NOW)).text
                for n in (0, 1, 5)
            }
            assert len(texts) == 1, name


@pytest.mark.parametrize("name", ["DATE", "DATETIME", "TIME"])
def test_dates_in_json_are_compared_and_sorted_by_bytes_on_every_server(name: str) -> None:
    stored = Stored((sql.Column("t", "value"),), in_column=False)
    condition = sql.compile_statement(filter_condition(KINDS[name], stored, {"gt": EXAMPLES[name]}, NOW))
    assert condition.text == '(("t"."value" COLLATE "C") > $1::text)'
    [part] = KINDS[name].order_parts(stored)
    assert sql.compile_statement(part.expression).text == '("t"."value" COLLATE "C")'


def test_search_can_use_texts_that_are_folded_already() -> None:
    column = sql.Column("t", "search_text")
    plain = sql.compile_statement(contains_folded(column, sql.Given("50%_\\"))).text
    folded = sql.compile_statement(contains_folded(column, sql.Given("50%_\\"), folded=True))
    assert plain.startswith('(gql_crm_fold("t"."search_text") LIKE ')
    assert folded.text.startswith('("t"."search_text" LIKE ')
    assert folded.parameters == ("50%_\\",)


def test_filter_inputs_are_shared_and_described() -> None:
    types = filter_types(DEFAULT_KINDS)
    assert set(types) == {
        "TextFilter", "IntFilter", "DecimalFilter", "MoneyFilter", "ChoiceFilter", "MultiChoiceFilter",
        "BooleanFilter", "DateFilter", "DateTimeFilter", "TimeFilter", "IdFilter", "AddressFilter",
        "GeoPointFilter", "JsonFilter",
    }  # fmt: skip
    assert types["MoneyFilter"].fields["amount"].type is types["DecimalFilter"]
    assert types["MoneyFilter"].fields["currency"].type is types["ChoiceFilter"]
    assert types["AddressFilter"].fields["poBox"].type is types["TextFilter"]
    assert types["AddressFilter"].fields["country"].type is types["ChoiceFilter"]
    for type_ in types.values():
        assert type_.description
        for name, field in type_.fields.items():
            assert field.description, f"{type_.name}.{name}"
            assert not isinstance(field.type, GraphQLNonNull)
            inner = get_named_type(field.type)
            assert inner.description
            if isinstance(inner, GraphQLInputObjectType):
                assert all(part.description for part in inner.fields.values())


@pytest.mark.parametrize(
    ("name", "operators"),
    [
        ("TEXT", "eq ne in notIn contains startsWith endsWith isNull"),
        ("DECIMAL", "eq ne in notIn gt gte lt lte between isNull"),
        ("MONEY", "eq ne in notIn gt gte lt lte between amount currency isNull"),
        ("DATE", "eq ne in notIn gt gte lt lte between within today thisWeek thisMonth isNull"),
        ("RICH_TEXT", "eq ne in notIn contains startsWith endsWith isNull"),
        ("PERCENT", "eq ne in notIn gt gte lt lte between isNull"),
        ("TIME", "eq ne in notIn gt gte lt lte between isNull"),
        ("ADDRESS", "street poBox city state postalCode country isNull"),
        ("GEO_POINT", "within isNull"),
        ("JSON", "isNull"),
        ("CHOICE", "eq ne in notIn isNull"),
        ("MULTI_CHOICE", "containsAny containsAll isEmpty"),
        ("BOOLEAN", "eq isNull"),
        ("REFERENCE", "eq in notIn isNull"),
    ],
)
def test_every_kind_has_its_operators(name: str, operators: str) -> None:
    assert [operator.name for operator in KINDS[name].operators] == operators.split()
