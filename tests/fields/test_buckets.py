"""Days, weeks, months, quarters and years of dates and times, the same in columns and documents."""

from datetime import UTC, date, datetime
from typing import Any

import asyncpg
import pytest

from gql_crm import sql
from gql_crm.fields.buckets import first_day
from gql_crm.fields.kind import FilterContext
from gql_crm.fields.periods import TemporalKind
from tests.fields.both_storages import ROW, BothStorages
from tests.fields.kind_cases import KINDS

NOW = datetime(2026, 3, 15, tzinfo=UTC)


async def buckets(
    connection: asyncpg.Connection,
    kind: str,
    values: list[Any],
    bucket: str,
    time_zone: str = "UTC",
    week_start: str = "MONDAY",
) -> list[str | None]:
    """Return the first days of the values' buckets."""
    temporal = KINDS[kind]
    assert isinstance(temporal, TemporalKind)
    both = await BothStorages.create(connection, temporal)
    await both.fill(values)
    context = FilterContext(NOW, time_zone, week_start)
    found: list[list[str | None]] = []
    for stored in both.stored():
        day = sql.Cast(first_day(temporal, stored, bucket, sql.Given(context)), "text")
        select = sql.Select(
            (sql.Item(day, "day"),),
            sql.Table("sample", ROW),
            order=(sql.OrderKey(sql.Column(ROW, "id")),),
        )
        found.append([row["day"] for row in await both.rows(select)])
    assert found == [found[0]] * 3
    return found[0]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("bucket", "expected"),
    [
        ("DAY", "2026-05-20"),
        ("WEEK", "2026-05-18"),
        ("MONTH", "2026-05-01"),
        ("QUARTER", "2026-04-01"),
        ("YEAR", "2026-01-01"),
    ],
)
async def test_a_bucket_is_called_by_its_first_day(
    bucket: str, expected: str, connection: asyncpg.Connection
) -> None:
    days = await buckets(connection, "DATE", [date(2026, 5, 20), None], bucket)
    assert days == [expected, None]


@pytest.mark.parametrize("bucket", ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"])
async def test_no_time_lies_in_no_bucket(bucket: str, connection: asyncpg.Connection) -> None:
    assert await buckets(connection, "DATETIME", [None], bucket, "Asia/Tehran", "SATURDAY") == [None]


@pytest.mark.parametrize(
    ("week_start", "expected"),
    [
        ("MONDAY", ["2026-03-09", "2026-03-09", "2026-03-09", "2026-03-16"]),
        ("SUNDAY", ["2026-03-08", "2026-03-08", "2026-03-15", "2026-03-15"]),
        ("SATURDAY", ["2026-03-07", "2026-03-14", "2026-03-14", "2026-03-14"]),
    ],
)
async def test_weeks_begin_on_the_workspaces_day(
    week_start: str, expected: list[str], connection: asyncpg.Connection
) -> None:
    friday_to_monday = [date(2026, 3, day) for day in (13, 14, 15, 16)]
    assert await buckets(connection, "DATE", friday_to_monday, "WEEK", week_start=week_start) == expected


DST = [
    at("2026-03-28T23:59:59.999999+02:00"),
    at("2026-03-29T00:00:00+02:00"),  # the day of 23 hours
    at("2026-03-29T23:59:59.999999+03:00"),
    at("2026-03-30T00:00:00+03:00"),
    at("2026-10-25T00:00:00+03:00"),  # the day of 25 hours
    at("2026-10-25T03:30:00+03:00"),
    at("2026-10-25T03:30:00+02:00"),
    at("2026-10-25T23:59:59.999999+02:00"),
    at("2026-10-26T00:00:00+02:00"),
]


async def test_days_of_vilnius_are_23_and_25_hours_long_when_the_clocks_change(
    connection: asyncpg.Connection,
) -> None:
    assert await buckets(connection, "DATETIME", DST, "DAY", "Europe/Vilnius") == [
        "2026-03-28",
        *["2026-03-29"] * 2,
        "2026-03-30",
        *["2026-10-25"] * 4,
        "2026-10-26",
    ]


@pytest.mark.parametrize(
    ("time_zone", "expected"),
    [
        ("UTC", ["2025-10-01", "2026-01-01"]),
        ("Europe/Vilnius", ["2026-01-01", "2026-01-01"]),
        ("Asia/Tehran", ["2026-01-01", "2026-01-01"]),
        ("America/St_Johns", ["2025-10-01", "2025-10-01"]),
        ("Asia/Kathmandu", ["2026-01-01", "2026-01-01"]),
    ],
)
async def test_quarters_begin_at_midnight_of_the_time_zone(
    time_zone: str, expected: list[str], connection: asyncpg.Connection
) -> None:
    times = [at("2025-12-31T23:00:00Z"), at("2026-01-01T01:00:00Z")]
    assert await buckets(connection, "DATETIME", times, "QUARTER", time_zone) == expected


async def test_tehran_had_summer_time_until_2022(connection: asyncpg.Connection) -> None:
    times = [at("2022-07-01T20:00:00Z"), at("2023-07-01T20:00:00Z")]  # 00:30 and 23:30
    assert await buckets(connection, "DATETIME", times, "DAY", "Asia/Tehran") == ["2022-07-02", "2023-07-01"]


async def test_a_date_is_the_same_day_everywhere(connection: asyncpg.Connection) -> None:
    for time_zone in ("Pacific/Kiritimati", "Pacific/Niue"):
        assert await buckets(connection, "DATE", [date(2026, 3, 1)], "DAY", time_zone) == ["2026-03-01"]
        await connection.execute("DROP TABLE sample")


@pytest.mark.parametrize("bucket", ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"])
@pytest.mark.parametrize("week_start", ["MONDAY", "SUNDAY", "SATURDAY"])
@pytest.mark.parametrize(
    ("kind", "time_zone"),
    [("DATE", "UTC"), ("DATETIME", "America/St_Johns"), ("DATETIME", "Pacific/Kiritimati")],
)
async def test_no_bucket_lies_outside_the_years_1_to_9999(
    kind: str, time_zone: str, bucket: str, week_start: str, connection: asyncpg.Connection
) -> None:
    ends: dict[str, list[Any]] = {
        "DATE": [date.min, date.max],
        "DATETIME": [at("0001-01-01T00:00:00Z"), at("9999-12-31T23:59:59.999999Z")],
    }
    first, last = await buckets(connection, kind, ends[kind], bucket, time_zone, week_start)
    assert first == "0001-01-01"
    assert last is not None
    assert last.startswith("9999-")
