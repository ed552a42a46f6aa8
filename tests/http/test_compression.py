import httpx
import pytest
from graphql import get_introspection_query

from gql_crm.http.compression import takes_gzip


@pytest.mark.parametrize(
    ("accept_encoding", "takes"),
    [
        (None, False),
        ("", False),
        ("identity", False),
        ("br, deflate", False),
        ("gzip", True),
        ("GZIP;Q=0.5", True),
        ("br;q=1.0, gzip; q=0.8, *;q=0.1", True),
        ("gzip;q=0", False),
        ("gzip;q=nonsense", False),
        ("*", True),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("x-gzip", True),
    ],
)
def test_gzip_is_for_those_who_name_it(accept_encoding: str | None, *, takes: bool) -> None:
    assert takes_gzip(accept_encoding) is takes


def test_introspection_goes_out_compressed_to_those_who_take_it(client: httpx.Client) -> None:
    question = {"query": get_introspection_query()}
    plain = client.post("/graphql", json=question, headers={"Accept-Encoding": "identity"})
    small = client.post("/graphql", json=question, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) * 5 < int(plain.headers["content-length"])
    assert small.json() == plain.json()
    assert small.headers["cache-control"] == "no-store"


def test_data_go_out_as_they_are(client: httpx.Client) -> None:
    answer = client.post("/graphql", json={"query": "{ viewer { id } }"}, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers
