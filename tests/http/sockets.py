"""A client of `graphql-transport-ws`, as a browser has one: real frames over a real connection."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PATIENCE = 30.0
"""Seconds; what is told at all comes within one."""


class Socket:
    """One connection. Operations get ids that count up."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self._count = 0

    @property
    def worker(self) -> int:
        """The process at the other end, which tells who it is in development."""
        assert self.connection.response is not None
        return int(self.connection.response.headers["x-gql-crm-worker"])

    async def send(self, **message: Any) -> None:
        await self.connection.send(orjson.dumps(message).decode())

    async def receive(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            message: dict[str, Any] = orjson.loads(await self.connection.recv())
        return message

    async def closing(self) -> int:
        """Wait until the server closes; return its code."""
        async with asyncio.timeout(PATIENCE):
            with suppress(ConnectionClosed):
                while True:
                    await self.connection.recv()
        code = self.connection.close_code
        assert code is not None
        return code

    async def begin(self, token: str | None) -> None:
        payload = {} if token is None else {"authorization": f"Bearer {token}"}
        await self.send(type="connection_init", payload=payload)
        assert await self.receive() == {"type": "connection_ack"}

    async def subscribe(self, query: str, **variables: Any) -> str:
        self._count += 1
        await self.send(
            type="subscribe", id=str(self._count), payload={"query": query, "variables": variables}
        )
        return str(self._count)

    async def told(self) -> Any:
        """Return the data that comes next."""
        message = await self.receive()
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        return message["payload"]["data"]

    async def is_quiet(self, seconds: float = 0.7) -> bool:
        """Tell whether nothing comes for a while."""
        try:
            async with asyncio.timeout(seconds):
                message = await self.connection.recv()
        except TimeoutError:
            return True
        print("it was told:", message)
        return False


@asynccontextmanager
async def socket_of(
    url: str,
    token: str | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    begun: bool = True,
    **more: Any,
) -> AsyncIterator[Socket]:
    """Open a socket to a server; `begun`, by a token in `connection_init`."""
    more = {"subprotocols": ["graphql-transport-ws"], "proxy": None, **more}
    address = f"{url.replace('http', 'ws', 1)}/graphql"
    async with connect(address, additional_headers=dict(headers or {}), **more) as connection:
        socket = Socket(connection)
        if begun:
            await socket.begin(token)
        yield socket
