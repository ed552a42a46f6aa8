import httpx

from tests.http.served import Served

PREFLIGHT = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type",
}


def test_an_allowed_origin_may_call_with_a_token(served: Served) -> None:
    origin = {"Origin": "https://app.example.com"}
    asked = httpx.options(f"{served.url}/graphql", headers={**origin, **PREFLIGHT})
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == "https://app.example.com"
    with served.client(**origin) as client:
        answer = client.post("/graphql", json={"query": "{ __typename }"})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "https://app.example.com"
    assert "X-GQL-CRM-Catalog" in answer.headers["access-control-expose-headers"]


def test_cookies_never_cross_origins(served: Served) -> None:
    asked = httpx.options(f"{served.url}/graphql", headers={"Origin": "https://app.example.com", **PREFLIGHT})
    assert "access-control-allow-credentials" not in asked.headers


def test_other_origins_are_refused(served: Served) -> None:
    for origin in ("https://evil.example.com", "null", "https://app.example.com.evil.example.com"):
        asked = httpx.options(f"{served.url}/graphql", headers={"Origin": origin, **PREFLIGHT})
        assert asked.status_code == 400
        assert "access-control-allow-origin" not in asked.headers
