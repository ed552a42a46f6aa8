"""Connections of the running server: a pool that waits for a limited time, transactions that leak none."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Literal, Self

import asyncpg

from gql_crm.database.completion import finish
from gql_crm.database.errors import DatabaseBusy, DatabaseUnavailable
from gql_crm.database.session import session_settings, set_codecs

if TYPE_CHECKING:
    Connection = asyncpg.pool.PoolConnectionProxy[asyncpg.Record]
else:
    Connection = asyncpg.pool.PoolConnectionProxy
Isolation = Literal["read_committed", "repeatable_read", "serializable"]

ISOLATION_SQL: dict[str | None, str] = {
    None: "",
    "read_committed": " ISOLATION LEVEL READ COMMITTED",
    "repeatable_read": " ISOLATION LEVEL REPEATABLE READ",
    "serializable": " ISOLATION LEVEL SERIALIZABLE",
}
ROLLBACK_SECONDS = 5.0
RETRY_SECONDS = 0.1
_MOST_AT_HAND = 4
OUT_OF_REACH = (
    OSError,
    asyncpg.CannotConnectNowError,
    asyncpg.ConnectionDoesNotExistError,
    asyncpg.TooManyConnectionsError,
)
LOST = "The connection to PostgreSQL was lost."
LOSSES = (OSError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError)


async def keep_session(_connection: asyncpg.Connection) -> None:
    """Reset nothing: what a connection's user sets, it sets for a transaction. Saves a round trip a query."""


async def _opened(opening: asyncpg.Pool, patience: float) -> asyncpg.Pool:
    try:
        async with asyncio.timeout(patience):
            return await opening
    except (OSError, TimeoutError, asyncpg.PostgresError) as problem:
        opening.terminate()
        text = f"PostgreSQL does not let us in: {str(problem) or 'it does not answer.'}"
        raise DatabaseUnavailable(text) from problem


