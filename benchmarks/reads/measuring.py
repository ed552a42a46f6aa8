"""The benchmark itself: data, contenders, slices, figures."""

import os
from collections.abc import Sequence
from random import Random

import httpx
import typer
from rich.console import Console

from benchmarks.figures import Figure
from benchmarks.reads import overview
from benchmarks.reads.agreeing import Disagreement
from benchmarks.reads.cases.case import Case
from benchmarks.reads.cases.pages import far_cursors, far_page
from benchmarks.reads.cases.promises import Pair, pages, pairs
from benchmarks.reads.cases.queries import query_cases
from benchmarks.reads.contenders.bare import Bare
from benchmarks.reads.contenders.contender import Contender
from benchmarks.reads.contenders.ours import Ours
from benchmarks.reads.contenders.plain import PlainStrawberry
from benchmarks.reads.contenders.postgraphile.contender import PostGraphile
from benchmarks.reads.course import Course, course
from benchmarks.reads.dataset.ground import ADMIN, MAIN, Ground, ground
from benchmarks.reads.dataset.population import Population
from benchmarks.reads.options import ReadOptions
from benchmarks.reads.promises import figures
from benchmarks.reads.report import report
from benchmarks.reads.results import Results

OTHERS: tuple[type[Contender], ...] = (Bare, PostGraphile, PlainStrawberry)
NAMES = (Ours.name, *(one.name for one in OTHERS))
_GROUPED = '{ __type(name: "OpportunityConnection") { fields { name } } }'


async def measure(options: ReadOptions) -> list[Figure]:
    """Measure what the options say, print all of it, and return what is promised."""
    results, compared = await results_of(options)
    overview.show(results, Console(width=None if os.isatty(1) else 110))
    found = figures(results, compared)
    if options.report is not None:
        options.report.write_text(report(results, found), encoding="utf-8")
        tell(f"the results are in {options.report.name}")
    return found


async def results_of(options: ReadOptions) -> tuple[Results, list[Pair]]:
    """Measure what the options say; return it, and which cases are compared with which."""
    there = Population(options.scale)
    tell(f"{there.contacts:,} contacts, {there.opportunities:,} opportunities, {there.events:,} events")
    wanted = [pair for pair in pairs(there, query_cases(there)) if options.wants(pair.case.name)]
    workspaces = [MAIN, *{pair.case.workspace for pair in wanted if options.takes(Ours.name)} - {MAIN}]
    async with ground(there, workspaces, options.keep) as place, course(place) as run:
        entry = Entry(options, place, run)
        await entry.queries()
        await entry.pairs(wanted)
        if not run.measures_anything:
            raise Disagreement(
                f"no case is called {', '.join(options.only)}; benchmarks/README.md lists them."
            )
        await run.run(options.pace, Random("reads"), tell)
        return entry.results(), entry.compared


class Entry:
    """Who takes part with what."""

    def __init__(self, options: ReadOptions, ground: Ground, run: Course) -> None:
        self._options = options
        self._ground = ground
        self._run = run
        self._ours = Ours()
        self._cases: dict[str, Case] = {}
        self._notes: list[str] = []
        self.compared: list[Pair] = []
        everybody: list[Contender] = [self._ours, *(one() for one in OTHERS)]
        self._contenders = [one for one in everybody if options.takes(one.name) and self._is_there(one)]

    async def queries(self) -> None:
        """Enter all contenders with the queries."""
        for case in query_cases(self._ground.population):
            if self._options.wants(case.name) and await self._can_be_asked(case):
                await self._enter(self._contenders, case)

    async def pairs(self, wanted: Sequence[Pair]) -> None:
        """Enter ours with what is compared with plain cases, and with these where they are not yet."""
        if self._ours not in self._contenders:
            return
        found = [*wanted, *([await self._pages()] if self._options.wants("pages far") else [])]
        for pair in found:
            for case in (pair.plain, pair.case):
                if case.name not in self._cases:
                    await self._enter([self._ours], case)
        self.compared = found

    def results(self) -> Results:
        """Return what was measured."""
        titles = {contender.name: contender.title for contender in self._contenders}
        return Results(
            self._cases, titles, self._about(), self._options.connections, self._run.measured, self._notes
        )

    def _about(self) -> dict[str, str]:
        there, pace = self._ground.population, self._options.pace
        return {
            "Dataset": f"{there.organizations:,} organizations, {there.contacts:,} contacts, "
            f"{there.opportunities:,} opportunities, {there.events:,} events",
            "Measured": f"{pace.rounds} rounds of {pace.seconds:g} s each",
            "PostgreSQL": self._ground.postgres,
            **{contender.title: contender.versions() for contender in self._contenders},
        }

    def _is_there(self, contender: Contender) -> bool:
        if reason := contender.absence():
            self._note(f"{contender.title} is left out: {reason}")
        return not reason

    def _note(self, text: str) -> None:
        self._notes.append(text)
        tell(text)

    async def _enter(self, contenders: Sequence[Contender], case: Case) -> None:
        await self._run.enter(contenders, case, self._options.connections)
        self._cases[case.name] = case

    async def _can_be_asked(self, case: Case) -> bool:
        """Whether the schema has what the query needs; the note is for as long as it has no groups."""
        if case.name != "Q6" or self._ours not in self._contenders:
            return True
        running = await self._run.running(self._ours, MAIN)
        headers = {"authorization": f"Bearer {self._admin_token}"}
        async with httpx.AsyncClient(base_url=running.address, headers=headers) as client:
            answer = (await client.post("/graphql", json={"query": _GROUPED})).json()
        if any(member["name"] == "groups" for member in answer["data"]["__type"]["fields"]):
            return True
        self._note(f"{case.name} ({case.title}) is left out: the schema has no `groups` yet.")
        return False

    async def _pages(self) -> Pair:
        number = far_page(self._ground.population.contacts)
        running = await self._run.running(self._ours, MAIN)
        return pages(await far_cursors(running.address, self._admin_token, number), number)

    @property
    def _admin_token(self) -> str:
        return self._ground.workspaces[MAIN].tokens[ADMIN]


def tell(text: str) -> None:
    """Say what goes on."""
    typer.echo(f"reads: {text} …", err=True)
