"""The operations that take a visit from state to state.

| state | operation | next |
|---|---|---|
| – | planVisit | PLANNED |
| –, PLANNED | startVisit | IN_PROGRESS |
| IN_PROGRESS | completeVisit | COMPLETED |
| PLANNED, IN_PROGRESS | cancelVisit | CANCELLED |
| COMPLETED | amendVisit | COMPLETED |
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import strawberry

from gql_crm import OperationContext, Payload, Ref, UserError, UserErrors, payload_type, told_as
from gql_crm_merchandising import visit_rules as rules
from gql_crm_merchandising.visit import CANCELLED, COMPLETED, IN_PROGRESS, PLANNED
from gql_crm_merchandising.visit_inputs import (
    AmendVisitInput,
    CancelVisitInput,
    CompleteVisitInput,
    PlanVisitInput,
    StartVisitInput,
)

Info = strawberry.Info[OperationContext, None]

_INPUT = {"ownerId": "agentId", "gpsIn": "gps", "gpsOut": "gps", "cancelReason": "reason"}
"""What operations call the fields that they write."""


@payload_type("Visit")
class VisitPayload(Payload):
    """The visit, or what kept it from changing."""


async def _plan_visit(
    info: Info, input: Annotated[PlanVisitInput, strawberry.argument(description="The visit.")]
) -> VisitPayload:
    """Create a visit that is to come."""
    outlet_id = rules.id_of(input.outlet_id, "outletId")
    agent = rules.id_of(input.agent_id, "agentId") or info.context.actor.user_id
    if outlet_id is None or not input.planned_at:
        raise UserErrors(_missing(outletId=outlet_id, plannedAt=input.planned_at))
    settled = {"agentId": agent, "plannedAt": input.planned_at}
    return _answer(info, await _created(info.context, outlet_id, input.id, settled))


async def _start_visit(
    info: Info, input: Annotated[StartVisitInput, strawberry.argument(description="The visit.")]
) -> VisitPayload:
    """Begin a planned visit, or one that nobody planned."""
    visit_id = rules.id_of(input.visit_id, "visitId")
    outlet_id = rules.id_of(input.outlet_id, "outletId")
    agent = rules.id_of(input.agent_id, "agentId")
    settled: dict[str, Any] = {
        "status": IN_PROGRESS,
        "startedAt": input.started_at or info.context.now,
        "gpsIn": input.gps or None,
    }
    if visit_id is not None and input.id:
        text = '"id" is for a new visit, "visitId" names a planned one; give one of them.'
        raise rules.refused("VALIDATION", "id", text)
    if visit_id is not None:
        return _answer(info, await _started(info.context, visit_id, outlet_id, agent, settled))
    if outlet_id is None:
        raise UserErrors(_missing(outletId=outlet_id))
    agent = agent or info.context.actor.user_id
    await rules.agent_is_free(info.context.records, agent)
    settled["agentId"] = agent
    return _answer(info, await _created(info.context, outlet_id, input.id, settled))


async def _complete_visit(
    info: Info, input: Annotated[CompleteVisitInput, strawberry.argument(description="The visit.")]
) -> VisitPayload:
    """End a visit that is going on."""
    visit_id, visit = await _visit(info.context, input.visit_id, "status", "startedAt")
    rules.in_state(visit["status"], IN_PROGRESS)
    settled: dict[str, Any] = {
        "status": COMPLETED,
        "endedAt": input.ended_at or _now(info, visit),
        "gpsOut": input.gps or None,
    }
    if input.note:
        settled["note"] = input.note
    return _answer(info, await _changed(info.context, visit_id, settled))


async def _cancel_visit(
    info: Info, input: Annotated[CancelVisitInput, strawberry.argument(description="The visit.")]
) -> VisitPayload:
    """Call off a visit, or break it off."""
    visit_id, visit = await _visit(info.context, input.visit_id, "status", "startedAt")
    rules.in_state(visit["status"], PLANNED, IN_PROGRESS)
    settled: dict[str, Any] = {"status": CANCELLED, "cancelReason": input.reason or None}
    if visit["status"] == IN_PROGRESS:
        settled["endedAt"] = _now(info, visit)
    return _answer(info, await _changed(info.context, visit_id, settled))


async def _amend_visit(
    info: Info, input: Annotated[AmendVisitInput, strawberry.argument(description="The visit.")]
) -> VisitPayload:
    """Correct a visit that is over."""
    visit_id, visit = await _visit(info.context, input.visit_id, "status", "agent", "endedAt")
    rules.in_state(visit["status"], COMPLETED)
    _check_amendable(info.context, visit)
    settled: dict[str, Any] = {}
    if input.note is not strawberry.UNSET:
        settled["note"] = input.note
    if input.ended_at:
        settled["endedAt"] = input.ended_at
    return _answer(info, await _changed(info.context, visit_id, settled))


def _now(info: Info, visit: Mapping[str, Any]) -> datetime:
    """Return the time of now, or of the start where the device that told it is ahead of us."""
    started: datetime = visit["startedAt"]
    return max(info.context.now, started)


def _check_amendable(context: OperationContext, visit: Mapping[str, Any]) -> None:
    if visit["agent"] != context.actor.user_id and not context.actor.is_admin:
        raise rules.refused("FORBIDDEN", "visitId", "Only the agent and administrators amend a visit.")
    hours = context.module_settings("merchandising")["amendableHours"]
    if context.now > visit["endedAt"] + timedelta(hours=hours):
        text = f"The visit ended more than {hours} hours ago; it can no longer be amended."
        raise rules.refused("INVALID_STATE", "visitId", text)


async def _visit(context: OperationContext, raw: str, *keys: str) -> tuple[UUID, Mapping[str, Any]]:
    visit_id = rules.id_of(raw, "visitId")
    if visit_id is None:
        raise UserErrors(_missing(visitId=None))
    return visit_id, await rules.read(context.records, "Visit", visit_id, "visitId", *keys)


async def _created(
    context: OperationContext, outlet_id: UUID, id_: str | None, settled: Mapping[str, Any]
) -> Ref:
    """Write a new visit: it is the agent's, and the team's that cares for the outlet."""
    outlet = await rules.outlet(context.records, outlet_id)
    values = {
        "outletId": outlet_id,
        "title": outlet["name"],
        "ownerId": settled["agentId"],
        "teamId": outlet["team"],
        **({"id": id_} if id_ else {}),
    }
    with told_as(_INPUT):
        visit = await context.records.create("Visit", values, settled=settled)
    await _check_beginning(context, visit, outlet)
    return visit


async def _started(
    context: OperationContext,
    visit_id: UUID,
    outlet_id: UUID | None,
    agent: UUID | None,
    settled: Mapping[str, Any],
) -> Ref:
    """Let a planned visit begin, with the agent who really goes."""
    records = context.records
    visit = await rules.read(records, "Visit", visit_id, "visitId", "status", "outlet", "agent")
    rules.in_state(visit["status"], PLANNED)
    if outlet_id is not None and outlet_id != visit["outlet"]:
        text = 'The visit is planned for another outlet; give "visitId" alone, or the outlet of the visit.'
        raise rules.refused("VALIDATION", "outletId", text)
    agent = agent or visit["agent"] or context.actor.user_id
    await rules.agent_is_free(records, agent)
    outlet = await rules.outlet(records, visit["outlet"])
    values = {} if agent == visit["agent"] else {"ownerId": agent}
    with told_as(_INPUT):
        started = await records.update("Visit", visit_id, values, settled={**settled, "agentId": agent})
    await _check_beginning(context, started, outlet)
    return started


async def _check_beginning(context: OperationContext, visit: Ref, outlet: Mapping[str, Any]) -> None:
    await rules.times_fit(context.records, visit.id)
    radius = context.module_settings("merchandising")["visitRadius"]
    await rules.begins_at_the_outlet(context.records, visit.id, outlet["gps"], radius)


async def _changed(context: OperationContext, visit_id: UUID, settled: Mapping[str, Any]) -> Ref:
    with told_as(_INPUT):
        changed = await context.records.update("Visit", visit_id, {}, settled=settled)
    await rules.times_fit(context.records, visit_id)
    return changed


def _missing(**values: Any) -> list[UserError]:
    return [
        UserError("REQUIRED", (name,), f'"{name}" needs a value.')
        for name, value in values.items()
        if not value
    ]


def _answer(info: Info, visit: Ref) -> VisitPayload:
    return VisitPayload(visit, tuple(info.context.records.warnings))


plan_visit = strawberry.mutation(_plan_visit, description="Plan a visit at an outlet.")
start_visit = strawberry.mutation(
    _start_visit,
    description="Begin a visit: a planned one, or a new one at an outlet. An agent has one at a time.",
)
complete_visit = strawberry.mutation(_complete_visit, description="End a visit that is in progress.")
cancel_visit = strawberry.mutation(
    _cancel_visit, description="Call off a planned visit, or break off one that is in progress."
)
amend_visit = strawberry.mutation(
    _amend_visit,
    description="Correct a completed visit. Its agent may do so for as long as the module's settings say.",
)
