"""Transactions that begin when they have to: many a unit of work is over before."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import asyncpg

from gql_crm.database.pool import Connection, Database


class LateTransaction:
    """Stands where a connection stands, and begins its transaction with the first statement that needs one.

    What is glanced at before is not sure to be the same later. When the transaction begins, it is locked, and
    has to be as it was: else asyncpg's SerializationError is raised.
    """

    def __init__(
        self, database: Database, begin: Callable[[], AbstractAsyncContextManager[Connection]]
    ) -> None:
        self._database = database
        self._begin = begin
        self._entered: AbstractAsyncContextManager[Connection] | None = None
        self._connection: Connection | None = None
        self._is_over = False
        self._locks: list[Callable[[], tuple[str, Sequence[Any]]]] = []
        self.glanced: dict[UUID, int] = {}
        """Which version of a row was glanced at, its `xmin`, by the ids of records."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._entered is not None:
            await self._entered.__aexit__(kind, problem, trace)

    @property
    def has_begun(self) -> bool:
        """Whether there is a transaction."""
        return self._connection is not None

    async def begun(self) -> Connection:
        """Begin, if that has not been done. What has written alone is over."""
        if self._is_over:
            msg = "a write that was a transaction of its own cannot go on"
            raise RuntimeError(msg)
        if self._connection is None:
            transaction = self._begin()
            connection = await transaction.__aenter__()
            self._entered = transaction
            for lock in self._locks:
                text, parameters = lock()
                if not await connection.fetch(text, *parameters):
                    raise asyncpg.SerializationError("what was glanced at has changed meanwhile")
            self._connection = connection
        return self._connection

    async def fetch(self, text: str, *parameters: Any) -> list[asyncpg.Record]:
        """Run a statement in the transaction."""
        return await (await self.begun()).fetch(text, *parameters)

    async def glance(self, text: str, parameters: Sequence[Any]) -> list[asyncpg.Record]:
        """Run a statement that reads, before the transaction begins."""
        return await self._database.fetch(text, parameters)

    async def alone(self, text: str, parameters: Sequence[Any]) -> list[asyncpg.Record]:
        """Run the statement that writes, a transaction of its own: nothing comes after it."""
        rows = await self._database.fetch(text, parameters)
        self._is_over = True
        return rows

    def lock_later(self, id_: UUID, version: int, lock: Callable[[], tuple[str, Sequence[Any]]]) -> None:
        """Remember a row that was glanced at, and the statement that locks it and finds no other version."""
        self.glanced[id_] = version
        self._locks.append(lock)


def as_late(connection: object) -> LateTransaction | None:
    """Return what stands there for a connection, as long as its transaction has not begun."""
    return connection if isinstance(connection, LateTransaction) and not connection.has_begun else None


async def begun(connection: Connection) -> Connection:
    """Return a connection with its transaction."""
    return await connection.begun() if isinstance(connection, LateTransaction) else connection
