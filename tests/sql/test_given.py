"""Values of requests: what is looked at decides the statement, what is mapped is bound anew."""

from collections.abc import Callable
from typing import Any

import pytest

from gql_crm import sql
from gql_crm.sql import NOTHING, Given, Trace, given


def request(value: Any) -> tuple[Given[Any], Trace]:
    trace = Trace()
    return Given.of_request(value, trace), trace


def answers(trace: Trace, other: Any) -> list[Any]:
    """What another request answers to the questions of a trace."""
    return [question(other) for question, _ in trace.looks]


def same_shape(trace: Trace, other: Any) -> bool:
    return answers(trace, other) == [answer for _, answer in trace.looks]


def test_what_is_mapped_is_found_in_another_request_and_asks_nothing() -> None:
    value, trace = request({"name": "Jūratė"})
    upper = value.part("name").map(str.upper)
    assert upper.now == "JŪRATĖ"
    assert upper.find is not None
    assert upper.find({"name": "Пётр"}) == "ПЁТР"
    assert trace.looks == []


def test_what_a_change_raises_it_raises_for_every_such_request() -> None:
    value, _ = request("1")
    number = value.map(int)
    assert number.find is not None
    with pytest.raises(ValueError, match="x"):
        number.find("x")
    with pytest.raises(ValueError, match="y"):
        request("y")[0].map(int)


def test_a_look_is_a_question_that_other_requests_have_to_answer_alike() -> None:
    value, trace = request([1, 2, 3])
    assert len(value.elements()) == 3
    assert same_shape(trace, [7, 8, 9])
    assert not same_shape(trace, [7, 8])


def test_the_same_question_is_asked_once() -> None:
    value, trace = request({"a": None})
    part = value.part("a")
    assert part.is_null()
    assert part.is_null()
    assert len(trace.looks) == 1


@pytest.mark.parametrize("other", [{"a": 2}, {"a": None, "b": 2}, {"a": 1, "b": None}, {}, None])
def test_members_that_are_there_or_null_belong_to_the_shape(other: Any) -> None:
    value, trace = request({"a": 1, "b": 2})
    assert [(name, part.now) for name, part in value.members()] == [("a", 1), ("b", 2)]
    assert same_shape(trace, {"a": 5, "b": 6})
    assert not same_shape(trace, other)


def test_a_null_member_is_the_constant_that_is_nothing() -> None:
    value, _ = request({"a": None})
    assert value.members() == [("a", NOTHING)]
    assert request(None)[0].members() == []


@pytest.mark.parametrize(
    ("one", "other"), [(1, True), (1, 1.0), ("1", 1), ([1], [True]), ({"a": 1}, {"b": 1})]
)
def test_a_plain_value_is_the_shape_and_values_of_other_types_are_others(one: Any, other: Any) -> None:
    value, trace = request(one)
    assert value.plain() == one
    assert same_shape(trace, one)
    assert not same_shape(trace, other)


def test_two_values_are_joined_in_every_request() -> None:
    value, _ = request({"a": 2, "b": 3})
    product = value.part("a").with_(value.part("b"), lambda a, b: a * b)
    more = product.with_(Given(10), lambda a, b: a + b)
    assert (product.now, more.now) == (6, 16)
    assert more.find is not None
    assert more.find({"a": 5, "b": 5}) == 35
    assert Given(1).with_(Given(2), lambda a, b: a + b).find is None


def test_constants_ask_nothing() -> None:
    constant = given({"a": [1, None]})
    assert constant.find is None
    [(_, listed)] = constant.members()
    assert [one.now for one in listed.elements()] == [1, None]
    assert constant.plain() == {"a": [1, None]}


def test_values_inside_what_a_document_writes_are_found_where_they_are() -> None:
    value, trace = request("x")
    composed = given({"name": {"contains": value}, "or": [{"id": {"in": [value, "c"]}}]})
    assert composed.now == {"name": {"contains": "x"}, "or": [{"id": {"in": ["x", "c"]}}]}
    assert composed.find is not None
    assert composed.find("y")["or"] == [{"id": {"in": ["y", "c"]}}]
    names = dict(composed.members())
    assert names["name"].part("contains") is value
    assert names["name"].members() == [("contains", value)]
    assert names["or"].elements()[0].part("id").part("in").find is not None
    assert same_shape(trace, "y")
    assert not same_shape(trace, None)  # whether a member is null decides what the statement says


def test_constants_inside_what_is_put_together_are_a_constant() -> None:
    written = given({"eq": "x"})
    [(name, value)] = written.members()
    again = given({name: value, "in": [value]})
    assert again.find is None
    assert again.now == {"eq": "x", "in": ["x"]}


def test_a_statement_binds_the_values_of_each_request() -> None:
    value, _ = request({"a": 1, "b": "x"})
    a, b = value.part("a"), value.part("b")
    both = sql.all_of(
        sql.equal(sql.Parameter(a, "integer"), sql.Parameter(7, "integer")),
        sql.equal(sql.Parameter(b, "text"), sql.Parameter(b, "text")),
    )
    statement = sql.compile_statement(both)
    assert statement.text == "(($1::integer = $2::integer) AND ($3::text = $3::text))"
    assert statement.parameters == (1, 7, "x")
    bind: Callable[[Any], list[Any]] = statement.binder()
    assert bind({"a": 2, "b": "y"}) == [2, 7, "y"]
    assert bind({"a": 3, "b": "z"}) == [3, 7, "z"]


def test_values_that_are_found_together_are_found_once_a_request() -> None:
    asked: list[Any] = []

    def halves(text: str) -> tuple[str, ...]:
        asked.append(text)
        return tuple(text.split())

    value, trace = request("Ona Petrauskienė")
    last, first = reversed(value.map(halves).spread(2))
    pair = sql.equal(sql.Parameter(last, "text"), sql.Parameter(first.map(str.upper), "text"))
    other = sql.equal(sql.Parameter(first, "text"), sql.Parameter("x", "text"))
    statement = sql.compile_statement(sql.all_of(pair, other))
    assert statement.parameters == ("Petrauskienė", "ONA", "Ona", "x")
    bind = statement.binder()
    asked.clear()
    assert bind("شیرین احمدی") == ["احمدی", "شیرین", "شیرین", "x"]
    assert (
        asked == ["شیرین احمدی"] * 2
    )  # once for both that are bound as they are, once for what is made of one
    assert trace.looks == []


def test_a_value_that_is_bound_as_two_types_is_two_parameters() -> None:
    value, _ = request("1")
    pair = sql.equal(sql.Parameter(value, "text"), sql.Parameter(value, "varchar"))
    assert sql.compile_statement(pair).text == "($1::text = $2::varchar)"
