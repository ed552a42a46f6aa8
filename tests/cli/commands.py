"""`gql-crm` as people run it."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import httpx

from gql_crm.cli import main

COMMAND = (sys.executable, "-m", "gql_crm.cli")
ROOT = Path(__file__).parents[2]


def environment(**more: str) -> dict[str, str]:
    """Return the environment without settings of the machine, with `more`."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GQL_CRM_")}
    own.pop("DATABASE_URL", None)
    return {**own, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", **more}


class Ended(NamedTuple):
    """What a command left."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, **variables: str) -> Ended:
    """Run a command that serves nothing. It stays in this process, which has imported everything already."""
    with ThreadPoolExecutor(1) as pool:  # a command makes its own event loop; the test's runs in this thread
        return pool.submit(_run_here, arguments, environment(**variables)).result(120)


def _run_here(arguments: Sequence[str], variables: dict[str, str]) -> Ended:
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, variables, clear=True),
        mock.patch.object(sys, "argv", ["gql-crm", *arguments]),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Ended(code, out.getvalue(), err.getvalue())


def run_apart(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end in another process."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(**variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


class Running:
    """A command that serves; `output` is what it has printed until it was ready."""

    def __init__(self, process: subprocess.Popen[str], output: str) -> None:
        self.process = process
        self.output = output
        address = next((word for word in output.split() if word.startswith("http://")), "")
        self.url = address.partition("/?")[0]

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> int:
        """End it and return its exit code."""
        self.process.send_signal(with_signal)
        return self.process.wait(30)


@contextmanager
def running(arguments: Sequence[str], last_line: str, log: Path, **variables: str) -> Iterator[Running]:
    """Start a command that serves, wait for the line of its output that contains `last_line`."""
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [*COMMAND, *arguments],
            env=environment(**variables),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            yield Running(process, _output_until(process, last_line, log))
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(30)


def wait_until_ready(url: str, seconds: float = 30) -> httpx.Response:
    """Wait for a server that takes connections already, until it answers."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            response = httpx.get(f"{url}/readyz", timeout=seconds)
        except httpx.TransportError:
            assert time.monotonic() < deadline, f"{url} does not answer"
            time.sleep(0.05)
        else:
            assert response.status_code == 200
            return response


def _output_until(process: subprocess.Popen[str], last_line: str, log: Path) -> str:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if last_line in line:
            return "".join(lines)
    raise AssertionError(f"the command ended: {''.join(lines)}\n{log.read_text()}")
