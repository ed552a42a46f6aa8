"""What the demo's agents have done at the outlets, and what they plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from gql_crm import DemoContext
from gql_crm_merchandising.visit import CANCELLED, COMPLETED, IN_PROGRESS

PLANNED_AHEAD = timedelta(days=4)
_SHARE_OF_CANCELLED = 0.1
_NEAR = 0.0005
"""In degrees: some 50 m."""
_NOTES = (
    "Рафтовете са подредени, липсва разтворимо кафе.",
    "Поръчката е взета, доставка в четвъртък.",
    "Хладилникът не работи, обадих се в сервиза.",
    "Договорихме втори рафт за шоколада от следващия месец.",
    "Управителят иска по-чести доставки на кисело мляко.",
    "Промоцията върви добре, оставих плакати.",
    "Цените са сменени в евро, етикетите са точни.",
)
_REASONS = ("Обектът е в ремонт", "Управителят отсъства", "Зает ден, насрочено за друга седмица")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet that was made, and the values that it was made of."""

    id: UUID
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Agent:
    """A user of ours, and the team's."""

    id: str
    team: str | None


async def plan(context: DemoContext, outlet: Outlet, agent: Agent, at: datetime) -> UUID:
    """Create a visit that is planned for that time."""
    made_at = min(at - PLANNED_AHEAD, context.now)
    context.records.now = made_at
    values = {
        "id": context.id_of(made_at),
        "title": outlet.values["name"],
        "outletId": outlet.id,
        "plannedAt": at,
        "ownerId": agent.id,
        "teamId": agent.team,
    }
    made = await context.records.create("Visit", values, settled={"agentId": agent.id})
    return made.id


async def past(context: DemoContext, outlet: Outlet, agent: Agent, at: datetime) -> None:
    """Let a visit take place, or be called off."""
    random = context.random
    visit = await plan(context, outlet, agent, at)
    if random.random() < _SHARE_OF_CANCELLED:
        called_off = {"status": CANCELLED, "cancelReason": random.choice(_REASONS)}
        await _change(context, visit, at - timedelta(hours=2), called_off)
        return
    started = at + timedelta(minutes=random.randint(-5, 10))
    await begin(context, visit, outlet, started)
    ended = started + timedelta(minutes=random.randint(15, 45))
    done = {
        "status": COMPLETED,
        "endedAt": ended,
        "gpsOut": _near(random, outlet),
        "note": random.choice(_NOTES),
    }
    await _change(context, visit, ended, done)


async def begin(context: DemoContext, visit: UUID, outlet: Outlet, at: datetime) -> None:
    """Let a planned visit begin."""
    begun = {"status": IN_PROGRESS, "startedAt": at, "gpsIn": _near(context.random, outlet)}
    await _change(context, visit, at, begun)


async def _change(context: DemoContext, visit: UUID, at: datetime, settled: Mapping[str, Any]) -> None:
    context.records.now = at
    await context.records.update("Visit", visit, {}, settled=settled)


def _near(random: Random, outlet: Outlet) -> Mapping[str, float]:
    return {
        name: round(degrees + random.uniform(-_NEAR, _NEAR), 6)
        for name, degrees in outlet.values["gps"].items()
    }
