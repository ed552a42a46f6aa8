"""Statements that a connection keeps prepared, for those that come again and again.

asyncpg keeps them as well, but looks each one up behind locks, timers and a proxy: that takes a thirtieth of
a small query's time.
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
            row: asyncpg.Record | None = await statement.fetchrow(*parameters)
        except BaseException:
            self._kept.pop(text, None)  # tables and types may have changed below it
            raise
        return row

    def _keep(self, text: str, statement: Statement) -> None:
        self._kept[text] = statement
        if len(self._kept) > MOST_PREPARED:
            self._kept.popitem(last=False)
