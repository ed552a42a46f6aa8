"""GraphQL over a WebSocket by `graphql-transport-ws`: queries, mutations and subscriptions."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from starlette.types import Receive, Scope, Send

from gql_crm.access import Actor
from gql_crm.http.authentication import Authentication
from gql_crm.http.origins import require_known_origin
from gql_crm.http.outbox import Outbox, TooSlow
from gql_crm.http.refusals import Refusal
from gql_crm.http.request_headers import RequestHeaders
from gql_crm.http.socket_frames import abort
from gql_crm.http.socket_messages import ACK, SUBPROTOCOL, Closing, Message, pong, read_message
from gql_crm.http.socket_operations import Client, SocketOperations
from gql_crm.schema.failures import known_failure
from gql_crm.settings import Settings
from gql_crm.subscriptions import Subscriptions
from gql_crm.workspace import Workspace

_AUTHORIZATION: Final = b"authorization"
_FAREWELL_SECONDS: Final = 1.0
_PASSING: Final = frozenset({"OVERLOADED", "TIMEOUT"})
_TOO_SLOW: Final = Closing(
    1013, "Too slow: what was told has not been read. Connect again, and go on behind it."
)

log = structlog.get_logger("gql_crm.http")


@dataclass(slots=True)
class SocketEndpoint:
    """An ASGI application for sockets."""

    settings: Settings
    workspace: Workspace
    authentication: Authentication
    subscriptions: Subscriptions
    _open: int = field(default=0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # the handshake
        try:
            headers = RequestHeaders(scope["headers"])
            require_known_origin(headers, self.settings.allowed_origins)
            self._require_room()
        except Refusal as refusal:
            await _refuse(scope, send, refusal)
            return
        if SUBPROTOCOL not in scope["subprotocols"]:
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": 4406, "reason": "Subprotocol not acceptable"})
            return
        await send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL})
        self._open += 1
        try:
            await _Socket(self, scope, receive, send).serve()
        finally:
            self._open -= 1

    def _require_room(self) -> None:
        if self._open >= self.settings.limit_sockets:
            raise Refusal(503, "OVERLOADED", "The server has no room for another socket; try again.")


async def _refuse(scope: Scope, send: Send, refusal: Refusal) -> None:
    """Answer the handshake, where the server can, with the reason."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close"})
        return
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "websocket.http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": refusal.body()})


class _Socket:
    """One connection: first the client says who they are, then their operations run side by side."""

    def __init__(self, endpoint: SocketEndpoint, scope: Scope, receive: Receive, send: Send) -> None:
        self._endpoint = endpoint
        self._scope = scope
        self._receive = receive
        self._send = send
        self._outbox = Outbox(send, endpoint.settings.limit_send_seconds)
        self._operations: SocketOperations | None = None

    async def serve(self) -> None:
        """Serve until one of both sides closes."""
        work = [asyncio.create_task(self._outbox.run()), asyncio.create_task(self._listen())]
        try:
            done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            problem = next((task.exception() for task in done if task.exception()), None)
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            await self._outbox.close()
        if problem is not None:
            await self._close(problem)
        if self._operations is not None:
            await self._operations.close()

    async def _listen(self) -> None:
        """Take messages until the client is gone. Raises Closing."""
        members = await self._first_messages()
        if members is None:
            return
        client = self._client(members)
        if await client.authenticate() is None:
            raise Closing(4403, "Forbidden")
        self._operations = SocketOperations(
            self._endpoint.workspace, self._endpoint.subscriptions, client, self._outbox
        )
        await self._outbox.put(ACK)
        async with asyncio.TaskGroup() as both:
            gone = both.create_task(self._close_when_signed_out(self._operations))
            while (message := await self._next()) is not None:
                await self._heed(message, self._operations)
            gone.cancel()

    async def _close_when_signed_out(self, operations: SocketOperations) -> None:
        await operations.signed_out.wait()
        raise Closing(4403, "Forbidden")

    async def _first_messages(self) -> Mapping[str, Any] | None:
        """Return the payload of `connection_init`; None when the client is gone. Raises Closing."""
        try:
            async with asyncio.timeout(self._endpoint.settings.limit_body_seconds):
                while (message := await self._next()) is not None:
                    if message.type == "connection_init":
                        return message.payload or {}
                    if message.type == "subscribe":
                        raise Closing(4401, "Unauthorized")
                    await self._heed_ping(message)
        except TimeoutError:
            raise Closing(4408, "Connection initialisation timeout") from None
        return None

    async def _heed(self, message: Message, operations: SocketOperations) -> None:
        if message.type == "connection_init":
            raise Closing(4429, "Too many initialisation requests")
        if message.type == "subscribe":
            await operations.begin(message.id, message.payload or {})
        elif message.type == "complete":
            operations.end(message.id)
        else:
            await self._heed_ping(message)

    async def _heed_ping(self, message: Message) -> None:
        if message.type == "ping":
            await self._outbox.put(pong(message.payload))

    async def _next(self) -> Message | None:
        received = await self._receive()
        return None if received["type"] == "websocket.disconnect" else read_message(received)

    def _client(self, members: Mapping[str, Any]) -> Client:
        """Return who connects: by the payload's token, or else as the handshake says, as a request does."""
        raw = self._scope["headers"]
        given = next((value for name, value in members.items() if name.lower() == "authorization"), None)
        if given is not None:
            if not isinstance(given, str):
                raise Closing(4400, '"authorization" is no text. Expected "Bearer" and a token.')
            own = [(name, value) for name, value in raw if name != _AUTHORIZATION]
            raw = [*own, (_AUTHORIZATION, given.encode("utf-8"))]
        headers = RequestHeaders(raw)

        async def authenticate() -> Actor | None:
            try:
                return await self._endpoint.authentication.actor(headers, "POST")
            except Refusal:
                return None

        return Client(headers, authenticate)

    async def _close(self, problem: BaseException) -> None:
        """Say why it ends, and cut off a client that does not take that either."""
        if isinstance(problem, BaseExceptionGroup):
            problem = problem.exceptions[0]
        closing = problem if isinstance(problem, Closing) else None
        if isinstance(problem, TooSlow):
            closing = _TOO_SLOW
        if closing is None and (known := known_failure(problem))[0] in _PASSING:
            closing = Closing(1013, known[1])
        if closing is None:
            if not isinstance(problem, OSError | RuntimeError):
                log.error("socket failed", exc_info=problem)
            closing = Closing(4500, "Internal server error")
        with suppress(Exception):
            async with asyncio.timeout(_FAREWELL_SECONDS):
                await self._send(
                    {"type": "websocket.close", "code": closing.code, "reason": closing.cut_reason}
                )
                return
        abort(self._scope)
