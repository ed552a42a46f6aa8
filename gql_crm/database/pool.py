"""Connections of the running server: a pool that waits for a limited time, transactions that leak none."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, cast

import asyncpg

from gql_crm.database.completion import finish
from gql_crm.database.errors import DatabaseBusy, DatabaseUnavailable
from gql_crm.database.prepared import KeepingConnection, PreparedStatements
from gql_crm.database.session import session_settings, set_codecs
from gql_crm.database.turns import Turns

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
        """Connections that are not given back to the pool between two uses: that costs more than a small
        query."""
        self._prepared: dict[Connection, PreparedStatements] = {}
        """What the connections that are not given back have prepared."""
        self._turns = Turns(pool.get_max_size(), acquire_timeout)
        """Whoever has their turn finds a connection at hand, or room for one in the pool."""
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
            connection_class=KeepingConnection,
            init=set_codecs,
            reset=keep_session,
        )
        return cls(await _opened(opening, acquire_timeout + 5), acquire_timeout)

    async def close(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109 (what is in use gets this long)
        """Close the connections, those in use when they are given back or after `timeout` seconds."""
        self._closing = True
        try:
            async with asyncio.timeout(timeout):
                self._prepared.clear()
                while self._at_hand:
                    await self._pool.release(self._at_hand.pop())
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()

    def connection(self) -> AbstractAsyncContextManager[Connection]:
        """Lend a connection for single statements, each a transaction of its own.

        Raises DatabaseBusy when none comes free, DatabaseUnavailable when it is lost or the server is away.
        """
        return _Lent(self)

    async def fetchrow(self, text: str, parameters: Sequence[Any]) -> asyncpg.Record | None:
        """Run one statement, a transaction of its own, and return its row. Raises as `connection` does."""
        return next(iter(await self.fetch(text, parameters, 1)), None)

    async def fetch(self, text: str, parameters: Sequence[Any], most: int = 0) -> list[asyncpg.Record]:
        """Do the same and return its rows, or that many of them."""
        connection = await self.take()
        try:
            rows = await self._prepared_on(connection).fetch(text, parameters, most)
        except BaseException as problem:
            await self.give_back(connection, problem)
            raise
        if self._closing:
            await self.give_up(connection)
        else:  # it has begun no transaction, and whoever takes it next sees whether it was lost
            self._at_hand.append(connection)
            self._turns.give_back()
        return rows

    @asynccontextmanager
    async def transaction(
        self, *, readonly: bool = False, isolation: Isolation | None = None
    ) -> AsyncIterator[Connection]:
        """Lend a connection inside a transaction: committed at the end of the block, rolled back on an error.

        A commit that has begun is carried to its end, even if the task is cancelled meanwhile. Raises as
        `connection` does; when the connection is lost during the commit, nobody knows whether it happened.
        """
        begin = f"BEGIN{ISOLATION_SQL[isolation]}{' READ ONLY' if readonly else ''}"
        async with self._transaction(begin) as (connection, _):
            yield connection

    def opened(self, *opening: str) -> AbstractAsyncContextManager[tuple[Connection, int]]:
        """Do the same with statements at its beginning, and tell how many rows the last one has found.

        They travel together with BEGIN, so they have no parameters; each sees what was committed before it.
        """
        return self._transaction("; ".join(("BEGIN", *opening)))

    @asynccontextmanager
    async def _transaction(self, begin: str) -> AsyncIterator[tuple[Connection, int]]:
        connection = await self.take()
        try:
            *_, found = (await connection.execute(begin)).split()
            yield connection, int(found) if found.isdecimal() else 0
            await finish(_commit(connection))
        except BaseException as problem:
            await finish(_roll_back(connection))
            await self.give_back(connection, problem)
            raise
        else:
            await self.give_back(connection)

    async def take(self) -> Connection:
        """Wait for a turn, then take a connection; each may take as long as the timeout."""
        try:
            if not self._turns.take_at_once():
                await self._turns.take()
        except TimeoutError:
            most, seconds = self._pool.get_max_size(), f"{self._acquire_timeout:g} seconds"
            raise DatabaseBusy(f"All {most} connections stayed in use for {seconds}.") from None
        try:
            while self._at_hand:
                connection = self._at_hand.pop()
                if not is_lost(connection):
                    return connection
                self._forget(connection)
                await self._pool.release(connection)
            return await self._take_from_pool()
        except BaseException:
            self._turns.give_back()
            raise

    def _prepared_on(self, connection: Connection) -> PreparedStatements:
        if connection not in self._prepared:
            self._prepared[connection] = cast(KeepingConnection, connection).kept
        return self._prepared[connection]

    def _forget(self, connection: Connection) -> None:
        """Let a connection that was lost, or is used by the pool, prepare anew."""
        self._prepared.pop(connection, None)
        kept: PreparedStatements | None = getattr(connection, "kept", None)
        if kept is not None:
            kept.forget()

    async def _take_from_pool(self) -> Connection:
        """Let the pool open a connection; while the server is away for a moment, try again."""
        problem: Exception | None = None
        try:
            async with asyncio.timeout(self._acquire_timeout):
                while True:
                    try:
                        return await self._pool.acquire()
                    except OUT_OF_REACH as refusal:
                        problem = refusal
                        await asyncio.sleep(RETRY_SECONDS)
        except TimeoutError:
            text = f"PostgreSQL has given no connection for {self._acquire_timeout:g} seconds"
            raise DatabaseUnavailable(f"{text}: {problem or 'it does not answer.'}") from problem

    async def give_back(self, connection: Connection, problem: BaseException | None = None) -> None:
        """Lend a connection to the next one, unless its use has left it in doubt."""
        doubtful = isinstance(problem, LOSSES) or not isinstance(problem, Exception | None)
        if doubtful or self._closing or is_lost(connection) or connection.is_in_transaction():
            await self.give_up(connection, problem)
            return
        self._at_hand.append(connection)
        self._turns.give_back()

    async def give_up(self, connection: Connection, problem: BaseException | None = None) -> None:
        """Leave a connection to the pool: it ends what is under way, or replaces it.

        Raises DatabaseUnavailable where the loss of the connection was the problem.
        """
        lost = is_lost(connection)
        self._forget(connection)
        try:
            if not lost and connection.is_in_transaction():
                await finish(_roll_back(connection))
        finally:
            try:
                await self._pool.release(connection)
            finally:
                self._turns.give_back()
        if lost and isinstance(problem, LOSSES):
            raise DatabaseUnavailable(LOST) from problem


class _Lent:
    """A connection while somebody uses it. Written out: a generator takes as long as the pool does."""

    __slots__ = ("_connection", "_database")

    def __init__(self, database: Database) -> None:
        self._database = database

    async def __aenter__(self) -> Connection:
        self._connection = await self._database.take()
        return self._connection

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._database.give_back(self._connection, problem)


def is_lost(connection: Connection) -> bool:
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
    if is_lost(connection):
        return
    try:
        async with asyncio.timeout(ROLLBACK_SECONDS):
            await connection.execute("ROLLBACK")
    except (Exception, asyncio.CancelledError):  # noqa: BLE001 (whatever it was, a new connection cures it)
        connection.terminate()
