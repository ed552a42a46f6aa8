"""`gql-crm serve` processes, and clients of them."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

_START_SECONDS = 60.0


@dataclass(frozen=True)
class ServedCrm:
    """A server process, asked as one actor."""

    client: httpx.AsyncClient

    async def ask(self, query: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Send a request and return the parsed response."""
        response = await self.client.post("/graphql", json={"query": query, "variables": variables})
        document: dict[str, Any] = response.json()
        return document

    async def data(self, query: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Send a request that must succeed and return its data."""
        document = await self.ask(query, variables)
        if "errors" in document:
            raise AssertionError(document["errors"])
        data: dict[str, Any] = document["data"]
        return data


@asynccontextmanager
async def served_crm(
    dsn: str, data_dir: Path, token: str, environment: Mapping[str, str]
) -> AsyncIterator[ServedCrm]:
    """Run a server on a database that is ready; answers tell the catalog's version."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gql_crm.cli", "serve", "--port", "0", "--data-dir", str(data_dir)),
        env={**os.environ, **environment, "DATABASE_URL": dsn, "GQL_CRM_LOG_FORMAT": "json"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    headers = {"authorization": f"Bearer {token}", "x-gql-crm-extensions": "catalog"}
    try:
        address = await asyncio.wait_for(_address(process), _START_SECONDS)
        reading = asyncio.create_task(_read_on(process))
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as client:
            yield ServedCrm(client)
        reading.cancel()
    finally:
        process.terminate()
        await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    seen = []
    while line := await process.stdout.readline():
        seen.append(line.decode())
        if found := re.search(r"http://127\.0\.0\.1:\d+", line.decode()):
            return found.group()
    raise AssertionError("".join(seen))


async def _read_on(process: asyncio.subprocess.Process) -> None:
    """Keep the pipe of the log empty, or the server would wait."""
    assert process.stdout is not None
    while await process.stdout.readline():
        pass
