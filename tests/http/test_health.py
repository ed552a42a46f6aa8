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
