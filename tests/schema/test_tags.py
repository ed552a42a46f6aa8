"""Tags as clients use them: on every entity, in filters, in histories, and as a list to choose from."""

from typing import Any

import pytest

from gql_crm.access import Actor
from tests.story import Story, contact, listing, own_story, story_template

__all__ = ["own_story", "story_template"]

UPDATE = (
    "mutation ($id: ID!, $input: UpdateContactInput!) { updateContact(id: $id, input: $input)"
    " { contact { tags version updatedAt } userErrors { code field message } } }"
)
CREATE = (
    "mutation ($input: CreateContactInput!) { createContact(input: $input)"
    " { contact { id tags } userErrors { code field message } } }"
)
HISTORY = (
    "query ($id: ID!) { contact(id: $id) { history { totalCount nodes { id field oldValue newValue } } } }"
)


async def tag(story: Story, number: int, *, actor: Actor | None = None, **values: Any) -> dict[str, Any]:
    """Change tags of a contact; return it as it is then."""
    payload = (await story.data(UPDATE, id=contact(number), input=values, actor=actor))["updateContact"]
    assert payload["userErrors"] == []
    record: dict[str, Any] = payload["contact"]
    return record


async def without_tags(story: Story) -> None:
    """Take away the tags that the story has from the beginning."""
    payload = await story.data(
        "mutation { updateOrganizations(input: { tags: [] }, target:"
        " { filter: { tags: { isEmpty: false } } }) { userErrors { message } } }"
    )
    assert payload["updateOrganizations"]["userErrors"] == []


async def faults(story: Story, number: int, **values: Any) -> list[tuple[str, list[str]]]:
    payload = (await story.data(UPDATE, id=contact(number), input=values))["updateContact"]
    return [(error["code"], error["field"]) for error in payload["userErrors"]]


async def found(story: Story, condition: dict[str, Any], *, actor: Actor | None = None) -> list[str]:
    """Return the ids of contacts whose tags meet a condition, the oldest first."""
    text = "query ($filter: ContactFilter) { contacts(filter: $filter, last: 50) { nodes { id } } }"
    nodes = (await story.data(text, filter={"tags": condition}, actor=actor))["contacts"]["nodes"]
    return sorted(node["id"] for node in nodes)


async def test_tags_come_back_as_they_were_given(own_story: Story) -> None:
    given = ["VIP", "Žiema 2026", "клиент", "مشتری ویژه", "🔥"]
    payload = (await own_story.data(CREATE, input={"firstName": "Ona", "tags": given}))["createContact"]
    assert payload["contact"]["tags"] == given
    text = "query ($id: ID!) { node(id: $id) { ... on Record { tags } } contact(id: $id) { tags } }"
    data = await own_story.data(text, id=payload["contact"]["id"])
    assert data == {"node": {"tags": given}, "contact": {"tags": given}}
    assert (await own_story.data("query ($id: ID!) { listing(id: $id) { tags } }", id=listing(1)))[
        "listing"
    ] == {"tags": []}


async def test_two_spellings_are_one_tag_and_the_first_stays(own_story: Story) -> None:
    assert (await tag(own_story, 1, tags=["VIP", "vip", " Žiema ", "ziema"]))["tags"] == ["VIP", "Žiema"]
    assert (await tag(own_story, 1, addTags=["Vip", "naujas"]))["tags"] == ["VIP", "Žiema", "naujas"]
    assert (await tag(own_story, 1, removeTags=["ŽIEMA", "absent"]))["tags"] == ["VIP", "naujas"]
    assert (await tag(own_story, 1, tags=["vip", "NAUJAS"]))["tags"] == ["vip", "NAUJAS"]
    assert (await tag(own_story, 1, addTags=["a"], removeTags=["A", "vip"]))["tags"] == ["NAUJAS", "a"]
    assert (await tag(own_story, 1, tags=None))["tags"] == []


async def test_arabic_and_persian_letters_are_one(own_story: Story) -> None:
    assert (await tag(own_story, 10, tags=["مشتري ويژه"]))["tags"] == ["مشتري ويژه"]
    assert await found(own_story, {"containsAny": ["مشتری ویژه"]}) == [contact(10)]


