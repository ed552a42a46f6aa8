"""What every answer carries: headers that keep browsers safe, the request's id, in development the worker."""

import os
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gql_crm.http.enclosing import Enclosing, EveryHead
from gql_crm.http.request_id import RequestIds
from gql_crm.http.whole_answers import RawHeaders, write_whole_of

SAFETY: Final[RawHeaders] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"vary", b"Accept"),
)


class Envelope:
    """Wraps an ASGI application. Nothing stands around it: what is sent here is what leaves."""

    def __init__(self, app: ASGIApp, *, show_worker: bool) -> None:
        self._app = app
        self._worker = ((b"x-gql-crm-worker", b"%d" % os.getpid()),) if show_worker else ()
        self._every = EveryHead.of((*SAFETY, *self._worker))
        self._ids = RequestIds()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, self._naming_worker(send) if self._worker else send)
            return
        request_id = self._ids.give(scope)
        structlog.contextvars.bind_contextvars(request_id=request_id)
        write = write_whole_of(scope, send)
        await self._app(scope, receive, Enclosing(self._every, send, write, request_id.encode("ascii")))

    def _naming_worker(self, send: Send) -> Send:
        """Tell in the handshake of a socket, too, who answers."""

        async def send_named(message: Message) -> None:
            if message["type"] == "websocket.accept":
                message["headers"] = [*message.get("headers", ()), *self._worker]
            await send(message)

        return send_named
