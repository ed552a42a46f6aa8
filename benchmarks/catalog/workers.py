"""Two server processes on one database: when the other one has a change, and what clients feel meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from benchmarks.catalog.declarations import GENERATED_ENTITIES
from benchmarks.catalog.ground import CREATE_FIELD, Ground, ground
from benchmarks.catalog.sizes import Size
from benchmarks.figures import Figure, median, percentile
from benchmarks.serving import ServedCrm, installed_plugin, served_crm
from benchmarks.timing import Stopwatch
from gql_crm.settings import Settings
from gql_crm.workspace.setup import first_admin_token

PROPAGATION_BUDGET_MS = 250
_NO_STATEMENT = "{ __typename }"
"""Reads nothing, so that the server that answers it learns nothing from the database."""
_SMALL = "{ contacts(first: 1) { nodes { id displayName } } }"
_EVERY_SECONDS = 0.02
_PAUSE_SECONDS = 0.005


@dataclass
class Stream:
    """Small queries at a steady pace, however long their answers take."""

    times: list[float] = field(default_factory=list)
    failures: list[object] = field(default_factory=list)

    async def run(self, server: ServedCrm, stop: asyncio.Event) -> None:
        """Send queries until told to stop."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                group.create_task(self._ask(server))
                await asyncio.sleep(_EVERY_SECONDS)

    async def _ask(self, server: ServedCrm) -> None:
        watch = Stopwatch()
        document = await server.ask(_SMALL)
        self.times.append(watch.ms())
        if "errors" in document:
            self.failures.append(document)


async def measure(size: Size) -> list[Figure]:
    """Change the catalog at one server and look at the other, then at clients of the one."""
    async with ground(size) as place, _two_servers(place) as (here, there):
        arrivals, next_requests = await _propagation(place, here, there)
        quiet, changing, changes = await _stream(place, here)
    subject = f"{size.name}: two servers"
    ratio = percentile(changing.times, 99) / percentile(quiet.times, 99)
    return [
        Figure(subject, "the other has it, unasked", max(arrivals), "ms", PROPAGATION_BUDGET_MS),
        Figure(subject, "the other's next request with the field", median(next_requests), "ms"),
        Figure(subject, "the slowest of them", max(next_requests), "ms"),
        Figure(subject, "small query, p99, nothing changes", percentile(quiet.times, 99), "ms"),
        Figure(subject, f"small query, p99, {changes} changes", percentile(changing.times, 99), "ms"),
        Figure(subject, "ratio of the two", ratio, "times"),
        Figure(subject, "failed requests", len(quiet.failures) + len(changing.failures), "", budget=0),
    ]


@asynccontextmanager
async def _two_servers(place: Ground) -> AsyncIterator[tuple[ServedCrm, ServedCrm]]:
    token = await first_admin_token(Settings.load(), place.owner_dsn)
    path = installed_plugin(place.folder, "assets", "benchmarks.catalog.declarations")
    environment = {"PYTHONPATH": path, GENERATED_ENTITIES: str(place.generated)}
    async with AsyncExitStack() as stack:
        servers = [
            await stack.enter_async_context(
                served_crm(place.owner_dsn, place.folder / str(number), token, environment)
            )
            for number in range(2)
        ]
        yield servers[0], servers[1]


async def _propagation(place: Ground, here: ServedCrm, there: ServedCrm) -> tuple[list[float], list[float]]:
    """Alternate: wait until the other server has the change by itself, or use the field there at once."""
    arrivals: list[float] = []
    next_requests: list[float] = []
    for given in place.inputs(2 * min(place.size.rounds, 10), "spread"):
        version = await _create(here, given)
        watch = Stopwatch()
        if len(arrivals) <= len(next_requests):
            while await _version(there) < version:  # noqa: ASYNC110 (a worker announces nothing)
                await asyncio.sleep(_PAUSE_SECONDS)
            arrivals.append(watch.ms())
        else:
            await there.data(_use(place, given))
            next_requests.append(watch.ms())
        await asyncio.sleep(_EVERY_SECONDS * 5)
    return arrivals, next_requests


async def _stream(place: Ground, server: ServedCrm) -> tuple[Stream, Stream, int]:
    """Ask for as long without changes as with them."""
    inputs = place.inputs(place.size.changes, "meanwhile")
    changing = Stream()
    watch = Stopwatch()
    stop = asyncio.Event()
    asking = asyncio.create_task(changing.run(server, stop))
    for given in inputs:
        await _create(server, given)
        await asyncio.sleep(_EVERY_SECONDS * 3)
    seconds = watch.ms() / 1_000
    stop.set()
    await asking
    quiet = Stream()
    stop = asyncio.Event()
    asking = asyncio.create_task(quiet.run(server, stop))
    await asyncio.sleep(seconds)
    stop.set()
    await asking
    return quiet, changing, len(inputs)


async def _create(server: ServedCrm, given: dict[str, Any]) -> int:
    answer = (await server.data(CREATE_FIELD, {"input": given}))["createField"]
    assert answer["userErrors"] == [], answer
    version: int = answer["catalogVersion"]
    return version


async def _version(server: ServedCrm) -> int:
    version: int = (await server.ask(_NO_STATEMENT))["extensions"]["catalogVersion"]
    return version


def _use(place: Ground, given: dict[str, Any]) -> str:
    """Read the new field, which may be a record or a composite value itself."""
    catalog = place.crm.workspace.live.versions.catalog
    entity = catalog.entities[given["entity"]]
    kind = catalog.kinds[given["kind"]]
    selection = " { __typename }" if kind.reference or getattr(kind.output_type, "fields", None) else ""
    return f"{{ {entity.entity.plural}(first: 1) {{ nodes {{ id {given['key']}{selection} }} }} }}"
