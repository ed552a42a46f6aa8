"""What must hold for a visit, and how faults are told in the words of an operation's input."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from gql_crm import ClientError, Records, UserError, UserErrors, ValueProblem, parse_id, told_as
from gql_crm_merchandising.distance import metres
from gql_crm_merchandising.visit import IN_PROGRESS

_AHEAD = timedelta(hours=24)
_VERBS = {"PLANNED": "started", IN_PROGRESS: "completed", "COMPLETED": "amended"}


def refused(code: str, name: str, message: str) -> UserErrors:
    """Return the one fault of a call."""
    return UserErrors([UserError(code, (name,), message)])


def id_of(raw: str | None, name: str) -> UUID | None:
    """Read an id that may be absent; one that is no id is the request's fault."""
    if not raw:
        return None
    try:
        return parse_id(raw)
    except ValueProblem as problem:
        raise ClientError("BAD_USER_INPUT", str(problem), {"field": [name]}) from None


async def read(records: Records, entity: str, id_: UUID, name: str, *keys: str) -> Mapping[str, Any]:
    """Read a record that the input calls `name`; nobody else changes it until we are through."""
    with told_as({"id": name}):
        return await records.read(entity, id_, *keys)


async def outlet(records: Records, id_: UUID) -> Mapping[str, Any]:
    """Read the outlet; an organization that is none is not visited."""
    values = await read(records, "Organization", id_, "outletId", "isOutlet", "name", "team", "gps")
    if not values["isOutlet"]:
        text = f'"{values["name"]}" is no outlet; set its "isOutlet" first.'
        raise refused("VALIDATION", "outletId", text)
    return values


async def agent_is_free(records: Records, agent: UUID) -> None:
    """Refuse where the agent is at another outlet. Two visits that begin at once wait for each other."""
    await read(records, "User", agent, "agentId")
    if await records.find("Visit", {"agent": agent, "status": IN_PROGRESS}):
        text = "The agent has a visit in progress; complete or cancel it before another one begins."
        raise refused("INVALID_STATE", "agentId", text)


def in_state(status: str, *expected: str) -> None:
    """Refuse what cannot be done in a visit's state."""
    if status not in expected:
        verb = "cancelled" if len(expected) > 1 else _VERBS[expected[0]]
        text = f"The visit is {status}; only one that is {' or '.join(expected)} can be {verb}."
        raise refused("INVALID_STATE", "visitId", text)


async def times_fit(records: Records, visit: UUID) -> None:
    """Refuse times that cannot be, as they stand in the record now; devices' clocks may differ from ours."""
    times = await records.read("Visit", visit, "startedAt", "endedAt")
    for name, time in times.items():
        if time and time > records.now + _AHEAD:
            text = f'"{time.isoformat()}" is more than 24 hours ahead; check the clock of the device.'
            raise refused("VALIDATION", name, text)
    started, ended = times["startedAt"], times["endedAt"]
    if started and ended and ended < started:
        text = f'"{ended.isoformat()}" is before the visit began, "{started.isoformat()}".'
        raise refused("VALIDATION", "endedAt", text)


async def begins_at_the_outlet(records: Records, visit: UUID, place: Any, radius: int) -> None:
    """Refuse a visit that begins elsewhere, as far as both places are known; `radius` is in metres."""
    here = (await records.read("Visit", visit, "gpsIn"))["gpsIn"]
    if not radius or here is None or place is None:
        return
    away = metres((here.latitude, here.longitude), (place.latitude, place.longitude))
    if away > radius:
        text = f"The position is {away:,.0f} m from the outlet; a visit begins within {radius:,} m of it."
        raise refused("VALIDATION", "gps", text)
