from collections.abc import Callable, Sequence
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gql_crm import sql
from gql_crm.fields.kinds import DEFAULT_KINDS
from tests.fields.both_storages import ROW, BothStorages
from tests.fields.kind_cases import IN_STORAGE, KINDS, shown_form
from tests.fields.kind_values import COMPARISONS, MATCHES, VALUES

AS_PROPERTY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NAMES = [kind.name for kind in IN_STORAGE]


def with_operator(operator: str) -> list[str]:
    return [kind.name for kind in IN_STORAGE if operator in {known.name for known in kind.operators}]


async def filled(both: BothStorages, data: st.DataObject) -> list[Any]:
    values: list[Any] = data.draw(st.lists(st.none() | VALUES[both.kind.name], max_size=8))
    await both.fill(values)
    return values


def drawn(both: BothStorages, data: st.DataObject) -> Any:
    return data.draw(VALUES[both.kind.name])


def found(values: Sequence[Any], holds: Callable[[Any], bool]) -> list[int]:
    return [index for index, value in enumerate(values) if holds(value)]


@pytest.mark.parametrize("both", NAMES, indirect=True)
@AS_PROPERTY
@given(data=st.data())
async def test_comparisons_mean_the_same_in_columns_in_json_and_in_python(
    both: BothStorages, data: st.DataObject
) -> None:
    values, argument = await filled(both, data), drawn(both, data)
    for operator, compare in COMPARISONS.items():
        if both.kind.name in with_operator(operator):
            expected = [index for index, value in enumerate(values) if compare(value, argument)]
            assert await both.matching({operator: both.kind.dump(argument)}) == expected, operator


@pytest.mark.parametrize("both", with_operator("in"), indirect=True)
@AS_PROPERTY
@given(data=st.data())
async def test_lists_mean_the_same_in_columns_in_json_and_in_python(
    both: BothStorages, data: st.DataObject
) -> None:
    values = await filled(both, data)
    arguments = data.draw(st.lists(VALUES[both.kind.name], max_size=4))
    dumped = [both.kind.dump(argument) for argument in arguments]
    assert await both.matching({"in": dumped}) == found(values, lambda value: value in arguments)
    assert await both.matching({"notIn": dumped}) == found(values, lambda value: value not in arguments)


@pytest.mark.parametrize("both", with_operator("between"), indirect=True)
@AS_PROPERTY
@given(data=st.data())
async def test_ranges_include_both_ends(both: BothStorages, data: st.DataObject) -> None:
    values, first, last = await filled(both, data), drawn(both, data), drawn(both, data)
    assume(both.kind.name != "MONEY" or first.currency == last.currency)
    at_least, at_most = COMPARISONS["gte"], COMPARISONS["lte"]
    expected = found(values, lambda value: at_least(value, first) and at_most(value, last))
    range_ = {"from": both.kind.dump(first), "to": both.kind.dump(last)}
    assert await both.matching({"between": range_}) == expected


@pytest.mark.parametrize("both", with_operator("isNull"), indirect=True)
@AS_PROPERTY
@given(data=st.data())
async def test_is_null_tells_rows_with_a_value_from_those_without(
    both: BothStorages, data: st.DataObject
) -> None:
    values = await filled(both, data)
    assert await both.matching({"isNull": True}) == found(values, lambda value: value is None)
    assert await both.matching({"isNull": False}) == found(values, lambda value: value is not None)
    assert await both.matching({}) == list(range(len(values)))


@pytest.mark.parametrize("both", ["TEXT", "LONG_TEXT", "RICH_TEXT"], indirect=True)
@AS_PROPERTY
@given(data=st.data())
async def test_text_is_matched_whatever_case_diacritics_and_characters_of_like(
    both: BothStorages, data: st.DataObject
) -> None:
    values, argument = await filled(both, data), drawn(both, data)
    for operator, matches in MATCHES.items():
        expected = [i for i, value in enumerate(values) if value is not None and matches(value, argument)]
        assert await both.matching({operator: argument}) == expected, operator


@pytest.mark.parametrize("both", NAMES, indirect=True)
@AS_PROPERTY
@given(data=st.data())
async def test_both_storages_show_the_same_json(both: BothStorages, data: st.DataObject) -> None:
    values = await filled(both, data)
    assert await both.shown() == [None if value is None else shown_form(both.kind, value) for value in values]


@pytest.mark.parametrize(
    ("both", "text"),
    [
        ("DATE", "0001-01-01"),
        ("DATE", "9999-12-31"),
        ("DATETIME", "0001-01-01T00:00:00+00:00"),
        ("DATETIME", "9999-12-31T23:59:59.999999+00:00"),
    ],
    indirect=["both"],
)
async def test_the_ends_of_the_calendar_are_days_like_any_other(both: BothStorages, text: str) -> None:
    await both.fill([both.kind.load(text)])
    assert await both.shown() == [text]


