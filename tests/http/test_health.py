import asyncio
import os
import re
import signal
from pathlib import Path

import httpx

from gql_crm.database.embedded import EmbeddedServer
from tests.http.served import Served, settings_for
from tests.postgres import create_empty, drop


def test_a_server_that_runs_is_alive_and_ready(served: Served) -> None:
    assert httpx.get(f"{served.url}/healthz").json() == {"status": "ok"}
    assert httpx.get(f"{served.url}/readyz").json() == {"status": "ready"}
    assert httpx.head(f"{served.url}/healthz").status_code == 200
    refused = httpx.post(f"{served.url}/readyz")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")


async def test_without_its_database_a_server_lives_but_is_not_ready(
    postgres: EmbeddedServer, tmp_path: Path
) -> None:
    owner, app = await create_empty(postgres)
    with Served(settings_for(tmp_path), owner, app) as server:
        await drop(postgres, owner)
        async with httpx.AsyncClient(base_url=server.url) as client:
            response = await client.get("/readyz")
            assert response.status_code == 503
            assert response.json()["errors"][0]["message"] == "The database does not answer."
            assert (await client.get("/healthz")).status_code == 200


async def test_who_asks_while_the_database_is_away_is_told_to_try_again(tmp_path: Path) -> None:
    postgres = await asyncio.to_thread(EmbeddedServer.start, tmp_path / "postgres")
    owner, app = await create_empty(postgres)
    with Served(settings_for(tmp_path), owner, app) as server:
        headers = {"Authorization": f"Bearer {server.token}"}
        async with httpx.AsyncClient(base_url=server.url, headers=headers, timeout=30) as client:
            running = (tmp_path / "postgres" / "running.json").read_text()
            supervisor = re.search(r'"supervisor": (\d+)', running)
            assert supervisor
            os.kill(int(supervisor[1]), signal.SIGTERM)
            async with asyncio.timeout(30):
                while (tmp_path / "postgres" / "data" / "postmaster.pid").exists():  # noqa: ASYNC110 (it tells nobody)
                    await asyncio.sleep(0.05)
            response = await client.post("/graphql", json={"query": "{ viewer { id } }"})
            assert response.status_code == 503
            assert response.json()["errors"][0]["extensions"] == {"code": "OVERLOADED"}
    postgres.close()
