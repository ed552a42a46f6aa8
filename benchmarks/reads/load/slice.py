"""A slice of time in which one server is asked one query by so many clients."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.reads.load.connection import Connection
from benchmarks.reads.load.processors import (
    wait_until_idle,
    work_of,
    work_of_machine,
    work_of_postgres,
)

_ANSWER_SECONDS = 60.0


@dataclass(frozen=True)
class Target:
    """A server process on loopback, and the PostgreSQL server that it asks."""

    port: int
    pid: int
    postmaster: int


@dataclass(frozen=True)
class Slice:
    """What was measured; times on processors are milliseconds, latencies one an answer."""

    answers: int
    failures: int
    seconds: float
    server_ms: float
    postgres_ms: float
    others_ms: float
    """What the machine did beside server, PostgreSQL and the load generator."""
    latencies: list[float] = field(default_factory=list)


async def measured_slice(
    target: Target, requests: Sequence[bytes], *, connections: int, seconds: float, least: int, first: int
) -> Slice:
    """Ask for so many seconds, at least `least` times; requests under way at the end are waited for.

    The requests are sent in turn, from the one with the number `first` on.
    """
    clients = _Clients(requests, seconds, least, first)
    await clients.connect(target.port, connections)
    wait_until_idle(lambda: work_of(target.pid) + work_of_postgres(target.postmaster))
    before = _works(target)
    elapsed = await clients.run()
    server, postgres, generator, machine = (
        after - earlier for after, earlier in zip(_works(target), before, strict=True)
    )
    clients.close()
    others = max(0.0, machine - server - postgres - generator)
    return Slice(
        len(clients.latencies), clients.failures, elapsed, server, postgres, others, clients.latencies
    )


def _works(target: Target) -> tuple[float, float, float, float]:
    own = time.process_time() * 1_000
    return work_of(target.pid), work_of_postgres(target.postmaster), own, work_of_machine()


class _Clients:
    def __init__(self, requests: Sequence[bytes], seconds: float, least: int, first: int) -> None:
        self._requests = requests
        self._seconds = seconds
        self._next = first
        self._least = first + least
        self._end = 0.0
        self._waiting = 0
        self._connections: list[Connection] = []
        self._done = asyncio.Event()
        self.latencies: list[float] = []
        self.failures = 0

    async def connect(self, port: int, count: int) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(count):
            _, connection = await loop.create_connection(
                lambda: Connection(self._answered), "127.0.0.1", port
            )
            self._connections.append(connection)

    async def run(self) -> float:
        """Ask; return the seconds until the last answer."""
        start = time.perf_counter()
        self._end = start + self._seconds
        self._waiting = len(self._connections)
        for connection in self._connections:
            self._ask(connection)
        async with asyncio.timeout(self._seconds + _ANSWER_SECONDS):
            await self._done.wait()
        return time.perf_counter() - start

    def close(self) -> None:
        for connection in self._connections:
            connection.close()

    def _ask(self, connection: Connection) -> None:
        request = self._requests[self._next % len(self._requests)]
        self._next += 1
        connection.send(request, time.perf_counter())

    def _answered(self, connection: Connection) -> None:
        now = time.perf_counter()
        if self._done.is_set():
            return
        if connection.is_good:
            self.latencies.append((now - connection.sent_at) * 1_000)
        else:
            self.failures += 1
        over = now >= self._end and self._next >= self._least
        if over or connection.failure is not None:
            self._waiting -= 1
            if self._waiting == 0:
                self._done.set()
        else:
            self._ask(connection)
