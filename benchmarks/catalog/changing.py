"""A custom field in one process: from the commit to the swap, the whole answer, the schema's own text."""

import asyncio
from typing import Any

from graphql import get_introspection_query

from benchmarks.catalog.ground import Ground, ground
from benchmarks.catalog.sizes import Size
from benchmarks.figures import Figure, median
from benchmarks.timing import timed
from gql_crm.clock import system_clock
from gql_crm.customization import Customization
from gql_crm.http.server import spare_the_collector

_REST_SECONDS = 0.06
"""Until the process has heard of its own change, too."""


async def measure(size: Size) -> list[Figure]:
    """Create fields in two ways in turn: step by step, and as one request."""
    swaps: list[float] = []
    answers: list[float] = []
    told: list[dict[str, float]] = []
    async with ground(size) as place:
        spare_the_collector()
        for given in place.inputs(2 * size.rounds, "later"):
            if len(swaps) <= len(answers):
                swaps.append(await _commit_to_swap(place, given))
            else:
                answers.append(await timed(place.create_field(given)))
            await asyncio.sleep(_REST_SECONDS)
            if len(told) < min(len(answers), 3):
                told.append(await _telling(place))
    budget = size.swap_budget_ms
    subject = f"{size.name}: createField"
    return [
        Figure(subject, "commit → schema swapped", median(swaps), "ms", budget),
        Figure(subject, "the slowest of them", max(swaps), "ms"),
        Figure(subject, "the whole answer", median(answers), "ms", budget),
        Figure(subject, "the slowest of them", max(answers), "ms"),
        *(Figure(subject, name, median([times[name] for times in told]), "ms") for name in told[0]),
    ]


async def _commit_to_swap(place: Ground, given: dict[str, Any]) -> float:
    workspace = place.crm.workspace
    async with workspace.database.transaction() as connection:
        change = Customization(connection, workspace.live.contributions, place.crm.admin, system_clock())
        _, catalog = await change.create_field(given)
    return await timed(workspace.live.refresh(catalog.version))


async def _telling(place: Ground) -> dict[str, float]:
    """Ask for the whole schema twice in both forms, on a version that nobody has asked of it."""
    workspace, admin = place.crm.workspace, place.crm.admin
    document = get_introspection_query(input_value_deprecation=True)
    return {
        "introspection, first": await timed(place.crm.data(document)),
        "introspection, again": await timed(place.crm.data(document)),
        "schema.graphql, first": await timed(workspace.sdl(admin)),
        "schema.graphql, again": await timed(workspace.sdl(admin)),
    }
