"""What clients give to plan, start, complete, cancel and amend a visit."""

from typing import Any

import strawberry

from gql_crm import DateTime, InputData, kind_input


@kind_input("GeoPointInput")
class GeoPointInput(InputData):
    """A position, as the device gives it."""


def _maybe(description: str) -> Any:
    return strawberry.field(default=strawberry.UNSET, description=description)


_ID_OF_NEW = "The new visit's id, a UUIDv7 of the client's own; made by the server when absent."


@strawberry.input(name="PlanVisitInput", description="A visit to come.")
class PlanVisitInput:
    """A visit to come."""

    id: strawberry.ID | None = _maybe(_ID_OF_NEW)
    outlet_id: strawberry.ID | None = _maybe("The outlet; required.")
    agent_id: strawberry.ID | None = _maybe("Who is to visit; by default the viewer.")
    planned_at: DateTime | None = _maybe("When; required.")


@strawberry.input(
    name="StartVisitInput", description="A visit that begins: a planned one, or one that nobody planned."
)
class StartVisitInput:
    """A visit that begins."""

    id: strawberry.ID | None = _maybe(_ID_OF_NEW)
    visit_id: strawberry.ID | None = _maybe("The planned visit that begins.")
    outlet_id: strawberry.ID | None = _maybe("The outlet; required where no planned visit begins.")
    agent_id: strawberry.ID | None = _maybe(
        "Who visits; by default whom it was planned for, else the viewer."
    )
    started_at: DateTime | None = _maybe("When it began; by default now.")
    gps: GeoPointInput | None = _maybe("Where the agent's device is.")


@strawberry.input(name="CompleteVisitInput", description="A visit that ends.")
class CompleteVisitInput:
    """A visit that ends."""

    visit_id: strawberry.ID = strawberry.field(description="The visit.")
    ended_at: DateTime | None = _maybe("When it ended; by default now.")
    gps: GeoPointInput | None = _maybe("Where the agent's device is.")
    note: str | None = _maybe("What is to be remembered of it.")


@strawberry.input(name="CancelVisitInput", description="A visit that does not take place, or is broken off.")
class CancelVisitInput:
    """A visit that does not take place, or is broken off."""

    visit_id: strawberry.ID = strawberry.field(description="The visit.")
    reason: str | None = _maybe("Why.")


@strawberry.input(name="AmendVisitInput", description="What was wrong or missing in a completed visit.")
class AmendVisitInput:
    """What was wrong or missing in a completed visit."""

    visit_id: strawberry.ID = strawberry.field(description="The visit.")
    note: str | None = _maybe("What is to be remembered of it; null takes the note away.")
    ended_at: DateTime | None = _maybe("When it really ended.")