class Database:
    """The connections of one server to one schema."""

    def __init__(self, pool: asyncpg.Pool, acquire_timeout: float) -> None:
        self._pool = pool
        self._acquire_timeout = acquire_timeout
        self._at_hand: list[Connection] = []
        """Sound connections that are not given back between two uses: that costs more than a small query."""
        self._waiting = 0
        self._closing = False

    @classmethod
    async def connect(  # noqa: PLR0913 (each is a setting with a name and a default)
        cls,
        dsn: str,
        *,
        schema: str = "public",
        min_size: int = 1,
        max_size: int = 10,
        acquire_timeout: float = 5.0,
        command_timeout: float | None = 60.0,
        statement_timeout_ms: int = 10_000,
        lock_timeout_ms: int = 5_000,
        idle_in_transaction_timeout_ms: int = 60_000,
        application_name: str = "gql_crm",
    ) -> Self:
        """Open the pool. Timeouts are seconds, or milliseconds where the name says so.

        PostgreSQL ends a statement after `statement_timeout_ms`; `command_timeout` is the client's own
        patience, for a network that swallows everything. Raises DatabaseUnavailable.
        """
        settings = session_settings(
            schema=schema,
            application_name=application_name,
            statement_timeout_ms=statement_timeout_ms,
            lock_timeout_ms=lock_timeout_ms,
            idle_in_transaction_timeout_ms=idle_in_transaction_timeout_ms,
            # Statements are large and come again and again: to plan one takes longer than to run it.
            plan_cache_mode="force_generic_plan",
        )
        opening = asyncpg.create_pool(
            dsn,
            min_size=min_size,
            max_size=max_size,
            timeout=acquire_timeout,
            command_timeout=command_timeout,
            server_settings=settings,
            init=set_codecs,
            reset=keep_session,
        )
        return cls(await _opened(opening, acquire_timeout + 5), acquire_timeout)

    async def close(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109 (what is in use gets this long)
        """Close the connections, those in use when they are given back or after `timeout` seconds."""
        self._closing = True
        try:
            async with asyncio.timeout(timeout):
                while self._at_hand:
                    await self._pool.release(self._at_hand.pop())
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """Lend a connection for single statements, each a transaction of its own.

        Raises DatabaseBusy when none comes free, DatabaseUnavailable when it is lost or the server is away.
        """
        connection = await self._acquire()
        try:
            yield connection
        except LOSSES as problem:
            await self._release(connection)
            if _is_lost(connection):
                raise DatabaseUnavailable(LOST) from problem
            raise
        except BaseException:
            await self._release(connection)
            raise
        else:
            await self._keep_or_release(connection)

    async def fetchrow(self, text: str, parameters: Sequence[Any]) -> asyncpg.Record | None:
        """Run one statement, a transaction of its own, and return its row. Raises as `connection` does."""
        async with self.connection() as connection:
            return await connection.fetchrow(text, *parameters)

    @asynccontextmanager
    async def transaction(
        self, *, readonly: bool = False, isolation: Isolation | None = None
    ) -> AsyncIterator[Connection]:
        """Lend a connection inside a transaction: committed at the end of the block, rolled back on an error.

        A commit that has begun is carried to its end, even if the task is cancelled meanwhile. Raises as
        `connection` does; when the connection is lost during the commit, nobody knows whether it happened.
        """
        connection = await self._acquire()
        try:
            await connection.execute(f"BEGIN{ISOLATION_SQL[isolation]}{' READ ONLY' if readonly else ''}")
            yield connection
            await finish(_commit(connection))
        except LOSSES as problem:
            await finish(_roll_back(connection))
            if _is_lost(connection):
                raise DatabaseUnavailable(LOST) from problem
            raise
        except BaseException:
            await finish(_roll_back(connection))
            raise
        finally:
            await self._release(connection)

    async def _acquire(self) -> Connection:
        """Take a connection from the pool; while the server is away for a moment, try again."""
        problem: Exception | None = None
        while self._at_hand:
            connection = self._at_hand.pop()
            if not _is_lost(connection):
                return connection
            await self._pool.release(connection)
        self._waiting += 1
        try:
            async with asyncio.timeout(self._acquire_timeout):
                while True:
                    try:
                        return await self._pool.acquire()
                    except OUT_OF_REACH as refusal:
                        problem = refusal
                        await asyncio.sleep(RETRY_SECONDS)
        except TimeoutError:
            raise self._refusal(problem) from problem
        finally:
            self._waiting -= 1

    def _refusal(self, problem: Exception | None) -> DatabaseBusy | DatabaseUnavailable:
        seconds = f"{self._acquire_timeout:g} seconds"
        if problem is None:
            return DatabaseBusy(f"All {self._pool.get_max_size()} connections stayed in use for {seconds}.")
        return DatabaseUnavailable(f"PostgreSQL has given no connection for {seconds}: {problem}")

    async def _release(self, connection: Connection) -> None:
        """Give a connection back, out of any transaction. The pool ends what it began if we are cancelled."""
        try:
            if not _is_lost(connection) and connection.is_in_transaction():
                await finish(_roll_back(connection))
        finally:
            await self._pool.release(connection)

    async def _keep_or_release(self, connection: Connection) -> None:
        """Keep a connection at hand whose last use went well, unless others wait for one."""
        sound = not _is_lost(connection) and not connection.is_in_transaction()
        if sound and not self._waiting and len(self._at_hand) < _MOST_AT_HAND and not self._closing:
            self._at_hand.append(connection)
        else:
            await self._release(connection)


def _is_lost(connection: Connection) -> bool:
    try:
        return connection.is_closed()
    except asyncpg.InterfaceError:  # the pool took it back when it closed
        return True


async def _commit(connection: Connection) -> None:
    # PostgreSQL answers a COMMIT after a failed statement with a rollback and without an error.
    if await connection.execute("COMMIT") != "COMMIT":
        raise asyncpg.InFailedSQLTransactionError("A statement had failed, so nothing was committed.")


async def _roll_back(connection: Connection) -> None:
    """End the transaction, if there is one. A connection that cannot is closed; the pool opens another."""
    if _is_lost(connection):
        return
    try:
        async with asyncio.timeout(ROLLBACK_SECONDS):
            await connection.execute("ROLLBACK")
    except (Exception, asyncio.CancelledError):  # noqa: BLE001 (whatever it was, a new connection cures it)
        connection.terminate()
