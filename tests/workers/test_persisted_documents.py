"""Documents that are imported while two server processes run."""

import asyncio
import hashlib
import json
import sys
from pathlib import Path

from tests.cli.commands import environment
from tests.workers.processes import Worker

TEXT = "query Contacts { contacts { totalCount } }"
HASH = hashlib.sha256(TEXT.encode()).hexdigest()
APOLLO = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": HASH}}}


async def send(worker: Worker, **body: object) -> dict[str, object]:
    response = await worker.client.post("/graphql", json=body)
    document: dict[str, object] = response.json()
    return document


async def gql_crm(dsn: str, *arguments: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gql_crm.cli", *arguments, env=environment(DATABASE_URL=dsn)
    )
    assert await process.wait() == 0


async def test_every_worker_has_an_imported_document_at_its_next_request(
    workers: list[Worker], fresh_dsn: str, tmp_path: Path
) -> None:
    manifest = tmp_path / "persisted-documents.json"
    manifest.write_text(json.dumps({f"sha256:{HASH}": TEXT}))
    for worker in workers:
        assert "errors" in await send(worker, documentId=f"sha256:{HASH}")
    await gql_crm(fresh_dsn, "documents", "import", str(manifest), "--client", "web")
    for worker in workers:
        assert await send(worker, documentId=f"sha256:{HASH}") == {"data": {"contacts": {"totalCount": 0}}}


async def test_what_a_client_registers_is_registered_with_each_worker_that_it_meets(
    workers: list[Worker],
) -> None:
    for worker in workers:
        (error,) = (await worker.client.post("/graphql", json=APOLLO)).json()["errors"]
        assert error["message"] == "PersistedQueryNotFound", (
            "each worker keeps its own; clients send the text"
        )
        assert "errors" not in await send(worker, query=TEXT, **APOLLO)
    for worker in workers:
        assert "errors" not in await send(worker, **APOLLO)
