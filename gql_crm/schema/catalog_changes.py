"""Changes of the catalog by mutations: in transactions of their own, and once under an idempotency key."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar, cast

from gql_crm.customization import Once, each_time
from gql_crm.database import Connection
from gql_crm.errors import UserError, UserErrors
from gql_crm.plugins.catalog import Catalog
from gql_crm.schema.change_made import ChangeMade
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.idempotency import IdempotencyKey
from gql_crm.schema.version import SchemaVersion

Outcome = TypeVar("Outcome")
Result = TypeVar("Result")
Answer = TypeVar("Answer")


class _DoneBefore(Exception):  # noqa: N818 (no error: the first answer is given again)
    """The change was carried out by an earlier request."""

    def __init__(self, made: ChangeMade) -> None:
        super().__init__("the change was carried out before")
        self.made = made


@dataclass(frozen=True, slots=True)
class _UnderKey(Generic[Outcome]):
    """Carries a change out under the key of its request; `made` says what of its outcome is kept."""

    key: IdempotencyKey
    path: str
    version: SchemaVersion
    made: Callable[[Outcome], ChangeMade]

    async def __call__(self, connection: Connection, change: Callable[[], Awaitable[Result]]) -> Result:
        """Run the change and keep what it has made, all in the transaction of the connection."""
        outcomes: list[Result] = []

        async def write() -> ChangeMade:
            outcomes.append(await change())
            return self.made(cast("Any", outcomes[0]))

        schema = self.version.schema
        kept = await self.key.once(connection, self.path, write, schema=schema, keeps_answer=True)
        if outcomes:
            return outcomes[0]
        raise _DoneBefore(cast("ChangeMade", kept))

    async def look(self, context: OperationContext) -> None:
        """Raise where it was done: what has to be made ready for the change is not made ready again."""
        async with context.database.connection() as connection:
            kept = await self.key.answered(connection, self.path, self.version.schema)
        if kept is not None:
            raise _DoneBefore(cast("ChangeMade", kept))


@dataclass(frozen=True, slots=True)
class CatalogMutation(Generic[Outcome, Answer]):
    """How changes of one sort are answered, at first and again.

    `made` says of an outcome what is kept under an idempotency key, `told` makes the answer of an outcome,
    `told_again` makes it of what was kept and the catalog as it is now. Where changes are for administrators,
    nobody else is answered again: the change itself refuses whoever is none any more.
    """

    made: Callable[[Outcome], ChangeMade]
    told: Callable[[OperationContext, Outcome], Awaitable[Answer]]
    told_again: Callable[[OperationContext, ChangeMade, Catalog], Awaitable[Answer]]
    refused: Callable[[Sequence[UserError]], Answer]
    for_administrators: bool = True

    async def in_transaction(self, info: Info, change: Callable[[Connection], Awaitable[Outcome]]) -> Answer:
        """Run a change in a transaction that is opened for it."""

        async def run(once: Once) -> Outcome:
            async with info.context.database.transaction() as connection:
                return await once(connection, partial(change, connection))

        return await self.run(info, run)

    async def run(self, info: Info, change: Callable[[Once], Awaitable[Outcome]]) -> Answer:
        """Run a change that opens its transactions itself; `UserErrors` become the answer."""
        context = info.context
        may_repeat = context.actor.is_admin or not self.for_administrators
        key = context.idempotency_key if may_repeat else None
        try:
            if key is None:
                return await self.told(context, await change(each_time))
            under_key = _UnderKey(key, str(info.path.key), context.version, self.made)
            await under_key.look(context)
            return await self.told(context, await change(under_key))
        except UserErrors as error:
            return self.refused(error.errors)
        except _DoneBefore as before:
            catalog = await context.newest_catalog()
            context.moved_to(catalog)
            return await self.told_again(context, before.made, catalog)
