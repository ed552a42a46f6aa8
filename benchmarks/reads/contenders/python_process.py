"""Contenders that are Python modules of this package."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.reads.contenders.contender import Running
from benchmarks.reads.contenders.serving import ENVIRONMENT, Given
from benchmarks.reads.dataset.ground import ADMIN, Ground
from benchmarks.serving import ROOT, served


@asynccontextmanager
async def python_process(module: str, ground: Ground, workspace: str) -> AsyncIterator[Running]:
    """Run a module that serves what it is given."""
    place = ground.workspaces[workspace]
    given = Given(place.dsn, place.tokens[ADMIN], place.keys)
    environment = {"PYTHONPATH": str(ROOT), ENVIRONMENT: given.as_json()}
    async with served((sys.executable, "-m", module), environment) as (address, pid):
        yield Running(address, pid)
