"""All who are subscribed to something in this process."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Final, Self

import orjson
import structlog
from graphql import GraphQLError

from gql_crm.access import Actor
from gql_crm.errors import ClientError
from gql_crm.fields.scalars import parse_id
from gql_crm.reads.live_places import NewRows
from gql_crm.schema.limits import Limits
from gql_crm.schema.live_reads import LiveRead, Moved, OutOfSight
from gql_crm.schema.running import as_graphql_error
from gql_crm.schema.subscription_types import CATALOG_CHANGED, JOB_PROGRESS
from gql_crm.subscriptions.failing import patiently, schema_changed, signed_out
from gql_crm.subscriptions.follower import Follower
from gql_crm.subscriptions.group import Group, Leaving
from gql_crm.subscriptions.job_watch import JobWatch
from gql_crm.subscriptions.preparing import (
    AFTER,
    NotPrepared,
    PreparedSubscription,
    prepare_subscription,
)
from gql_crm.subscriptions.subscriber import Sink, SinkClosed, Subscriber
from gql_crm.workspace import GraphQLRequest, Workspace
from gql_crm.workspace.changes import CatalogChanged
from gql_crm.workspace.requests import response

_MOST_ATTEMPTS: Final = 5
_READS_AT_A_TIME: Final = 4
"""So many groups read together: the others wait, and read what has come meanwhile by one statement."""

log = structlog.get_logger(__name__)


class Subscriptions:
    """Tells subscribers what they follow, while it is entered."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._limits = Limits.of(workspace.settings)
        self._groups: dict[bytes, Group] = {}
        self._group_of: dict[Subscriber, Group] = {}
        self._following_catalog: dict[Subscriber, PreparedSubscription] = {}
        self._jobs = JobWatch(workspace)
        self._follower = Follower(workspace.database, self._heed, lambda: bool(self._groups))
        self._turn = asyncio.Semaphore(_READS_AT_A_TIME)
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._start(self._follower.run())
        self._start(self._jobs.run())
        self._start(self._follow_catalog())
        self._start(self._renew_watchers())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def subscribe(
        self,
        request: GraphQLRequest,
        actor: Actor,
        authenticate: Callable[[], Awaitable[Actor | None]],
        sink: Sink,
    ) -> Subscriber | Sequence[GraphQLError]:
        """Begin to tell somebody; return the errors for which that cannot be."""
        subscriber = Subscriber(request, actor, authenticate, sink)
        try:
            await self._admit_newest(subscriber, None)
        except NotPrepared as refused:
            return refused.errors
        except Exception as problem:  # noqa: BLE001 (told to the client, or masked and logged)
            return [as_graphql_error(problem)]
        return subscriber

    def leave(self, subscriber: Subscriber) -> None:
        """Tell somebody nothing more."""
        subscriber.over = True
        self._following_catalog.pop(subscriber, None)
        self._jobs.remove(subscriber)
        group = self._group_of.pop(subscriber, None)
        if group is not None:
            group.members.discard(subscriber)
            group.is_over = group.is_over or not group.members
            group.wake()

    async def _admit_newest(self, subscriber: Subscriber, accepts: int | None) -> None:
        """Admit somebody; when catalog or access move meanwhile, as they are then."""
        for _ in range(_MOST_ATTEMPTS):
            try:
                await self._admit(subscriber, accepts)
            except Moved as moved:
                found = await self._unmade(moved.catalog_version)
                accepts = accepts if moved.catalog_version is None else found
                actor = await subscriber.authenticate()
                if actor is None:
                    raise signed_out() from None
                subscriber.actor = actor
            else:
                return
        raise ClientError("OVERLOADED", "The catalog changed again and again; try again.")

    async def _admit(self, subscriber: Subscriber, accepts: int | None) -> None:
        """Let somebody be told, by the newest catalog."""
        subscription = await prepare_subscription(
            self._workspace, subscriber.request, subscriber.actor, self._limits
        )
        name = subscription.field
        if name == CATALOG_CHANGED:
            self._following_catalog[subscriber] = subscription
        elif name == JOB_PROGRESS:
            await self._jobs.add(subscriber, subscription, parse_id(subscription.argument("id")))
        else:
            await self._join(subscriber, subscription, accepts)
        if subscriber.over:  # they have left meanwhile
            self.leave(subscriber)

    async def _join(
        self, subscriber: Subscriber, subscription: PreparedSubscription, accepts: int | None
    ) -> None:
        if subscriber.place is None and (asked := subscription.argument(AFTER)):
            subscriber.place, subscriber.is_behind = asked, True
        key = subscription.key
        if subscriber.is_behind:
            read = await subscription.live_read(subscriber.place, accepts)

            def caught_up(group: Group, members: list[Subscriber]) -> None:
                for one in members:
                    one.is_behind = False
                    self._add(key, group.read, one)

            apart = orjson.dumps([key.decode(), id(subscriber)])
            self._add(apart, read, subscriber, caught_up)
            return
        group = self._groups.get(key)
        if group is None or group.is_over:
            self._add(key, await subscription.live_read(subscriber.place, accepts), subscriber)
        else:
            self._add(key, group.read, subscriber)

    def _add(
        self,
        key: bytes,
        read: LiveRead,
        subscriber: Subscriber,
        caught_up: Callable[[Group, list[Subscriber]], None] | None = None,
    ) -> None:
        """Add somebody to the group of a key, or begin one with them, which reads by `read`."""
        group = self._groups.get(key)
        if group is None or group.is_over:
            subscriber.place = subscriber.place or read.start
            leaving = Leaving(self._prepare_again, self._end, self._set_aside, caught_up)
            group = Group(read, subscriber.place, self._turn, self._workspace.clock, leaving)
            self._groups[key] = group
            self._start(self._run(key, group))
        group.add(subscriber)
        self._group_of[subscriber] = group
        self._follower.look()

    def _set_aside(self, subscriber: Subscriber, telling: asyncio.Task[None]) -> None:
        self._group_of.pop(subscriber, None)
        self._start(self._tell_on(subscriber, telling))

    async def _tell_on(self, subscriber: Subscriber, telling: asyncio.Task[None]) -> None:
        """Let somebody who does not read at once be told to the end, and then what came meanwhile."""
        await telling
        subscriber.is_behind = True
        await self._renew(subscriber)

    async def _run(self, key: bytes, group: Group) -> None:
        try:
            await group.run()
        finally:
            if self._groups.get(key) is group:
                del self._groups[key]

    def _heed(self, new: NewRows | None) -> None:
        for group in tuple(self._groups.values()):
            if new is None:
                group.wake()
            else:
                group.heed(new)

    async def _prepare_again(self, subscribers: Sequence[Subscriber], catalog_version: int | None) -> None:
        """Ask again who they are and what they may, and go on where they were."""
        try:
            accepts = await self._unmade(catalog_version)
        except Exception as problem:  # noqa: BLE001 (told to the clients, or masked and logged)
            for one in subscribers:
                self._end(one, [as_graphql_error(problem)])
            return
        for one in subscribers:
            self._group_of.pop(one, None)
            await self._renew(one, accepts)

    async def _unmade(self, catalog_version: int | None) -> int | None:
        """Take over a newer catalog; return its version where this process can make no schema of it."""
        live = self._workspace.live
        await patiently(live.refresh_if_stale)
        is_newer = catalog_version is not None and catalog_version > live.versions.catalog.version
        return catalog_version if is_newer else None

    async def _renew(self, subscriber: Subscriber, accepts: int | None = None) -> bool:
        """Prepare somebody's subscription again, or end it; return whether it goes on."""
        if subscriber.over:
            return False
        try:
            actor = await patiently(subscriber.authenticate)
            if actor is None:
                self._end(subscriber, [signed_out()])
                return False
            subscriber.actor = actor

            async def admit() -> None:
                await self._admit_newest(subscriber, accepts)

            await patiently(admit)
        except NotPrepared as refused:
            self._end(subscriber, [schema_changed(refused.errors[0].message)])
        except ClientError as problem:
            moved = problem.code == "BAD_USER_INPUT" and not isinstance(problem, OutOfSight)
            error = schema_changed(problem.message) if moved else as_graphql_error(problem)
            self._end(subscriber, [error])
        except Exception as problem:  # noqa: BLE001 (told to the client, or masked and logged)
            self._end(subscriber, [as_graphql_error(problem)])
        return not subscriber.over

    def _end(self, subscriber: Subscriber, errors: Sequence[GraphQLError]) -> None:
        """End somebody's subscription; nobody waits until they have read so."""
        self.leave(subscriber)
        self._start(subscriber.sink.fail(errors))

    async def _follow_catalog(self) -> None:
        """Have everything prepared again with each new version, and tell those who follow the catalog."""
        async for change in self._workspace.live.changes():
            for group in tuple(self._groups.values()):
                group.move()
            for one in self._jobs.those_who_watch():
                self._jobs.outdated.put_nowait(one)
            followers = tuple(self._following_catalog)
            await asyncio.gather(*(self._tell_of_catalog(one, change) for one in followers))

    async def _tell_of_catalog(self, subscriber: Subscriber, change: CatalogChanged) -> None:
        self._following_catalog.pop(subscriber, None)
        if not await self._renew(subscriber):
            return
        try:
            outcome = await self._following_catalog[subscriber].told_of(change)
        except Exception as problem:  # noqa: BLE001 (told to the client, or masked and logged)
            self._end(subscriber, [as_graphql_error(problem)])
        else:
            self._start(self._hand_over(subscriber, response(outcome.data, outcome.errors).body))

    async def _hand_over(self, subscriber: Subscriber, body: bytes) -> None:
        try:
            await subscriber.sink.tell(body)
        except SinkClosed:
            self.leave(subscriber)

    async def _renew_watchers(self) -> None:
        while True:
            await self._renew(await self._jobs.outdated.get())

    def _start(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a subscription's task failed", exc_info=task.exception())
