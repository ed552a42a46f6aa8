"""Statements that a connection keeps prepared, for those that come again and again.

asyncpg keeps them as well, but looks each one up behind locks, timers and a proxy, and runs one through five
coroutines that look after statements which somebody else may have closed: both together take a fifteenth of
a small query's time. So they are bound by asyncpg's protocol itself.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import asyncpg
from asyncpg.prepared_stmt import PreparedStatement

if TYPE_CHECKING:
    Statement = PreparedStatement[asyncpg.Record]
else:
    Statement = PreparedStatement

MOST_PREPARED: Final = 100
"""As many as asyncpg keeps; PostgreSQL holds a plan for each of them."""
MOST_CHARACTERS: Final = 1_000_000
"""Of all of them together: PostgreSQL needs 120 bytes for a character of a statement with many tables."""
LONGEST_KEPT: Final = MOST_CHARACTERS // 10
"""Characters. Planning a longer one takes longer than preparing it saves."""


class PreparedStatements:
    """The statements of one connection; the one that was unused the longest is forgotten first."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self._kept: OrderedDict[str, Statement] = OrderedDict()

    @property
    def _is_watched(self) -> bool:
        """Whether somebody wants to hear of the connection's queries, of which asyncpg tells."""
        known: Any = self._connection
        return bool(known._query_loggers)  # noqa: SLF001 (asked by who wants to leave them nothing out)

    def forget(self) -> None:
        """Prepare each statement anew."""
        self._kept.clear()

    async def fetch(self, text: str, parameters: Sequence[Any], most: int = 0) -> list[asyncpg.Record]:
        """Run a statement and return its rows, or that many of them. Raises what asyncpg raises."""
        if len(text) > LONGEST_KEPT or self._is_watched:
            return (await self._connection.fetch(text, *parameters))[: most or None]
        statement = self._kept.get(text)
        if statement is None:
            statement = await self._connection.prepare(text)
            self._keep(text, statement)
        else:
            self._kept.move_to_end(text)
        try:
            return await _bound(statement, parameters, most)
        except asyncpg.TransactionRollbackError:
            raise  # it has met another one: nothing is wrong with the statement
        except BaseException as problem:
            self._kept.pop(text, None)  # tables and types may have changed below it
            if isinstance(problem, asyncpg.OutdatedSchemaCacheError):
                await self._connection.reload_schema_state()
            elif isinstance(problem, asyncpg.InvalidCachedStatementError):
                known: Any = self._connection
                known._drop_global_statement_cache()  # noqa: SLF001 (the other connections would fail like this one)
            raise

    def _keep(self, text: str, statement: Statement) -> None:
        self._kept[text] = statement
        while len(self._kept) > MOST_PREPARED or sum(map(len, self._kept)) > MOST_CHARACTERS:
            self._kept.popitem(last=False)


class KeepingConnection(asyncpg.Connection):
    """A connection with the statements that it keeps prepared."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = PreparedStatements(self)

    def _drop_local_statement_cache(self) -> None:
        """Forget with asyncpg, which does it for one connection, or for all of a pool."""
        super()._drop_local_statement_cache()  # type: ignore[misc] # its stubs leave it out
        self.kept.forget()


async def fetch_kept(
    connection: "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]", text: str, parameters: Sequence[Any]
) -> list[asyncpg.Record]:
    """Run a statement that comes again and again, inside a transaction or not, and return its rows."""
    kept: PreparedStatements | None = getattr(connection, "kept", None)
    if kept is None:
        return await connection.fetch(text, *parameters)
    return await kept.fetch(text, parameters)


async def _bound(statement: Statement, parameters: Sequence[Any], most: int) -> list[asyncpg.Record]:
    """Do what `PreparedStatement.fetch` does, with the time limit of the connection."""
    known: Any = statement
    protocol = known._connection._protocol  # noqa: SLF001 (see above)
    rows: list[asyncpg.Record]
    rows, _, _ = await protocol.bind_execute(known._state, parameters, "", most, True, None)  # noqa: SLF001
    return rows
