"""`dashboard`, and `logEvent`: people write down what has happened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLID,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.errors import ClientError, UserError
from gql_crm.fields.generated import GeneratedObject
from gql_crm.fields.kind import ValueProblem
from gql_crm.fields.kinds.datetime import parse_datetime
from gql_crm.fields.scalars import DATE_TIME
from gql_crm.reads.event_objects import INTERFACE
from gql_crm.reads.timelines import DASHBOARD
from gql_crm.records import log_event
from gql_crm.schema.context import Info
from gql_crm.schema.entity_types import payload_members
from gql_crm.schema.members import InputMember, input_of, required_input
from gql_crm.schema.mutations import run_mutation
from gql_crm.schema.payload import Payload
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.root_fields import planned

_INPUT: Mapping[str, InputMember] = {
    "recordId": (GraphQLNonNull(GraphQLID), "The record that it happened to, or was done with."),
    "title": (GraphQLString, "What it was, in a few words; it needs a title or a note."),
    "note": (GraphQLString, "What there is to say about it."),
    "occurredAt": (DATE_TIME, "When it happened: in the past; now without."),
    "relatedIds": (GraphQLList(GraphQLNonNull(GraphQLID)), "Other records that it has to do with."),
}


def add_event_roots(registry: TypeRegistry) -> None:
    """Add the query, the mutation, its input and its payload."""
    registry.queries["dashboard"] = GraphQLField(
        GraphQLNonNull(registry.object(DASHBOARD)),
        {},
        planned,
        description="What concerns the user who asks.",
    )
    given = registry.add(input_of("LogEventInput", "Something that has happened.", _INPUT))
    payload = registry.add(_payload(registry))
    registry.mutations["logEvent"] = GraphQLField(
        GraphQLNonNull(payload),
        {"input": required_input(given)},
        _log_event,
        description=(
            "Write down what happened to a record and nothing else tells of: a talk, something of the past."
        ),
    )


def _payload(registry: TypeRegistry) -> GraphQLObjectType:
    def members() -> Mapping[str, GraphQLField]:
        return {
            **payload_members(registry, "event", registry.types[INTERFACE]),
            "event": GraphQLField(
                registry.types[INTERFACE],  # type: ignore[arg-type] # an interface is an output type
                resolve=lambda source, _info: source.record,
                description="The event.",
            ),
        }

    return GeneratedObject("LogEventPayload", members, description="Result of writing down an event.")


async def _log_event(_source: object, info: Info, input: Mapping[str, Any]) -> object:
    async def write() -> Payload:
        records = info.context.records
        event = await log_event(records, input, _time(input.get("occurredAt")))
        return Payload(event, tuple(records.warnings))

    def refused(errors: Sequence[UserError]) -> Payload:
        return Payload.refused(errors)

    return await run_mutation(info, write, refused)


def _time(given: str | None) -> datetime | None:
    if given is None:
        return None
    try:
        return parse_datetime(given)
    except ValueProblem as problem:
        raise ClientError("BAD_USER_INPUT", f"occurredAt: {problem}", {"field": ["occurredAt"]}) from None
