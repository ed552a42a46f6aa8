"""Events that operations record, in the transaction of their mutation."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from gql_crm import ClientError, Ref, UserErrors
from gql_crm.clock import uuid7
from tests.story import Story, contact, listing, organization, own_story, story_template

__all__ = ["own_story", "story_template"]

SHOWN = """
query ($id: ID!) {
  listing(id: $id) {
    timeline(kinds: [SHOWN]) {
      nodes {
        id note actor { name } related { id }
        ... on ShownEvent { visitor { firstName } companions { id } minutes verdict }
      }
    }
  }
}
"""


async def shown(story: Story, id_: str = listing(1), **more: Any) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = (await story.data(SHOWN, id=id_, **more))["listing"]["timeline"]["nodes"]
    return nodes


async def test_an_event_has_what_its_kind_says_and_who_recorded_it(own_story: Story) -> None:
    async with own_story.crm.records(own_story.rasa) as records:
        ref = await records.record_event(
            "SHOWN",
            Ref("Listing", UUID(listing(1))),
            {
                "visitor": contact(1),
                "companions": [Ref("Contact", UUID(contact(2))), UUID(contact(3))],
                "minutes": 45,
                "verdict": "Patiko",
            },
            related=[UUID(organization(1))],
            note="Grįš su šeima.",
        )
    assert await shown(own_story) == [
        {
            "id": str(ref.id),
            "note": "Grįš su šeima.",
            "actor": {"name": "Rasa"},
            "related": [{"id": organization(1)}],
            "visitor": {"firstName": "Jūratė"},
            "companions": [{"id": contact(2)}, {"id": contact(3)}],
            "minutes": 45,
            "verdict": "Patiko",
        }
    ]


async def test_records_of_a_payload_are_shown_to_those_who_see_them(own_story: Story) -> None:
    async with own_story.crm.records(own_story.crm.admin) as records:
        payload = {"visitor": contact(4), "companions": [contact(2), contact(5)]}
        await records.record_event("SHOWN", UUID(listing(1)), payload)
    (event,) = await shown(own_story, actor=own_story.rasa)
    assert (event["visitor"], event["companions"]) == (None, [{"id": contact(2)}])


async def test_all_faults_are_told_at_once_and_nothing_is_recorded(own_story: Story) -> None:
    async with own_story.crm.records(own_story.rasa) as records:
        with pytest.raises(UserErrors) as refused:
            await records.record_event(
                "SHOWN",
                UUID(listing(1)),
                {"companions": [contact(2), contact(4)], "minutes": "long", "verdict": "x" * 21},
                related=[UUID(listing(2))],
                occurred_at=datetime.now(UTC) + timedelta(minutes=1),
            )
    assert [(error.code, error.field) for error in refused.value.errors] == [
        ("VALIDATION", ("minutes",)),
        ("VALIDATION", ("verdict",)),
        ("REQUIRED", ("visitor",)),
        ("VALIDATION", ("occurredAt",)),
        ("NOT_FOUND", ("companions", "1")),
        ("NOT_FOUND", ("related", "0")),
    ]
    assert await shown(own_story) == []


async def test_a_reference_must_lead_to_a_record_of_its_entity(own_story: Story) -> None:
    async with own_story.crm.records(own_story.crm.admin) as records:
        with pytest.raises(UserErrors, match='There is no Contact with the id "018f'):
            await records.record_event("SHOWN", UUID(listing(1)), {"visitor": organization(1)})


@pytest.mark.parametrize(
    ("kind", "payload", "told"),
    [
        ("SHWON", {}, 'There is no event kind "SHWON". Did you mean "SHOWN"?'),
        ("SHOWN", {"visitr": contact(1)}, 'An event SHOWN has no field "visitr". Did you mean "visitor"?'),
    ],
)
async def test_what_the_catalog_does_not_have_is_named(
    own_story: Story, kind: str, payload: dict[str, Any], told: str
) -> None:
    async with own_story.crm.records(own_story.crm.admin) as records:
        with pytest.raises(ClientError) as refused:
            await records.record_event(kind, UUID(listing(1)), payload)
    assert told in str(refused.value)


async def test_of_two_events_with_one_id_the_first_is_recorded(own_story: Story) -> None:
    id_ = uuid7()
    for minutes in (10, 20):
        async with own_story.crm.records(own_story.crm.admin) as records:
            payload = {"visitor": contact(1), "minutes": minutes}
            assert (await records.record_event("SHOWN", UUID(listing(1)), payload, id=id_)).id == id_
    (event,) = await shown(own_story)
    assert (event["id"], event["minutes"]) == (str(id_), 10)


async def test_an_event_goes_with_the_transaction_that_it_was_recorded_in(own_story: Story) -> None:
    async def recorded_and_undone() -> None:
        async with own_story.crm.records(own_story.crm.admin) as records:
            await records.record_event("SHOWN", UUID(listing(1)), {"visitor": contact(1)})
            raise LookupError

    with pytest.raises(LookupError):
        await recorded_and_undone()
    assert await shown(own_story) == []


async def test_an_event_of_a_comment_comes_with_a_comment_alone(own_story: Story) -> None:
    async with own_story.crm.records(own_story.rasa) as records:
        with pytest.raises(ClientError, match="comment on the record instead"):
            await records.record_event("COMMENT", UUID(contact(1)), note="labas")
