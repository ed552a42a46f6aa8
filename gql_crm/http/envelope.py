"""What every answer carries: headers that keep browsers safe, the request's id, in development the worker."""

import os
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gql_crm.http.request_id import HEADER, give_request_id

RawHeaders = tuple[tuple[bytes, bytes], ...]

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
    """Wraps an ASGI application."""

    def __init__(self, app: ASGIApp, *, show_worker: bool) -> None:
        self._app = app
        worker = ((b"x-gql-crm-worker", b"%d" % os.getpid()),) if show_worker else ()
        self._headers = SAFETY + worker

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = give_request_id(scope)
        structlog.contextvars.bind_contextvars(request_id=request_id)
        added = (*self._headers, (HEADER, request_id.encode("ascii")))

        async def send_in_envelope(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = message.setdefault("headers", [])
                page = () if any(name == _CSP for name, _ in own) else (NO_PAGE,)
                message["headers"] = [*own, *added, *page]
            await send(message)

        await self._app(scope, receive, send_in_envelope)
