import json
import re
from pathlib import Path

import httpx
import pytest

from gql_crm.http.explorer import Explorer
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


def test_the_configuration_cannot_end_its_element(built: Explorer) -> None:
    found = re.search(
        r'<script type="application/json" id="graphiql-configuration">(.*?)</script>', built.page()
    )
    assert found is not None
    assert json.loads(found[1]) == built.configuration


def test_without_a_build_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    page = Explorer(tmp_path / "absent").page()
    assert "make graphiql" in page
    assert "/graphql" in page


def test_a_broken_build_is_no_build(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    assert "make graphiql" in Explorer(tmp_path).page()


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
