"""The benchmark itself: streams, slices, figures."""

import os
from pathlib import Path
from random import Random

import typer
from rich.console import Console

from benchmarks.figures import Figure
from benchmarks.reads import overview
from benchmarks.reads.agreeing import Disagreement
from benchmarks.reads.cases.case import Case
from benchmarks.reads.cases.promises import Pair
from benchmarks.reads.contenders.ours import Ours
from benchmarks.reads.course import Course, course
from benchmarks.reads.dataset.ground import ADMIN, MAIN, Addition, ground
from benchmarks.reads.dataset.population import Population
from benchmarks.reads.options import ReadOptions
from benchmarks.reads.promises import clients
from benchmarks.reads.results import Results
from benchmarks.timeline.cases import far_cursors, far_streams, own_streams, rolled_up
from benchmarks.timeline.loading import PATRON_FIELD, load_streams
from benchmarks.timeline.streams import Streams

_OTHERS_SCALE = 0.02
"""What else there is in the workspace matters little, as long as there is something."""


async def measure(options: ReadOptions) -> list[Figure]:
    """Measure what the options say, print all of it, and return what is promised."""
    results, pairs = await results_of(options)
    title = "Timelines: throughput, latency and work on processors of a page in milliseconds"
    overview.show(results, Console(width=None if os.isatty(1) else 110), title)
    return figures(results, pairs)


async def results_of(options: ReadOptions) -> tuple[Results, list[Pair]]:
    """Measure what the options say; return it, and which cases are compared with which."""
    streams, there = Streams(options.scale), Population(_OTHERS_SCALE)
    _tell(", ".join(f"{one.events:,} events of {one.contacts:,}" for one in streams.all))

    async def load(dsn: str) -> None:
        await load_streams(dsn, there, streams)

    added = Addition(f"timeline-{options.scale:g}", [PATRON_FIELD], load, Path(__file__).parent)
    async with ground(there, [MAIN], options.keep, added) as place, course(place) as run:
        ours = Ours()
        running = await run.running(ours, MAIN)
        cursors = await far_cursors(running.address, place.workspaces[MAIN].tokens[ADMIN], streams)
        pairs = [*own_streams(streams), *far_streams(streams, cursors), *rolled_up(streams)]
        pairs = [pair for pair in pairs if options.wants(pair.case.name)]
        if not pairs:
            raise Disagreement(
                f"no case is called {', '.join(options.only)}; benchmarks/README.md lists them."
            )
        cases = await _enter(run, ours, pairs, options)
        await run.run(options.pace, Random("timeline"), _tell)
        return Results(cases, {ours.name: ours.title}, {}, options.connections, run.measured), pairs


def figures(results: Results, pairs: list[Pair]) -> list[Figure]:
    """Return a figure for each promise, and for each pair that shows what is not promised."""
    found = []
    for connections in results.connections:
        for pair in pairs:
            slower = results.slower(pair.case.name, pair.plain.name, connections, Ours.name)
            assert slower is not None
            subject = f'timelines, {clients(connections)}: time beside "{pair.plain.title}"'
            found.append(Figure(subject, pair.difference, slower, "times", pair.times))
    return found


async def _enter(run: Course, ours: Ours, pairs: list[Pair], options: ReadOptions) -> dict[str, Case]:
    cases: dict[str, Case] = {}
    for pair in pairs:
        for case in (pair.plain, pair.case):
            if case.name not in cases:
                await run.enter([ours], case, options.connections)
                cases[case.name] = case
    return cases


def _tell(text: str) -> None:
    typer.echo(f"timeline: {text} …", err=True)
