"""`python -m benchmarks.matches`: what requests find among many properties, and the job that tells them."""

import asyncio
import time
from collections.abc import Awaitable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import asyncpg
import typer

from benchmarks.figures import Figure, show
from benchmarks.matches.loading import load
from benchmarks.timing import MILLISECONDS
from gql_crm.clock import system_clock
from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.jobs import LOOKED_AT, enqueue
from gql_crm.journal import FOUND_JOB
from gql_crm.testing import Crm, make_template, open_crm

PAGE = """query ($id: ID!) { buyerRequest(id: $id) { matches(first: 20) {
  nodes { score alreadyOffered property { title } } } } }"""
COUNT = "query ($id: ID!) { buyerRequest(id: $id) { matches(first: 20) { totalCount } } }"
ASKED = 40
CHANGED = 250

Number = Annotated[int, typer.Option()]


def main(properties: Number = 100_000, requests: Number = 10_000) -> None:
    """Measure on a database of our own; the figures have no budgets."""
    show(asyncio.run(_measured(properties, requests)))


async def _measured(properties: int, requests: int) -> list[Figure]:
    with TemporaryDirectory() as folder, EmbeddedServer.start(Path(folder)) as server:
        async with open_crm(await make_template(server)) as crm:
            async with crm.workspace.database.connection() as connection:
                database = await connection.fetchval("SELECT current_database()")
            dsn = server.dsn(OWNER_ROLE, database)
            await load(dsn, str(crm.admin.user_id), properties, requests)
            return await _figures(crm, dsn, f"{properties:,} properties, {requests:,} requests")


async def _figures(crm: Crm, dsn: str, subject: str) -> list[Figure]:
    connection = await asyncpg.connect(dsn)
    try:
        ids = [row["id"] for row in await connection.fetch(f"SELECT id FROM {REQUEST} LIMIT {ASKED}")]
        newest = await connection.fetch(f"SELECT id FROM {PROPERTY} ORDER BY id DESC LIMIT {CHANGED}")
        page = [await _timed(crm.data(PAGE, id=str(id_))) for id_ in ids]
        count = [await _timed(crm.data(COUNT, id=str(id_))) for id_ in ids]
        await _ask_to_look(crm, [str(row["id"]) for row in newest])
        job = await _timed(crm.run_jobs())
        told = await connection.fetchval("SELECT count(*) FROM found_match WHERE told_at IS NOT NULL")
    finally:
        await connection.close()
    return [
        Figure(subject, "a page of 20 of what fits, median", sorted(page)[ASKED // 2], "ms"),
        Figure(subject, "how many fit, median", sorted(count)[ASKED // 2], "ms"),
        Figure(subject, f"the job that looks at {CHANGED} new properties", job, "ms"),
        Figure(subject, "pairs that it tells", told, ""),
    ]


REQUEST = "real_estate_buyer_request"
PROPERTY = "real_estate_property"


async def _ask_to_look(crm: Crm, ids: list[str]) -> None:
    new = {"entity": "Property", "action": "CREATED", "version": 1}
    arguments = {LOOKED_AT: [{**new, "record_id": id_} for id_ in ids]}
    async with crm.workspace.database.transaction() as connection:
        await enqueue(connection, FOUND_JOB, arguments, actor_id=None, now=system_clock())


async def _timed(work: Awaitable[object]) -> float:
    start = time.perf_counter()
    await work
    return (time.perf_counter() - start) * MILLISECONDS


if __name__ == "__main__":
    typer.run(main)
