"""What goes wrong while somebody is subscribed: it passes, or it ends the subscription."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import asyncpg
from graphql import GraphQLError

from gql_crm.database.errors import DatabaseUnavailable
from gql_crm.errors import ClientError
from gql_crm.schema.running import as_graphql_error

Answer = TypeVar("Answer")
_PASSING: Final = frozenset({"OVERLOADED", "TIMEOUT"})
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
"""Seconds to wait before the database is asked again."""


def passing(problem: Exception) -> bool:
    """Whether it is worth to try again: nothing was told yet, so nothing is told twice."""
    if isinstance(problem, ClientError):
        return problem.code in _PASSING
    if isinstance(problem, OSError | asyncpg.InterfaceError | DatabaseUnavailable | TimeoutError):
        return True
    if not isinstance(problem, asyncpg.PostgresError):
        return False
    code = (as_graphql_error(problem).extensions or {}).get("code")
    return code in _PASSING or isinstance(problem, asyncpg.AdminShutdownError | asyncpg.CrashShutdownError)


def took_too_long(problem: Exception) -> bool:
    """Whether a statement was ended at its deadline."""
    return isinstance(problem, asyncpg.QueryCanceledError)


def schema_changed(reason: str) -> GraphQLError:
    """Tell that a subscription does not fit the schema any more."""
    text = f"The schema has changed, and the subscription does not fit it any more: {reason}"
    return GraphQLError(text, extensions={"code": "SCHEMA_CHANGED"})


def signed_out() -> GraphQLError:
    """Tell that nobody is known any more who is subscribed."""
    text = "The token or the session has ended, or its user is not active any more. Sign in again."
    return GraphQLError(text, extensions={"code": "UNAUTHENTICATED"})


async def patiently(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    """Ask again while what goes wrong passes; raises what does not."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await ask()
        except Exception as problem:
            if not passing(problem):
                raise
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
