from datetime import UTC, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_crm.fields.kind import ValueContext
from tests.fields.kind_cases import KINDS, field_of, kept, parsed, problem

TIME = KINDS["TIME"]


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("09:30", "09:30:00"),
        ("09:30:00", "09:30:00"),
        (" 09:30:00.500 ", "09:30:00.5"),
        ("23:59:59.9999999", "23:59:59.999999"),
        ("00:00:00.000", "00:00:00"),
    ],
)
def test_a_time_of_day_has_one_form(given_: str, shown: str) -> None:
    value = parsed("TIME", given_)
    assert TIME.dump(value) == shown
    assert kept(TIME, value) == value


@given(st.times(), st.times())
def test_texts_of_times_sort_as_times_do(one: time, other: time) -> None:
    assert (TIME.dump(one).encode() < TIME.dump(other).encode()) is (one < other)
    assert TIME.import_text(TIME.export_text(one), field_of("TIME"), ValueContext()) == one


@pytest.mark.parametrize("value", ["9:30", "0930", "09:30:00,5", "half past nine", "", 930, None, "09:30 AM"])
def test_any_other_text_is_refused(value: object) -> None:
    assert problem("TIME", value).endswith('is no time of day; expected one like "09:30:00".')


@pytest.mark.parametrize("value", ["09:30:00Z", "09:30+02:00", "2026-01-02T09:30:00Z"])
def test_an_offset_is_named_as_what_is_wrong(value: str) -> None:
    assert problem("TIME", value).endswith("A time of day has no offset from UTC.")


@pytest.mark.parametrize("value", ["24:00:00", "12:60", "23:59:60"])
def test_a_time_is_one_of_the_clock(value: str) -> None:
    assert problem("TIME", value) == (
        f'"{value}" is no time of the clock, which goes from "00:00:00" to "23:59:59.999999".'
    )


def test_a_time_of_python_is_taken_without_an_offset_only() -> None:
    assert parsed("TIME", time(9, 30)) == time(9, 30)
    assert "is no time of day" in problem("TIME", time(9, 30, tzinfo=UTC))
