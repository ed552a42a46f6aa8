"""A field that a role may not read does not exist for it, wherever one may ask or look."""

import re

import pytest

from tests.story import LONER, Story

ALL_USERS = "{ users(orderBy: [{name: ASC}]) { nodes { name roleKeys } } }"


async def test_an_administrator_reads_it(story: Story) -> None:
    data = await story.data(ALL_USERS)
    assert {"name": "Ivo", "roleKeys": ["member"]} in data["users"]["nodes"]


@pytest.mark.parametrize("key", ["roleKeys", "unheardOf"])
@pytest.mark.parametrize(
    "query",
    [
        "{{ users {{ nodes {{ {key} }} }} }}",
        "{{ viewer {{ {key} }} }}",
        'query {{ user(id: "{id}") {{ {key} }} }}',
        'query {{ node(id: "{id}") {{ ... on User {{ {key} }} }} }}',
        "{{ contacts {{ nodes {{ owner {{ {key} }} }} }} }}",
        '{{ users(filter: {{{key}: {{containsAny: ["admin"]}}}}) {{ totalCount }} }}',
        '{{ contacts(filter: {{owner: {{{key}: {{containsAny: ["admin"]}}}}}}) {{ totalCount }} }}',
        "{{ users(orderBy: [{{{key}: ASC}}]) {{ totalCount }} }}",
        'mutation {{ updateUser(id: "{id}", input: {{{key}: ["admin"]}}) {{ userErrors {{ message }} }} }}',
    ],
)
async def test_a_hidden_field_is_refused_in_the_words_of_an_unknown_one(
    story: Story, query: str, key: str
) -> None:
    document = await story.crm.execute(query.format(key=key, id=LONER), actor=story.loner)
    other = await story.crm.execute(query.format(key="somethingElse", id=LONER), actor=story.loner)
    assert "data" not in document
    said = [
        (error["message"].replace(key, "somethingElse"), error["extensions"]) for error in document["errors"]
    ]
    assert said == [(error["message"], error["extensions"]) for error in other["errors"]]


@pytest.mark.parametrize(
    "variables", [{"roleKeys": {"containsAny": ["admin"]}}, {"or": [{"roleKeys": {"isEmpty": True}}]}]
)
async def test_a_hidden_field_in_variables_is_unknown(story: Story, variables: dict[str, object]) -> None:
    query = "query ($filter: UserFilter) { users(filter: $filter) { totalCount } }"
    document = await story.crm.execute(query, {"filter": variables}, actor=story.loner)
    assert "data" not in document
    assert document["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("near", ["roleKey", "rolekeys", "roleKeyss"])
async def test_a_hidden_field_is_never_suggested(story: Story, near: str) -> None:
    for query in (f"{{ viewer {{ {near} }} }}", f"{{ users(filter: {{{near}: {{}}}}) {{ totalCount }} }}"):
        _, for_admin = await story.refusal(query)
        assert re.search(r"""['"]roleKeys['"]""", for_admin)
        _, for_member = await story.refusal(query, actor=story.loner)
        assert not re.search(r"""['"]roleKeys['"]""", for_member)


async def test_introspection_and_sdl_do_not_have_it(story: Story) -> None:
    query = (
        '{ a: __type(name: "User") { fields { name } } b: __type(name: "UserFilter") { inputFields { name } }'
        ' c: __type(name: "UpdateUserInput") { inputFields { name } } }'
    )
    for_admin = await story.crm.execute(query)
    for_member = await story.crm.execute(query, actor=story.loner)
    assert str(for_admin).count("'roleKeys'") == 3
    assert "roleKeys" not in str(for_member)
    assert "'name': 'timeZone'" in str(for_member)
    assert "roleKeys" in await story.crm.workspace.sdl(story.crm.admin)
    assert "roleKeys" not in await story.crm.workspace.sdl(story.loner)


async def test_the_catalog_does_not_have_it(story: Story) -> None:
    query = "{ catalog { entities { name fields { key } } } }"
    assert "roleKeys" in str(await story.data(query))
    assert "roleKeys" not in str(await story.data(query, actor=story.loner))


async def test_what_an_administrator_asked_does_not_open_the_way_for_a_member(story: Story) -> None:
    await story.data(ALL_USERS)
    code, _ = await story.refusal(ALL_USERS, actor=story.loner)
    assert code == "BAD_USER_INPUT"
    await story.data(ALL_USERS)
