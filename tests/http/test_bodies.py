import socket
import time

import httpx
import pytest

from tests.http.served import Served

DEEP = 100_000
HEAD = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"

MALFORMED = {
    "null": b"null",
    "number": b"5",
    "string": b'"query"',
    "list": b"[1]",
    "batch": b'[{"query": "{ __typename }"}]',
    "empty": b"",
    "blank": b" \n ",
    "truncated": b'{"query": "{ __typename }"',
    "not UTF-8": b'{"query": "\xff"}',
    "byte order mark": b'\xef\xbb\xbf{"query": "{ __typename }"}',
    "UTF-16": '{"query": "{ __typename }"}'.encode("utf-16"),
    "lone surrogate": rb'{"query": "\ud800"}',
    "deep list": b"[" * DEEP,
    "deep object": b'{"a":' * DEEP,
    "deep but closed": b'{"query": "{ __typename }", "variables": {"a": ' + b"[" * 900 + b"]" * 900 + b"}}",
    "long integer": b'{"query": "{ __typename }", "variables": {"a": ' + b"9" * 5_000 + b"}}",
    "NaN": b'{"query": "{ __typename }", "variables": {"a": NaN}}',
    "Infinity": b'{"query": "{ __typename }", "variables": {"a": -Infinity}}',
    "too large a number": b'{"query": "{ __typename }", "variables": {"a": 1e400}}',
    "trailing comma": b'{"query": "{ __typename }",}',
    "single quotes": b"{'query': '{ __typename }'}",
    "no query": b"{}",
    "null query": b'{"query": null}',
    "query a list": b'{"query": ["{ __typename }"]}',
    "variables a list": b'{"query": "{ __typename }", "variables": [1]}',
    "variables a string": b'{"query": "{ __typename }", "variables": "{}"}',
    "name a number": b'{"query": "{ __typename }", "operationName": 5}',
    "extensions a list": b'{"query": "{ __typename }", "extensions": []}',
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
def test_a_malformed_body_is_the_clients_fault_and_says_why(
    client: httpx.Client, body: bytes, accept: str
) -> None:
    headers = {"Content-Type": "application/json", "Accept": accept}
    response = client.post("/graphql", content=body, headers=headers)
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert len(error["message"]) > 15
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    assert client.post("/graphql", json={"query": "{ __typename }"}).status_code == 200, (
        "the connection lives on"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"null", "The body is null. Expected a JSON object."),
        (b'{"query": 5}', '"query" is a number. Expected a string.'),
        (b'{"query": "{ a }", "variables": true}', '"variables" is a boolean. Expected an object or null.'),
        (b"[]", "The body is a list. Expected one JSON object a request; batches are not taken."),
    ],
)
def test_the_error_names_what_was_found_and_what_was_expected(
    client: httpx.Client, body: bytes, expected: str
) -> None:
    response = client.post("/graphql", content=body, headers={"Content-Type": "application/json"})
    assert response.json()["errors"][0]["message"] == expected


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_a_body_of_another_type_gets_415(client: httpx.Client, content_type: str) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    response = client.post("/graphql", content=b'{"query": "{ __typename }"}', headers=headers)
    assert response.status_code == 415
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_two_content_types_are_refused(client: httpx.Client) -> None:
    headers = [("Content-Type", "application/json"), ("Content-Type", "text/plain")]
    assert client.post("/graphql", content=b"{}", headers=headers).status_code == 400


def test_a_compressed_body_gets_415(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert client.post("/graphql", content=b"\x1f\x8b", headers=headers).status_code == 415


def test_a_body_at_the_limit_is_taken(client: httpx.Client, served: Served) -> None:
    limit = served.settings.limit_body_bytes
    body = b'{"query": "{ __typename }"}'
    headers = {"Content-Type": "application/json"}
    assert client.post("/graphql", content=body.ljust(limit), headers=headers).status_code == 200
    assert client.post("/graphql", content=body.ljust(limit + 1), headers=headers).status_code == 413


def test_a_body_of_unknown_length_is_cut_at_the_limit(served: Served) -> None:
    """It is refused while it still comes in: an endless one would never end otherwise."""
    with socket.create_connection(served.address, timeout=10) as connection:
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        for _ in range(served.settings.limit_body_bytes // 0x10000 + 1):
            connection.sendall(chunk)
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in answer


def test_a_body_that_comes_too_slowly_gets_408(served: Served) -> None:
    with socket.create_connection(served.address, timeout=10) as connection:
        connection.sendall(HEAD + b"Content-Length: 100\r\n\r\n{")
        started = time.monotonic()
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - started < 5


def test_a_client_that_goes_away_leaves_nothing_behind(served: Served, client: httpx.Client) -> None:
    for _ in range(20):
        with socket.create_connection(served.address, timeout=10) as connection:
            connection.sendall(HEAD + b"Content-Length: 9\r\n\r\n{")
    assert client.get("/healthz").status_code == 200
