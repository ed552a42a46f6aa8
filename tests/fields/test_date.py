from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fields.kind_cases import KINDS, kept, parsed, problem

DATE = KINDS["DATE"]


@given(st.dates())
def test_every_day_comes_back(day: date) -> None:
    assert kept(DATE, parsed("DATE", day.isoformat())) == day


@given(st.dates(), st.dates())
def test_days_as_text_sort_by_bytes_as_they_do_in_time(first: date, second: date) -> None:
    assert (DATE.dump(first).encode() < DATE.dump(second).encode()) == (first < second)


@pytest.mark.parametrize(
    "value",
    [
        "2026-1-2",
        "20260102",
        "02.01.2026",
        "2026-W01-1",
        "2026-01-02T00:00:00Z",
        "۲۰۲۶-۰۱-۰۲",
        "abc",
        "",
        5,
        None,
    ],
)
def test_a_day_has_one_written_form(value: object) -> None:
    assert 'expected year, month and day like "2026-01-31"' in problem("DATE", value)


@pytest.mark.parametrize("value", ["2026-02-29", "2026-13-01", "0000-01-01", "2026-00-10"])
def test_a_day_must_exist(value: str) -> None:
    assert problem("DATE", value) == f'"{value}" is no day of the calendar.'
