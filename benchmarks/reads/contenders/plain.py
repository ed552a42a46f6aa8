"""The same API by Strawberry, Tortoise and dataloaders."""

from contextlib import AbstractAsyncContextManager

from benchmarks.reads.contenders.contender import GraphQLContender, Running
from benchmarks.reads.contenders.python_process import python_process
from benchmarks.reads.dataset.ground import Ground

_APP = "benchmarks.reads.contenders.plain_strawberry.app"


class PlainStrawberry(GraphQLContender):
    name = "strawberry"
    title = "Strawberry + Tortoise + dataloaders"
    packages = ("strawberry-graphql", "graphql-core", "tortoise-orm", "starlette", "uvicorn", "asyncpg")

    def start(self, ground: Ground, workspace: str) -> AbstractAsyncContextManager[Running]:
        return python_process(_APP, ground, workspace)
