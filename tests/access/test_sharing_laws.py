"""Whatever is shared, owned and joined, every way of reading and writing follows one plain rule.

`HYPOTHESIS_PROFILE=thorough` tries hundreds of lives.
"""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest_asyncio
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gql_crm.access import Actor
from gql_crm.testing import Template, open_crm
from tests.story import (
    CONTACTS,
    IVO,
    LISTINGS,
    LONER,
    NOW,
    ORGANIZATIONS,
    PRAHA,
    RASA,
    SOFIA,
    VILNIUS,
    Story,
    contact,
    listing,
    organization,
    story_template,
)

__all__ = ["story_template"]

EXAMPLES = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 8
TEAMS_OF = {RASA: {VILNIUS, SOFIA}, IVO: {PRAHA}, LONER: set[str]()}
"""Sofia is a part of Vilnius."""
GRANTEES = [("userId", RASA), ("userId", IVO), ("userId", LONER)]
GRANTEES += [("teamId", VILNIUS), ("teamId", PRAHA), ("teamId", SOFIA)]
NAMES = {RASA: "rasa", IVO: "ivo", LONER: "loner"}
SHARE = "mutation ($i: ShareRecordInput!) { shareRecord(input: $i) { userErrors { code } } }"
UNSHARE = "mutation ($i: UnshareRecordInput!) { unshareRecord(input: $i) { userErrors { code } } }"
GIVE = "mutation ($i: ChangeOwnerInput!) { changeOwner(input: $i) { userErrors { code } } }"
PAGE = (
    "query ($after: String, $o: [ContactOrder!]) { contacts(first: 4, after: $after, orderBy: $o) {"
    " nodes { id } totalCount count { value } aggregate { count } groups(by: [{ organization: true }]) {"
    " count } pageInfo { hasNextPage endCursor } } }"
)
RELATED = (
    "query ($filter: ContactFilter) { contacts(filter: $filter, first: 50) { nodes { id } }"
    " organizations(first: 10) { nodes { id contacts(first: 20) { totalCount nodes { id } } } }"
    " listings(first: 10) { nodes { id seller { id } viewers(first: 5) { nodes { id } } } } }"
)
NODES = (
    "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Contact { timeline(first: 20) {"
    " totalCount nodes { subject { id } } } } } }"
)
UPDATE = (
    "mutation ($id: ID!, $n: String!) { updateContact(id: $id, input: { jobTitle: $n }) {"
    " userErrors { code } } }"
)


@dataclass(slots=True)
class Rule:
    """Who may see and change what, in plain words."""

    owners: dict[str, str | None] = field(default_factory=dict)
    teams: dict[str, str | None] = field(default_factory=dict)
    shares: dict[tuple[str, str], str] = field(default_factory=dict)

    def sees(self, user: str, record: str) -> bool:
        return self.has(user, record) or any((record, one) in self.shares for one in {user, *TEAMS_OF[user]})

    def may_change(self, user: str, record: str) -> bool:
        return self.has(user, record) or any(
            self.shares.get((record, one)) == "WRITE" for one in {user, *TEAMS_OF[user]}
        )

    def has(self, user: str, record: str) -> bool:
        return self.owners[record] == user or self.teams[record] in TEAMS_OF[user]


ROWS = [
    *((contact(number), row) for number, row in enumerate(CONTACTS, 1)),
    *((organization(number), row) for number, row in enumerate(ORGANIZATIONS, 1)),
    *((listing(number), row) for number, row in enumerate(LISTINGS, 1)),
]
DELETED = {contact(15), organization(6), listing(5)}
LIVE = [id_ for id_, _ in ROWS if id_ not in DELETED]
PEOPLE = [contact(number) for number in range(1, 15)]
ORDERS: list[Any] = [None, [{"lastName": "ASC"}], [{"rank": "DESC"}], [{"organization": {"name": "ASC"}}]]


@pytest_asyncio.fixture
async def world(story_template: Template) -> AsyncIterator[Story]:
    async with open_crm(story_template, clock=lambda: NOW) as crm:
        crm.workspace.on_statement = None  # so many that hypothesis could not show them
        actors = [await crm.workspace.actor_of_user(UUID(user)) for user in NAMES]
        assert all(actors)
        yield Story(crm, *actors)  # type: ignore[arg-type] # they are there


@settings(
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.generate],  # each example is a life of its own: nothing to shrink
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_every_way_in_follows_one_rule(world: Story, data: st.DataObject) -> None:
    before, rule = await _as_it_is(world), await _as_it_is(world)
    try:
        for _ in range(data.draw(st.integers(1, 12), label="steps")):
            await _step(world, rule, data)
        for user, name in NAMES.items():
            actor: Actor = getattr(world, name)
            await _check_lists(world, rule, user, actor, data.draw(st.sampled_from(ORDERS), label="order"))
            await _check_relations(world, rule, user, actor)
            await _check_nodes(world, rule, user, actor)
            await _check_writing(world, rule, user, actor, data)
    finally:
        await _as_before(world, before, rule)


async def _as_before(world: Story, before: Rule, rule: Rule) -> None:
    """Let the next example begin like this one."""
    for record, grantee in rule.shares:
        await _unshare(world, record, grantee)
    for record in LIVE:
        whose = {"ownerId": before.owners[record], "teamId": before.teams[record]}
        if whose != {"ownerId": rule.owners[record], "teamId": rule.teams[record]}:
            await _give(world, record, **whose)


