from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_crm import sql
from gql_crm.fields.kind import FilterContext, Stored, ValueProblem
from gql_crm.fields.operators import filter_condition
from gql_crm.fields.periods import add_months, shifted
from tests.fields.both_storages import BothStorages
from tests.fields.kind_cases import KINDS

# A Sunday, half an hour after midnight in Vilnius and still Saturday in UTC.
NOW = datetime(2026, 3, 14, 22, 30, tzinfo=UTC)
VILNIUS = FilterContext(NOW, "Europe/Vilnius", "MONDAY")
UTC_TIME = FilterContext(NOW, "UTC", "MONDAY")
STORED = Stored((sql.Column("t", "value"),), in_column=True)


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def times(*texts: str) -> list[datetime]:
    return [datetime.fromisoformat(text).astimezone(UTC) for text in texts]


async def test_today_is_the_day_of_the_time_zone(connection: asyncpg.Connection) -> None:
    both = await BothStorages.create(connection, KINDS["DATE"])
    await both.fill([*days("2026-03-14", "2026-03-15", "2026-03-16"), None])
    assert await both.matching({"today": True}, VILNIUS) == [1]
    assert await both.matching({"today": True}, UTC_TIME) == [0]
    assert await both.matching({"today": False}, VILNIUS) == [0, 2, 3]


async def test_today_of_times_runs_from_midnight_to_midnight(connection: asyncpg.Connection) -> None:
    both = await BothStorages.create(connection, KINDS["DATETIME"])
    await both.fill(
        times(
            "2026-03-14T23:59:59.999999+02:00",
            "2026-03-15T00:00:00+02:00",
            "2026-03-15T23:59:59.999999+02:00",
            "2026-03-16T00:00:00+02:00",
        )
    )
    assert await both.matching({"today": True}, VILNIUS) == [1, 2]


@pytest.mark.parametrize(
    ("week_start", "expected"),
    [("MONDAY", [1, 2]), ("SUNDAY", [2, 3, 4]), ("SATURDAY", [1, 2, 3])],
)
async def test_this_week_begins_with_the_workspaces_day(
    week_start: str, expected: list[int], connection: asyncpg.Connection
) -> None:
    both = await BothStorages.create(connection, KINDS["DATE"])
    await both.fill(days("2026-03-08", "2026-03-14", "2026-03-15", "2026-03-20", "2026-03-21"))
    assert (
        await both.matching({"thisWeek": True}, FilterContext(NOW, "Europe/Vilnius", week_start)) == expected
    )


@pytest.mark.parametrize("kind", ["DATE", "DATETIME"])
async def test_this_month_is_the_calendars(kind: str, connection: asyncpg.Connection) -> None:
    both = await BothStorages.create(connection, KINDS[kind])
    values = (
        days("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01")
        if kind == "DATE"
        else times(
            "2026-02-28T23:59:59+02:00",
            "2026-03-01T00:00+02:00",
            "2026-03-31T23:59:59+03:00",
            "2026-04-01T00:00+03:00",
        )
    )
    await both.fill(values)
    assert await both.matching({"thisMonth": True}, VILNIUS) == [1, 2]


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ({"last": 1, "unit": "DAY"}, ["2026-03-15"]),
        ({"last": 7, "unit": "DAY"}, ["2026-03-09", "2026-03-15"]),
        ({"last": 1, "unit": "WEEK"}, ["2026-03-09", "2026-03-15"]),
        ({"last": 1, "unit": "MONTH"}, ["2026-02-16", "2026-03-08", "2026-03-09", "2026-03-15"]),
        (
            {"last": 1, "unit": "YEAR"},
            ["2025-03-16", "2026-02-15", "2026-02-16", "2026-03-08", "2026-03-09", "2026-03-15"],
        ),
        ({"next": 1, "unit": "DAY"}, ["2026-03-15"]),
        ({"next": 2, "unit": "DAY"}, ["2026-03-15", "2026-03-16"]),
        ({"next": 1, "unit": "MONTH"}, ["2026-03-15", "2026-03-16", "2026-04-14"]),
        ({"next": 1, "last": None, "unit": "DAY"}, ["2026-03-15"]),
    ],
)
async def test_spans_of_days_count_today(
    within: dict[str, Any], expected: list[str], connection: asyncpg.Connection
) -> None:
    both = await BothStorages.create(connection, KINDS["DATE"])
    ends = ["2025-03-15", "2025-03-16", "2026-02-15", "2026-02-16", "2026-03-08", "2026-03-09"]
    texts = [*ends, "2026-03-15", "2026-03-16", "2026-04-14", "2026-04-15"]
    await both.fill(days(*texts))
    assert [texts[number] for number in await both.matching({"within": within}, VILNIUS)] == expected


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ({"last": 30, "unit": "MINUTE"}, [2, 3]),
        ({"last": 1, "unit": "DAY"}, [1, 2, 3]),
        ({"last": 24, "unit": "HOUR"}, [1, 2, 3]),
        ({"next": 1, "unit": "WEEK"}, [3, 4]),
    ],
)
async def test_spans_of_times_end_or_begin_now(
    within: dict[str, Any], expected: list[int], connection: asyncpg.Connection
) -> None:
    both = await BothStorages.create(connection, KINDS["DATETIME"])
    offsets = (
        timedelta(days=-1, seconds=-1),
        timedelta(days=-1),
        timedelta(minutes=-30),
        timedelta(0),
        timedelta(days=7),
    )
    await both.fill([*(NOW + offset for offset in offsets), NOW + timedelta(days=7, seconds=1)])
    assert await both.matching({"within": within}, VILNIUS) == expected


