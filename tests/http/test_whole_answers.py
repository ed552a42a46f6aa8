import gc
import json
import socket
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from gql_crm.http.envelope import Envelope
from gql_crm.http.whole_answers import EXTENSION, header_lines
from tests.http.served import Served
from tests.http.test_protocol import answer_to

LENGTH = (b"content-length", b"4")


class Server:
    """A server that takes whole answers, and what it got: ("whole", body), or a message's type."""

    def __init__(self) -> None:
        self.left: list[Any] = []

    async def send(self, message: Message) -> None:
        self.left.append(message["type"])

    async def write(self, _send: Send, _status: int, _lines: bytes, body: bytes) -> None:
        self.left.append(("whole", body))


async def what_leaves(
    *messages: Message, headers: tuple[tuple[bytes, bytes], ...] = (LENGTH,), wrapped: bool = False
) -> list[Any]:
    """Return what a server gets to send; `wrapped`: somebody stands between it and the envelope."""
    server = Server()

    async def application(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
        for message in messages:
            await send({"type": "http.response.body", **message})

    async def receive() -> Message:
        raise AssertionError("nobody reads the body")

    async def wrapping(message: Message) -> None:
        await server.send(message)

    scope = {"type": "http", "headers": [], "extensions": {EXTENSION: {"write": server.write, "of": Server}}}
    send = wrapping if wrapped else server.send
    await Envelope(application, show_worker=False)(scope, receive, send)
    return server.left


async def test_an_answer_that_is_there_leaves_by_one_write() -> None:
    assert await what_leaves({"body": b"text"}) == [("whole", b"text")]


async def test_an_answer_goes_through_whoever_stands_between_server_and_envelope() -> None:
    sent = await what_leaves({"body": b"text"}, wrapped=True)
    assert sent == ["http.response.start", "http.response.body"]


async def test_an_answer_that_comes_in_pieces_leaves_in_pieces() -> None:
    sent = await what_leaves({"body": b"te", "more_body": True}, {"body": b"xt"})
    assert sent == ["http.response.start", "http.response.body", "http.response.body"]


@pytest.mark.parametrize("headers", [(), (LENGTH, (b"connection", b"close"))])
async def test_what_the_server_has_to_look_at_is_left_to_it(headers: tuple[tuple[bytes, bytes], ...]) -> None:
    sent = await what_leaves({"body": b"text"}, headers=headers)
    assert sent == ["http.response.start", "http.response.body"]


@pytest.mark.parametrize("value", [b"a\r\nSet-Cookie: b=c", b"a\nb", b"a\rb"])
def test_no_line_break_gets_into_a_head(value: bytes) -> None:
    with pytest.raises(ValueError, match="holds a line break"):
        header_lines([(b"x-text", value)])


def test_an_answer_arrives_in_one_piece(served: Served) -> None:
    with socket.create_connection(served.address, timeout=20) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b'\r\n\r\n{"status":"ok"}')


def test_old_clients_are_told_that_the_connection_ends(served: Served) -> None:
    answer = answer_to(served, b"GET /healthz HTTP/1.0\r\n\r\n")  # returns because it does
    assert b"\r\nconnection: close\r\n" in answer
    assert answer.endswith(b'{"status":"ok"}')


def test_the_head_alone_has_no_body(served: Served) -> None:
    answer = answer_to(served, b"HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-length: " in head
    assert body == b""


def test_a_request_that_was_answered_leaves_nothing_that_only_the_collector_finds(served: Served) -> None:
    body = json.dumps({"query": "{ contacts { nodes { id } } }"}).encode()
    head = (
        f"POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {served.token}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(served.address, timeout=20) as connection:

        def ask(times: int) -> None:
            for _ in range(times):
                connection.sendall(head.encode() + body)
                assert b" 200 OK\r\n" in connection.recv(65536)

        ask(10)
        gc.collect()
        gc.disable()
        gc.set_debug(gc.DEBUG_SAVEALL)  # other tests' garbage is none of ours
        try:
            ask(20)
            gc.collect()
            left = [one for one in gc.garbage if isinstance(one, RequestResponseCycle)]
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()
    assert left == []
