import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from gql_crm.http.explorer import Explorer
from gql_crm.workspace import Examples
from tests.http.served import Served


@pytest.fixture
def built(tmp_path: Path) -> Explorer:
    (tmp_path / "manifest.json").write_text('{"script": "graphiql-A.js", "style": "graphiql-B.css"}')
    return Explorer(
        tmp_path, {"endpoint": "/graphql", "tabs": [{"query": "# </script><script>alert(1)</script>"}]}
    )


def test_the_page_names_what_was_built(built: Explorer) -> None:
    page = built.page()
    assert '<script type="module" src="/graphiql/graphiql-A.js">' in page
    assert '<link rel="stylesheet" href="/graphiql/graphiql-B.css">' in page
    assert 'id="graphiql"' in page


def configuration(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="graphiql-configuration">(.*?)</script>', page)
    assert found is not None
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_the_configuration_cannot_end_its_element(built: Explorer) -> None:
    assert configuration(built.page()) == built.configuration


def test_without_a_build_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    page = Explorer(tmp_path / "absent").page()
    assert "make graphiql" in page
    assert "/graphql" in page


def test_a_broken_build_is_no_build(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    assert "make graphiql" in Explorer(tmp_path).page()


def test_tabs_come_behind_the_first_one(built: Explorer) -> None:
    tabs = configuration(built.page([Examples("Būstai", "query A { a }")]))["tabs"]
    assert tabs == [*built.configuration["tabs"], {"label": "Būstai", "query": "query A { a }"}]


@pytest.mark.parametrize("path", ["/", "/graphql"])
def test_modules_have_tabs_for_those_who_are_signed_in(served: Served, path: str) -> None:
    assert served.actor is not None
    accept = {"Accept": "text/html", "Accept-Language": "lt"}
    ticket = served.sign_in.tickets.issue(served.actor.user_id)
    cookie = httpx.get(f"{served.url}/?ticket={ticket}").headers["set-cookie"].partition(";")[0]
    known = httpx.get(f"{served.url}{path}", headers={**accept, "Cookie": cookie})
    stranger = httpx.get(f"{served.url}{path}", headers=accept)
    forged = httpx.get(f"{served.url}{path}", headers={**accept, "Cookie": f"{cookie[:-3]}AAA"})
    labels = [tab.get("label") for tab in configuration(known.text)["tabs"]]
    assert labels[0] is None
    assert "Nekilnojamasis turtas" in labels
    for answer in (stranger, forged):
        assert [tab.get("label") for tab in configuration(answer.text)["tabs"]] == [None]


@pytest.mark.parametrize("path", ["/", "/graphql"])
def test_browsers_get_the_page_under_a_strict_policy(served: Served, path: str) -> None:
    response = httpx.get(f"{served.url}{path}", headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(
        part.strip().partition(" ")[::2] for part in response.headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert not re.search(r"https?://", response.text.replace(served.url, "")), (
        "nothing is loaded from elsewhere"
    )


def test_built_files_are_kept_for_ever(served: Served) -> None:
    built = Explorer.of_package()
    files = [path.name for path in built.assets.glob("*.css")] if built.assets.is_dir() else []
    if not files:
        pytest.skip("GraphiQL has not been built here")
    response = httpx.get(f"{served.url}/graphiql/{files[0]}")
    assert response.status_code == 200
    assert "immutable" in response.headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    ["/graphiql/absent.js", "/graphiql/../manifest.json", "/graphiql/%2e%2e/manifest.json", "/nothing"],
)
def test_what_is_not_there_gets_404_as_json(served: Served, path: str) -> None:
    response = httpx.get(f"{served.url}{path}")
    assert response.status_code == 404
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