async def test_tags_do_not_raise_the_version_and_are_told_by_history(own_story: Story) -> None:
    before = await tag(own_story, 1, tags=[])
    lines = (await own_story.data(HISTORY, id=contact(1)))["contact"]["history"]["totalCount"]
    one = await tag(own_story, 1, addTags=["a"])
    two = await tag(own_story, 1, addTags=["b"])
    assert (await tag(own_story, 1, tags=["b", "a"]))["tags"] == ["a", "b"]  # an order is no change
    assert one["version"] == two["version"] == before["version"]
    assert two["updatedAt"] == before["updatedAt"]
    both = await tag(own_story, 1, addTags=["c"], rank=9)
    assert both["version"] == before["version"] + 1
    history = (await own_story.data(HISTORY, id=contact(1)))["contact"]["history"]
    assert history["totalCount"] == lines + 4
    told = [(line["field"], line["oldValue"], line["newValue"]) for line in history["nodes"][:4]]
    assert told == [
        ("rank", 3, 9),
        ("tags", ["a", "b"], ["a", "b", "c"]),
        ("tags", ["a"], ["a", "b"]),
        ("tags", [], ["a"]),
    ]


async def test_pages_of_a_history_tell_each_change_of_tags_once(own_story: Story) -> None:
    for letter in "abc":
        await tag(own_story, 9, addTags=[letter])
    text = (
        "query ($id: ID!, $after: String) { contact(id: $id) { history(first: 1, after: $after)"
        " { nodes { newValue } pageInfo { endCursor } } } }"
    )
    after, told = None, []
    for _ in range(3):
        page = (await own_story.data(text, id=contact(9), after=after))["contact"]["history"]
        told.append(page["nodes"][0]["newValue"])
        after = page["pageInfo"]["endCursor"]
    assert told == [["a", "b", "c"], ["a", "b"], ["a"]]


async def test_a_change_of_tags_is_taken_back(own_story: Story) -> None:
    await tag(own_story, 1, tags=["a"])
    await tag(own_story, 1, tags=["b"])
    lines = (await own_story.data(HISTORY, id=contact(1)))["contact"]["history"]["nodes"]
    revert = (
        "mutation ($id: ID!) { revertChange(changeId: $id) { record { tags } userErrors { code message } } }"
    )
    older = (await own_story.data(revert, id=lines[1]["id"]))["revertChange"]
    assert [error["code"] for error in older["userErrors"]] == ["INVALID_STATE"]
    newest = (await own_story.data(revert, id=lines[0]["id"]))["revertChange"]
    assert newest == {"record": {"tags": ["a"]}, "userErrors": []}


@pytest.mark.parametrize(
    ("condition", "numbers"),
    [
        ({"containsAny": ["vip", "sodas"]}, [1, 2, 4]),
        ({"containsAny": []}, []),
        ({"containsAll": ["VIP", "namas"]}, [1]),
        ({"containsAll": ["vip", "VIP"]}, [1, 4]),
        ({"containsAll": ["vip", "absent"]}, []),
        ({"isEmpty": False, "containsAny": ["Namas"]}, [1, 2]),
    ],
)
async def test_records_are_found_by_their_tags(
    own_story: Story, condition: dict[str, Any], numbers: list[int]
) -> None:
    await tag(own_story, 1, tags=["VIP", "Namas"])
    await tag(own_story, 2, tags=["sodas", "namas"])
    await tag(own_story, 4, tags=["vip"])
    assert await found(own_story, condition) == [contact(number) for number in numbers]


async def test_records_without_tags_are_found(own_story: Story) -> None:
    await tag(own_story, 1, tags=["VIP"])
    empty = await found(own_story, {"isEmpty": True})
    assert contact(1) not in empty
    assert len(empty) == 13
    assert await found(own_story, {"containsAll": []}) == sorted([*empty, contact(1)])
    text = (
        'query { organizations(filter: { contacts: { some: { tags: { containsAny: ["vip"] } } } })'
        " { nodes { name } } }"
    )
    assert (await own_story.data(text))["organizations"]["nodes"] == [{"name": "Žvėryno namai"}]


async def test_tags_of_a_related_record_are_asked_for_only_where_there_is_one(own_story: Story) -> None:
    text = """
    {
      all: contacts(filter: { organization: { tags: { containsAll: [] } } }) { totalCount }
      related: contacts(filter: { organization: { isNull: false } }) { totalCount }
      unrelated: contacts(filter: { organization: { isNull: true } }) { totalCount }
    }
    """
    data = await own_story.data(text)
    assert data["unrelated"]["totalCount"] > 0
    assert data["all"] == data["related"]


async def test_a_filter_by_tags_shows_a_member_no_more_than_they_see(own_story: Story) -> None:
    await tag(own_story, 1, tags=["VIP"])
    await tag(own_story, 4, tags=["vip"])
    assert await found(own_story, {"containsAny": ["vip"]}, actor=own_story.rasa) == [contact(1)]
    assert await found(own_story, {"containsAny": ["vip"]}, actor=own_story.loner) == []


