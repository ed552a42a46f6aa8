"""A custom field in one process: from the commit to the swap, the whole answer, the schema's own text."""

import asyncio
from typing import Any

from graphql import get_introspection_query

from benchmarks.catalog.ground import Ground, ground
from benchmarks.catalog.sizes import Size
from benchmarks.figures import Figure
from benchmarks.timing import Duration, median_duration, timed
from gql_crm.clock import system_clock
from gql_crm.customization import Customization
from gql_crm.http.server import spare_the_collector
from gql_crm.workspace import GraphQLRequest

_REST_SECONDS = 0.06
"""Until the process has heard of its own change, too."""
_TIMES_TOLD = 3


async def measure(size: Size) -> list[Figure]:
    """Create fields in two ways in turn: step by step, and as one request."""
    swaps: list[Duration] = []
    answers: list[Duration] = []
    told: list[dict[str, Duration]] = []
    async with ground(size) as place:
        spare_the_collector()
        for given in place.inputs(2 * size.rounds, "later"):
            if len(swaps) <= len(answers):
                swaps.append(await _commit_to_swap(place, given))
            else:
                answers.append(await timed(place.create_field(given)))
            await asyncio.sleep(_REST_SECONDS)
            if len(told) < min(len(answers), _TIMES_TOLD):
                told.append(await _telling(place))
    subject = f"{size.name}: createField"
    return [
        *_figures(subject, "commit → schema swapped", swaps, size.swap_budget_ms),
        *_figures(subject, "the whole answer", answers),
        *(
            Figure(subject, name, median_duration([times[name] for times in told]).clock, "ms")
            for name in told[0]
        ),
    ]


def _figures(subject: str, name: str, times: list[Duration], budget: float | None = None) -> list[Figure]:
    middle = median_duration(times)
    return [
        Figure(subject, name, middle.clock, "ms", budget),
        Figure(subject, f"{name}, the slowest", max(times).clock, "ms"),
        Figure(subject, f"{name}, on the processor", middle.processor, "ms"),
    ]


async def _commit_to_swap(place: Ground, given: dict[str, Any]) -> Duration:
    workspace = place.crm.workspace
    async with workspace.database.transaction() as connection:
        change = Customization(connection, workspace.live.contributions, place.crm.admin, system_clock())
        _, catalog = await change.create_field(given)
    return await timed(workspace.live.refresh(catalog.version))


async def _telling(place: Ground) -> dict[str, Duration]:
    """Ask for the whole schema twice in both forms, on a version that nobody has asked of it."""
    workspace, admin = place.crm.workspace, place.crm.admin
    request = GraphQLRequest(query=get_introspection_query(input_value_deprecation=True))
    return {
        "introspection, first": await timed(workspace.execute(request, admin)),
        "introspection, again": await timed(workspace.execute(request, admin)),
        "schema.graphql, first": await timed(workspace.sdl(admin)),
        "schema.graphql, again": await timed(workspace.sdl(admin)),
    }
