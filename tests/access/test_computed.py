"""What a role cannot read it cannot infer: a computed field is hidden with what it is made of."""

import pytest

from tests.story import LONER, Story, contact, organization

EVERYBODY = "{ users(orderBy: [{name: ASC}]) { nodes { name administers initials } } }"


async def test_an_administrator_reads_it(story: Story) -> None:
    users = (await story.data(EVERYBODY))["users"]["nodes"]
    assert {user["name"]: user["administers"] for user in users if user["name"] != "Administrator"} == {
        "Ivo": False,
        "Loner": False,
        "Rasa": False,
    }
    assert {user["administers"] for user in users} == {True, False}
    data = await story.data("query ($id: ID!) { contact(id: $id) { ownerAdministers } }", id=contact(1))
    assert data["contact"] == {"ownerAdministers": False}


@pytest.mark.parametrize(
    ("hidden", "unknown", "query"),
    [
        ("administers", "somethingElse", "{{ users {{ nodes {{ {key} }} }} }}"),
        ("administers", "somethingElse", "{{ viewer {{ {key} }} }}"),
        ("administers", "somethingElse", 'query {{ node(id: "{id}") {{ ... on User {{ {key} }} }} }}'),
        ("administers", "somethingElse", "{{ contacts {{ nodes {{ owner {{ {key} }} }} }} }}"),
        ("ownerAdministers", "somethingElse", "{{ contacts {{ nodes {{ {key} }} }} }}"),
        (
            "ownerAdministers",
            "somethingElse",
            'mutation {{ createContact(input: {{firstName: "A"}}) {{ contact {{ {key} }} }} }}',
        ),
    ],
)
async def test_it_is_refused_in_the_words_of_an_unknown_field(
    story: Story, hidden: str, unknown: str, query: str
) -> None:
    said = await story.crm.execute(query.format(key=hidden, id=LONER), actor=story.loner)
    other = await story.crm.execute(query.format(key=unknown, id=LONER), actor=story.loner)
    assert "data" not in said
    assert [(error["message"].replace(hidden, unknown), error["extensions"]) for error in said["errors"]] == [
        (error["message"], error["extensions"]) for error in other["errors"]
    ]


async def test_neither_the_schema_nor_the_catalog_has_it(story: Story) -> None:
    catalog = "{ catalog { entities { fields { key } } } }"
    for key in ("administers", "ownerAdministers"):
        assert key in await story.crm.workspace.sdl(story.crm.admin)
        assert key not in await story.crm.workspace.sdl(story.loner)
        assert key in str(await story.data(catalog))
        assert key not in str(await story.data(catalog, actor=story.loner))
    assert "employer" in await story.crm.workspace.sdl(story.loner)


async def test_what_an_administrator_asked_does_not_open_the_way_for_a_member(story: Story) -> None:
    await story.data(EVERYBODY)
    code, _ = await story.refusal(EVERYBODY, actor=story.loner)
    assert code == "BAD_USER_INPUT"


async def test_a_need_in_a_record_that_the_caller_cannot_see_is_missing(story: Story) -> None:
    """Petar is Rasa's; his employer belongs to Sofia, whom Ivo's team of Praha does not see."""
    query = "query ($id: ID!) { contact(id: $id) { employer organization { name } } }"
    assert (await story.data(query, id=contact(7)))["contact"]["employer"] == "Имоти Шипка"
    told = (await story.data(query, id=contact(7), actor=story.ivo))["contact"]
    assert told == {"employer": None, "organization": None}


async def test_a_need_in_a_deleted_record_is_missing(story: Story) -> None:
    query = (
        "query ($id: ID!, $org: ID!) { contact(id: $id) { employer } organization(id: $org) { initials } }"
    )
    data = await story.data(query, id=contact(13), org=organization(6))
    assert data == {"contact": {"employer": None}, "organization": {"initials": "Uį"}}
