"""The side of the load generator that a benchmark talks to."""

import asyncio
import base64
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

import orjson

from benchmarks.reads.load.slice import Slice, Target
from benchmarks.serving import ROOT

_LONGEST_LINE = 100_000_000


class Generator:
    """A running load generator."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def prepare(self, name: str, requests: Sequence[bytes]) -> None:
        """Let it know requests by a name; they are sent in turn."""
        encoded = [base64.b64encode(request).decode() for request in requests]
        await self._ask({"name": name, "requests": encoded})

    async def run(
        self, name: str, target: Target, *, connections: int, seconds: float, least: int = 0
    ) -> Slice:
        """Measure a slice."""
        command = {"connections": connections, "seconds": seconds, "least": max(least, connections)}
        return Slice(**await self._ask({"name": name, "target": asdict(target), **command}))

    async def _ask(self, command: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(orjson.dumps(command) + b"\n")
        answer = await self._process.stdout.readline()
        if not answer:
            raise RuntimeError("The load generator has ended; its last words stand above.")
        found: dict[str, Any] = orjson.loads(answer)
        return found


@asynccontextmanager
async def load_generator() -> AsyncIterator[Generator]:
    """Run a load generator."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.reads.load"),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_LONGEST_LINE,
    )
    try:
        yield Generator(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
