"""The feed of changes as its readers may know it."""

import base64
from typing import Any
from uuid import UUID

import orjson
import pytest

from gql_crm.access import Actor
from tests.story import IVO, PRAHA, RASA, SOFIA, VILNIUS, Story, contact, listing

CHANGES = """
query ($after: String, $entities: [String!], $first: Int) {
  changes(after: $after, entities: $entities, first: $first) {
    edges { cursor node { sequence } }
    nodes { kind id entity sequence version origin changedFields actor { name } record { id displayName } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
UPDATE = """
mutation ($id: ID!, $input: UpdateContactInput!) {
  updateContact(id: $id, input: $input) { userErrors { message } }
}
"""


async def page(story: Story, *, actor: Actor | None = None, **given: Any) -> dict[str, Any]:
    changes: dict[str, Any] = (await story.data(CHANGES, actor=actor, **given))["changes"]
    return changes


async def end(story: Story) -> str:
    """The present end of the feed."""
    cursor: str = (await page(story, first=0))["pageInfo"]["endCursor"]
    return cursor


async def since(story: Story, cursor: str, *, actor: Actor | None = None, **given: Any) -> list[Any]:
    """What has happened since then, in pages of the size that is given."""
    changes: list[Any] = []
    while True:
        next_page = await page(story, actor=actor, after=cursor, **given)
        changes += next_page["nodes"]
        cursor = next_page["pageInfo"]["endCursor"]
        if not next_page["pageInfo"]["hasNextPage"]:
            return changes


async def update(story: Story, number: int, **values: Any) -> None:
    done = await story.data(UPDATE, id=contact(number), input=values)
    assert done["updateContact"]["userErrors"] == []


async def test_a_change_tells_what_happened_and_shows_the_record_as_it_is(own_story: Story) -> None:
    cursor = await end(own_story)
    await update(own_story, 9, firstName="Йордан", stars=4)
    await update(own_story, 9, firstName="Иван")
    first, second = await since(own_story, cursor)
    assert first == {
        "kind": "UPDATED",
        "id": contact(9),
        "entity": "Contact",
        "sequence": first["sequence"],
        "version": 2,
        "origin": "API",
        "changedFields": ["firstName", "stars"],
        "actor": {"name": "Administrator"},
        "record": {"id": contact(9), "displayName": "Иван Йорданов"},
    }
    assert (second["version"], second["changedFields"]) == (3, ["firstName"])
    assert await since(own_story, first["sequence"]) == [second]


async def test_deletions_and_restorations_are_told(own_story: Story) -> None:
    cursor = await end(own_story)
    for mutation in ("deleteContact", "restoreContact"):
        await own_story.data(
            f"mutation ($id: ID!) {{ {mutation}(id: $id) {{ __typename }} }}", id=contact(10)
        )
    deleted, restored = await since(own_story, cursor)
    assert (deleted["kind"], deleted["record"]) == ("DELETED", None)
    assert (restored["kind"], restored["record"]["displayName"]) == ("RESTORED", "علی یوسفی")


async def test_pages_of_any_size_have_all_changes_once(story: Story) -> None:
    whole = await since(story, (await page(story, first=1))["pageInfo"]["endCursor"], first=200)
    assert len(whole) > 30
    for size in (1, 3, 7):
        cursor = (await page(story, first=1))["pageInfo"]["endCursor"]
        assert await since(story, cursor, first=size) == whole
    one = await page(story, first=3)
    assert [edge["cursor"] for edge in one["edges"]] == [node["sequence"] for node in one["nodes"]]
    assert one["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": one["nodes"][0]["sequence"],
        "endCursor": one["nodes"][2]["sequence"],
    }


async def test_a_page_without_news_keeps_its_place(story: Story) -> None:
    cursor = await end(story)
    nothing = await page(story, after=cursor)
    assert nothing["nodes"] == []
    assert nothing["pageInfo"] == {
        "hasNextPage": False, "hasPreviousPage": True, "startCursor": None, "endCursor": cursor,
    }  # fmt: skip


async def test_entities_narrow_the_feed(story: Story) -> None:
    whole = (await page(story, first=200))["nodes"]
    for entities in (["Listing"], ["Contact", "Listing"], []):
        some = (await page(story, first=200, entities=entities))["nodes"]
        assert some == [change for change in whole if change["entity"] in entities]
    assert {change["entity"] for change in whole} >= {"Team", "User", "Organization", "Contact", "Listing"}


async def test_readers_are_told_of_what_they_see(story: Story) -> None:
    everything = (await page(story, first=200))["nodes"]
    for actor in (story.rasa, story.ivo, story.loner):
        told = (await page(story, first=200, actor=actor))["nodes"]
        seen = await story.data(
            "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            ids=[change["id"] for change in everything],
            actor=actor,
        )
        visible = {node["id"] for node in seen["nodes"] if node}
        assert [change["id"] for change in told] == [c["id"] for c in everything if c["id"] in visible]


async def test_readers_page_through_what_others_do(own_story: Story) -> None:
    """However much happens out of sight, a page goes on, and its cursor with it."""
    cursor = await end(own_story)
    for number in range(12):
        await update(own_story, 9, rank=number)  # nobody's
    await update(own_story, 4, rank=9)  # Ivo's
    assert [change["id"] for change in await since(own_story, cursor, actor=own_story.ivo, first=1)] == [
        contact(4)
    ]
    assert await since(own_story, cursor, actor=own_story.loner, first=1) == []
    last = (await page(own_story, after=cursor, actor=own_story.loner))["pageInfo"]["endCursor"]
    assert last == await end(own_story)


async def test_a_record_that_leaves_the_sight_is_told_by_its_id_alone(own_story: Story) -> None:
    cursor = await end(own_story)
    await update(own_story, 1, teamId=PRAHA, ownerId=None)  # it was Rasa's and of Vilnius
    (lost,) = await since(own_story, cursor, actor=own_story.rasa)
    assert lost == {
        "kind": "LOST", "id": contact(1), "entity": "Contact", "sequence": lost["sequence"], "version": None,
        "origin": "API", "changedFields": [], "actor": None, "record": None,
    }  # fmt: skip
    (gained,) = await since(own_story, cursor, actor=own_story.ivo)
    assert (gained["kind"], gained["record"]["id"]) == ("GAINED", contact(1))
    assert await since(own_story, cursor, actor=own_story.loner) == []
    (for_admin,) = await since(own_story, cursor)
    assert (for_admin["kind"], for_admin["changedFields"]) == ("UPDATED", ["owner", "team"])
    await update(own_story, 1, firstName="Ona")  # out of her sight
    assert len(await since(own_story, cursor, actor=own_story.rasa)) == 1
    await update(own_story, 1, teamId=SOFIA)  # below Vilnius
    kinds = [change["kind"] for change in await since(own_story, cursor, actor=own_story.rasa)]
    assert kinds == ["UPDATED", "UPDATED", "GAINED"]  # as she sees it again, nothing of it is lost
    kinds = [change["kind"] for change in await since(own_story, cursor, actor=own_story.ivo)]
    assert kinds == ["LOST"]


async def test_fields_that_a_reader_cannot_read_are_not_named(own_story: Story) -> None:
    cursor = await end(own_story)
    change = (
        "mutation ($id: ID!, $input: UpdateUserInput!) { updateUser(id: $id, input: $input) { __typename } }"
    )
    await own_story.data(change, id=IVO, input={"roleKeys": ["member", "admin"], "name": "Ivoš"})
    (for_rasa,) = await since(own_story, cursor, actor=own_story.rasa)
    assert (for_rasa["changedFields"], for_rasa["version"]) == (["name"], 2)
    (for_admin,) = await since(own_story, cursor)
    assert for_admin["changedFields"] == ["name", "roleKeys"]


async def test_fields_have_their_names_of_now(own_story: Story) -> None:
    cursor = await end(own_story)
    await update(own_story, 9, stars=1, hobbies=["chess"])
    rename = 'mutation { renameField(entity: "Contact", key: "stars", newKey: "grade") { __typename } }'
    await own_story.data(rename)
    (change,) = await since(own_story, cursor)
    assert change["changedFields"] == ["grade", "hobbies"]


async def test_the_record_takes_fragments(story: Story) -> None:
    data = await story.data(
        'query { changes(entities: ["Listing"], first: 1) { nodes { record {'
        " ... on Listing { title seller { displayName } } ... on Contact { firstName } } } } }"
    )
    assert data["changes"]["nodes"] == [
        {"record": {"title": "Namas prie ežero", "seller": {"displayName": "Jūratė Žukauskienė"}}}
    ]


async def test_the_feed_is_one_statement(story: Story) -> None:
    await page(story, first=5)
    story.crm.statements.clear()
    await page(story, first=5)
    assert len(story.crm.statements) == 1


def cursor_of(*parts: object) -> str:
    return base64.b64encode(orjson.dumps(parts)).decode()


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "é", cursor_of("changes", 1, 2, 3), cursor_of("changes"), cursor_of({}), cursor_of(),
     cursor_of("other", str(UUID(int=0)), "1", str(UUID(int=0))),
     cursor_of("changes", str(UUID(int=0)), "9" * 19, str(UUID(int=0))),
     cursor_of("changes", str(UUID(int=0)), "-1", str(UUID(int=0)))],
)  # fmt: skip
async def test_what_is_no_cursor_is_refused(story: Story, cursor: str) -> None:
    code, message = await story.refusal(CHANGES, after=cursor)
    assert code == "BAD_USER_INPUT"
    assert "is no cursor of this feed" in message


async def test_other_arguments_are_refused_by_name(story: Story) -> None:
    assert await story.refusal(CHANGES, entities=["Contakt"]) == (
        "BAD_USER_INPUT",
        'entities: there is no entity "Contakt". Did you mean "Contact"?',
    )
    code, message = await story.refusal(CHANGES, first=201)
    assert (code, message) == ("BAD_USER_INPUT", "first: 201 is out of range; expected 0 to 200.")


async def test_a_cursor_of_another_epoch_has_expired(own_story: Story) -> None:
    cursor = await end(own_story)
    _, _, xid, id_ = orjson.loads(base64.b64decode(cursor))
    other = cursor_of("changes", str(UUID(int=7)), xid, id_)
    for _ in range(2):
        code, message = await own_story.refusal(CHANGES, after=other)
        assert code == "CURSOR_EXPIRED"
        assert "Read the records anew" in message
    assert (await page(own_story, after=cursor))["nodes"] == []


async def test_hidden_places_are_as_unknown_ones(story: Story) -> None:
    """Nobody learns by the feed what they do not learn by reading."""
    told = (await page(story, first=200, actor=story.loner))["nodes"]
    assert not {change["entity"] for change in told} & {"Organization", "Contact", "Listing"}
    assert not {change["id"] for change in told} & {contact(1), listing(1)}
    assert VILNIUS in {change["id"] for change in told}
    assert RASA in {change["id"] for change in told}
