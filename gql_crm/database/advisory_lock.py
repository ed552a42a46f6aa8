"""One at a time, across processes."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg

TRY = "SELECT pg_try_advisory_lock(hashtextextended($1, 0))"
RELEASE = "SELECT pg_advisory_unlock(hashtextextended($1, 0))"
PAUSE_SECONDS = 0.1
TOLD_AFTER_SECONDS = 3.0


@asynccontextmanager
async def advisory_lock(
    connection: asyncpg.Connection, name: str, *, waiting: Callable[[], None] | None = None
) -> AsyncIterator[None]:
    """Hold the lock called `name` in this database, for the session of `connection`.

    It is asked for again and again by short statements: a statement that waits holds a snapshot, for which
    CREATE INDEX CONCURRENTLY would wait for ever. `waiting` is called once when it takes long.
    """
    waited = 0.0
    while not await connection.fetchval(TRY, name):
        pause = PAUSE_SECONDS * random.uniform(0.5, 1.5)  # noqa: S311 (spreads the tries, hides nothing)
        await asyncio.sleep(pause)
        if waiting is not None and waited < TOLD_AFTER_SECONDS <= waited + pause:
            waiting()
        waited += pause
    try:
        yield
    finally:
        if not connection.is_closed():
            await connection.execute(RELEASE, name)
