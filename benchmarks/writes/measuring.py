"""The benchmark itself: who writes what, slices, figures."""

import os
from dataclasses import replace
from random import Random

import typer
from rich.console import Console

from benchmarks.figures import Figure
from benchmarks.reads import overview
from benchmarks.reads.agreeing import answers
from benchmarks.reads.cases.case import Case
from benchmarks.reads.contenders.contender import Contender
from benchmarks.reads.contenders.ours import Ours
from benchmarks.reads.course import Course, course
from benchmarks.reads.dataset.ground import MAIN, Ground, ground
from benchmarks.reads.dataset.population import Population
from benchmarks.reads.options import ReadOptions
from benchmarks.reads.promises import clients
from benchmarks.reads.results import Results
from benchmarks.writes.bare import BareWrites
from benchmarks.writes.cases import twins, write_cases
from benchmarks.writes.rows import compare_growth, counts

PROMISED = 0.7
"""Of the throughput of the same rows, written by hand."""


async def measure(options: ReadOptions) -> list[Figure]:
    """Measure what the options say, print all of it, and return what is promised."""
    results = await results_of(options)
    title = "Writes: throughput, latency and work on processors of an answer in milliseconds"
    overview.show(results, Console(width=None if os.isatty(1) else 110), title)
    return figures(results)


async def results_of(options: ReadOptions) -> Results:
    """Measure what the options say."""
    there = Population(options.scale)
    cases = {case.name: case for case in write_cases(there) if options.wants(case.name)}
    contenders: list[Contender] = [Ours(), BareWrites(twins(there))]
    async with ground(there, [MAIN], options.keep) as place, course(place) as run:
        for case in cases.values():
            await _compare(contenders, replace(case, variables=case.variables[-3:]), place, run)
            await run.enter(contenders, case, options.connections)
        await run.run(options.pace, Random("writes"), lambda text: typer.echo(f"writes: {text} …", err=True))
        titles = {contender.name: contender.title for contender in contenders}
        return Results(cases, titles, {}, options.connections, run.measured)


def figures(results: Results) -> list[Figure]:
    """Return a figure for each promise."""
    title = results.contenders[BareWrites.name]
    found = []
    for connections in results.connections:
        subject = f"writes, {clients(connections)}: throughput, times that of {title}"
        for case in results.cases.values():
            faster = results.faster(case.name, connections, Ours.name, BareWrites.name)
            assert faster is not None
            name = f"{case.name}: {case.title}"
            found.append(Figure(subject, name, faster, "times", PROMISED, at_least=True))
    return found


async def _compare(contenders: list[Contender], case: Case, place: Ground, run: Course) -> None:
    """Raise Disagreement unless all contenders leave as many rows in each table."""
    workspace = place.workspaces[case.workspace]
    grown = {}
    for contender in contenders:
        running = await run.running(contender, case.workspace)
        before = await counts(workspace.dsn)
        await answers(contender, running, case, workspace.tokens[case.actor])
        after = await counts(workspace.dsn)
        grown[contender.title] = {table: after[table] - count for table, count in before.items()}
    compare_growth(case, grown)
