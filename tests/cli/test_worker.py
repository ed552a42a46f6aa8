import signal
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.cli.commands import run, running, wait_until_ready

CREATE = """
mutation ($key: String!) {
  createField(input: { entity: "Contact", key: $key, kind: TEXT, label: { en: "Nickname" }, indexed: true }) {
    userErrors { message }
  }
}
"""
JOBS = "{ jobs(first: 10) { state kind } }"


def asked(url: str, token: str, query: str, **variables: str) -> dict[str, Any]:
    body = {"query": query, "variables": variables}
    answer = httpx.post(f"{url}/graphql", json=body, headers={"Authorization": f"Bearer {token}"}, timeout=30)
    found: dict[str, Any] = answer.json()
    assert "errors" not in found, found
    data: dict[str, Any] = found["data"]
    return data


def states(url: str, token: str) -> list[str]:
    return [job["state"] for job in asked(url, token, JOBS)["jobs"] if job["kind"] == "field.index"]


def test_jobs_wait_for_a_worker_where_the_server_does_none(tmp_path: Path) -> None:
    folder = str(tmp_path / "data")
    assert run("migrate", "--data-dir", folder).returncode == 0
    token = run("token", "create", "--email", "admin@example.com", "--data-dir", folder).stdout.split()[-1]
    serve = ("serve", "--port", "0", "--data-dir", folder)
    with running(serve, "serves", tmp_path / "serve.log", GQL_CRM_SERVE_JOBS="false") as server:
        wait_until_ready(server.url)
        assert asked(server.url, token, CREATE, key="pravarde")["createField"]["userErrors"] == []
        time.sleep(1.5)
        assert states(server.url, token) == ["QUEUED"]
        with running(("worker", "--data-dir", folder), "works on jobs", tmp_path / "worker.log") as worker:
            deadline = time.monotonic() + 60
            while states(server.url, token) != ["SUCCEEDED"]:
                assert time.monotonic() < deadline, "the job is not done"
                time.sleep(0.1)
            assert worker.stop() == 0
    assert "Traceback" not in (tmp_path / "worker.log").read_text()


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_ends_when_it_is_told_to(
    data_dir: Path, tmp_path: Path, with_signal: signal.Signals
) -> None:
    with running(("worker", "--data-dir", str(data_dir)), "works on jobs", tmp_path / "log") as worker:
        started = time.monotonic()
        assert worker.stop(with_signal) == 0
        assert time.monotonic() - started < 5
    assert "Traceback" not in (tmp_path / "log").read_text()
