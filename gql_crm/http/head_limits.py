"""A client that dawdles over the head of a request, or never ends it, is sent away."""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

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
        self._head_bytes = 0
        self._in_head = True
        self._refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn says so
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to an unfinished head."""
        if self._refused:
            return
        if not self._in_head and self.cycle.response_complete:
            self._await_head()  # the next request on this connection
        self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > HEAD_BYTES:
            self._refuse(*_LARGE)

    def on_message_begin(self) -> None:
        """Note that a head has begun, perhaps behind another request (pipelining)."""
        super().on_message_begin()
        if not self._in_head:
            self._await_head()

    def on_headers_complete(self) -> None:
        """Note that the head is whole."""
        size = len(self.url) + sum(len(name) + len(value) + _AROUND for name, value in self.headers)
        if size > HEAD_BYTES:  # it came in one piece
            self._refuse(*_LARGE)
            raise ValueError
        self._in_head = False
        self._head_bytes = 0
        self._stop_clock()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer something that is not HTTP, unless an answer was given."""
        self._stop_clock()
        if not self._refused:
            self._refused = True
            super().send_400_response(msg)

    def _await_head(self) -> None:
        self._in_head = True
        self._head_bytes = 0
        self._start_clock()

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
