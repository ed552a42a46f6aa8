"""A bare endpoint a write, with SQL by hand."""

import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from benchmarks.reads.cases.case import Case
from benchmarks.reads.contenders.contender import Contender, Running
from benchmarks.reads.contenders.serving import ENVIRONMENT, Given
from benchmarks.reads.dataset.ground import Ground
from benchmarks.reads.dataset.population import BROAD
from benchmarks.serving import ROOT, served
from benchmarks.writes import bare_app
from benchmarks.writes.cases import W2, of_another


class BareWrites(Contender):
    name = "bare"
    title = "Starlette + asyncpg, SQL by hand"
    packages = ("starlette", "uvicorn", "asyncpg")

    def __init__(self, twins: Mapping[str, str]) -> None:
        self._twins = twins

    @asynccontextmanager
    async def start(self, ground: Ground, workspace: str) -> AsyncIterator[Running]:
        place = ground.workspaces[workspace]
        given = Given(place.dsn, place.tokens[BROAD], place.keys)
        environment = {"PYTHONPATH": str(ROOT), ENVIRONMENT: given.as_json()}
        async with served((sys.executable, "-m", bare_app.__name__), environment) as (address, pid):
            yield Running(address, pid)

    def path(self, case: Case) -> str:
        return f"/{case.name}"

    def body(self, case: Case, variables: Mapping[str, Any]) -> Any:
        if case.name == W2:
            return {**variables, "id": self._twins[variables["id"]]}
        return {**variables, "input": of_another(variables["input"])}
