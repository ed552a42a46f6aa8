"""Search: words are found whatever their case, diacritics and forms of letters."""

import pytest

from gql_crm.testing import Crm
from tests.story import Story


async def found(story: Story, search: str | None) -> list[int]:
    data = await story.data(
        "query ($search: String) { contacts(search: $search) { totalCount nodes { id } } }", search=search
    )
    assert data["contacts"]["totalCount"] == len(data["contacts"]["nodes"])
    return sorted(int(node["id"][-12:]) for node in data["contacts"]["nodes"])


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("jurate zukauskiene", [1]),
        ("ZUKAUSKIENE", [1]),
        ("Žukauskienė Jūratė", [1]),
        ("Z\u030cukauskiene\u0307", [1]),
        ("azuolas", [2]),
        ("sarunas sutkus", [3]),
        ("zaneta rehorova", [4]),
        ("ŘEHOŘ", [4, 6]),
        ("cenek", [5]),
        ("петър", [7]),
        ("ПЕТЪР цветков", [7]),
        ("иоана", [8]),
        ("ЙОРДАНОВ", [9]),
        ("علی یوسفی", [10]),
        ("علي يوسفي", [10]),  # Arabic yeh
        ("مریم کاظمی", [11]),  # Persian forms find Arabic ones
        ("مريم كاظمي", [11]),
        ("می خواهد", [10]),  # a space for the zero width non-joiner
        ("می\u200cخواهد", [10]),
        ("ژاله گلناز", [12]),
        ("jurate@EXAMPLE.com", [1]),
        ("anonymous", [14]),
        ("jurate cepaitis", []),
        ("", list(range(1, 15))),
        (" \t\n ", list(range(1, 15))),
        (None, list(range(1, 15))),
        ("petras", []),  # deleted
    ],
)
async def test_words_are_found(story: Story, search: str | None, expected: list[int]) -> None:
    assert await found(story, search) == expected


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("%", [13]),
        ("_", [13]),
        ("\\", [13]),
        ("50%", [13]),
        ("l_5", [13]),
        ("%%", []),
        ("__", []),
        ('"co"', [13]),
        ("o'neil", [13]),
        ("5_%", []),
    ],
)
async def test_characters_of_patterns_are_characters(story: Story, search: str, expected: list[int]) -> None:
    assert await found(story, search) == expected
    data = await story.data(
        "query ($text: String) { contacts(filter: {lastName: {contains: $text}}) { nodes { id } } }",
        text=search,
    )
    assert [int(node["id"][-12:]) for node in data["contacts"]["nodes"]] == expected


@pytest.mark.parametrize(
    ("operator", "text", "expected"),
    [
        ("startsWith", "100%", 1),
        ("startsWith", "1_0", 0),
        ("endsWith", "_plus", 1),
        ("endsWith", "%", 0),
        ("contains", "i_p", 1),
        ("contains", "%n", 0),
    ],
)
async def test_pattern_operators_take_the_characters_of_patterns_literally(
    story: Story, operator: str, text: str, expected: int
) -> None:
    data = await story.data(
        "query ($filter: OrganizationFilter) { organizations(filter: $filter) { totalCount } }",
        filter={"name": {operator: text}},
    )
    assert data["organizations"]["totalCount"] == expected


async def test_search_and_filter_both_hold(story: Story) -> None:
    data = await story.data(
        '{ contacts(search: "rehor", filter: {ownerId: {isNull: false}, rank: {isNull: true}}) {'
        " nodes { lastName } } }"
    )
    assert data["contacts"]["nodes"] == [{"lastName": "Rak"}]


async def test_a_nested_list_is_searched(story: Story) -> None:
    data = await story.data(
        "{ organizations(filter: {contacts: {some: {}}}, orderBy: [{name: DESC}]) { nodes {"
        ' contacts(search: "zukausk") { nodes { lastName } } } } }'
    )
    assert [n["contacts"]["nodes"] for n in data["organizations"]["nodes"]].count(
        [{"lastName": "Žukauskienė"}]
    ) == 1


async def test_a_changed_name_is_found_and_the_old_one_no_longer(crm: Crm) -> None:
    ref = await crm.create("Contact", {"firstName": "Ona", "lastName": "Senoji"})
    update = (
        "mutation ($id: ID!, $input: UpdateContactInput!) { updateContact(id: $id, input: $input) {"
        " userErrors { message } } }"
    )
    await crm.data(update, id=str(ref.id), input={"lastName": "Naujoji"})
    data = await crm.data(
        '{ old: contacts(search: "senoji") { totalCount } new: contacts(search: "naujoji") { totalCount } }'
    )
    assert data == {"old": {"totalCount": 0}, "new": {"totalCount": 1}}
