import os
import signal
import socket
import time
from pathlib import Path

import httpx
import pytest

from tests.cli.commands import run_apart, running, wait_until_ready

SERVE = ("serve", "--port", "0", "--data-dir")


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_stop(
    data_dir: Path, tmp_path: Path, with_signal: signal.Signals
) -> None:
    with running([*SERVE, str(data_dir)], "serves", tmp_path / "log") as server:
        assert str(data_dir) in server.output
        response = wait_until_ready(server.url)
        assert "x-gql-crm-worker" not in response.headers, "production keeps that to itself"
        started = time.monotonic()
        assert server.stop(with_signal) == 0
        assert time.monotonic() - started < 5
    assert "Traceback" not in (tmp_path / "log").read_text()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_can_be_stopped_the_moment_it_says_that_it_serves(
    data_dir: Path, tmp_path: Path, workers: str
) -> None:
    with running([*SERVE, str(data_dir), "--workers", workers], "serves", tmp_path / "log") as server:
        assert server.stop() == 0
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_an_address_in_use_is_named_with_the_way_out(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        failed = run_apart("serve", "--port", port, "--data-dir", str(data_dir))
    assert failed.returncode == 1
    assert f"Port {port} on 127.0.0.1 is in use. Choose another one with --port" in failed.stderr
    assert "Starting PostgreSQL" not in failed.stderr, "nothing was started in vain"


@pytest.mark.parametrize(
    ("host", "expected"),
    [("203.0.113.1", "does not belong to this machine"), ("no such host", "knows no address")],
)
def test_an_address_of_another_machine_is_named(data_dir: Path, host: str, expected: str) -> None:
    failed = run_apart("serve", "--host", host, "--port", "0", "--data-dir", str(data_dir))
    assert failed.returncode == 1
    assert f'"{host}"' in failed.stderr
    assert expected in failed.stderr


def test_a_database_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    failed = run_apart(
        *SERVE,
        str(tmp_path),
        DATABASE_URL="postgresql://crm:hunter22@127.0.0.1:1/crm",
        GQL_CRM_LOG_LEVEL="error",
    )
    assert failed.returncode == 1
    assert failed.stderr.strip().splitlines()[-1].startswith("gql-crm: PostgreSQL does not let us in")
    assert "Traceback" not in failed.stderr
    assert "hunter22" not in failed.stderr


def workers_of(url: str, wanted: int) -> set[int]:
    """The workers that answer, asked until `wanted` of them have."""
    seen: set[int] = set()
    deadline = time.monotonic() + 60
    while len(seen) < wanted and time.monotonic() < deadline:
        response = wait_until_ready(url)
        seen.add(int(response.headers["x-gql-crm-worker"]))
    return seen


def is_running(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until_gone(process_ids: set[int]) -> None:
    deadline = time.monotonic() + 60
    while any(is_running(process_id) for process_id in process_ids):
        assert time.monotonic() < deadline, f"still running: {process_ids}"
        time.sleep(0.1)


def test_two_workers_share_port_and_database_and_a_dead_one_is_replaced(
    data_dir: Path, tmp_path: Path
) -> None:
    arguments = [*SERVE, str(data_dir), "--workers", "2"]
    with running(arguments, "serves", tmp_path / "log", GQL_CRM_ENVIRONMENT="development") as server:
        before = workers_of(server.url, 2)
        assert len(before) == 2
        assert server.process.pid not in before
        killed = before.pop()
        os.kill(killed, signal.SIGKILL)
        after = workers_of(server.url, 2)
        deadline = time.monotonic() + 60
        while killed in after or len(after) < 2:
            assert time.monotonic() < deadline
            after = workers_of(server.url, 2)
        assert before < after
        assert server.stop() == 0
    wait_until_gone(after)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")
def test_workers_do_not_outlive_the_parent_that_keeps_the_database(data_dir: Path, tmp_path: Path) -> None:
    arguments = [*SERVE, str(data_dir), "--workers", "2"]
    with running(arguments, "serves", tmp_path / "log", GQL_CRM_ENVIRONMENT="development") as server:
        workers = workers_of(server.url, 2)
        server.process.kill()
        server.process.wait(10)
        wait_until_gone(workers)


def test_requests_under_way_are_finished_before_it_stops(data_dir: Path, tmp_path: Path) -> None:
    with running([*SERVE, str(data_dir)], "serves", tmp_path / "log") as server:
        wait_until_ready(server.url)
        url = httpx.URL(server.url)
        with socket.create_connection((url.host, url.port or 80), timeout=20) as connection:
            head = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            connection.sendall(head + b"Content-Length: 2\r\n\r\n{")
            time.sleep(0.3)
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            connection.sendall(b"}")
            assert connection.recv(65536).startswith(b"HTTP/1.1 400 ")
        assert server.process.wait(20) == 0
