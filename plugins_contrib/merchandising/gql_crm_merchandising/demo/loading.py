"""Loads outlets, products and visits, and gives Bulgarian contacts a role at an outlet."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from gql_crm import DemoContext
from gql_crm_merchandising.demo import visits
from gql_crm_merchandising.demo.outlets import outlets
from gql_crm_merchandising.demo.products import products
from gql_crm_merchandising.demo.visits import Agent, Outlet
from gql_crm_merchandising.outlet import ROLES

_PAST, _AHEAD = 51, 8
_DAYS = 100
_AGE = timedelta(days=500)
"""Outlets and products are older than the agency's contacts."""
_STEP = timedelta(hours=1)
_UNDER_WAY = timedelta(minutes=20)
_PEOPLE = """{
  users(filter: {active: {eq: true}}, orderBy: [{createdAt: ASC}], first: 50) { nodes { id } }
  contacts(filter: {preferredLanguage: {eq: "bg"}}, orderBy: [{createdAt: ASC}], first: 100) {
    nodes { id owner { id } team { id } organization { id } }
  }
}"""


async def load(context: DemoContext) -> None:
    """Load everything, the oldest first. Outlets are in the hands of the office for Bulgarian contacts.

    Without such contacts the workspace is not the demo's own: it gets products alone.
    """
    await _load_products(context)
    people = await context.data(_PEOPLE)
    contacts = people["contacts"]["nodes"]
    agents = _agents(people["users"]["nodes"], contacts)
    if agents:
        places = await _load_outlets(context, agents)
        await _give_roles(context, contacts, places)
        await _load_visits(context, agents, places)


def _agents(users: Sequence[dict[str, Any]], contacts: Sequence[dict[str, Any]]) -> Sequence[Agent]:
    """Return those users who care for the contacts."""
    teams = {contact["owner"]["id"]: contact["team"] for contact in contacts if contact["owner"]}
    return [
        Agent(user["id"], teams[user["id"]] and teams[user["id"]]["id"])
        for user in users
        if user["id"] in teams
    ]


async def _load_outlets(context: DemoContext, agents: Sequence[Agent]) -> Sequence[Outlet]:
    made: list[Outlet] = []
    opened = context.now - _AGE
    for values in outlets(context.random):
        opened += _STEP
        agent = agents[len(made) % len(agents)]
        given = {**values, "ownerId": agent.id, "teamId": agent.team}
        made.append(Outlet((await context.create("Organization", given, at=opened)).id, values))
    return made


async def _load_products(context: DemoContext) -> None:
    listed = context.now - _AGE
    for values in products():
        listed += _STEP
        await context.create("Product", values, at=listed)


async def _give_roles(
    context: DemoContext, contacts: Sequence[dict[str, Any]], places: Sequence[Outlet]
) -> None:
    """Let contacts who work nowhere work at an outlet."""
    context.records.now = context.now
    free = [contact for contact in contacts if not contact["organization"]]
    for contact, place in zip(free, places, strict=False):
        values = {"organizationId": place.id, "outletRole": context.random.choice(ROLES).value}
        await context.records.update("Contact", UUID(contact["id"]), values)


async def _load_visits(context: DemoContext, agents: Sequence[Agent], places: Sequence[Outlet]) -> None:
    """Load visits that are over, one that is under way, and those of the next two weeks."""
    random = context.random
    earliest = context.now - timedelta(days=_DAYS)
    for time in context.times(_PAST, days=_DAYS - 1):
        at = earliest = max(time, earliest + _STEP)
        await visits.past(context, random.choice(places), random.choice(agents), at)
    here = random.choice(places)
    started = context.now - _UNDER_WAY
    await visits.begin(context, await visits.plan(context, here, agents[0], started), here, started)
    for day in range(1, _AHEAD + 1):
        at = (context.now + timedelta(days=day)).replace(hour=random.randint(7, 14), minute=0, second=0)
        await visits.plan(context, random.choice(places), random.choice(agents), at)
