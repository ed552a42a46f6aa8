"""The law of formulas: SQL and Python come to the same."""

import asyncio
import os
from decimal import Decimal
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gql_crm import sql
from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.session import set_codecs
from gql_crm.formulas import (
    FormulaProblem,
    Path,
    Reads,
    Source,
    Type,
    checked,
    compiled,
    compiled_amount,
    compiled_integer,
    degree,
    evaluated,
    evaluated_amount,
    evaluated_integer,
    parsed,
)
from gql_crm.formulas.reading import LENGTH_LIMIT
from tests.formulas.random_formulas import FIELDS, TODAY, formulas, lookup, values
from tests.postgres import create_from_template, drop

_ROW = "r"
THOROUGH = 500 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 25


_AMOUNTS = ("price", "share")


def statement(text: str, record: dict[str, Any], scale: int | None) -> sql.Statement:
    """Compile a formula over one row of values."""
    tree = checked(parsed(text), lookup)
    return over_row(record, compiled(tree, source(), scale))


def source(*amounts: str) -> Source:
    """Return where the values of a row are, and the currencies of some of them."""
    return Source(
        value=lambda path: sql.Column(_ROW, path.text),
        currency=lambda path: sql.Column(_ROW, f"{path.text}_currency") if path.text in amounts else None,
        today=lambda: sql.Parameter(TODAY, "date"),
    )


def over_row(
    record: dict[str, Any], value: sql.Node, currencies: dict[str, str | None] | None = None
) -> sql.Statement:
    """Ask for an expression over one row of values."""
    items = [sql.Item(sql.Parameter(record[key], type_.sql), key) for key, type_ in FIELDS.items()]
    for key, code in (currencies or {}).items():
        items.append(sql.Item(sql.Parameter(code, "text"), f"{key}_currency"))
    row = sql.Subquery(sql.Select(tuple(items)), _ROW)
    return sql.compile_statement(sql.Select((sql.Item(value, "value"),), row))


@pytest.fixture(scope="module")
def asked(postgres: EmbeddedServer, kernel_template: str) -> Any:
    """Return a function that asks PostgreSQL, in one loop of its own: hypothesis is not asynchronous."""
    loop = asyncio.new_event_loop()
    owner, _ = loop.run_until_complete(create_from_template(postgres, kernel_template))
    connection = loop.run_until_complete(asyncpg.connect(owner))
    loop.run_until_complete(set_codecs(connection))

    def ask(one: sql.Statement) -> Any:
        return loop.run_until_complete(connection.fetchval(one.text, *one.parameters))

    yield ask
    loop.run_until_complete(connection.close())
    loop.run_until_complete(drop(postgres, owner))
    loop.close()


