"""Saved views: what may be kept, who sees it, and what lists make of it."""

from typing import Any

import pytest

from gql_crm.access import Actor
from gql_crm.clock import uuid7
from tests.story import PRAHA, VILNIUS, Story, contact, organization, own_story, story_template

__all__ = ["own_story", "story_template"]

CREATE = (
    "mutation ($input: CreateSavedViewInput!) { createSavedView(input: $input)"
    " { savedView { id name entity columns filter orderBy scope default problems }"
    " userErrors { code field message } } }"
)
UPDATE = (
    "mutation ($id: ID!, $input: UpdateSavedViewInput!) { updateSavedView(id: $id, input: $input)"
    " { savedView { id scope team { name } } userErrors { code field message } } }"
)
CONTACTS = (
    "query ($view: ID, $filter: ContactFilter, $orderBy: [ContactOrder!]) {"
    " contacts(view: $view, filter: $filter, orderBy: $orderBy, first: 50)"
    " { nodes { firstName } totalCount } }"
)
ACTIVE: dict[str, Any] = {"entity": "Contact", "name": "Aktyvūs", "filter": {"status": {"eq": "Active"}}}


async def save(story: Story, *, actor: Actor | None = None, **values: Any) -> dict[str, Any]:
    payload = (await story.data(CREATE, input=values, actor=actor))["createSavedView"]
    assert payload["userErrors"] == []
    view: dict[str, Any] = payload["savedView"]
    return view


async def faults(story: Story, **values: Any) -> list[tuple[str, str, str]]:
    payload = (await story.data(CREATE, input=values))["createSavedView"]
    return [(error["code"], ".".join(error["field"]), error["message"]) for error in payload["userErrors"]]


async def names(story: Story, *, actor: Actor | None = None, **variables: Any) -> list[str]:
    nodes = (await story.data(CONTACTS, actor=actor, **variables))["contacts"]["nodes"]
    return [node["firstName"] for node in nodes]


async def test_a_view_comes_back_as_it_was_given(own_story: Story) -> None:
    given: dict[str, Any] = {
        "entity": "Contact",
        "name": "کلیک‌های من · Žiemos",
        "columns": ["firstName", "organization.name", "stars", "tags"],
        "filter": {"and": [{"status": {"eq": "Active"}}, {"organization": {"name": {"contains": "nam"}}}]},
        "orderBy": [{"lastName": "ASC"}, {"organization": {"name": "DESC"}}],
        "scope": "PUBLIC",
        "default": True,
    }
    view = await save(own_story, **given)
    assert view == {"id": view["id"], **given, "problems": None}
    plain = await save(own_story, entity="Organization", name="Visos")
    assert (plain["scope"], plain["default"], plain["filter"]) == ("PRIVATE", False, None)


async def test_a_list_has_the_filter_and_the_order_of_its_view(own_story: Story) -> None:
    view = await save(own_story, **ACTIVE, orderBy=[{"firstName": "ASC"}])
    assert await names(own_story, view=view["id"]) == ["Jūratė", "Šarūnas", "علی"]
    assert await names(own_story, view=view["id"], orderBy=[{"firstName": "DESC"}]) == [
        "علی",
        "Šarūnas",
        "Jūratė",
    ]
    assert await names(own_story, view=view["id"], filter={"rank": {"gte": 3}}) == ["Jūratė"]
    data = await own_story.data(CONTACTS, view=view["id"])
    assert data["contacts"]["totalCount"] == 3
    assert await names(own_story, view=None) == await names(own_story)


async def test_a_view_takes_one_more_statement_and_none_where_none_is_named(own_story: Story) -> None:
    view = await save(own_story, **ACTIVE)
    for expected, variables in ((2, {"view": view["id"]}), (2, {"view": view["id"]}), (1, {})):
        own_story.crm.statements.clear()
        await names(own_story, **variables)
        assert len(own_story.crm.statements) == expected


async def test_a_changed_view_changes_its_lists_at_once(own_story: Story) -> None:
    view = await save(own_story, **ACTIVE)
    assert len(await names(own_story, view=view["id"])) == 3
    changed = await own_story.data(UPDATE, id=view["id"], input={"filter": {"status": {"eq": "Inactive"}}})
    assert changed["updateSavedView"]["userErrors"] == []
    assert await names(own_story, view=view["id"]) == ["Ąžuolas"]


