import gc
import json
import socket
from typing import Any

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from gql_crm.http.answers import send_answer, send_data
from gql_crm.http.enclosing import Enclosing
from gql_crm.http.envelope import Envelope
from gql_crm.http.media_types import GRAPHQL_RESPONSE, JSON
from gql_crm.http.whole_answers import EXTENSION, header_lines
from tests.http.served import Served
from tests.http.test_protocol import answer_to

LENGTH = (b"content-length", b"4")


class Server:
    """A server that takes whole answers, and what it got: ("whole", body), or a message's type."""

    def __init__(self) -> None:
        self.left: list[Any] = []
        self.head: list[bytes] = []

    async def send(self, message: Message) -> None:
        self.left.append(message["type"])

    async def write(self, _send: Send, _status: int, lines: bytes, body: bytes) -> None:
        self.head = sorted(lines.splitlines())
        self.left.append(("whole", body))

    async def ask(self, application: ASGIApp, send: Send) -> None:
        headers = [(b"x-request-id", b"from-a-proxy-1")]
        scope = {
            "type": "http",
            "headers": headers,
            "extensions": {EXTENSION: {"write": self.write, "of": Server}},
        }
        await Envelope(application, show_worker=True)(scope, nobody_reads, send)


async def nobody_reads() -> Message:
    raise AssertionError("nobody reads the body")


async def what_leaves(
    *messages: Message, headers: tuple[tuple[bytes, bytes], ...] = (LENGTH,), wrapped: bool = False
) -> list[Any]:
    """Return what a server gets to send; `wrapped`: somebody stands between it and the envelope."""
    server = Server()

    async def application(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
        for message in messages:
            await send({"type": "http.response.body", **message})

    async def wrapping(message: Message) -> None:
        await server.send(message)

    await server.ask(application, wrapping if wrapped else server.send)
    return server.left


async def test_an_answer_that_is_there_leaves_by_one_write() -> None:
    assert await what_leaves({"body": b"text"}) == [("whole", b"text")]


@pytest.mark.parametrize("media_type", [JSON, GRAPHQL_RESPONSE])
async def test_what_is_read_all_day_has_the_same_head_as_any_other_answer(media_type: str) -> None:
    async def short(_scope: Scope, _receive: Receive, send: Send) -> None:
        assert type(send) is Enclosing
        await send_data(send, b"{}", media_type, 7)

    async def long(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send_answer(send, 200, b"{}", media_type, {"X-GQL-CRM-Catalog": "7"})

    async def behind_another(scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            await send(message)

        async def inner(_scope: Scope, _receive: Receive, send: Send) -> None:
            await send_data(send, b"{}", media_type, 7)

        await inner(scope, receive, sent)

    heads = []
    for application in (short, long, behind_another):
        server = Server()
        await server.ask(application, server.send)
        assert server.left == [("whole", b"{}")]
        heads.append(server.head)
    assert heads[0] == heads[1] == heads[2]
    assert {b"content-length: 2", b"x-request-id: from-a-proxy-1", b"cache-control: no-store"} < set(heads[0])


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
