"""Who wants to know of the catalog's changes is told of them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CatalogChanged:
    """A version of the catalog that this worker answers by from now on."""

    version: int
    hash: str


class CatalogChanges:
    """Hands each change to everybody who follows; who is slow gets the newest one only."""

    def __init__(self) -> None:
        self._followers: set[asyncio.Queue[CatalogChanged | None]] = set()

    def tell(self, change: CatalogChanged | None) -> None:
        """Hand a change out; None ends all who follow."""
        for queue in self._followers:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(change)

    def close(self) -> None:
        """End all who follow."""
        self.tell(None)

    async def follow(self) -> AsyncIterator[CatalogChanged]:
        """Yield the changes from the first step on, until the end."""
        queue: asyncio.Queue[CatalogChanged | None] = asyncio.Queue(maxsize=1)
        self._followers.add(queue)
        try:
            while (change := await queue.get()) is not None:
                yield change
        finally:
            self._followers.discard(queue)
