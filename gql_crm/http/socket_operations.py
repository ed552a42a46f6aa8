"""The operations of one socket: each runs by itself, and is told of under the id that the client gave it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
import structlog
from graphql import GraphQLError

from gql_crm.access import Actor
from gql_crm.http.outbox import Outbox
from gql_crm.http.parameters import request_of_members
from gql_crm.http.refusals import Refusal
from gql_crm.http.request_headers import RequestHeaders
from gql_crm.http.socket_messages import Closing, completed, failed, following
from gql_crm.schema.running import as_graphql_error
from gql_crm.subscriptions import SinkClosed, Subscriber, Subscriptions
from gql_crm.subscriptions.preparing import is_subscription
from gql_crm.workspace import GraphQLRequest, Workspace, find_document, note_document, respond

_GRACE_SECONDS: Final = 2.0

log = structlog.get_logger("gql_crm.http")


@dataclass(frozen=True, slots=True)
class Client:
    """Who has connected: the headers of the handshake, and how to find out who they are now."""

    headers: RequestHeaders
    authenticate: Callable[[], Awaitable[Actor | None]]


class SocketOperations:
    """What the client of a socket asks for. A client that goes away does not undo what is being written."""

    def __init__(
        self, workspace: Workspace, subscriptions: Subscriptions, client: Client, outbox: Outbox
    ) -> None:
        self._workspace = workspace
        self._subscriptions = subscriptions
        self._client = client
        self._outbox = outbox
        self._running: dict[str, _Operation] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.signed_out = asyncio.Event()

    async def begin(self, id_: str, members: Mapping[str, Any]) -> None:
        """Begin an operation. Raises Closing (4409) when one of that id runs.

        One too many is refused before the next message is read: who does not read is not listened to.
        """
        if id_ in self._running:
            raise Closing(4409, f"Subscriber for {id_} already exists")
        operation = _Operation(id_, self._outbox, self._ended)
        self._running[id_] = operation
        most = self._workspace.settings.limit_subscriptions
        if len(self._running) > most or len(self._tasks) > most:
            await self._refuse(operation)
            return
        task = asyncio.create_task(self._run(operation, members))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def end(self, id_: str) -> None:
        """Tell nothing more of an operation; one that is over, or never was, is no fault."""
        operation = self._running.pop(id_, None)
        if operation is not None:
            operation.stop()
            if operation.subscriber is not None:
                self._subscriptions.leave(operation.subscriber)

    async def close(self) -> None:
        """End all, when what runs has come to its end."""
        for id_ in tuple(self._running):
            self.end(id_)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, operation: "_Operation", members: Mapping[str, Any]) -> None:
        try:
            request = request_of_members(members, self._client.headers, mutations_allowed=True)
            request.idempotency_key = None  # the handshake's would be the same for all
            async with asyncio.timeout(self._workspace.settings.limit_operation_seconds + _GRACE_SECONDS):
                actor = await self._client.authenticate()
                if actor is None:
                    self.signed_out.set()
                    return
                await self._carry_out(operation, request, actor)
        except SinkClosed:
            self._ended(operation)
        except Refusal as refusal:
            await operation.fail([{"message": refusal.message, "extensions": {"code": refusal.code}}])
        except Exception as problem:  # noqa: BLE001 (told to the client, or masked and logged)
            await operation.fail([as_graphql_error(problem)])

    async def _carry_out(self, operation: "_Operation", request: GraphQLRequest, actor: Actor) -> None:
        await find_document(self._workspace, request, actor)
        if is_subscription(request.query, request.operation_name):
            subscribed = await self._subscriptions.subscribe(
                request, actor, self._client.authenticate, operation
            )
            if not isinstance(subscribed, Subscriber):
                await operation.fail(subscribed)
                return
            note_document(self._workspace, request, actor)
            operation.subscriber = subscribed
            if self._running.get(operation.id) is not operation:  # it has ended meanwhile
                self._subscriptions.leave(subscribed)
            return
        answered = await respond(self._workspace, request, actor)
        if answered.executed:
            await operation.tell(answered.body)
            await operation.complete()
        else:
            await operation.fail(orjson.loads(answered.body)["errors"])

    async def _refuse(self, operation: "_Operation") -> None:
        most = self._workspace.settings.limit_subscriptions
        text = f"At most {most} operations run at a time over one socket. End some, or open another socket."
        await operation.fail([{"message": text, "extensions": {"code": "RATE_LIMITED"}}])

    def _ended(self, operation: "_Operation") -> None:
        if self._running.get(operation.id) is operation:
            del self._running[operation.id]


class _Operation:
    """Where one operation is told of: a sink of a subscription, too."""

    def __init__(self, id_: str, outbox: Outbox, ended: Callable[["_Operation"], None]) -> None:
        self.id = id_
        self.subscriber: Subscriber | None = None
        self._outbox = outbox
        self._ended = ended
        self._is_over = False

    def stop(self) -> None:
        """Tell nothing more."""
        self._is_over = True

    async def tell(self, body: bytes) -> None:
        """Send a response. Raises SinkClosed."""
        if self._is_over:
            raise SinkClosed
        await self._outbox.put(following(self.id, body))

    async def fail(self, errors: Sequence[Mapping[str, Any] | GraphQLError]) -> None:
        """Send the errors that end it."""
        await self._end(failed(self.id, errors))

    async def complete(self) -> None:
        """Send that it is over."""
        await self._end(completed(self.id))

    async def _end(self, message: bytes) -> None:
        was_over, self._is_over = self._is_over, True
        self._ended(self)
        if not was_over:
            try:
                await self._outbox.put(message)
            except SinkClosed:
                return
