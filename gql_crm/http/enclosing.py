"""What is sent for one request, on its way into the envelope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.types import Message, Send

from gql_crm.http.request_id import HEADER
from gql_crm.http.whole_answers import RawHeaders, WriteWhole, header_lines, is_plain

NO_PAGE: Final = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_CSP: Final = b"content-security-policy"


@dataclass(frozen=True, slots=True)
class EveryHead:
    """What is in the head of every answer, as headers and as they are sent."""

    headers: RawHeaders
    lines: Mapping[bool, bytes]
    """By whether an answer says itself what a page may load."""

    @classmethod
    def of(cls, headers: Sequence[tuple[bytes, bytes]]) -> "EveryHead":
        """Make it of headers that never change."""
        return cls(headers, {False: header_lines((*headers, NO_PAGE)), True: header_lines(headers)})


class Enclosing:
    """The `send` of one request. An object: a function that remembers as much is made anew each time."""

    __slots__ = ("_begun", "_every", "_id", "_send", "_write")

    def __init__(self, every: EveryHead, send: Send, write: WriteWhole | None, request_id: bytes) -> None:
        self._every = every
        self._send = send
        self._write = write
        self._id = request_id
        self._begun: Message | None = None

    async def __call__(self, message: Message) -> None:
        begun, write = self._begun, self._write
        if message["type"] == "http.response.start":
            if write is not None and is_plain(message.get("headers", ())):
                self._begun = message
            else:
                await self._send(self._enclosed(message))
        elif begun is None or write is None:
            await self._send(message)
        elif message.get("more_body"):
            await self._send(self._enclosed(begun))
            await self._send(message)
            self._begun = None
        else:
            own = begun["headers"]
            lines = header_lines((*own, (HEADER, self._id))) + self._every.lines[_has_policy(own)]
            await write(self._send, begun["status"], lines, message.get("body", b""))

    async def write(self, status: int, lines: bytes, body: bytes) -> bool:
        """Send an answer whose head is rendered; False, and nothing is sent, where the server cannot.

        It concerns neither the connection nor what a page may load, and nobody has put a line break into it.
        """
        if self._write is None:
            return False
        lines = b"%b%b: %b\r\n%b" % (lines, HEADER, self._id, self._every.lines[False])
        await self._write(self._send, status, lines, body)
        return True

    def _enclosed(self, start: Message) -> Message:
        own = start.setdefault("headers", [])
        policy = () if _has_policy(own) else (NO_PAGE,)
        start["headers"] = [*own, *self._every.headers, (HEADER, self._id), *policy]
        return start


def _has_policy(own: RawHeaders) -> bool:
    """Whether an answer says itself what a page may load."""
    return _CSP in [name for name, _ in own]
