"""Writes that meet each other: PostgreSQL undoes one of them, and it is made once more."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeVar

import asyncpg
import structlog

PAUSES: Final[Sequence[float]] = (0.02, 0.08, 0.3)
"""Seconds before each further attempt, more or less: those who met shall not meet again."""
MET_ANOTHER: Final = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)

Result = TypeVar("Result")
log = structlog.get_logger(__name__)


async def retried(attempt: Callable[[], Awaitable[Result]], field: str) -> Result:
    """Make an attempt at a mutation field, again while it meets another transaction.

    The attempt is one transaction from its beginning to its commit, so that one that failed has left nothing.
    The operation's deadline goes on meanwhile. Raises what the last attempt did.
    """
    for number, pause in enumerate(PAUSES, start=1):
        try:
            return await attempt()
        except MET_ANOTHER as met:
            log.info("a mutation met another; trying again", field=field, attempt=number, reason=str(met))
        await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 (no secret)
    return await attempt()
