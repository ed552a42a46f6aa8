"""`gql-crm serve` processes, and clients of them."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from gql_crm.settings import Settings
from gql_crm.workspace.setup import first_admin_token

CLIENTS = 100
START_SECONDS = 60.0


@dataclass
class Worker:
    """A `gql-crm serve` process and a client of it."""

    client: httpx.AsyncClient

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """Send a request and return the parsed response."""
        response = await self.client.post("/graphql", json={"query": query, "variables": variables})
        document: dict[str, Any] = response.json()
        return document

    async def data(self, query: str, **variables: Any) -> dict[str, Any]:
        """Send a request that must succeed and return its data."""
        document = await self.ask(query, **variables)
        assert "errors" not in document, document
        data: dict[str, Any] = document["data"]
        return data


@asynccontextmanager
async def worker(dsn: str, data_dir: Path, **environment: str) -> AsyncIterator[Worker]:
    """Run a process on a database, and ask it as an administrator."""
    async with serving(dsn, data_dir, **environment) as address:
        token = await first_admin_token(Settings.load(), dsn)
        limits = httpx.Limits(max_connections=CLIENTS)
        headers = {"authorization": f"Bearer {token}"}
        client = httpx.AsyncClient(base_url=address, headers=headers, timeout=60, limits=limits)
        async with client:
            yield Worker(client)


@asynccontextmanager
async def serving(dsn: str, data_dir: Path, **environment: str) -> AsyncIterator[str]:
    """Run `gql-crm serve` and yield its address."""
    process, address = await started(dsn, data_dir, **environment)
    try:
        yield address
    finally:
        process.terminate()
        await process.communicate()


async def started(dsn: str, data_dir: Path, **environment: str) -> tuple[asyncio.subprocess.Process, str]:
    """Start `gql-crm serve`; return the process, which the caller ends, and its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gql_crm.cli", "serve", "--port", "0", "--data-dir", str(data_dir),
        env={**os.environ, "DATABASE_URL": dsn, "GQL_CRM_LOG_FORMAT": "json", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        return process, await asyncio.wait_for(_address(process), START_SECONDS)
    except BaseException:
        process.kill()
        await process.communicate()
        raise


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    seen = []
    while line := await process.stdout.readline():
        seen.append(line.decode())
        if found := re.search(r"http://127\.0\.0\.1:\d+", line.decode()):
            return found.group()
    raise AssertionError("".join(seen))
