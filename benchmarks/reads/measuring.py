"""The benchmark itself: data, contenders, slices, figures."""

import os
from random import Random

import typer
from rich.console import Console

from benchmarks.figures import Figure
from benchmarks.reads import overview
from benchmarks.reads.cases.case import Case
from benchmarks.reads.cases.queries import query_cases
from benchmarks.reads.contenders.bare import Bare
from benchmarks.reads.contenders.contender import Contender
from benchmarks.reads.contenders.ours import Ours
from benchmarks.reads.course import course
from benchmarks.reads.dataset.ground import ground
from benchmarks.reads.dataset.population import Population
from benchmarks.reads.options import ReadOptions
from benchmarks.reads.results import Results

CONTENDERS: tuple[type[Contender], ...] = (Ours, Bare)


async def measure(options: ReadOptions) -> list[Figure]:
    """Measure what the options say, print all of it, and return what is promised."""
    results = await results_of(options)
    overview.show(results, Console(width=None if os.isatty(1) else 110))
    return []


async def results_of(options: ReadOptions) -> Results:
    """Make the dataset, start the contenders and measure."""
    there = Population(options.scale)
    tell(f"a dataset of {there.contacts:,} contacts, {len(there.contacts_of_events):,} events")
    contenders = [one() for one in CONTENDERS if options.takes(one.name)]
    cases: dict[str, Case] = {}
    async with ground(there, options.keep) as place, course(place) as run:
        for case in query_cases(there):
            if options.wants(case.name) and case.name != "Q6":
                await run.enter(contenders, case, options.connections)
                cases[case.name] = case
        await run.run(options.pace, Random("reads"), tell)
    titles = {contender.name: contender.title for contender in contenders}
    return Results(cases, titles, options.connections, run.measured)


def tell(text: str) -> None:
    """Say what goes on."""
    typer.echo(f"reads: {text} …", err=True)
