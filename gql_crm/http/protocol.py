"""uvicorn's protocol: clients that dawdle over the head of a request are sent away, answers leave at once."""

import asyncio
from collections.abc import Sequence
from types import MethodType
from typing import Any, Final, cast

from starlette.types import Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from gql_crm.http.bodies import WHOLE_BODY
from gql_crm.http.whole_answers import EXTENSION, header_lines

HEAD_SECONDS: Final = 10.0
HEAD_BYTES: Final = 64 * 1024

_AROUND: Final = len(b": \r\n")
_LATE: Final = "408 Request Timeout", "The head of the request did not arrive in time."
_LARGE: Final = "431 Request Header Fields Too Large", "The head of the request is too large."


class BoundedHttpProtocol(HttpToolsProtocol):
    """uvicorn's protocol with limits on request line and headers. Bodies have theirs in the application."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_clock: asyncio.TimerHandle | None = None
        self._received = 0
        self._head_bytes = 0
        """How much has come since the head began; of one behind another request, at least that."""
        self._in_head = True
        self._refused = False
        self._offer: dict[str, Any] = {
            EXTENSION: {"write": self._write_whole, "of": RequestResponseCycle}  # one for all requests
        }
        self._every_answer: Sequence[tuple[bytes, bytes]] = ()
        """The headers that uvicorn has for each answer, `Date` among them: another list every second."""
        self._lines_of_every_answer = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn says so
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_clock()
        self._offer.clear()  # it leads back here: only the collector would find both
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to an unfinished head."""
        if self._refused:
            return
        if not self._in_head and self.cycle.response_complete:  # the next request on this connection
            self._in_head = True
            self._head_bytes = 0
        self._received = len(data)
        self._head_bytes += len(data)
        super().data_received(data)
        if not self._in_head:
            return
        if self._head_bytes > HEAD_BYTES:
            self._refuse(*_LARGE)
        elif self._head_clock is None:
            self._start_clock()

    def on_message_begin(self) -> None:
        """Note that a head has begun, perhaps behind another request (pipelining)."""
        super().on_message_begin()
        if not self._in_head:
            self._in_head = True
            self._head_bytes = self._received

    def on_headers_complete(self) -> None:
        """Note that the head is whole, and offer to write the answer as a whole."""
        if self._head_bytes > HEAD_BYTES and self._size_of_head() > HEAD_BYTES:  # it came in one piece
            self._refuse(*_LARGE)
            raise ValueError
        self._in_head = False
        self._head_bytes = 0
        self._stop_clock()
        super().on_headers_complete()
        self.scope["extensions"] = self._offer

    def on_message_complete(self) -> None:
        """Hand the body over, which is whole: nobody has to watch over its arrival."""
        super().on_message_complete()
        if not self.parser.should_upgrade():
            self.scope["state"][WHOLE_BODY] = bytes(self.cycle.body)

    def send_400_response(self, msg: str) -> None:
        """Answer something that is not HTTP, unless an answer was given."""
        self._stop_clock()
        if not self._refused:
            self._refused = True
            super().send_400_response(msg)

    async def _write_whole(self, send: Send, status: int, lines: bytes, body: bytes) -> None:
        """Do what uvicorn does for an answer that comes as two messages."""
        cycle = cast(RequestResponseCycle, cast(MethodType, send).__self__)
        if self.flow.write_paused:
            await self.flow.drain()
        if cycle.disconnected:
            return
        if cycle.response_started:
            raise RuntimeError("The request was answered before.")
        cycle.response_started = cycle.response_complete = True
        close = b"" if cycle.keep_alive else b"connection: close\r\n"
        content = b"" if cycle.scope["method"] == "HEAD" else body
        if cycle.default_headers is not self._every_answer:
            self._every_answer = cycle.default_headers
            self._lines_of_every_answer = header_lines(cycle.default_headers)
        parts = (STATUS_LINE[status], self._lines_of_every_answer, lines, close, b"\r\n", content)
        self.transport.write(b"".join(parts))
        cycle.message_event.set()
        if not cycle.keep_alive:
            self.transport.close()
        cycle.on_response()

    def _size_of_head(self) -> int:
        return len(self.url) + sum(len(name) + len(value) + _AROUND for name, value in self.headers)

    def _start_clock(self) -> None:
        self._stop_clock()
        self._head_clock = self.loop.call_later(HEAD_SECONDS, self._ring)

    def _stop_clock(self) -> None:
        if self._head_clock is not None:
            self._head_clock.cancel()
            self._head_clock = None

    def _ring(self) -> None:
        if self._is_answering():  # the next request may wait as long as the one before it takes
            self._start_clock()
        else:
            self._refuse(*_LATE)

    def _is_answering(self) -> bool:
        # uvicorn declares the cycle as always there; before the first request it is not.
        return self.cycle is not None and not self.cycle.response_complete  # type: ignore[redundant-expr]

    def _refuse(self, status: str, text: str) -> None:
        self._refused = True
        self._stop_clock()
        if not self._is_answering():
            self.transport.write(
                f"HTTP/1.1 {status}\r\ncontent-type: text/plain; charset=utf-8\r\n"
                f"content-length: {len(text)}\r\nconnection: close\r\n\r\n{text}".encode("ascii")
            )
        self.transport.close()
