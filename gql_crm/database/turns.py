"""Turns at something of which there are a few.

`asyncio.Semaphore` with `asyncio.timeout` around it takes a tenth of a small query's time: a timer for each
who waits. Here one timer looks after all of them.
"""

import asyncio


class Turns:
    """Who has waited longest is next; who has waited `patience_seconds`, or at most a tenth more, is told."""

    def __init__(self, count: int, patience_seconds: float) -> None:
        self._free = count
        self._patience_seconds = patience_seconds
        self._waiting: dict[asyncio.Future[None], float] = {}
        """Until when they wait, in the order in which they came."""
        self._timer: asyncio.TimerHandle | None = None

    def take_at_once(self) -> bool:
        """Take a turn if one is free."""
        if not self._free:
            return False
        self._free -= 1
        return True

    async def take(self) -> None:
        """Wait for a turn. Raises TimeoutError."""
        if self.take_at_once():
            return
        loop = asyncio.get_running_loop()
        waiter = loop.create_future()
        self._waiting[waiter] = loop.time() + self._patience_seconds
        if self._timer is None:
            self._timer = loop.call_later(self._patience_seconds / 10, self._look, loop)
        try:
            await waiter
        except BaseException:
            self._waiting.pop(waiter, None)
            if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
                self.give_back()  # it came at the moment when its taker was cancelled
            raise

    def give_back(self) -> None:
        """Let the next one have a turn."""
        while self._waiting:
            waiter = next(iter(self._waiting))
            del self._waiting[waiter]
            if not waiter.done():
                waiter.set_result(None)
                return
        self._free += 1

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        for waiter in [waiter for waiter, until in self._waiting.items() if until <= now]:
            del self._waiting[waiter]
            if not waiter.done():
                waiter.set_exception(TimeoutError())
        waits = bool(self._waiting)
        self._timer = loop.call_later(self._patience_seconds / 10, self._look, loop) if waits else None
