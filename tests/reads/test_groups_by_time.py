"""Groups by days, weeks, months, quarters and years follow the operation's time zone and the workspace."""

from dataclasses import replace

import pytest

from tests.story import Story

TIMES = (
    "2026-03-28T23:30:00+02:00",
    "2026-03-29T00:30:00+02:00",  # the clocks of Vilnius go forward at three
    "2026-03-29T23:30:00+03:00",
    "2026-03-31T23:30:00+03:00",  # April in Tehran
    "2026-12-31T23:45:00+02:00",
)


async def called(story: Story, bucket: str, time_zone: str | None = None) -> list[tuple[str, int]]:
    """Call contacts at these times, and return how many calls each bucket has."""
    for moment in TIMES:
        await story.crm.create("Contact", {"lastName": "Called", "lastCall": moment})
    data = await story.data(
        'query ($bucket: DateBucket!) { contacts(filter: {lastName: {eq: "Called"}})'
        " { groups(by: [{lastCall: $bucket}]) { count key { lastCall } } } }",
        actor=replace(story.crm.admin, time_zone=time_zone),
        bucket=bucket,
    )
    return sorted((group["key"]["lastCall"], group["count"]) for group in data["contacts"]["groups"])


@pytest.mark.parametrize(
    ("time_zone", "bucket", "expected"),
    [
        (
            "Europe/Vilnius",
            "DAY",
            [("2026-03-28", 1), ("2026-03-29", 2), ("2026-03-31", 1), ("2026-12-31", 1)],
        ),
        (
            "UTC",
            "DAY",
            [("2026-03-28", 2), ("2026-03-29", 1), ("2026-03-31", 1), ("2026-12-31", 1)],
        ),
        (
            "Asia/Tehran",
            "DAY",
            [("2026-03-29", 2), ("2026-03-30", 1), ("2026-04-01", 1), ("2027-01-01", 1)],
        ),
        ("Europe/Vilnius", "MONTH", [("2026-03-01", 4), ("2026-12-01", 1)]),
        ("Asia/Tehran", "MONTH", [("2026-03-01", 3), ("2026-04-01", 1), ("2027-01-01", 1)]),
        ("Europe/Vilnius", "QUARTER", [("2026-01-01", 4), ("2026-10-01", 1)]),
        ("Asia/Tehran", "QUARTER", [("2026-01-01", 3), ("2026-04-01", 1), ("2027-01-01", 1)]),
        ("Europe/Vilnius", "YEAR", [("2026-01-01", 5)]),
        ("Asia/Tehran", "YEAR", [("2026-01-01", 4), ("2027-01-01", 1)]),
        ("Europe/Vilnius", "WEEK", [("2026-03-23", 3), ("2026-03-30", 1), ("2026-12-28", 1)]),
        ("Asia/Tehran", "WEEK", [("2026-03-23", 2), ("2026-03-30", 2), ("2026-12-28", 1)]),
    ],
)
async def test_times_are_grouped_by_the_calendar_of_the_time_zone(
    own_story: Story, time_zone: str, bucket: str, expected: list[tuple[str, int]]
) -> None:
    assert await called(own_story, bucket, time_zone) == expected


@pytest.mark.parametrize(
    ("week_start", "expected"),
    [
        ("MONDAY", [("2026-03-23", 3), ("2026-03-30", 1), ("2026-12-28", 1)]),
        ("SUNDAY", [("2026-03-22", 1), ("2026-03-29", 3), ("2026-12-27", 1)]),
        ("SATURDAY", [("2026-03-28", 4), ("2026-12-26", 1)]),
    ],
)
async def test_weeks_begin_on_the_day_of_the_workspace(
    own_story: Story, week_start: str, expected: list[tuple[str, int]]
) -> None:
    await own_story.data(
        "mutation ($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input)"
        " { userErrors { message } } }",
        input={"weekStart": week_start, "timeZone": "Europe/Vilnius"},
    )
    assert await called(own_story, "WEEK") == expected  # the zone is the workspace's, who asks has none


async def test_dates_are_the_same_day_in_every_time_zone(story: Story) -> None:
    for time_zone in ("Pacific/Niue", "Pacific/Kiritimati"):
        data = await story.data(
            "{ contacts(filter: {nextCall: {isNull: false}}) { groups(by: [{nextCall: DAY}]) { count key"
            " { nextCall } } } }",
            actor=replace(story.crm.admin, time_zone=time_zone),
        )
        assert [group["key"]["nextCall"] for group in data["contacts"]["groups"]] == [
            "2025-12-31",
            "2026-03-16",
        ]
