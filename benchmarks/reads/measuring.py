"""The benchmark itself: data, contenders, slices, figures."""

import os
from collections.abc import Sequence
from random import Random

import httpx
import typer
from rich.console import Console

from benchmarks.figures import Figure
from benchmarks.reads import overview
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
from benchmarks.reads.results import Results

OTHERS: tuple[type[Contender], ...] = (Bare, PostGraphile, PlainStrawberry)
_GROUPED = '{ __type(name: "OpportunityConnection") { fields { name } } }'


async def measure(options: ReadOptions) -> list[Figure]:
    """Measure what the options say, print all of it, and return what is promised."""
    there = Population(options.scale)
    tell(f"{there.contacts:,} contacts, {there.opportunities:,} opportunities, {there.events:,} events")
    async with ground(there, options.keep) as place, course(place) as run:
        entered = Entry(options, place, run)
        await entered.queries()
        await entered.pairs()
        await run.run(options.pace, Random("reads"), tell)
        results = entered.results()
    overview.show(results, Console(width=None if os.isatty(1) else 110))
    return figures(results, entered.compared)


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

    async def pairs(self) -> None:
        """Enter ours with what is compared with plain queries, and with these where they are not yet."""
        if self._ours not in self._contenders:
            return
        there = self._ground.population
        found = [pair for pair in pairs(there, query_cases(there)) if self._options.wants(pair.case.name)]
        if self._options.wants("pages far"):
            found.append(await self._pages())
        for pair in found:
            for case in (pair.plain, pair.case):
                if case.name not in self._cases:
                    await self._enter([self._ours], case)
        self.compared = found

    def results(self) -> Results:
        """Return what was measured."""
        titles = {contender.name: contender.title for contender in self._contenders}
        return Results(self._cases, titles, self._options.connections, self._run.measured, self._notes)

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
