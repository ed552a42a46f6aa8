"""What a user marks, and what has been deleted: lists over all entities."""

from typing import Any

from gql_crm.access import Actor
from gql_crm.clock import uuid7
from tests.story import (
    NOW,
    Story,
    contact,
    id_of,
    listing,
    organization,
    own_story,
    story_template,
)

__all__ = ["own_story", "story_template"]

MARK = (
    "mutation ($id: ID!) { favoriteRecord(recordId: $id) { record { id isFavorite }"
    " userErrors { code field message } } }"
)
UNMARK = MARK.replace("favoriteRecord", "unfavoriteRecord")
FAVORITES = (
    "query ($entity: String, $first: Int = 20, $after: String) {"
    " favorites(entity: $entity, first: $first, after: $after) { totalCount"
    " pageInfo { hasNextPage endCursor }"
    " edges { favoritedAt node { id displayName ... on Contact { firstName } } } nodes { id } } }"
)
TRASH = (
    "query ($entity: String, $first: Int = 20, $after: String) {"
    " trash(entity: $entity, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }"
    " edges { deletedAt deletedBy { name } node { id recordType } } } }"
)


async def mark(story: Story, id_: str, *, actor: Actor | None = None) -> None:
    payload = (await story.data(MARK, id=id_, actor=actor))["favoriteRecord"]
    assert payload == {"record": {"id": id_, "isFavorite": True}, "userErrors": []}


async def favorites(story: Story, *, actor: Actor | None = None, **given: Any) -> list[str]:
    page = (await story.data(FAVORITES, actor=actor, **given))["favorites"]
    return [node["id"] for node in page["nodes"]]


async def remove(story: Story, entity: str, id_: str, *, actor: Actor | None = None) -> None:
    text = f"mutation ($id: ID!) {{ delete{entity}(id: $id) {{ userErrors {{ message }} }} }}"
    payload = await story.data(text, id=id_, actor=actor)
    assert payload[f"delete{entity}"]["userErrors"] == []


async def test_marks_are_the_viewers_own(own_story: Story) -> None:
    await mark(own_story, contact(1))
    await mark(own_story, contact(1))
    await mark(own_story, listing(1), actor=own_story.rasa)
    text = (
        "query ($id: ID!) { contact(id: $id) { isFavorite } node(id: $id) { ... on Record { isFavorite } } }"
    )
    mine = await own_story.data(text, id=contact(1))
    hers = await own_story.data(text, id=contact(1), actor=own_story.rasa)
    assert mine == {"contact": {"isFavorite": True}, "node": {"isFavorite": True}}
    assert hers == {"contact": {"isFavorite": False}, "node": {"isFavorite": False}}
    assert await favorites(own_story) == [contact(1)]
    assert await favorites(own_story, actor=own_story.rasa) == [listing(1)]


