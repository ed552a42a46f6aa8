"""Timelines against an obviously correct reader: the events of all rows, judged one by one in Python."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from gql_crm.access import Actor
from gql_crm.reads import streams
from tests.story import IVO, LONER, NOW, RASA, Story, contact, listing, own_story, story_template

__all__ = ["own_story", "story_template"]

PAGE = """
query ($id: ID!, $kinds: [EventKind!], $first: Int, $after: String, $last: Int, $before: String,
  $order: TimelineOrder) {
  contact(id: $id) {
    timeline(kinds: $kinds, first: $first, after: $after, last: $last, before: $before, order: $order) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes { id kind occurredAt subject { id } }
    }
  }
}
"""
KINDS = ("RECORD_CREATED", "RECORD_UPDATED", "LOGGED", "STATUS_CHANGED", "OWNER_CHANGED", "LINKED")
CONTACTS = [contact(number) for number in range(1, 15)]
LISTINGS = [listing(number) for number in range(1, 5)]


async def test_any_page_of_any_timeline_is_what_the_rows_say(own_story: Story) -> None:
    """Links, references, owners and events at random; then what readers are told, page by page."""
    chance = random.Random(20260315)
    await shake(own_story, chance)
    reference = await Reference.of(own_story)
    readers = (own_story.crm.admin, own_story.rasa, own_story.ivo, own_story.loner)
    for _ in range(60):
        reader, id_ = chance.choice(readers), chance.choice(CONTACTS)
        kinds = chance.sample(KINDS, chance.randint(1, 4)) if chance.random() < 0.5 else None
        order = chance.choice(("CHRONOLOGICAL", "NEWEST_FIRST"))
        expected = reference.timeline(reader, id_, kinds, order)
        told = await pages(own_story, reader, id_, kinds, order, chance)
        assert told == expected, (reader, id_, kinds, order)


@pytest.mark.parametrize("glance", [10_000, 25, 1])
async def test_all_ways_of_reading_tell_the_same(
    own_story: Story, monkeypatch: pytest.MonkeyPatch, glance: int
) -> None:
    """With the gate at no records at all, every timeline is read as one of many records.

    At a glance all events are seen, or some, so that pages are full or not, or hardly one.
    """
    chance = random.Random(4)
    await shake(own_story, chance)
    monkeypatch.setattr(streams, "FEW", 0)
    monkeypatch.setattr(streams, "GLANCE", glance)
    reference = await Reference.of(own_story)
    for id_ in CONTACTS[:8]:
        for reader in (own_story.crm.admin, own_story.rasa):
            expected = reference.timeline(reader, id_, None, "NEWEST_FIRST")
            assert await pages(own_story, reader, id_, None, "NEWEST_FIRST", chance) == expected


async def pages(
    story: Story, reader: Actor, id_: str, kinds: Sequence[str] | None, order: str, chance: random.Random
) -> list[str] | None:
    """Read a whole timeline in pages of random sizes, from a random end; the count must agree."""
    backward = chance.random() < 0.5
    size, cursor = ("last", "before") if backward else ("first", "after")
    given: dict[str, Any] = {"id": id_, "order": order, **({"kinds": list(kinds)} if kinds else {})}
    told: list[str] = []
    at: dict[str, str] = {}
    while True:
        data = await story.data(PAGE, actor=reader, **given, **at, **{size: chance.choice((1, 2, 5, 50))})
        if data["contact"] is None:
            return None
        page = data["contact"]["timeline"]
        ids = [node["id"] for node in page["nodes"]]
        told = [*ids, *told] if backward else [*told, *ids]
        if not page["pageInfo"]["hasPreviousPage" if backward else "hasNextPage"]:
            assert page["totalCount"] == len(told)
            return told
        at = {cursor: page["pageInfo"]["startCursor" if backward else "endCursor"]}


async def shake(story: Story, chance: random.Random) -> None:
    """Change the story at random."""
    one_field = {"Contact": "stars", "Listing": "rooms"}
    for number in range(40):
        entity, id_ = chance.choice(
            [("Contact", one) for one in CONTACTS] + [("Listing", one) for one in LISTINGS]
        )
        values: dict[str, Any] = {one_field[entity]: number}
        if entity == "Listing":
            values |= chance.choice(
                (
                    {"sellerId": chance.choice([*CONTACTS, None])},
                    {"addViewerIds": chance.sample(CONTACTS, 2)},
                    {"stage": chance.choice(("draft", "live", "sold"))},
                )
            )
        if chance.random() < 0.3:
            values["ownerId"] = chance.choice((RASA, IVO, LONER, None))
        await story.data(
            f"mutation ($id: ID!, $input: Update{entity}Input!) {{ update{entity}(id: $id, input: $input)"
            " { userErrors { message } } }",
            id=id_,
            input=values,
        )
    for _ in range(10):
        relation = chance.choice(("SPOUSE", "PARENT"))
        await story.data(
            "mutation ($one: ID!, $other: ID!) { linkRecords(input: { fromId: $one, toId: $other, relation:"
            f' "{relation}" }}) {{ userErrors {{ message }} }} }}',
            one=chance.choice(CONTACTS),
            other=chance.choice(CONTACTS),
        )
        past = NOW - timedelta(hours=chance.randint(0, 5))  # many at the same time
        await story.data(
            "mutation ($input: LogEventInput!) { logEvent(input: $input) { userErrors { message } } }",
            input={
                "recordId": chance.choice([*CONTACTS, *LISTINGS]),
                "title": "Įvykis",
                "occurredAt": past.isoformat(),
            },
        )
    await story.data(
        "mutation ($id: ID!) { deleteListing(id: $id) { userErrors { message } } }",
        id=chance.choice(LISTINGS),
    )


class Reference:
    """All rows in memory, and the rules in the plainest words."""

    def __init__(
        self,
        records: Mapping[UUID, Mapping[str, Any]],
        events: Sequence[Mapping[str, Any]],
        flows: Mapping[UUID, set[UUID]],
        teams: Mapping[UUID, set[UUID]],
        others: Mapping[UUID, UUID],
    ) -> None:
        self._records = records
        self._events = events
        self._flows = flows
        self._teams = teams
        self._others = others
        """The other end of each event of a link."""

    @classmethod
    async def of(cls, story: Story) -> "Reference":
        flows: dict[UUID, set[UUID]] = {}
        async with story.crm.workspace.database.connection() as connection:
            records = {row["id"]: dict(row) for row in await connection.fetch("SELECT * FROM record")}
            events = [dict(row) for row in await connection.fetch("SELECT * FROM event")]
            for row in await connection.fetch("SELECT id, seller_id FROM agency_listing"):
                flows.setdefault(row["seller_id"], set()).add(row["id"])
            links = await connection.fetch("SELECT * FROM record_reference")
            for row in links:
                if row["field_id"] == "agency:Listing.viewers":
                    flows.setdefault(row["target_id"], set()).add(row["source_id"])
            for row in await connection.fetch("SELECT source_id, target_id FROM record_link"):
                flows.setdefault(row["source_id"], set()).add(row["target_id"])
                flows.setdefault(row["target_id"], set()).add(row["source_id"])
            teams = {
                UUID(user): set(await connection.fetchval("SELECT gql_crm_teams_of($1)", UUID(user)))
                for user in (RASA, IVO, LONER)
            }
            ends = await connection.fetch("SELECT event_id, record_id FROM event_record WHERE key = 'other'")
        return cls(records, events, flows, teams, {row["event_id"]: row["record_id"] for row in ends})

    def timeline(self, reader: Actor, id_: str, kinds: Sequence[str] | None, order: str) -> list[str] | None:
        """Return the ids of the events, in order; None where the record itself is invisible."""
        own = UUID(id_)
        if not self._sees(reader, own):
            return None
        told = [
            event
            for event in self._events
            if event["subject_id"] == own or self._flows_in(reader, event["subject_id"], own)
            if kinds is None or event["kind"] in kinds
        ]
        told = [event for event in told if not self._is_told_instead(event, told, own)]

        def place(event: Mapping[str, Any]) -> tuple[datetime, UUID]:
            return event["occurred_at"], event["id"]

        return [str(one["id"]) for one in sorted(told, key=place, reverse=order == "NEWEST_FIRST")]

    def _is_told_instead(
        self, event: Mapping[str, Any], told: Sequence[Mapping[str, Any]], own: UUID
    ) -> bool:
        """Whether the event of a link's other end is told instead: one's own, else that of the lesser id."""
        if event["kind"] not in ("LINKED", "UNLINKED"):
            return False
        subject, other = event["subject_id"], self._others[event["id"]]
        return (other == own or (subject != own and subject > other)) and any(
            one["subject_id"] == other
            and self._others.get(one["id"]) == subject
            and all(one[key] == event[key] for key in ("kind", "occurred_at", "payload"))
            for one in told
        )

    def _flows_in(self, reader: Actor, source: UUID, own: UUID) -> bool:
        there = source in self._flows.get(own, set()) and self._records[source]["deleted_at"] is None
        return there and self._sees(reader, source)

    def _sees(self, reader: Actor, id_: UUID) -> bool:
        if "admin" in reader.role_keys:
            return True
        record = self._records[id_]
        return record["owner_id"] == reader.user_id or record["team_id"] in self._teams[reader.user_id]