async def test_what_is_no_tag_is_refused_at_its_place(own_story: Story) -> None:
    assert await faults(own_story, 1, tags=["good", " "]) == [("VALIDATION", ["tags", "1"])]
    assert await faults(own_story, 1, addTags=["a,b", "ok", "x" * 101]) == [
        ("VALIDATION", ["addTags", "0"]),
        ("VALIDATION", ["addTags", "2"]),
    ]
    assert await faults(own_story, 1, addTags=["two\nlines", "\u0301"]) == [
        ("VALIDATION", ["addTags", "0"]),
    ]
    assert await faults(own_story, 1, addTags=["\u0301"]) == [("VALIDATION", ["addTags", "0"])]
    assert await faults(own_story, 1, tags=["a"], addTags=["b"]) == [("VALIDATION", ["addTags"])]
    many = [f"tag {number}" for number in range(51)]
    assert await faults(own_story, 1, tags=many) == [("VALIDATION", ["tags"])]
    await tag(own_story, 1, tags=many[:50])
    assert await faults(own_story, 1, addTags=["one more"]) == [("VALIDATION", ["addTags"])]


async def test_persian_tags_keep_the_sign_between_their_words(own_story: Story) -> None:
    await tag(own_story, 1, tags=["علاقه\u200cمند"])
    assert await found(own_story, {"containsAny": ["علاقه\u200cمند"]}) == [contact(1)]


async def test_a_refused_change_leaves_the_tags_alone(own_story: Story) -> None:
    await tag(own_story, 1, tags=["a"])
    assert await faults(own_story, 1, addTags=["b"], email="no address") == [("VALIDATION", ["email"])]
    assert await found(own_story, {"containsAny": ["b"]}) == []


async def test_many_records_are_tagged_at_once(own_story: Story) -> None:
    text = (
        'mutation ($ids: [ID!]!) { updateContacts(target: { ids: $ids }, input: { addTags: ["2026"] })'
        " { contacts { tags } userErrors { message } } }"
    )
    await tag(own_story, 1, tags=["VIP"])
    payload = (await own_story.data(text, ids=[contact(1), contact(2)]))["updateContacts"]
    assert payload == {"contacts": [{"tags": ["VIP", "2026"]}, {"tags": ["2026"]}], "userErrors": []}


async def test_a_copy_has_the_tags_unless_it_gets_others(own_story: Story) -> None:
    await tag(own_story, 1, tags=["VIP", "Namas"])
    text = (
        "mutation ($id: ID!, $input: CreateContactInput) { copyContact(id: $id, input: $input)"
        " { contact { tags } userErrors { message } } }"
    )
    copied = (await own_story.data(text, id=contact(1)))["copyContact"]
    assert copied == {"contact": {"tags": ["VIP", "Namas"]}, "userErrors": []}
    other = (await own_story.data(text, id=contact(1), input={"tags": ["kopija"]}))["copyContact"]
    assert other["contact"] == {"tags": ["kopija"]}


async def test_the_past_has_the_tags_of_then(own_story: Story) -> None:
    text = "query ($id: ID!, $at: DateTime!) { recordAsOf(id: $id, at: $at) }"
    before = (await own_story.data(text, id=contact(1), at="2026-03-15T12:00:00Z"))["recordAsOf"]
    await tag(own_story, 1, tags=["VIP"])
    after = (await own_story.data(text, id=contact(1), at="2026-03-15T12:30:00Z"))["recordAsOf"]
    assert (before["tags"], after["tags"]) == ([], ["VIP"])
    assert (before["version"], before["updatedAt"]) == (after["version"], after["updatedAt"])


async def test_tags_to_choose_from_are_those_that_one_sees(own_story: Story) -> None:
    await without_tags(own_story)
    await tag(own_story, 1, tags=["VIP", "Žiema"])
    await tag(own_story, 2, tags=["vip"])
    await tag(own_story, 4, tags=["vip", "zimní"])
    await own_story.data(
        'mutation ($id: ID!) { updateListing(id: $id, input: { tags: ["Žiema"] }) { userErrors { code } } }',
        id=listing(1),
    )
    text = (
        "query ($entity: String, $search: String, $first: Int) { tags(entity: $entity, search: $search,"
        " first: $first) { tag count } }"
    )
    assert (await own_story.data(text))["tags"] == [
        {"tag": "VIP", "count": 3},
        {"tag": "Žiema", "count": 2},
        {"tag": "zimní", "count": 1},
    ]
    assert (await own_story.data(text, search="ZI", first=1))["tags"] == [{"tag": "Žiema", "count": 2}]
    assert (await own_story.data(text, entity="Listing"))["tags"] == [{"tag": "Žiema", "count": 1}]
    assert (await own_story.data(text, actor=own_story.ivo))["tags"] == [
        {"tag": "vip", "count": 1},
        {"tag": "zimní", "count": 1},
    ]
    assert (await own_story.data(text, actor=own_story.loner))["tags"] == []
    await own_story.data(
        "mutation ($id: ID!) { deleteContact(id: $id) { userErrors { code } } }", id=contact(4)
    )
    assert {"tag": "zimní", "count": 1} not in (await own_story.data(text))["tags"]


