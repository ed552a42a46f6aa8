"""Hearing what the server notifies: one connection of its own, opened again whenever it is lost."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import asyncpg

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 5.0
SIGN_OF_LIFE_SECONDS = 30.0
CONNECT_SECONDS = 10.0
LOST = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)


class Listener:
    """Calls `callback` with the payload of each notification, one call after the other.

    After a lost connection is open again, `callback` gets None: notifications of the time between are lost
    for good. A callback that raises is logged and the next notification is served.
    """

    def __init__(
        self,
        dsn: str,
        channel: str,
        callback: Callable[[str | None], Awaitable[None]],
        *,
        application_name: str = "gql_crm listener",
    ) -> None:
        self._dsn = dsn
        self._channel = channel
        self._callback = callback
        self._application_name = application_name
        self._heard: asyncio.Queue[str | None] = asyncio.Queue()
        self._connection: asyncpg.Connection | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin to listen; every notification sent after the return is heard."""
        self._connection = await self._connect()
        self._tasks = [
            asyncio.create_task(self._keep_listening(self._connection)),
            asyncio.create_task(self._serve()),
        ]

    async def stop(self) -> None:
        """Stop listening and close the connection. A callback that runs is cancelled."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None

    async def _connect(self) -> asyncpg.Connection:
        connection = await asyncpg.connect(
            self._dsn,
            timeout=CONNECT_SECONDS,
            command_timeout=CONNECT_SECONDS,
            server_settings={"application_name": self._application_name},
        )
        try:
            await connection.add_listener(self._channel, self._hear)
        except BaseException:
            connection.terminate()
            raise
        return connection

    def _hear(self, _connection: Any, _pid: int, _channel: str, payload: object) -> None:
        self._heard.put_nowait(str(payload))

    async def _keep_listening(self, connection: asyncpg.Connection) -> None:
        while True:
            await self._wait_for_loss(connection)
            connection.terminate()
            log.warning('The connection that listens to "%s" was lost; opening another one.', self._channel)
            self._connection = connection = await self._connect_again()
            self._heard.put_nowait(None)

    async def _wait_for_loss(self, connection: asyncpg.Connection) -> None:
        """Return when the connection is gone, be it closed or silent."""
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        while not lost.is_set() and not connection.is_closed():
            try:
                async with asyncio.timeout(SIGN_OF_LIFE_SECONDS):
                    await lost.wait()
            except TimeoutError:
                try:
                    await connection.execute("SELECT 1")
                except LOST:
                    return

    async def _connect_again(self) -> asyncpg.Connection:
        pause = FIRST_PAUSE
        while True:
            with suppress(*LOST):
                return await self._connect()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _serve(self) -> None:
        while True:
            payload = await self._heard.get()
            try:
                await self._callback(payload)
            except Exception:
                log.exception('What follows a notification on "%s" failed.', self._channel)
