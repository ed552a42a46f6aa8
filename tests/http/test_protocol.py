import socket

import pytest

from gql_crm.http import protocol
from tests.http.served import Served


def answer_to(served: Served, *pieces: bytes) -> bytes:
    with socket.create_connection(served.address, timeout=20) as connection:
        for piece in pieces:
            connection.sendall(piece)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
        return b"".join(parts)


@pytest.mark.parametrize(
    "pieces",
    [
        [b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: " + b"a" * 70_000 + b"\r\n\r\n"],
        [b"GET /healthz HTTP/1.1\r\nHost: x\r\n", *[b"X-Many: 1\r\n"] * 7_000, b"\r\n"],
        [b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n"],
    ],
    ids=["one header", "many headers", "path"],
)
def test_a_head_that_is_too_large_gets_431(served: Served, pieces: list[bytes]) -> None:
    assert answer_to(served, b"".join(pieces)).startswith(b"HTTP/1.1 431 ")


def test_a_head_that_never_ends_is_cut_off(served: Served) -> None:
    with socket.create_connection(served.address, timeout=20) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: ")
        sent = 0
        try:
            while sent < 10_000_000:
                sent += connection.send(b"a" * 10_000)
        except OSError:
            pass
    assert sent < 10_000_000


@pytest.mark.parametrize(
    "before", [b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"], ids=["first request", "next request"]
)
@pytest.mark.parametrize("head", [b"GET /healthz HTTP/1.1\r\nHo", b"\r\n"], ids=["half a head", "line ends"])
def test_a_head_that_comes_too_slowly_gets_408(
    served: Served, monkeypatch: pytest.MonkeyPatch, before: bytes, head: bytes
) -> None:
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.3)
    with socket.create_connection(served.address, timeout=20) as connection:
        if before:
            connection.sendall(before)
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        connection.sendall(head)
        answer = connection.recv(65536)
    assert answer.endswith(b"The head of the request did not arrive in time.")
    assert answer.startswith(b"HTTP/1.1 408 ")


def test_a_slow_answer_is_not_cut_off_by_the_clock_of_the_head(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock stands still while the server works, and while a body comes in."""
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.2)
    head = b"POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
    answer = answer_to(served, head + b"Content-Length: 100\r\n\r\n{")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"The body did not arrive" in answer


def test_requests_in_a_row_on_one_connection_are_all_answered(served: Served) -> None:
    request = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert answer_to(served, request * 9 + last).count(b"HTTP/1.1 200 ") == 10


def test_what_is_no_http_gets_400(served: Served) -> None:
    assert answer_to(served, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03").startswith(b"HTTP/1.1 400 ")


def test_half_a_request_behind_another_one_does_not_cut_off_that_ones_answer(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.001)
    query = "query { " + " ".join(f"a{n}: contacts {{ totalCount }}" for n in range(15)) + " }"
    body = f'{{"query": "{query}"}}'.encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {served.token}\r\n".encode()
    head += b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    answer = answer_to(served, head + body + b"GET /healthz HTTP/1.1\r\nHo")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b'"a14":{"totalCount":' in answer
    assert answer.endswith(b"The head of the request did not arrive in time.")