async def test_an_entity_without_tags_to_choose_from_is_named(own_story: Story) -> None:
    code, text = await own_story.refusal('{ tags(entity: "Contcat") { tag } }')
    assert code == "BAD_USER_INPUT"
    assert '"Contcat"' in text
    assert "Contact" in text
    code, text = await own_story.refusal("{ tags(first: 201) { tag } }")
    assert (code, text) == ("BAD_USER_INPUT", "first: 201 is out of range; expected 0 to 200.")


async def test_members_tag_what_they_may_change(own_story: Story) -> None:
    assert (await tag(own_story, 1, addTags=["mano"], actor=own_story.rasa))["tags"] == ["mano"]
    payload = await own_story.data(UPDATE, id=contact(4), input={"addTags": ["x"]}, actor=own_story.rasa)
    assert [error["code"] for error in payload["updateContact"]["userErrors"]] == ["NOT_FOUND"]


async def test_the_catalog_tells_of_tags_and_no_field_is_made_of_their_kind(own_story: Story) -> None:
    text = "{ catalog { entities { name fields { key kind } } } }"
    entities = (await own_story.data(text))["catalog"]["entities"]
    fields = next(one["fields"] for one in entities if one["name"] == "Contact")
    assert {"key": "tags", "kind": "TAGS"} in fields
    made = await own_story.data(
        'mutation { createField(input: { entity: "Contact", key: "labels", kind: TAGS })'
        " { userErrors { code field } } }"
    )
    assert made["createField"]["userErrors"] == [{"code": "VALIDATION", "field": ["kind"]}]


RENAME = (
    "mutation ($tag: String!, $to: String!) { renameTag(tag: $tag, to: $to)"
    " { count userErrors { code field message } } }"
)


async def tags_of(story: Story, *numbers: int) -> list[list[str]]:
    text = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Record { tags } } }"
    nodes = (await story.data(text, ids=[contact(number) for number in numbers]))["nodes"]
    return [node["tags"] for node in nodes]


async def test_a_tag_is_renamed_on_all_records(own_story: Story) -> None:
    await without_tags(own_story)
    await tag(own_story, 1, tags=["VIP", "a"])
    before = await tag(own_story, 2, tags=["x", "vip", "y"])
    await tag(own_story, 4, tags=["raktinis", "vip"])
    await tag(own_story, 5, tags=["vip", "Raktinis", "z"])
    payload = (await own_story.data(RENAME, tag="Vip", to="Raktinis"))["renameTag"]
    assert payload == {"count": 4, "userErrors": []}
    assert await tags_of(own_story, 1, 2, 4, 5) == [
        ["Raktinis", "a"],
        ["x", "Raktinis", "y"],
        ["Raktinis"],
        ["Raktinis", "z"],
    ]
    line = (await own_story.data(HISTORY, id=contact(2)))["contact"]["history"]["nodes"][0]
    assert (line["field"], line["oldValue"], line["newValue"]) == (
        "tags",
        ["x", "vip", "y"],
        ["x", "Raktinis", "y"],
    )
    assert await found(own_story, {"containsAny": ["vip"]}) == []
    text = "query ($id: ID!) { contact(id: $id) { version } }"
    assert (await own_story.data(text, id=contact(2)))["contact"]["version"] == before["version"]


async def test_a_spelling_is_made_that_of_all_records(own_story: Story) -> None:
    await without_tags(own_story)
    await tag(own_story, 1, tags=["vip"])
    await tag(own_story, 2, tags=["VIP"])
    payload = (await own_story.data(RENAME, tag="vip", to="VIP"))["renameTag"]
    assert payload == {"count": 1, "userErrors": []}
    assert await tags_of(own_story, 1, 2) == [["VIP"], ["VIP"]]


async def test_what_cannot_be_renamed_is_told(own_story: Story) -> None:
    async def codes(**values: Any) -> list[tuple[str, list[str]]]:
        payload = (await own_story.data(RENAME, **values))["renameTag"]
        return [(error["code"], error["field"]) for error in payload["userErrors"]]

    await tag(own_story, 1, tags=["VIP"])
    assert await codes(tag="absent", to="b") == [("NOT_FOUND", ["tag"])]
    assert await codes(tag="VIP", to="a,b") == [("VALIDATION", ["to"])]
    assert await codes(tag=" ", to="\u0301") == [("VALIDATION", ["tag"]), ("VALIDATION", ["to"])]
    assert await codes(tag="VIP", to="b", actor=own_story.rasa) == [("FORBIDDEN", [])]
    assert await tags_of(own_story, 1) == [["VIP"]]
