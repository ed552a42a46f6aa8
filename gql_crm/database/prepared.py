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


class PreparedStatements:
    """The statements of one connection; the one that was unused the longest is forgotten first."""

    def __init__(self, connection: "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]") -> None:
        self._connection = connection
        self._kept: OrderedDict[str, Statement] = OrderedDict()

    async def fetchrow(self, text: str, parameters: Sequence[Any]) -> asyncpg.Record | None:
        """Run a statement and return its first row. Raises what asyncpg raises."""
        statement = self._kept.get(text)
        if statement is None:
            statement = await self._connection.prepare(text)
            self._keep(text, statement)
        else:
            self._kept.move_to_end(text)
        try:
            rows = await _first_row(statement, parameters)
        except BaseException as problem:
            self._kept.pop(text, None)  # tables and types may have changed below it
            if isinstance(problem, asyncpg.OutdatedSchemaCacheError):
                await self._connection.reload_schema_state()
            raise
        return rows[0] if rows else None

    def _keep(self, text: str, statement: Statement) -> None:
        self._kept[text] = statement
        if len(self._kept) > MOST_PREPARED:
            self._kept.popitem(last=False)


async def _first_row(statement: Statement, parameters: Sequence[Any]) -> Sequence[asyncpg.Record]:
    """Do what `PreparedStatement.fetchrow` does, with the time limit of the connection."""
    known: Any = statement
    protocol = known._connection._protocol  # noqa: SLF001 (see above)
    rows: Sequence[asyncpg.Record]
    rows, _, _ = await protocol.bind_execute(known._state, parameters, "", 1, True, None)  # noqa: SLF001
    return rows
