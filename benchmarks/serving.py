"""`gql-crm serve` processes with a pretended plugin, and clients of them."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[1]
_START_SECONDS = 60.0


@dataclass(frozen=True)
class ServedCrm:
    """A server process, asked as one actor."""

    client: httpx.AsyncClient
    address: str
    pid: int

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
    command = (sys.executable, "-m", "gql_crm.cli", "serve", "--port", "0", "--data-dir", str(data_dir))
    more = {**environment, "DATABASE_URL": dsn, "GQL_CRM_LOG_FORMAT": "json"}
    headers = {"authorization": f"Bearer {token}", "x-gql-crm-extensions": "catalog"}
    async with (
        served(command, more) as (address, pid),
        httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as client,
    ):
        yield ServedCrm(client, address, pid)


@asynccontextmanager
async def served(command: Sequence[str], environment: Mapping[str, str]) -> AsyncIterator[tuple[str, int]]:
    """Run a server that prints its address on loopback; give the address and the process's number."""
    process = await asyncio.create_subprocess_exec(
        *command,
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        address = await asyncio.wait_for(_address(process), _START_SECONDS)
        reading = asyncio.create_task(_read_on(process))
        yield address, process.pid
        reading.cancel()
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def installed_plugin(folder: Path, name: str, package: str) -> str:
    """Leave behind what pip leaves behind of an installed plugin; return the PYTHONPATH that has it."""
    installed = folder / "installed"
    metadata = installed / f"gql_crm_{name}-1.dist-info"
    metadata.mkdir(parents=True, exist_ok=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: gql-crm-{name}\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text(f"[gql_crm]\n{name} = {package}\n")
    return f"{ROOT}:{installed}"


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