async def _unshare(world: Story, record: str, grantee: str) -> list[Any]:
    name = "userId" if grantee in NAMES else "teamId"
    payload = await world.data(UNSHARE, i={"recordId": record, name: grantee})
    return [error["code"] for error in payload["unshareRecord"]["userErrors"]]


async def _as_it_is(world: Story) -> Rule:
    rule = Rule()
    found = await world.data(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Record { owner { id } team { id } shares {"
        " access user { id } team { id } } } } }",
        ids=[id_ for id_, _ in ROWS],
    )
    for node in found["nodes"]:
        rule.owners[node["id"]] = (node["owner"] or {}).get("id")
        rule.teams[node["id"]] = (node["team"] or {}).get("id")
        for share in node["shares"]:
            rule.shares[node["id"], (share["user"] or share["team"])["id"]] = share["access"]
    return rule


async def _step(world: Story, rule: Rule, data: st.DataObject) -> None:
    record = data.draw(st.sampled_from(LIVE), label="record")
    match data.draw(st.sampled_from(["share", "share", "share", "unshare", "owner", "team"]), label="step"):
        case "share":
            name, grantee = data.draw(st.sampled_from(GRANTEES), label="with")
            access = data.draw(st.sampled_from(["READ", "WRITE"]), label="access")
            given = {"recordId": record, name: grantee, "access": access}
            assert (await world.data(SHARE, i=given))["shareRecord"]["userErrors"] == []
            rule.shares[record, grantee] = access
        case "unshare":
            _, grantee = data.draw(st.sampled_from(GRANTEES), label="with")
            there = rule.shares.pop((record, grantee), None)
            assert await _unshare(world, record, grantee) == ([] if there else ["NOT_FOUND"])
        case "owner":
            owner = data.draw(st.sampled_from([None, *NAMES]), label="owner")
            await _give(world, record, ownerId=owner)
            rule.owners[record] = owner
        case _:
            team = data.draw(st.sampled_from([None, VILNIUS, PRAHA, SOFIA]), label="team")
            await _give(world, record, teamId=team)
            rule.teams[record] = team


async def _give(world: Story, record: str, **given: Any) -> None:
    payload = await world.data(GIVE, i={"recordId": record, **given})
    assert payload["changeOwner"]["userErrors"] == []


async def _check_lists(world: Story, rule: Rule, user: str, actor: Actor, order: Any) -> None:
    expected = {id_ for id_ in PEOPLE if rule.sees(user, id_)}
    found: list[str] = []
    after = None
    while True:
        page = (await world.data(PAGE, actor=actor, after=after, o=order))["contacts"]
        found += [node["id"] for node in page["nodes"]]
        counts = (page["totalCount"], page["count"]["value"], page["aggregate"]["count"])
        assert counts == (len(expected),) * 3
        assert sum(group["count"] for group in page["groups"]) == len(expected)
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert len(found) == len(set(found))
    assert set(found) == expected


async def _check_relations(world: Story, rule: Rule, user: str, actor: Actor) -> None:
    data = await world.data(RELATED, actor=actor, filter={"organization": {"isNull": False}})
    of = {contact(n): row.get("organizationId") for n, row in enumerate(CONTACTS, 1)}
    seen = {id_ for id_ in PEOPLE if rule.sees(user, id_)}
    with_house = {id_ for id_ in seen if (o := of[id_]) and o not in DELETED and rule.sees(user, o)}
    assert {node["id"] for node in data["contacts"]["nodes"]} == with_house
    houses = {node["id"]: node["contacts"] for node in data["organizations"]["nodes"]}
    assert set(houses) == {o for o in LIVE if o.startswith(organization(1)[:13]) and rule.sees(user, o)}
    for house, page in houses.items():
        expected = {id_ for id_ in seen if of[id_] == house}
        assert page["totalCount"] == len(expected)
        assert {node["id"] for node in page["nodes"]} == expected
    for node in data["listings"]["nodes"]:
        row = LISTINGS[int(node["id"][-12:]) - 1]
        seller = row.get("sellerId")
        assert node["seller"] == ({"id": seller} if seller in seen else None)
        viewers = {id_ for id_ in row.get("viewerIds", ()) if id_ in seen}
        assert {one["id"] for one in node["viewers"]["nodes"]} == viewers


async def _check_nodes(world: Story, rule: Rule, user: str, actor: Actor) -> None:
    nodes = (await world.data(NODES, actor=actor, ids=LIVE))["nodes"]
    assert [node is not None for node in nodes] == [rule.sees(user, id_) for id_ in LIVE]
    for node in nodes:
        timeline = (node or {}).get("timeline")
        if timeline is not None:
            subjects = [event["subject"]["id"] for event in timeline["nodes"]]
            assert min(timeline["totalCount"], 20) == len(subjects)
            assert all(rule.sees(user, id_) for id_ in subjects)


async def _check_writing(world: Story, rule: Rule, user: str, actor: Actor, data: st.DataObject) -> None:
    record = data.draw(st.sampled_from(PEOPLE), label="written")
    title = data.draw(st.sampled_from(["Makléř", "Брокер", "مشاور", "Vadybininkė"]), label="title")
    payload = (await world.data(UPDATE, actor=actor, id=record, n=title))["updateContact"]
    codes = [error["code"] for error in payload["userErrors"]]
    if rule.may_change(user, record):
        assert codes == []
    else:
        assert codes == ["FORBIDDEN" if rule.sees(user, record) else "NOT_FOUND"]
