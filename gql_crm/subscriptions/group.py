"""Subscribers who are told the same: what comes next is read once for all of them.

Who does not take it at once, or has much to catch up with, is told apart from the others until then.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import structlog
from graphql import GraphQLError

from gql_crm.clock import Clock
from gql_crm.reads.live_places import NewRows
from gql_crm.schema.live_reads import LivePage, LiveRead, Moved
from gql_crm.schema.running import as_graphql_error
from gql_crm.subscriptions.failing import FIRST_PAUSE, LONGEST_PAUSE, passing, took_too_long
from gql_crm.subscriptions.subscriber import SinkClosed, Subscriber
from gql_crm.workspace.requests import response

LONGEST_SILENCE: Final = 60.0
"""Seconds after which it is read although nothing came: whose token has ended is found out then."""
PROMPT_SECONDS: Final = 0.25
"""So long the others wait for one who does not take what is told."""
_MOST_TIMEOUTS: Final = 3
"""Pages that take too long one after the other: what is selected is too much, and holds up the others."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What becomes of members who are told no more by their group.

    `prepare_again` takes over those whose subscription has to be prepared again, and is told the version of
    the catalog that was found instead, where one was. `end` tells a member the errors that end their
    subscription. `set_aside` takes over one who is still being told, `caught_up` those who are at the end.
    """

    prepare_again: Callable[[list[Subscriber], int | None], Awaitable[None]]
    end: Callable[[Subscriber, Sequence[GraphQLError]], None]
    set_aside: Callable[[Subscriber, asyncio.Task[None]], None]
    caught_up: Callable[["Group", list[Subscriber]], None] | None = None
    """Only of a group that is apart until its members are where the others are."""


class Group:
    """Tells its members what comes, each behind the place where they are.

    `turn` bounds how many groups read at a time.
    """

    def __init__(
        self, read: LiveRead, place: str, turn: asyncio.Semaphore, clock: Clock, leaving: Leaving
    ) -> None:
        self.read = read
        self.members: set[Subscriber] = set()
        self.is_over = False
        self._place = place
        self._turn = turn
        self._clock = clock
        self._leaving = leaving
        self._woken = asyncio.Event()
        self._moved = False

    def add(self, subscriber: Subscriber) -> None:
        """Let somebody be told, too: of what comes behind their place, or from here on."""
        if subscriber.place is None:
            subscriber.place = self._place
        if self.read.place(subscriber.place) < self.read.place(self._place):
            self._place = subscriber.place  # the others are not told again what lies before theirs
        self.members.add(subscriber)
        self._woken.set()

    def heed(self, new: NewRows) -> None:
        """Look what there is to tell, if there may be something."""
        read = self.read
        if read.tells_events or read.entity is None:
            self._woken.set()
            return
        ids = new.changed.get(read.entity.stored_as, frozenset())
        if ids and (read.record_id is None or str(read.record_id) in ids):
            self._woken.set()

    def wake(self) -> None:
        """Look whether there is something to tell."""
        self._woken.set()

    def move(self) -> None:
        """Have the members' subscriptions prepared again: the catalog is another one."""
        self._moved = True
        self._woken.set()

    async def run(self) -> None:
        """Tell, until there is nobody left to be told."""
        pause, timeouts = FIRST_PAUSE, 0
        while self.members and not self.is_over:
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_SILENCE):
                    await self._woken.wait()
            self._woken.clear()
            try:
                async with self._turn:
                    # Who comes while it is read may be behind it: they are told by the next read.
                    members, place = tuple(self.members), self._place
                    page = None if self._moved or not members else await self.read.after(place)
            except Moved as moved:
                await self._hand_back(moved.catalog_version)
            except Exception as problem:  # noqa: BLE001 (told, or tried again)
                timeouts = timeouts + 1 if took_too_long(problem) else 0
                if timeouts == _MOST_TIMEOUTS or not passing(problem):
                    self._fail(problem)
                    return
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                self._woken.set()
            else:
                pause, timeouts = FIRST_PAUSE, 0
                if self._moved:
                    await self._hand_back(None)
                elif page is not None:
                    await self._deliver(page, members, page.end or place)
                    self._let_go(page)

    async def _deliver(self, page: LivePage, members: Sequence[Subscriber], end: str) -> None:
        now = self._clock()
        bodies = [(one.place, response(one.outcome.data, one.outcome.errors).body) for one in page.told]
        expired = [one for one in members if one.has_expired(now)]
        if expired:
            self.members.difference_update(expired)
            await self._leaving.prepare_again(expired, None)
        await self._tell_all([one for one in members if one in self.members], bodies, end)
        places = [one.place for one in self.members if one.place is not None]
        self._place = min(places, key=self.read.place, default=end)
        if page.is_full or self._place != end:
            self._woken.set()

    async def _tell_all(
        self, members: Sequence[Subscriber], bodies: list[tuple[str, bytes]], end: str
    ) -> None:
        """Tell all; those who do not take it promptly are told on by themselves."""
        behind = [one for one in members if self._is_behind(one, bodies)]
        for one in members:
            if one not in behind:
                self._is_at(one, end)
        telling = {asyncio.create_task(self._tell(one, bodies, end)): one for one in behind}
        if not telling:
            return
        try:
            _, slow = await asyncio.wait(telling, timeout=PROMPT_SECONDS)
        except asyncio.CancelledError:
            for task in telling:
                task.cancel()
            raise
        for task in slow:
            self.members.discard(telling[task])
            self._leaving.set_aside(telling[task], task)

    def _is_behind(self, subscriber: Subscriber, bodies: Sequence[tuple[str, bytes]]) -> bool:
        """Whether there is something to tell them."""
        place = self.read.place
        at = subscriber.place
        return bool(bodies) and (at is None or place(bodies[-1][0]) > place(at))

    def _is_at(self, subscriber: Subscriber, end: str) -> None:
        place = self.read.place
        if subscriber.place is None or place(end) > place(subscriber.place):
            subscriber.place = end

    def _let_go(self, page: LivePage) -> None:
        """Let those who have caught up be told with the others."""
        if self._leaving.caught_up is None or page.is_full or not self.members:
            return
        self.is_over = True
        members = list(self.members)
        self.members.clear()
        self._leaving.caught_up(self, members)

    async def _tell(self, subscriber: Subscriber, bodies: list[tuple[str, bytes]], end: str) -> None:
        place = self.read.place
        try:
            for at, body in bodies:
                if subscriber.place is None or place(at) > place(subscriber.place):
                    await subscriber.sink.tell(body)
                    subscriber.place = at
        except SinkClosed:
            self.members.discard(subscriber)
            return
        self._is_at(subscriber, end)

    async def _hand_back(self, catalog_version: int | None) -> None:
        self.is_over = True
        members = list(self.members)
        self.members.clear()
        await self._leaving.prepare_again(members, catalog_version)

    def _fail(self, problem: Exception) -> None:
        self.is_over = True
        error = as_graphql_error(problem)
        for one in tuple(self.members):
            self._leaving.end(one, [error])
