"""A bare endpoint a query, with SQL by hand."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from benchmarks.reads.cases.case import Case
from benchmarks.reads.contenders import bare_app
from benchmarks.reads.contenders.contender import Contender, Running
from benchmarks.reads.contenders.python_process import python_process
from benchmarks.reads.dataset.ground import Ground


class Bare(Contender):
    name = "bare"
    title = "Starlette + asyncpg, SQL by hand"
    packages = ("starlette", "uvicorn", "asyncpg")

    def start(self, ground: Ground, workspace: str) -> AbstractAsyncContextManager[Running]:
        return python_process(bare_app.__name__, ground, workspace)

    def path(self, case: Case) -> str:
        return f"/{case.query}"

    def body(self, case: Case, variables: Mapping[str, Any]) -> Any:
        return variables
