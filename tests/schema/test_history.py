"""`revertChange` and `recordAsOf` as clients call them."""

from typing import Any

import pytest

from gql_crm.access import Actor
from tests.story import IVO, Story, contact, organization, own_story, story_template

__all__ = ["own_story", "story_template"]

REVERT = (
    "mutation ($id: ID!) { revertChange(changeId: $id) { record { id version ... on Contact { firstName rank"
    " history(first: 1) { nodes { field oldValue newValue } } } } warnings { code }"
    " userErrors { code field message } } }"
)
AS_OF = "query ($id: ID!, $at: DateTime!) { recordAsOf(id: $id, at: $at) }"


async def change(story: Story, number: int, **values: Any) -> str:
    """Change a contact; return the id of the line of history."""
    data = await story.data(
        "mutation ($id: ID!, $input: UpdateContactInput!) { updateContact(id: $id, input: $input)"
        " { contact { history(first: 1) { nodes { id } } } userErrors { message } } }",
        id=contact(number),
        input=values,
    )
    id_: str = data["updateContact"]["contact"]["history"]["nodes"][0]["id"]
    return id_


async def revert(story: Story, id_: str, *, actor: Actor | None = None) -> dict[str, Any]:
    payload: dict[str, Any] = (await story.data(REVERT, id=id_, actor=actor))["revertChange"]
    return payload


async def test_a_line_or_a_whole_change_is_taken_back(own_story: Story) -> None:
    line = await change(own_story, 9, rank=7, firstName="Ivan")
    payload = await revert(own_story, line)
    assert payload == {
        "record": {
            "id": contact(9),
            "version": 3,
            "firstName": "Ivan" if line.endswith("rank:INTEGER") else "Иван",
            "rank": 2 if line.endswith("rank:INTEGER") else 7,
            "history": payload["record"]["history"],
        },
        "warnings": [],
        "userErrors": [],
    }
    assert len(payload["record"]["history"]["nodes"]) == 1
    line = await change(own_story, 9, rank=9, firstName="Jan")
    record = (await revert(own_story, line[:36]))["record"]
    assert (record["firstName"], record["rank"]) == (
        payload["record"]["firstName"],
        payload["record"]["rank"],
    )


async def test_what_is_refused_is_a_user_error_at_the_argument(own_story: Story) -> None:
    line = await change(own_story, 9, rank=7)
    await change(own_story, 9, rank=8)
    assert await revert(own_story, line) == {
        "record": None,
        "warnings": [],
        "userErrors": [
            {
                "code": "INVALID_STATE",
                "field": ["changeId"],
                "message": '"rank" was changed again since; take the newer change back first.',
            }
        ],
    }
    for_ivo = await revert(own_story, line, actor=own_story.ivo)
    assert [error["code"] for error in for_ivo["userErrors"]] == ["NOT_FOUND"]


async def test_what_is_no_id_is_refused(own_story: Story) -> None:
    code, message = await own_story.refusal(REVERT, id="x")
    assert (code, message[:12]) == ("BAD_USER_INPUT", '"x" is no id')


async def test_the_past_of_a_record_is_one_json_object(own_story: Story) -> None:
    record = (await own_story.data(AS_OF, id=contact(9), at="2026-03-01T00:00:00Z"))["recordAsOf"]
    assert (record["firstName"], record["rank"], record["organization"]) == ("Иван", 2, None)
    assert record["deletedAt"] is None
    assert (await own_story.data(AS_OF, id=contact(9), at="2020-01-01T00:00:00Z"))["recordAsOf"] is None
    record = (await own_story.data(AS_OF, id=contact(15), at="2026-03-15T00:00:00Z"))["recordAsOf"]
    assert (record["organization"], record["deletedAt"]) == (organization(1), "2026-03-14T12:30:00+00:00")


async def test_readers_see_the_past_of_what_they_see(own_story: Story) -> None:
    for actor, there in ((own_story.ivo, True), (own_story.rasa, False)):
        told = await own_story.data(AS_OF, id=contact(6), at="2026-03-01T00:00:00Z", actor=actor)
        assert (told["recordAsOf"] is not None) == there
    told = await own_story.data(AS_OF, id=IVO, at="2026-03-01T00:00:00Z", actor=own_story.rasa)
    assert told["recordAsOf"]["name"] == "Ivo"
    assert "roleKeys" not in told["recordAsOf"]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-03-15T12:30:00.000001Z", "lies in the future; expected a time that has passed."),
        ("2026-03-15", "is no time; expected"),
    ],
)
async def test_other_times_are_refused(own_story: Story, at: str, said: str) -> None:
    code, message = await own_story.refusal(AS_OF, id=contact(9), at=at)
    assert code == "BAD_USER_INPUT"
    assert said in message
