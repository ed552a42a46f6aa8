"""Answers that are there as a whole leave by one write, where the server can do that (an ASGI extension).

uvicorn writes head and body apart, each a system call, and looks at every header again and again: together
that takes longer than to find the answer of a small query.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeAlias

from starlette.types import Message, Scope, Send

RawHeaders: TypeAlias = tuple[tuple[bytes, bytes], ...]
WriteWhole: TypeAlias = Callable[[int, bytes, bytes], Awaitable[None]]
"""Writes an answer: its status, the lines of its headers, its body."""

EXTENSION: Final = "gql_crm.whole_answer"
"""The key in a scope's extensions under which a server offers its `WriteWhole` as `write`."""


def whole_answers(scope: Scope, send: Send) -> Send:
    """Return how messages are sent: by `send`, but what is a whole answer at once."""
    offered = scope.get("extensions", {}).get(EXTENSION)
    if offered is None:
        return send
    write: WriteWhole = offered["write"]
    begun: Message | None = None

    async def answer(message: Message) -> None:
        nonlocal begun
        if message["type"] == "http.response.start":
            begun = message
            return
        if begun is None:
            await send(message)
            return
        start, begun = begun, None
        if message.get("more_body") or not _is_plain(dict(start["headers"])):
            await send(start)
            await send(message)
        else:
            await write(start["status"], header_lines(start["headers"]), message.get("body", b""))

    return answer


def _is_plain(headers: dict[bytes, bytes]) -> bool:
    """Whether nothing in an answer's head concerns the connection, which is the server's matter."""
    return b"content-length" in headers and b"connection" not in headers


def header_lines(headers: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Return headers as they are sent. Raises ValueError where a line break hides in one."""
    lines = b"".join([b"%b: %b\r\n" % header for header in headers])
    if not lines.count(b"\r") == lines.count(b"\n") == len(headers):
        raise ValueError("A header of the answer holds a line break.")
    return lines
