"""Mutations of one record: what their resolvers do, in a transaction that is made for them or given."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gql_crm.errors import UserError
from gql_crm.fields.scalars import parse_id
from gql_crm.records import Ref
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.mutations import run_mutation
from gql_crm.schema.payload import Payload


@dataclass(frozen=True, slots=True)
class Done:
    """The root value of an operation whose mutation is carried out; graphql-core completes its answer."""

    result: Payload | Exception

    def told(self) -> Payload:
        """Return what it answers with, or raise what went wrong."""
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


@dataclass(frozen=True, slots=True)
class RecordMutation:
    """The resolver of a mutation of one record. A CONFLICT answers with the record as it is."""

    entity: str
    write: Callable[..., Awaitable[Ref]]

    async def __call__(self, source: object, info: Info, **arguments: Any) -> object:
        """Run it in a transaction of its own, unless it is done."""
        if isinstance(source, Done):
            return source.told()
        return await run_mutation(
            info,
            lambda: self.written(info.context, arguments),
            lambda errors: self.refused(errors, arguments),
        )

    async def written(self, context: OperationContext, arguments: Mapping[str, Any]) -> Payload:
        """Write inside the context's transaction. Raises `UserErrors`."""
        records = context.records
        record = await self.write(records, self.entity, **arguments)
        return Payload(record, tuple(records.warnings), duplicates=records.duplicates)

    def refused(self, errors: Sequence[UserError], arguments: Mapping[str, Any]) -> Payload:
        """Return what is answered instead."""
        conflict = any(error.code == "CONFLICT" for error in errors)
        current = Ref(self.entity, parse_id(arguments["id"])) if conflict else None
        return Payload(current, user_errors=errors)
