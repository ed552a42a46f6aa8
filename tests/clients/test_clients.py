"""Clients as users have them: urql from npm, and GraphiQL in a browser, against `gql-crm demo`."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

NODE = Path(__file__).with_name("node")
PNG = b"\x89PNG"


@dataclass(frozen=True)
class Demo:
    """A running `gql-crm demo`."""

    url: str
    token: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "gql_crm.cli", "demo", "--data-dir", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder) as process:
        try:
            yield Demo(_announced(process), (folder / "admin-token").read_text(encoding="ascii").strip())
        finally:
            process.terminate()
            process.wait(timeout=30)


def _announced(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if found := re.search(r"Open\s+(http://127\.0\.0\.1:\d+)", line):
            return found.group(1)
    raise AssertionError("".join(said))


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("npm"):
        pytest.skip("Node is not installed here")
    folder = tmp_path_factory.mktemp("node")
    for file in (*NODE.glob("*.mjs"), *NODE.glob("package*.json")):
        shutil.copy(file, folder)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, check=True, timeout=170)
    return folder


def _run(*command: str | Path) -> dict[str, Any]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=170)
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.mark.javascript
def test_urql_works_with_a_field_that_it_made_itself(demo: Demo, node: Path) -> None:
    seen = _run("node", node / "urql.mjs", demo.url, demo.token)
    assert seen["name"] == "Žaneta Řehořová"
    assert seen["filtered"]["totalCount"] == 71
    assert [contact["budget"]["amount"] for contact in seen["filtered"]["nodes"]] == [
        "120000",
        "119000",
        "118000",
    ]
    assert seen["pages"] == 5
    assert seen["amounts"] == [number * 1000 for number in range(1, 121)]


@pytest.fixture(scope="module")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("Chromium is not installed here")
    return found


@pytest.mark.browser
def test_graphiql_runs_its_examples_signed_in_and_offline(
    demo: Demo, node: Path, chromium: str, tmp_path: Path
) -> None:
    screenshot = tmp_path / "graphiql.png"
    seen = _run("node", node / "graphiql.mjs", chromium, f"{demo.url}/", screenshot)
    assert seen["title"] == "gql_crm"
    assert '"totalCount"' in seen["answer"]  # the editor holds only the lines that it shows
    assert '"Žukauskienė"' in seen["answer"]
    assert seen["opened"][0] == "Catalog"
    assert "Real estate" in seen["opened"]
    assert '"livingArea"' in seen["flats"]
    assert seen["tabs"] == ["ContactsBySearch", *seen["opened"][1:]], "a module's tab keeps its name"
    assert seen["foreign"] == []
    assert seen["complaints"] == []
    assert seen["sockets"] == [], "queries stay on HTTP"
    assert screenshot.read_bytes().startswith(PNG)


@pytest.mark.browser
def test_graphiql_follows_subscriptions_and_shows_why_they_end(
    demo: Demo, node: Path, chromium: str, tmp_path: Path
) -> None:
    screenshot = tmp_path / "subscriptions.png"
    seen = _run("node", node / "subscriptions.mjs", chromium, f"{demo.url}/", demo.token, screenshot)
    assert '"CREATED"' in seen["told"]
    assert '"zofie@example.com"' in seen["told"]
    assert seen["isOpen"], "it goes on after what was told"
    assert '"SCHEMA_CHANGED"' in seen["refusal"]
    assert "loyalty" in seen["refusal"]
    assert "(4403" in seen["stranger"]
    address = f"{demo.url.replace('http', 'ws', 1)}/graphql"
    assert seen["sockets"] == [{"url": address, "isClosed": True}] * 4, "a socket ends with its subscription"
    assert seen["foreign"] == []
    assert seen["complaints"] == []
    assert screenshot.read_bytes().startswith(PNG)