async def test_a_day_across_the_change_of_clocks_has_23_hours(connection: asyncpg.Connection) -> None:
    both = await BothStorages.create(connection, KINDS["DATETIME"])
    noon_after_the_change = datetime(2026, 3, 29, 9, tzinfo=UTC)
    await both.fill([noon_after_the_change - timedelta(hours=hours) for hours in (23, 24)])
    context = FilterContext(noon_after_the_change, "Europe/Vilnius")
    assert await both.matching({"within": {"last": 1, "unit": "DAY"}}, context) == [0]
    assert await both.matching({"within": {"last": 24, "unit": "HOUR"}}, context) == [0, 1]


async def test_a_day_may_lack_its_midnight(connection: asyncpg.Connection) -> None:
    both = await BothStorages.create(connection, KINDS["DATETIME"])
    await both.fill(
        times("2022-03-21T23:59:59+03:30", "2022-03-22T01:00:00+04:30", "2022-03-22T23:59:59+04:30")
    )
    context = FilterContext(datetime(2022, 3, 22, 8, tzinfo=UTC), "Asia/Tehran")
    assert await both.matching({"today": True}, context) == [1, 2]


@pytest.mark.parametrize(
    ("kind", "within", "text"),
    [
        ("DATE", {"unit": "DAY"}, "exactly one"),
        ("DATE", {"last": 1, "next": 1, "unit": "DAY"}, "exactly one"),
        ("DATE", {"last": 0, "unit": "DAY"}, "1 unit or more"),
        ("DATE", {"next": -5, "unit": "DAY"}, "1 unit or more"),
        ("DATE", {"last": 1, "unit": "HOUR"}, "takes DAY, WEEK, MONTH or YEAR"),
        ("DATE", {"next": 2**31 - 1, "unit": "YEAR"}, "beyond the years"),
        ("DATETIME", {"last": 2**31 - 1, "unit": "DAY"}, "beyond the years"),
        ("DATETIME", {"last": 2026, "unit": "YEAR"}, "beyond the years"),
    ],
)
def test_a_span_that_cannot_be_is_refused(kind: str, within: dict[str, Any], text: str) -> None:
    with pytest.raises(ValueProblem, match=text):
        filter_condition(KINDS[kind], STORED, {"within": within}, VILNIUS)


def test_today_is_true_or_false() -> None:
    with pytest.raises(ValueProblem, match='"today" is true or false'):
        filter_condition(KINDS["DATE"], STORED, {"today": None}, VILNIUS)


def test_a_day_that_a_month_lacks_becomes_its_last() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2026, 1, 15), -1) == date(2025, 12, 15)


@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.integers(-5000, 5000))
def test_months_are_counted_by_the_calendar(day: date, count: int) -> None:
    moved = add_months(day, count)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == count
    assert moved.day <= day.day


def test_hours_pass_by_the_clock_of_physics() -> None:
    before = datetime.fromisoformat("2026-03-29T02:30:00+02:00")
    assert shifted(before, 1, "HOUR") == before + timedelta(hours=1)
