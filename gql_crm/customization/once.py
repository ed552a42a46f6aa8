"""Changes that are carried out once, however often their clients ask for them."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from gql_crm.database.pool import Connection

Outcome = TypeVar("Outcome")


class Once(Protocol):
    """Runs a change inside the transaction that it belongs to, unless that was done in an earlier request."""

    async def __call__(self, connection: Connection, change: Callable[[], Awaitable[Outcome]], /) -> Outcome:
        """Return what the change does; raise where it was done before."""


async def each_time(_connection: Connection, change: Callable[[], Awaitable[Outcome]], /) -> Outcome:
    """Run the change: nobody has asked for it to be done only once."""
    return await change()
