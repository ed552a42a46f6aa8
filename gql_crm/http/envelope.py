"""What every answer carries: headers that keep browsers safe, the request's id, in development the worker."""

import os
from collections.abc import Mapping
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gql_crm.http.request_id import HEADER, RequestIds
from gql_crm.http.whole_answers import RawHeaders, header_lines, is_plain, write_whole_of

SAFETY: Final[RawHeaders] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"vary", b"Accept"),
)
NO_PAGE: Final = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_CSP: Final = b"content-security-policy"


class Envelope:
    """Wraps an ASGI application. Nothing stands around it: what is sent here is what leaves."""

    def __init__(self, app: ASGIApp, *, show_worker: bool) -> None:
        self._app = app
        self._worker = ((b"x-gql-crm-worker", b"%d" % os.getpid()),) if show_worker else ()
        self._headers = (*SAFETY, *self._worker)
        self._lines: Mapping[bool, bytes] = {
            False: header_lines((*self._headers, NO_PAGE)),
            True: header_lines(self._headers),
        }
        self._ids = RequestIds()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, self._naming_worker(send) if self._worker else send)
            return
        request_id = self._ids.give(scope)
        structlog.contextvars.bind_contextvars(request_id=request_id)
        id_header = (HEADER, request_id.encode("ascii"))
        write = write_whole_of(scope)
        begun: Message | None = None

        async def send_in_envelope(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                if write is not None and is_plain(message.get("headers", ())):
                    begun = message
                else:
                    await send(self._enclosed(message, id_header))
            elif begun is None or write is None:
                await send(message)
            elif message.get("more_body"):
                await send(self._enclosed(begun, id_header))
                await send(message)
                begun = None
            else:
                own = begun["headers"]
                lines = header_lines((*own, id_header)) + self._lines[_has_policy(own)]
                await write(begun["status"], lines, message.get("body", b""))

        await self._app(scope, receive, send_in_envelope)

    def _naming_worker(self, send: Send) -> Send:
        """Tell in the handshake of a socket, too, who answers."""

        async def send_named(message: Message) -> None:
            if message["type"] == "websocket.accept":
                message["headers"] = [*message.get("headers", ()), *self._worker]
            await send(message)

        return send_named

    def _enclosed(self, start: Message, id_header: tuple[bytes, bytes]) -> Message:
        own = start.setdefault("headers", [])
        policy = () if _has_policy(own) else (NO_PAGE,)
        start["headers"] = [*own, *self._headers, id_header, *policy]
        return start


def _has_policy(own: RawHeaders) -> bool:
    """Whether an answer says itself what a page may load."""
    return _CSP in [name for name, _ in own]
