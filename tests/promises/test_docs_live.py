"""The GraphQL of the documentation runs, page by page and in order, on a demo that was just started."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.promises.pages import pages, runnable_examples
from tests.promises.sources import ROOT

PAGES = [
    pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in pages() if runnable_examples(page)
]


@dataclass(frozen=True)
class Demo:
    """A running `gql-crm demo`."""

    url: str
    token: str

    def run(self, document: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = httpx.post(f"{self.url}/graphql", json={"query": document}, headers=headers, timeout=30)
        result: dict[str, Any] = answer.json()
        return result


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "gql_crm.cli", "demo", "--data-dir", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder) as process:
        try:
            yield Demo(_announced_url(process), (folder / "admin-token").read_text(encoding="utf-8").strip())
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_run_in_order(page: Path, demo: Demo) -> None:
    for block in runnable_examples(page):
        answer = demo.run(block.text)
        assert "errors" not in answer, f"{block}: {answer['errors']}"
        for name, value in _members(answer):
            assert name != "userErrors" or value == [], f"{block}: {value}"
            assert name != "totalCount" or value > 0, f"{block} finds nothing in the demo's data"


def _announced_url(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        word, _, url = line.strip().partition(" ")
        if word == "Open":
            return url.strip().partition("/?")[0]
    raise AssertionError("the demo did not start: " + "".join(said))


def _members(value: object) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name, inner
            yield from _members(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _members(inner)
