"""Changes of more records than one call makes: the job that a mutation answers with, and what it has done."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.jobs import Job, enqueue, load_job
from gql_crm.records.bulk import BULK_JOB, MOST_ERRORS, BulkOutcome, BulkRequest
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.members import Member, object_of
from gql_crm.schema.payload import DeletedMany, ManyPayload
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.targets import LargeTarget


async def ask_for_bulk(
    context: OperationContext, target: LargeTarget, action: str, values: Mapping[str, Any]
) -> UUID:
    """Ask for the job that changes a large target, in the mutation's transaction; return its id."""
    zone = context.time_zone or context.actor.time_zone or context.settings.time_zone
    request = BulkRequest(
        entity=context.catalog.entity(target.entity).stored_as,
        action=action,
        input=values,
        filter=target.filter,
        until=target.until,
        count=target.count,
        time_zone=zone,
    )
    return await enqueue(
        context.connection, BULK_JOB, request.as_json(), actor_id=context.actor.user_id, now=context.now
    )


def add_bulk_types(registry: TypeRegistry) -> GraphQLObjectType:
    """Add the types of what a job has done to many records; return that of the whole."""
    code = cast("GraphQLEnumType", registry.types["UserErrorCode"])
    number = GraphQLNonNull(GraphQLInt)
    errors: Mapping[str, Member] = {
        "recordId": (GraphQLNonNull(GraphQLID), lambda e, _: e["recordId"], "The record that was refused."),
        "code": (GraphQLNonNull(code), lambda e, _: e["code"], "What is wrong."),
        "field": (non_null_list(GraphQLString), lambda e, _: e["field"], "Path in the input."),
        "message": (GraphQLNonNull(GraphQLString), lambda e, _: e["message"], "A sentence for a person."),
    }
    error = registry.add(object_of("BulkError", "Why a record was not changed.", errors, free=True))
    members: Mapping[str, Member] = {
        "writtenCount": (number, lambda b, _: b.written, "How many records were changed, or are as asked."),
        "failedCount": (number, lambda b, _: b.failed, "How many records were refused."),
        "errors": (
            non_null_list(error),
            lambda b, _: b.errors,
            f"Why records were refused: the first {MOST_ERRORS} reasons.",
        ),
    }
    return registry.add(object_of("BulkResult", "What a change of many records has done so far.", members))


def bulk_outcome(job: Job) -> BulkOutcome | None:
    """Return what a job has done to many records; None of another kind of job."""
    return BulkOutcome.of(job.outcome) if job.kind == BULK_JOB else None


def bulk_job_field(registry: TypeRegistry) -> GraphQLField:
    """Return the member `job` of payloads of mutations of many records."""

    async def resolve(payload: ManyPayload | DeletedMany, info: Info) -> Job | None:
        if payload.job is None:
            return None
        async with info.context.database.connection() as connection:
            return await load_job(connection, payload.job)

    return GraphQLField(
        registry.object("Job"),
        resolve=resolve,
        description="The job that changes them, when they are too many for one call; else null.",
    )
