"""Answers that are there as a whole leave by one write, where the server can do that (an ASGI extension).

uvicorn writes head and body apart, each a system call, and looks at every header again and again: together
that takes longer than to find the answer of a small query.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeAlias

from starlette.types import Scope, Send

RawHeaders: TypeAlias = Sequence[tuple[bytes, bytes]]
WriteWhole: TypeAlias = Callable[[Send, int, bytes, bytes], Awaitable[None]]
"""Writes an answer: the `send` that it is for, its status, the lines of its headers, its body."""

EXTENSION: Final = "gql_crm.whole_answer"
"""The key in a scope's extensions under which a server offers its `WriteWhole` as `write`, for a `send`
that is a method of an object `of` a class: one that somebody stands around is left to them."""


def write_whole_of(scope: Scope, send: Send) -> WriteWhole | None:
    """Return what the server offers."""
    offer = scope.get("extensions", {}).get(EXTENSION)
    if not offer or not isinstance(getattr(send, "__self__", None), offer["of"]):
        return None
    write: WriteWhole = offer["write"]
    return write


def is_plain(headers: RawHeaders) -> bool:
    """Whether nothing in an answer's head concerns the connection, which is the server's matter."""
    names = [name for name, _ in headers]
    return b"content-length" in names and b"connection" not in names


def header_lines(headers: RawHeaders) -> bytes:
    """Return headers as they are sent. Raises ValueError where a line break hides in one."""
    lines = b"".join([b"%b: %b\r\n" % header for header in headers])
    if not lines.count(b"\r") == lines.count(b"\n") == len(headers):
        raise ValueError("A header of the answer holds a line break.")
    return lines
