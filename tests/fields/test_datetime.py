from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fields.kind_cases import KINDS, kept, parsed, problem

DATETIME = KINDS["DATETIME"]
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=OFFSETS)  # noqa: DTZ001 (bounds)


@given(MOMENTS)
def test_every_time_comes_back_in_utc_to_the_microsecond(moment: datetime) -> None:
    value = parsed("DATETIME", moment.isoformat())
    assert value == moment
    assert value.tzinfo is UTC
    assert kept(DATETIME, value) == moment


@pytest.mark.parametrize(
    ("text", "kept_as"),
    [
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05+00:00"),
        ("2026-01-02t03:04:05z", "2026-01-02T03:04:05+00:00"),
        ("2026-01-02T03:04:05.500+02:00", "2026-01-02T01:04:05.5+00:00"),
        ("2026-01-02T03:04:05.123456789Z", "2026-01-02T03:04:05.123456+00:00"),
        ("2026-01-02T03:04:05-00:00", "2026-01-02T03:04:05+00:00"),
    ],
)
def test_times_are_read_as_rfc_3339_writes_them(text: str, kept_as: str) -> None:
    assert DATETIME.dump(parsed("DATETIME", text)) == kept_as


@pytest.mark.parametrize("text", ["2026-01-02T03:04:05", "2026-01-02 03:04", "2026-01-02"])
def test_a_time_without_offset_is_refused_with_the_reason(text: str) -> None:
    assert problem("DATETIME", text).endswith("The offset from UTC is missing.")


@pytest.mark.parametrize(
    "value",
    ["now", "", "20260102T030405Z", "2026-01-02T03:04Z", 5, None, datetime(2026, 1, 2)],  # noqa: DTZ001 (the fault)
)
def test_other_forms_are_refused(value: object) -> None:
    assert "is no time; expected one like" in problem("DATETIME", value)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30T00:00:00Z",
        "2026-01-02T24:00:01Z",
        "2026-01-02T03:04:60Z",
        "2026-01-02T03:04:05+99:00",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
    ],
)
def test_a_time_must_exist_within_the_years_1_to_9999_in_utc(text: str) -> None:
    assert "is no time of the calendar" in problem("DATETIME", text)
