"""`revertChange` and `recordAsOf`."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import GraphQLArgument, GraphQLField, GraphQLID, GraphQLNonNull, GraphQLObjectType

from gql_crm.errors import ClientError, UserError
from gql_crm.fields.costs import weighing
from gql_crm.fields.generated import GeneratedObject
from gql_crm.fields.kind import ValueProblem
from gql_crm.fields.kinds.datetime import parse_datetime
from gql_crm.fields.scalars import DATE_TIME, JSON, parse_id
from gql_crm.records import record_as_of, revert
from gql_crm.schema.context import Info
from gql_crm.schema.entity_types import payload_members
from gql_crm.schema.mutations import run_mutation
from gql_crm.schema.payload import Payload
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import id_argument
from gql_crm.schema.weights import OPERATION


def add_history_roots(registry: TypeRegistry) -> None:
    """Add the query, the mutation and its payload."""
    payload = registry.add(_payload(registry))
    registry.queries["recordAsOf"] = GraphQLField(
        JSON,
        {
            "id": id_argument("Id of any record."),
            "at": GraphQLArgument(GraphQLNonNull(DATE_TIME), description="When; not in the future."),
        },
        _as_of,
        description=(
            "The values of a record at a time, by the names that its fields have now, references as ids."
            " Null when the record did not exist or is invisible."
        ),
        extensions=weighing(OPERATION),
    )
    registry.mutations["revertChange"] = GraphQLField(
        GraphQLNonNull(payload),
        {
            "changeId": GraphQLArgument(
                GraphQLNonNull(GraphQLID),
                description="Id of a `FieldChange`; its part before the colon names the whole change.",
            )
        },
        _revert,
        description=(
            "Set fields back to what they were before a change, unless they were changed again."
            " A deletion is taken back by restoring, a restoration by deleting."
        ),
    )


def _payload(registry: TypeRegistry) -> GraphQLObjectType:
    def members() -> Mapping[str, GraphQLField]:
        return payload_members(registry, "record", registry.types["Record"])

    return GeneratedObject("RecordPayload", members, description="Result of a mutation of any record.")


async def _as_of(_source: object, info: Info, id: str, at: str) -> Mapping[str, Any] | None:
    context = info.context
    try:
        time = parse_datetime(at)
    except ValueProblem as problem:
        raise ClientError("BAD_USER_INPUT", f"at: {problem}") from None
    if time > context.now:
        text = f'at: "{at}" lies in the future; expected a time that has passed.'
        raise ClientError("BAD_USER_INPUT", text)
    async with context.database.connection() as connection:
        return await record_as_of(
            connection, context.catalog, context.actor, context.profile, parse_id(id), time
        )


async def _revert(_source: object, info: Info, changeId: str) -> object:  # noqa: N803 (the argument's name)
    async def write() -> Payload:
        records = info.context.records
        record = await revert(records, info.context.catalog, changeId)
        return Payload(record, tuple(records.warnings))

    def refused(errors: Sequence[UserError]) -> Payload:
        return Payload.refused(errors)

    return await run_mutation(info, write, refused)
