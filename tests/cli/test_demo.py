import stat
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.cli.commands import Running, running, wait_until_ready


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "data"


@pytest.fixture(scope="module")
def demo(folder: Path) -> Iterator[Running]:
    """A demo in a new folder."""
    arguments = ["demo", "--port", "0", "--data-dir", str(folder)]
    with running(arguments, "Ctrl-C", folder.with_name("log")) as server:
        yield server


def ask(url: str, query: str, **headers: str) -> httpx.Response:
    return httpx.post(f"{url}/graphql", json={"query": query}, headers=headers, timeout=30)


def token_in(folder: Path) -> dict[str, str]:
    return {"Authorization": f"Bearer {(folder / 'admin-token').read_text().strip()}"}


def test_it_says_where_it_is_and_where_the_data_lie(demo: Running, folder: Path) -> None:
    assert f"{demo.url}/?ticket=" in demo.output
    assert str(folder) in demo.output
    assert (folder / "admin-token").read_text().strip() in demo.output
    assert wait_until_ready(demo.url).headers["x-gql-crm-worker"] == str(demo.process.pid)


def test_the_token_is_an_administrators_and_nobody_else_reads_it(demo: Running, folder: Path) -> None:
    assert stat.S_IMODE((folder / "admin-token").stat().st_mode) == 0o600
    answer = ask(demo.url, "{ viewer { id } contacts { totalCount } }", **token_in(folder)).json()
    assert answer["data"]["contacts"]["totalCount"] > 100


def test_the_printed_address_signs_in(demo: Running) -> None:
    address = next(word for word in demo.output.split() if "?ticket=" in word)
    with httpx.Client(follow_redirects=True) as browser:
        page = browser.get(address)
        assert page.url == f"{demo.url}/"
        answer = browser.post(
            f"{demo.url}/graphql", json={"query": "{ viewer { id } }"}, headers={"Origin": demo.url}
        )
    assert answer.json()["data"]["viewer"]["id"]


def test_a_second_start_finds_data_and_token_of_the_first(demo: Running, folder: Path) -> None:
    token = token_in(folder)
    count = ask(demo.url, "{ contacts { totalCount } }", **token).json()
    assert demo.stop() == 0
    with running(
        ["demo", "--port", "0", "--data-dir", str(folder)], "Ctrl-C", folder.with_name("log2")
    ) as again:
        wait_until_ready(again.url)
        assert token_in(folder) == token
        assert ask(again.url, "{ contacts { totalCount } }", **token).json() == count
