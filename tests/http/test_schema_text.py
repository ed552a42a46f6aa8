import httpx
from graphql import build_schema

from tests.http.served import Served


def test_the_schema_is_a_valid_document(client: httpx.Client) -> None:
    response = client.get("/schema.graphql")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "contacts" in build_schema(response.text).query_type.fields  # type: ignore[union-attr]


def test_the_schema_is_for_those_who_are_signed_in(served: Served) -> None:
    response = httpx.get(f"{served.url}/schema.graphql")
    assert response.status_code == 401
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