async def test_favorites_are_of_all_entities_and_come_in_pages(own_story: Story) -> None:
    ids = [contact(1), organization(1), listing(1)]
    for id_ in ids:
        await mark(own_story, id_)
    page = (await own_story.data(FAVORITES, first=2))["favorites"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (3, True)
    assert {edge["favoritedAt"] for edge in page["edges"]} == {NOW.isoformat()}
    rest = await favorites(own_story, after=page["pageInfo"]["endCursor"])
    assert [node["id"] for node in page["nodes"]] + rest == sorted(ids, reverse=True)
    contacts = (await own_story.data(FAVORITES, entity="Contact"))["favorites"]
    assert [edge["node"] for edge in contacts["edges"]] == [
        {"id": contact(1), "displayName": "Jūratė Žukauskienė", "firstName": "Jūratė"}
    ]


async def test_a_mark_is_taken_away(own_story: Story) -> None:
    await mark(own_story, contact(1))
    for _ in range(2):
        payload = (await own_story.data(UNMARK, id=contact(1)))["unfavoriteRecord"]
        assert payload == {"record": {"id": contact(1), "isFavorite": False}, "userErrors": []}
    assert await favorites(own_story) == []


async def test_lists_are_filtered_by_marks(own_story: Story) -> None:
    await mark(own_story, contact(2))
    text = (
        "query ($wanted: Boolean) { contacts(filter: { isFavorite: $wanted }, first: 50) { nodes { id } } }"
    )
    marked = (await own_story.data(text, wanted=True))["contacts"]["nodes"]
    others = (await own_story.data(text, wanted=False))["contacts"]["nodes"]
    assert marked == [{"id": contact(2)}]
    assert len(others) == 13
    hers = (await own_story.data(text, actor=own_story.rasa, wanted=True))["contacts"]["nodes"]
    assert hers == []


async def test_what_one_does_not_see_is_no_favorite(own_story: Story) -> None:
    payload = (await own_story.data(MARK, id=contact(4), actor=own_story.rasa))["favoriteRecord"]
    assert [(one["code"], one["field"]) for one in payload["userErrors"]] == [("NOT_FOUND", ["recordId"])]
    payload = (await own_story.data(MARK, id=contact(15)))["favoriteRecord"]
    assert [(one["code"], one["field"]) for one in payload["userErrors"]] == [("INVALID_STATE", ["recordId"])]
    await mark(own_story, contact(2), actor=own_story.rasa)
    await mark(own_story, contact(1), actor=own_story.rasa)
    await own_story.data(
        "mutation ($id: ID!) { updateContact(id: $id, input: { teamId: null }) { userErrors { code } } }",
        id=contact(2),
    )
    await remove(own_story, "Contact", contact(1))
    assert await favorites(own_story, actor=own_story.rasa) == []


async def test_marks_are_told_by_no_history_and_no_version(own_story: Story) -> None:
    text = "query ($id: ID!) { contact(id: $id) { version updatedAt history { totalCount } } }"
    before = await own_story.data(text, id=contact(1))
    await mark(own_story, contact(1))
    assert await own_story.data(text, id=contact(1)) == before


async def test_the_trash_has_the_last_deleted_first_and_who_deleted_it(own_story: Story) -> None:
    await remove(own_story, "Contact", contact(1), actor=own_story.rasa)
    trash = (await own_story.data(TRASH))["trash"]
    assert trash["totalCount"] == 4
    assert [edge["node"]["id"] for edge in trash["edges"]] == [
        contact(1),
        id_of("Listing", 5),
        id_of("Contact", 15),
        id_of("Organization", 6),
    ]
    assert trash["edges"][0]["deletedBy"] == {"name": "Rasa"}
    assert trash["edges"][0]["deletedAt"] == NOW.isoformat()
    own_story.crm.statements.clear()
    only = (await own_story.data(TRASH, entity="Listing"))["trash"]
    assert [edge["node"] for edge in only["edges"]] == [{"id": id_of("Listing", 5), "recordType": "Listing"}]
    assert len(own_story.crm.statements) == 1


async def test_the_trash_comes_in_pages(own_story: Story) -> None:
    for number in (1, 2, 3, 4):
        await remove(own_story, "Contact", contact(number))
    seen: list[str] = []
    after, more = None, True
    while more:
        page = (await own_story.data(TRASH, first=2, after=after))["trash"]
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(seen) == len(set(seen)) == page["totalCount"] == 7


async def test_a_member_sees_their_part_of_the_trash(own_story: Story) -> None:
    await remove(own_story, "Contact", contact(3))  # Rasa's own
    await remove(own_story, "Contact", contact(4))  # of Ivo and his team

    async def seen(actor: Actor) -> tuple[list[str], int]:
        page = (await own_story.data(TRASH, actor=actor))["trash"]
        return [edge["node"]["id"] for edge in page["edges"]], page["totalCount"]

    assert await seen(own_story.rasa) == ([contact(3), contact(15)], 2)
    assert await seen(own_story.ivo) == ([contact(4)], 1)
    assert await seen(own_story.loner) == ([], 0)


async def test_what_is_restored_leaves_the_trash(own_story: Story) -> None:
    await own_story.data(
        "mutation ($id: ID!) { restoreContact(id: $id) { userErrors { code } } }", id=contact(15)
    )
    trash = (await own_story.data(TRASH, entity="Contact"))["trash"]
    assert (trash["edges"], trash["totalCount"]) == ([], 0)


async def test_wrong_arguments_of_the_lists_are_told(own_story: Story) -> None:
    code, text = await own_story.refusal('{ trash(entity: "Contcat") { totalCount } }')
    assert (code, '"Contcat"' in text) == ("BAD_USER_INPUT", True)
    code, text = await own_story.refusal('{ favorites(after: "x") { nodes { id } } }')
    assert (code, "cursor" in text) == ("BAD_USER_INPUT", True)
    payload = (await own_story.data(MARK, id=str(uuid7())))["favoriteRecord"]
    assert payload["userErrors"][0]["code"] == "NOT_FOUND"
