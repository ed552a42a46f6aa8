"""What every answer carries: headers that keep browsers safe, the request's id, in development the worker."""

import os
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
        worker = ((b"x-gql-crm-worker", b"%d" % os.getpid()),) if show_worker else ()
        self._headers = (*SAFETY, *worker)
        self._ids = RequestIds()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = self._ids.give(scope)
        structlog.contextvars.bind_contextvars(request_id=request_id)
        added = (*self._headers, (HEADER, request_id.encode("ascii")))
        write = write_whole_of(scope)
        begun: Message | None = None

        async def send_in_envelope(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                own = message.setdefault("headers", [])
                page = () if _CSP in dict(own) else (NO_PAGE,)
                message["headers"] = [*own, *added, *page]
                if write is None or not is_plain(message["headers"]):
                    await send(message)
                else:
                    begun = message
            elif begun is None or write is None:
                await send(message)
            elif message.get("more_body"):
                await send(begun)
                await send(message)
                begun = None
            else:
                await write(begun["status"], header_lines(begun["headers"]), message.get("body", b""))

        await self._app(scope, receive, send_in_envelope)
