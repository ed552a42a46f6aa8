"""What takes long to make is made once, off the event loop, and kept."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class MadeOnce(Generic[Key, Value]):
    """Values by key, made in a thread; whoever asks meanwhile waits for the same one.

    One is made at a time: Python's threads do not run side by side, they only let the event loop in between.
    `limit` bounds the sum of `weight`; the longest unused value goes first, the newest one stays in any case.
    """

    def __init__(self, limit: int, weight: Callable[[Key, Value], int] = lambda _key, _value: 1, /) -> None:
        self._limit = limit
        self._weight = weight
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._making: dict[Key, asyncio.Task[Value]] = {}
        self._turn = asyncio.Lock()
        self._total = 0

    def made(self, key: Key) -> Value | None:
        """Return the value if it is there."""
        value = self._kept.get(key)
        if value is not None:
            self._kept.move_to_end(key)
        return value

    async def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value, which `make` makes when there is none. What `make` raises, all waiting get."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            self._making[key] = asyncio.create_task(self._make(key, make))
        return await asyncio.shield(self._making[key])  # one who gives up does not stop it for the others

    async def _make(self, key: Key, make: Callable[[], Value]) -> Value:
        try:
            async with self._turn:
                value = await asyncio.to_thread(make)
        finally:
            del self._making[key]
        self.keep(key, value)
        return value

    def values(self) -> list[tuple[Key, Value]]:
        """Return what is there, the longest unused first."""
        return list(self._kept.items())

    def keep(self, key: Key, value: Value) -> None:
        """Keep a value that was made otherwise."""
        self._kept[key] = value
        self._total += self._weight(key, value)
        while self._total > self._limit and len(self._kept) > 1:
            self._total -= self._weight(*self._kept.popitem(last=False))
