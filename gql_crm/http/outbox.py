"""What waits to be sent over a socket: bounded, so that a client who does not read costs no memory."""

import asyncio
from collections import deque
from typing import Final

from starlette.types import Send

from gql_crm.subscriptions import SinkClosed

_MOST_BYTES: Final = 256 * 1024
"""Beyond it, who has something to tell waits; a single larger message is let in when nothing else waits."""


class TooSlow(Exception):  # noqa: N818 (an event)
    """The client has not taken what waited for it."""


class Outbox:
    """Sends messages in their order, as fast as the client takes them."""

    def __init__(self, send: Send, patience: float) -> None:
        self._send = send
        self._patience = patience
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._is_closed = False
        self._filled = asyncio.Event()
        self._room = asyncio.Condition()

    async def put(self, message: bytes) -> None:
        """Let a message wait for its turn, when there is room. Raises SinkClosed."""
        async with self._room:
            await self._room.wait_for(lambda: self._is_closed or self._bytes < _MOST_BYTES)
            if self._is_closed:
                raise SinkClosed
            self._waiting.append(message)
            self._bytes += len(message)
            self._filled.set()

    async def run(self) -> None:
        """Send until nobody listens. Raises TooSlow."""
        try:
            while True:
                await self._filled.wait()
                while self._waiting:
                    message = self._waiting[0]
                    async with asyncio.timeout(self._patience):
                        await self._send({"type": "websocket.send", "text": message.decode()})
                    await self._forget_first()
                self._filled.clear()
        except TimeoutError:
            raise TooSlow from None
        finally:
            await self.close()

    async def close(self) -> None:
        """Take nothing more; who waits for room learns of it."""
        async with self._room:
            self._is_closed = True
            self._waiting.clear()
            self._room.notify_all()

    async def _forget_first(self) -> None:
        async with self._room:
            self._bytes -= len(self._waiting.popleft())
            self._room.notify_all()
