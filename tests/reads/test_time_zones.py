"""The time zone of an operation: the request's, else the viewer's, else the workspace's."""

from dataclasses import replace

from tests.story import NOW, Story, contact

NEXT_CALL_TODAY = "{ contacts(filter: {nextCall: {today: true}}) { nodes { id } } }"
LAST_DAY = """
query ($day: Int!) { contacts(filter: {nextCall: {within: {next: $day, unit: DAY}}}) { totalCount } }
"""


async def called_today(story: Story, time_zone: str | None = None, of_viewer: str | None = None) -> list[str]:
    actor = replace(story.crm.admin, time_zone=of_viewer)
    document = await story.crm.execute(NEXT_CALL_TODAY, actor=actor, time_zone=time_zone)
    return [node["id"] for node in document["data"]["contacts"]["nodes"]]


async def test_the_request_says_what_day_it_is(story: Story) -> None:
    assert NOW.isoformat() == "2026-03-15T12:30:00+00:00"
    assert await called_today(story, time_zone="Pacific/Kiritimati") == [contact(1)], "it is the 16th there"
    assert await called_today(story, time_zone="Europe/Vilnius") == []


async def test_the_viewers_time_zone_holds_where_the_request_has_none(story: Story) -> None:
    assert await called_today(story, of_viewer="Pacific/Kiritimati") == [contact(1)]
    assert await called_today(story, of_viewer="Pacific/Kiritimati", time_zone="Europe/Vilnius") == []
    assert await called_today(story) == [], "the workspace's"


async def test_a_span_of_days_begins_on_the_day_of_the_requests_time_zone(story: Story) -> None:
    days = {
        zone: await story.crm.execute(LAST_DAY, {"day": 1}, time_zone=zone)
        for zone in ("Pacific/Kiritimati", "Europe/Vilnius")
    }
    assert {zone: document["data"]["contacts"]["totalCount"] for zone, document in days.items()} == {
        "Pacific/Kiritimati": 1,
        "Europe/Vilnius": 0,
    }


async def test_what_a_mutation_reads_back_is_read_in_the_requests_time_zone(own_story: Story) -> None:
    mutation = """
    mutation ($id: ID!, $day: Date) {
      updateContact(id: $id, input: {nextCall: $day}) {
        contact { organization { contacts(filter: {nextCall: {today: true}}) { nodes { id } } } }
        userErrors { message }
      }
    }
    """
    for zone, expected in (("Pacific/Kiritimati", [contact(2)]), ("Europe/Vilnius", [])):
        document = await own_story.crm.execute(
            mutation, {"id": contact(2), "day": "2026-03-16"}, time_zone=zone
        )
        organization = document["data"]["updateContact"]["contact"]["organization"]
        found = [node["id"] for node in organization["contacts"]["nodes"]]
        assert [id_ for id_ in found if id_ != contact(1)] == expected