@pytest.mark.parametrize("type_", list(Type))
@settings(max_examples=THOROUGH, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_sql_and_python_come_to_the_same(asked: Any, type_: Type, data: st.DataObject) -> None:
    text, record = data.draw(formulas(type_)), data.draw(values())
    scale = data.draw(st.none() | st.sampled_from([0, 2]))
    assume(len(text) <= LENGTH_LIMIT)
    one = statement(text, record, scale)
    by_path: Any = record
    tree = checked(parsed(text), lookup)
    assert tree.type is type_
    assert asked(one) == evaluated(tree, by_path, today=TODAY, scale=scale)


@settings(max_examples=THOROUGH, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whole_numbers_come_to_the_same(asked: Any, data: st.DataObject) -> None:
    text, record = data.draw(formulas(Type.NUMBER)), data.draw(values())
    assume(len(text) <= LENGTH_LIMIT)
    by_path: Any = record
    tree = checked(parsed(text), lookup)
    one = over_row(record, compiled_integer(tree, source()))
    assert asked(one) == evaluated_integer(tree, by_path, today=TODAY)


@pytest.mark.parametrize(
    ("price", "nearest"),
    [
        ("2.5", 3),
        ("-2.5", -3),
        ("2147483647.4", 2147483647),
        ("2147483647.5", None),
        ("-2147483648.4", -2147483648),
        ("-2147483648.5", None),
        ("9e39", None),
    ],
)
def test_a_whole_number_beyond_32_bits_is_null(asked: Any, price: str, nearest: int | None) -> None:
    record: Any = {**dict.fromkeys(FIELDS), "price": Decimal(price)}
    tree = checked(parsed("price"), lookup)
    assert asked(over_row(record, compiled_integer(tree, source()))) == nearest
    assert evaluated_integer(tree, record, today=TODAY) == nearest


@settings(max_examples=THOROUGH, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_amounts_and_their_currencies_come_to_the_same(asked: Any, data: st.DataObject) -> None:
    """An amount and its currency are there together, or neither is."""
    text, record = data.draw(formulas(Type.NUMBER, 2)), data.draw(values())
    assume(len(text) <= LENGTH_LIMIT - 30)
    tree = checked(parsed(f"{text} + coalesce({' + '.join(_AMOUNTS)}, 1)"), lookup)
    codes = {key: data.draw(st.sampled_from(["EUR", "CZK"])) for key in _AMOUNTS if record[key] is not None}
    by_path: Any = record
    wanted = evaluated_amount(tree, by_path, today=TODAY, currencies=codes, scale=2)
    stored = {key: codes.get(key) for key in _AMOUNTS}
    parts = [asked(over_row(record, part, stored)) for part in compiled_amount(tree, source(*_AMOUNTS), 2)]
    assert parts == ([None, None] if wanted is None else list(wanted))


@pytest.mark.parametrize(
    ("text", "power"),
    [
        ("price", 1),
        ("price * rooms / 100 + 5", 1),
        ("if(price > share, rooms, price)", 1),
        ("coalesce(share, 0) - max(price, 1)", 1),
        ("round(abs(price) / rooms, 2)", 1),
        ("1 / price", -1),
        ("price / share", 0),
        ("price * share", 2),
        ("price * share / price", 1),
        ("rooms + 1", 0),
        ('length(text(price)) + year(date("2026-01-31"))', 0),
    ],
)
def test_a_number_is_an_amount_when_one_is_left_of_those_that_it_is_made_of(text: str, power: int) -> None:
    assert degree(checked(parsed(text), lookup), lambda path: path.text in _AMOUNTS) == power


@pytest.mark.parametrize(
    ("text", "record", "result"),
    [
        ("price / rooms", {"price": 1, "rooms": 0}, None),
        ("price / rooms", {"price": 1, "rooms": 3}, "0.33333333333333333333"),
        ("price / rooms", {"price": -2, "rooms": 3}, "-0.66666666666666666667"),
        ("0.1 + 0.2", {}, "0.3"),
        ("price * share / 100", {"price": 1000, "share": 20}, "200"),
        ("price + 1", {}, None),
        ("round(price, share)", {"price": 1}, None),
        ("price * price * price * price * price", {"price": 10**9}, None),
        ("price * 10", {"price": 10**39 - 1}, "9999999999999999999999999999999999999990"),
    ],
)
def test_numbers_are_exact(asked: Any, text: str, record: dict[str, Any], result: str | None) -> None:
    whole: Any = {**dict.fromkeys(FIELDS), **{key: Decimal(value) for key, value in record.items()}}
    expected = None if result is None else Decimal(result)
    assert asked(statement(text, whole, None)) == expected
    assert evaluated(checked(parsed(text), lookup), whole, today=TODAY) == expected


def problem_of(text: str) -> str:
    with pytest.raises(FormulaProblem) as caught:
        checked(parsed(text), lookup)
    return str(caught.value)


VALUE = 'a field, a number, a text in quotes, a function or "("'
OPERATOR = "cannot stand here; expected an operator like + * = &"


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        (
            "price + name",
            7,
            '"+" takes "(number, number)", "(number)" or "(date, number)", not (number, text).',
        ),
        ("price +", 8, f"the formula ends; expected {VALUE}."),
        ("rund(price)", 1, 'There is no function "rund". Did you mean "round"?'),
        ("price rooms", 7, f'"rooms" {OPERATOR}.'),
        ("(price rooms", 8, f'"rooms" {OPERATOR} or ")".'),
        ("left(name)", 1, '"left" takes "(text, number)", not (text).'),
        ('date("2026-02-30")', 1, '"2026-02-30" is no day of the calendar; expected one like "2026-01-31".'),
        ("date(name)", 1, '"date" takes a text like "2026-01-31", and nothing that has to be read.'),
        ("(price", 7, 'the formula ends; expected an operator like + * = & or ")".'),
        ("price * $", 9, f'"$" cannot stand here; expected {VALUE}.'),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, at: int, said: str) -> None:
    assert problem_of(text) == f"At character {at}: {said}"


def test_formulas_are_bounded() -> None:
    assert problem_of("1" + "+1" * 500) == "The formula has 1001 characters; 1000 are the most."
    assert problem_of("-" * 50 + "1").endswith("The formula is nested deeper than 40 levels.")
    assert problem_of("(" * 499 + "1" + ")" * 499 + "+").startswith("At character 1001")


def test_a_comparison_that_no_option_meets_is_refused() -> None:
    def of_stage(path: Path) -> Any:
        return Reads(Type.TEXT, ("draft", "live", "sold"))

    with pytest.raises(FormulaProblem, match='"stage" has no option "lvie"'):
        checked(parsed('if(stage = "lvie", 1, 2)'), of_stage)


def test_amounts_of_different_currencies_come_to_nothing() -> None:
    tree = checked(parsed("price + share"), lookup)
    amounts: Any = {"price": Decimal(1), "share": Decimal(2)}
    mixed, same = {"price": "EUR", "share": "CZK"}, {"price": "EUR", "share": "EUR"}
    assert evaluated(tree, amounts, today=TODAY, currencies=mixed) is None
    assert evaluated(tree, amounts, today=TODAY, currencies=same) == 3
