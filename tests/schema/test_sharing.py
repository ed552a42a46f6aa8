"""Sharing records with users and teams: what it lets them do, and what is told of it."""

from typing import Any

import pytest

from gql_crm.access import Actor
from gql_crm.testing import Crm
from tests.story import (
    IVO,
    LONER,
    PRAHA,
    RASA,
    SOFIA,
    VILNIUS,
    Story,
    contact,
    listing,
    own_story,
    story_template,
)

__all__ = ["own_story", "story_template"]

SHARE = (
    "mutation ($input: ShareRecordInput!) { shareRecord(input: $input) {"
    " record { id ... on Contact { lastName version } }"
    " share { id access createdAt user { name } team { name } createdBy { id } }"
    " userErrors { code field message } } }"
)
UNSHARE = SHARE.replace("ShareRecordInput", "UnshareRecordInput").replace("{ shareRecord", "{ unshareRecord")
SHARES = (
    "query ($id: ID!) { node(id: $id) { ... on Record { shares { access user { id } team { id }"
    " createdBy { id } } } } }"
)
RENAME = (
    "mutation ($id: ID!, $input: UpdateContactInput!) { updateContact(id: $id, input: $input) {"
    " contact { lastName } userErrors { code field message } } }"
)


async def share(story: Story, record: str, *, actor: Actor | None = None, **given: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (
        await story.data(SHARE, actor=actor, input={"recordId": record, **given})
    )["shareRecord"]
    return payload


async def unshare(story: Story, record: str, *, actor: Actor | None = None, **given: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (
        await story.data(UNSHARE, actor=actor, input={"recordId": record, **given})
    )["unshareRecord"]
    return payload


async def contacts(story: Story, actor: Actor) -> list[str]:
    page = (await story.data("{ contacts(first: 200) { totalCount nodes { id } } }", actor=actor))["contacts"]
    ids = [node["id"] for node in page["nodes"]]
    assert page["totalCount"] == len(ids)
    return ids


async def rename(story: Story, actor: Actor, record: str = contact(2), **given: Any) -> Any:
    given = given or {"lastName": "Řehoř"}
    return (await story.data(RENAME, actor=actor, id=record, input=given))["updateContact"]


async def test_a_record_that_is_shared_with_a_user_is_theirs_to_read(own_story: Story) -> None:
    loner = own_story.loner
    before = await contacts(own_story, loner)
    assert contact(2) not in before
    payload = await share(own_story, contact(2), userId=LONER)
    assert payload["userErrors"] == []
    assert payload["record"] == {"id": contact(2), "lastName": "Čepaitis", "version": 1}
    assert payload["share"]["access"] == "READ"
    assert payload["share"]["user"] == {"name": "Loner"}
    assert payload["share"]["team"] is None
    assert sorted(await contacts(own_story, loner)) == sorted([*before, contact(2)])
    taken = await unshare(own_story, contact(2), userId=LONER)
    assert taken["userErrors"] == []
    assert taken["share"]["id"] == payload["share"]["id"]
    assert await contacts(own_story, loner) == before
