"""gql_crm, as `gql-crm serve` runs it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.reads.contenders.contender import GraphQLContender, Running
from benchmarks.reads.dataset.ground import ADMIN, Ground
from benchmarks.serving import served_crm


class Ours(GraphQLContender):
    name = "ours"
    title = "gql_crm"
    packages = ("gql-crm", "graphql-core", "starlette", "uvicorn", "asyncpg")

    @asynccontextmanager
    async def start(self, ground: Ground, workspace: str) -> AsyncIterator[Running]:
        place = ground.workspaces[workspace]
        with TemporaryDirectory(prefix="gql-crm-bench-") as folder:
            async with served_crm(place.dsn, Path(folder), place.tokens[ADMIN], ground.environment) as server:
                yield Running(server.address, server.pid)