@pytest.mark.parametrize("both", [kind.name for kind in IN_STORAGE if kind.sortable], indirect=True)
@AS_PROPERTY
@given(data=st.data())
async def test_both_storages_order_alike(both: BothStorages, data: st.DataObject) -> None:
    values = await filled(both, data)
    order = await both.ordered()
    if both.kind.name in {"INTEGER", "DECIMAL", "PERCENT", "BOOLEAN", "DATE", "DATETIME", "TIME"}:
        present = [(value, index) for index, value in enumerate(values) if value is not None]
        assert order[: len(present)] == [index for _, index in sorted(present)]


@pytest.mark.parametrize("both", [kind.name for kind in DEFAULT_KINDS if kind.sortable], indirect=True)
async def test_what_custom_fields_are_compared_and_ordered_by_is_immutable(both: BothStorages) -> None:
    _, custom, _ = both.stored()
    expressions = [both.kind.comparable(custom), *(part.expression for part in both.kind.order_parts(custom))]
    for expression in expressions:
        text = sql.compile_statement(expression).text.replace(f'"{ROW}".', "")
        await both.connection.execute(f"CREATE INDEX ON sample (({text}))")  # refuses all else


async def test_names_are_found_without_diacritics_and_in_either_form_of_persian_letters(
    connection: asyncpg.Connection,
) -> None:
    both = await BothStorages.create(connection, KINDS["TEXT"])
    await both.fill(["Jūratė Žukauskienė", "Žaneta Řehořová", "Петър Цветков", "علی یوسفی"])
    assert await both.matching({"contains": "ZUKAUSK"}) == [0]
    assert await both.matching({"startsWith": "zaneta reho"}) == [1]
    assert await both.matching({"endsWith": "ЦВЕТКОВ"}) == [2]
    assert await both.matching({"contains": "علي"}) == [3]
    assert await both.matching({"eq": "zaneta rehorova"}) == []


async def test_a_wide_percent_sign_that_folds_to_a_plain_one_matches_only_itself(
    connection: asyncpg.Connection,
) -> None:
    both = await BothStorages.create(connection, KINDS["TEXT"])
    await both.fill(["50% off", "50 off", "50x"])
    assert await both.matching({"contains": "50\N{FULLWIDTH PERCENT SIGN}"}) == [0]


async def test_phone_numbers_are_found_by_any_part_as_people_write_them(
    connection: asyncpg.Connection,
) -> None:
    both = await BothStorages.create(connection, KINDS["PHONE"])
    await both.fill(["+37061234567", "+989123456789", None])
    assert await both.matching({"contains": "612 34-567"}) == [0]
    assert await both.matching({"eq": "+370 (612) 34567"}) == [0]
    assert await both.matching({"endsWith": "۶۷۸۹"}) == [1]
    assert await both.matching({"contains": "nobody"}) == []


async def test_money_is_filtered_by_its_parts(connection: asyncpg.Connection) -> None:
    kind = KINDS["MONEY"]
    both = await BothStorages.create(connection, kind)
    await both.fill(
        [kind.load({"amount": a, "currency": c}) for a, c in [("5", "EUR"), ("50", "CZK"), ("500", "EUR")]]
    )
    assert await both.matching({"amount": {"gte": "50"}}) == [1, 2]
    assert await both.matching({"amount": {"gt": "5"}, "currency": {"ne": "CZK"}}) == [2]
    assert await both.matching({"currency": {"in": ["EUR"]}, "amount": None}) == [0, 2]


async def test_lists_of_money_find_amounts_that_a_column_keeps_with_zeros(
    connection: asyncpg.Connection,
) -> None:
    both = await BothStorages.create(connection, KINDS["MONEY"])
    await both.fill([KINDS["MONEY"].load({"amount": "12.5", "currency": "EUR"})])
    await connection.execute("UPDATE sample SET value_amount = 12.500")
    assert await both.matching({"in": [{"amount": "12.50", "currency": "EUR"}]}) == [0]


async def test_money_is_ordered_by_currency_then_amount(connection: asyncpg.Connection) -> None:
    kind = KINDS["MONEY"]
    both = await BothStorages.create(connection, kind)
    await both.fill(
        [kind.load({"amount": a, "currency": c}) for a, c in [("9", "EUR"), ("10", "EUR"), ("50", "CZK")]]
    )
    assert await both.ordered() == [2, 0, 1]


@pytest.mark.parametrize("name", ["EMAIL", "URL", "CHOICE", "PHONE"])
async def test_any_text_may_be_compared_with_kinds_of_text(name: str, connection: asyncpg.Connection) -> None:
    both = await BothStorages.create(connection, KINDS[name])
    await both.fill([None])
    assert await both.matching({"eq": "foo"}) == []
    assert await both.matching({"ne": "foo"}) == [0]
