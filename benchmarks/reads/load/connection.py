"""A client's connection: HTTP/1.1 with keep-alive on a bare socket, one request at a time."""

import asyncio
from collections.abc import Callable
from typing import TypeAlias, cast

_END_OF_HEAD = b"\r\n\r\n"
_END_OF_CHUNKS = b"0\r\n\r\n"
_LENGTH = b"content-length:"
_CHUNKED = b"transfer-encoding: chunked"
_GOOD = b"HTTP/1.1 200 "
_UNKNOWN, _UNTIL_LAST_CHUNK = -1, -2

Answered: TypeAlias = Callable[["Connection"], None]
"""Told of a whole answer, or that there is none."""


class BadAnswer(Exception):  # noqa: N818 (its text is the message)
    """A server closed the connection, or answered in a way that no server here does."""


class Connection(asyncio.Protocol):
    """Sends a request, and tells when the answer is there."""

    def __init__(self, answered: Answered) -> None:
        self._answered = answered
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._needed = _UNKNOWN
        self.failure: BaseException | None = None
        self.sent_at = 0.0
        self.is_good = False
        """Whether the last answer has what was asked for."""

    def send(self, request: bytes, now: float) -> None:
        """Send a request; the last one has been answered."""
        assert self._transport is not None
        self.sent_at = now
        self._transport.write(request)

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        received = self._received = self._received + data if self._received else data
        if self._needed == _UNKNOWN:
            self._needed = _needed(received)
        if self._needed == _UNKNOWN or len(received) < self._needed:
            return
        if self._needed == _UNTIL_LAST_CHUNK and not received.endswith(_END_OF_CHUNKS):
            return
        self._received, self._needed = b"", _UNKNOWN
        self.is_good = received.startswith(_GOOD) and b'"errors"' not in received
        self._answered(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.failure = exc or BadAnswer("The server closed the connection.")
        self.is_good = False
        self._answered(self)


def _needed(received: bytes) -> int:
    """Return how many bytes the whole answer has, as far as its head says so."""
    end = received.find(_END_OF_HEAD)
    if end < 0:
        return _UNKNOWN
    head = received[:end].lower()
    if (start := head.find(_LENGTH)) >= 0:
        return end + len(_END_OF_HEAD) + int(head[start + len(_LENGTH) :].split(b"\r\n", 1)[0])
    if _CHUNKED in head:
        return _UNTIL_LAST_CHUNK
    raise BadAnswer(f"The answer has no length: {received[:end].decode(errors='replace')}")