async def test_lists_inside_records_have_views_too(own_story: Story) -> None:
    view = await save(own_story, **ACTIVE)
    text = (
        "query ($id: ID!, $view: ID!) { organization(id: $id)"
        " { contacts(view: $view) { nodes { firstName } } } }"
    )
    data = await own_story.data(text, id=organization(1), view=view["id"])
    assert data["organization"]["contacts"]["nodes"] == [{"firstName": "Jūratė"}]
    mutation = (
        "mutation ($id: ID!) { updateOrganization(id: $id, input: { employees: 13 })"
        f' {{ organization {{ contacts(view: "{view["id"]}") {{ totalCount }} }} }} }}'
    )
    payload = (await own_story.data(mutation, id=organization(1)))["updateOrganization"]
    assert payload["organization"] == {"contacts": {"totalCount": 1}}


async def test_pages_of_a_view_follow_each_other(own_story: Story) -> None:
    view = await save(own_story, entity="Contact", name="A", orderBy=[{"firstName": "ASC"}])
    text = (
        "query ($view: ID!, $after: String) { contacts(view: $view, first: 6, after: $after)"
        " { nodes { id } pageInfo { hasNextPage endCursor } } }"
    )
    seen: list[str] = []
    after, more = None, True
    while more:
        page = (await own_story.data(text, view=view["id"], after=after))["contacts"]
        seen += [node["id"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(seen) == len(set(seen)) == 14


async def test_a_view_shows_a_member_no_more_than_they_see(own_story: Story) -> None:
    view = await save(own_story, **ACTIVE, scope="PUBLIC")
    assert await names(own_story, view=view["id"], actor=own_story.loner) == []
    assert sorted(await names(own_story, view=view["id"], actor=own_story.rasa)) == [
        "Jūratė",
        "Šarūnas",
        "علی",
    ]


@pytest.mark.parametrize(
    ("scope", "seen"),
    [("PRIVATE", {"rasa"}), ("TEAM", {"rasa", "ivo"}), ("PUBLIC", {"rasa", "ivo", "loner", "admin"})],
)
async def test_the_scope_says_who_sees_a_view(own_story: Story, scope: str, seen: set[str]) -> None:
    team = {"teamId": PRAHA} if scope == "TEAM" else {}
    view = await save(own_story, **ACTIVE, scope=scope, **team, actor=own_story.rasa)
    one = (
        "query ($id: ID!) { savedView(id: $id) { name } savedViews { nodes { name } } node(id: $id) { id } }"
    )
    actors = {
        "rasa": own_story.rasa,
        "ivo": own_story.ivo,
        "loner": own_story.loner,
        "admin": own_story.crm.admin,
    }
    for name, actor in actors.items():
        data = await own_story.data(one, id=view["id"], actor=actor)
        there = (bool(data["savedView"]), bool(data["savedViews"]["nodes"]), bool(data["node"]))
        assert there == (name in seen,) * 3, name
        used = await own_story.crm.execute(CONTACTS, {"view": view["id"]}, actor=actor)
        assert ("errors" not in used) == (name in seen), name


async def test_a_private_view_is_seen_by_no_team(own_story: Story) -> None:
    view = await save(own_story, **ACTIVE, scope="TEAM", teamId=VILNIUS)
    changed = (await own_story.data(UPDATE, id=view["id"], input={"scope": "PRIVATE"}))["updateSavedView"]
    assert changed["savedView"] == {"id": view["id"], "scope": "PRIVATE", "team": None}
    code, _ = await own_story.refusal(CONTACTS, view=view["id"], actor=own_story.rasa)
    assert code == "BAD_USER_INPUT"
    assert [one[:2] for one in await faults(own_story, **ACTIVE, scope="TEAM")] == [("REQUIRED", "teamId")]


async def test_members_change_their_own_views_alone(own_story: Story) -> None:
    view = await save(own_story, **ACTIVE, scope="PUBLIC")
    payload = await own_story.data(UPDATE, id=view["id"], input={"name": "X"}, actor=own_story.rasa)
    assert [error["code"] for error in payload["updateSavedView"]["userErrors"]] == ["FORBIDDEN"]
    own = await save(own_story, **ACTIVE, scope="PUBLIC", actor=own_story.rasa)
    payload = await own_story.data(UPDATE, id=own["id"], input={"name": "X"}, actor=own_story.crm.admin)
    assert payload["updateSavedView"]["userErrors"] == []


@pytest.mark.parametrize(
    ("values", "path", "told"),
    [
        ({"entity": "Contcat"}, "entity", '"Contact"'),
        ({"entity": "Address"}, "entity", '"Address"'),
        ({"filter": {"budgets": {"isNull": True}}}, "filter.budgets", 'no field "budgets"'),
        ({"filter": {"and": [{"rank": {"gte": "much"}}]}}, "filter.and.0.rank.gte", '"much"'),
        ({"filter": "status"}, "filter", "ContactFilter"),
        ({"orderBy": [{"firstName": "ASC", "rank": "ASC"}]}, "orderBy.0", "ContactOrder"),
        ({"orderBy": [{"firstName": "UP"}]}, "orderBy.0.firstName", '"UP"'),
        ({"columns": ["firstName", "organisation.name"]}, "columns.1", '"organisation"'),
        ({"columns": ["firstName.name"]}, "columns.0", '"firstName.name"'),
    ],
)
async def test_what_lists_would_refuse_is_refused_when_it_is_saved(
    own_story: Story, values: dict[str, Any], path: str, told: str
) -> None:
    found = await faults(own_story, **{**ACTIVE, **values})
    assert [one[:2] for one in found] == [("VALIDATION", path)]
    assert told in found[0][2]


async def test_a_view_of_another_entity_is_refused(own_story: Story) -> None:
    view = await save(own_story, entity="Organization", name="Įmonės")
    code, text = await own_story.refusal(CONTACTS, view=view["id"])
    assert code == "BAD_USER_INPUT"
    assert text == 'view: the saved view "Įmonės" is for lists of Organization, not of Contact.'


async def test_an_unknown_or_deleted_view_is_named(own_story: Story) -> None:
    absent = str(uuid7())
    assert await own_story.refusal(CONTACTS, view=absent) == (
        "BAD_USER_INPUT",
        f'view: there is no saved view with the id "{absent}" that you can see.',
    )
    view = await save(own_story, **ACTIVE)
    await own_story.data("mutation ($id: ID!) { deleteSavedView(id: $id) { deletedId } }", id=view["id"])
    code, text = await own_story.refusal(CONTACTS, view=view["id"])
    assert (code, view["id"] in text) == ("BAD_USER_INPUT", True)
    assert (await own_story.refusal(CONTACTS, view="no id"))[0] == "BAD_USER_INPUT"


async def test_a_view_whose_field_is_gone_says_so(own_story: Story) -> None:
    view = await save(
        own_story, entity="Contact", name="Turtingi", filter={"stars": {"gte": 5}}, columns=["stars"]
    )
    assert await names(own_story, view=view["id"]) != []
    await own_story.data(
        'mutation { deleteField(entity: "Contact", key: "stars", confirm: "stars")'
        " { userErrors { message } } }"
    )
    code, text = await own_story.refusal(CONTACTS, view=view["id"])
    assert code == "BAD_USER_INPUT"
    assert '"Turtingi"' in text
    assert "stars" in text
    problems = "query ($id: ID!) { savedView(id: $id) { problems } }"
    told = (await own_story.data(problems, id=view["id"]))["savedView"]["problems"]
    assert len(told) == 2
    assert all("stars" in one for one in told)
    renamed = await own_story.data(UPDATE, id=view["id"], input={"name": "Kiti"})
    assert renamed["updateSavedView"]["userErrors"] == []


async def test_a_failing_view_costs_its_own_list_alone(own_story: Story) -> None:
    text = '{ bad: contacts(view: "%s") { totalCount } good: contact(id: "%s") { firstName } }'
    document = await own_story.crm.execute(text % (uuid7(), contact(1)))
    assert document["errors"][0]["path"] == ["bad"]


async def test_views_are_found_by_what_they_are_for(own_story: Story) -> None:
    await save(own_story, **ACTIVE, columns=["firstName"])
    await save(own_story, entity="Organization", name="B", scope="PUBLIC", default=True)
    text = (
        '{ views: savedViews(filter: { entity: { eq: "Contact" }, scope: { eq: PRIVATE },'
        ' columns: { containsAny: ["firstName"] } }) { nodes { name } }'
        " defaults: savedViews(filter: { default: { eq: true } }) { nodes { name } } }"
    )
    assert await own_story.data(text) == {
        "views": {"nodes": [{"name": "Aktyvūs"}]},
        "defaults": {"nodes": [{"name": "B"}]},
    }
