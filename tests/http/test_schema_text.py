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


def test_a_client_that_has_the_schema_is_told_so(client: httpx.Client) -> None:
    first = client.get("/schema.graphql")
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["x-gql-crm-catalog"].isdecimal()
    tag = first.headers["etag"]
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = client.get("/schema.graphql", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert client.get("/schema.graphql", headers={"If-None-Match": '"other"'}).text == first.text


def test_the_schema_goes_out_compressed_to_those_who_take_it(client: httpx.Client) -> None:
    plain = client.get("/schema.graphql", headers={"Accept-Encoding": "identity"})
    small = client.get("/schema.graphql", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) * 5 < int(plain.headers["content-length"])
    assert small.text == plain.text
    assert small.headers["etag"] == plain.headers["etag"]
    assert "Accept-Encoding" in plain.headers["vary"]
