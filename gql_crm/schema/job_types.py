"""`job`, `jobs` and `retryJob`: work that goes on after the answer to who asked for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.access import Actor
from gql_crm.database import Connection
from gql_crm.errors import ClientError, UserError, UserErrors
from gql_crm.fields.costs import ListSize, listing
from gql_crm.fields.scalars import DATE_TIME, parse_id
from gql_crm.jobs import Job, JobState, load_job, load_jobs, retry
from gql_crm.plugins.catalog import Catalog
from gql_crm.schema.bulk_types import add_bulk_types, bulk_outcome
from gql_crm.schema.catalog_changes import CatalogMutation
from gql_crm.schema.change_made import ChangeMade
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.members import Member, object_of
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import id_argument, non_null_list, user_errors_field

_STATES: Mapping[JobState, str] = {
    JobState.QUEUED: "It waits, for its first attempt or, when it has an `error`, for the next one.",
    JobState.RUNNING: "A worker does it now.",
    JobState.SUCCEEDED: "It is done.",
    JobState.FAILED: "It could not be done; `error` says why. `retryJob` queues it again.",
    JobState.CANCELLED: "Somebody did not want it any more.",
    JobState.PARKED: "It waits until somebody decides.",
}


@dataclass(frozen=True, slots=True)
class JobChange:
    """A job after a change."""

    job: Job | None = None
    errors: Sequence[UserError] = ()


def add_job_types(registry: TypeRegistry) -> None:
    """Add the types of jobs, the queries and the mutation."""
    state, bulk = registry.add(_state()), add_bulk_types(registry)
    job = registry.add(object_of("Job", "Work that goes on after the answer.", _members(state, bulk)))
    payload = registry.add(_payload(registry, job))
    registry.queries["job"] = GraphQLField(
        job,
        {"id": id_argument("Id of the job.")},
        _job,
        description="A job that the caller asked for; administrators see everybody's. Null for others.",
    )
    registry.queries["jobs"] = GraphQLField(
        non_null_list(job),
        _list_arguments(state),
        _jobs,
        description="Everybody's jobs, the newest first. Administrators only.",
        extensions=listing(ListSize(20, ("first",))),
    )
    registry.mutations["retryJob"] = GraphQLField(
        GraphQLNonNull(payload),
        {"id": id_argument("Id of a job that failed.")},
        _retry,
        description="Queue a job that failed again, as if it were new.",
    )


def _state() -> GraphQLEnumType:
    values = {str(state): GraphQLEnumValue(str(state), description=text) for state, text in _STATES.items()}
    return GraphQLEnumType("JobState", values, description="Where a job stands.")


def _members(state: GraphQLEnumType, bulk: GraphQLObjectType) -> Mapping[str, Member]:
    return {
        "id": (GraphQLNonNull(GraphQLID), lambda j, _: str(j.id), "A UUIDv7."),
        "kind": (GraphQLNonNull(GraphQLString), lambda j, _: j.kind, "What it does, such as field.index."),
        "state": (GraphQLNonNull(state), lambda j, _: str(j.state), "Where it stands."),
        "progress": (GraphQLFloat, lambda j, _: j.progress, "How far it is, from 0 to 1; null when unknown."),
        "attempts": (GraphQLNonNull(GraphQLInt), lambda j, _: j.attempts, "How often it was started."),
        "error": (GraphQLString, lambda j, _: j.error, "Why the last attempt failed."),
        "createdAt": (GraphQLNonNull(DATE_TIME), lambda j, _: j.created_at, "When it was asked for."),
        "startedAt": (DATE_TIME, lambda j, _: j.started_at, "When the last attempt began."),
        "finishedAt": (DATE_TIME, lambda j, _: j.finished_at, "When it succeeded or failed for good."),
        "bulk": (bulk, lambda j, _: bulk_outcome(j), "What a change of many records has done so far."),
    }


def _list_arguments(state: GraphQLEnumType) -> dict[str, GraphQLArgument]:
    return {
        "state": GraphQLArgument(state, description="Jobs in this state only."),
        "kind": GraphQLArgument(GraphQLString, description="Jobs of this kind only."),
        "first": GraphQLArgument(GraphQLInt, default_value=20, description="How many at most."),
    }


def _payload(registry: TypeRegistry, job: GraphQLObjectType) -> GraphQLObjectType:
    field = GraphQLField(job, resolve=lambda s, _i: s.job, description="The job as it is now.")
    fields = {"job": field, "userErrors": user_errors_field(registry.object("UserError"))}
    return GraphQLObjectType("JobPayload", fields, description="Result of a change of a job.")


async def _job(_source: object, info: Info, id: str) -> Job | None:
    context = info.context
    async with context.database.connection() as connection:
        job = await load_job(connection, parse_id(id))
    return job if job and may_see(context.actor, job) else None


async def _jobs(_source: object, info: Info, **given: Any) -> list[Job]:
    context = info.context
    if not context.actor.is_admin:
        raise ClientError("FORBIDDEN", "Only administrators may list jobs.")
    state = given.get("state")
    async with context.database.connection() as connection:
        return await load_jobs(
            connection,
            state=None if state is None else JobState(state),
            kind=given.get("kind"),
            first=_size(context, given.get("first")),
        )


def _size(context: OperationContext, first: int | None) -> int:
    size = 20 if first is None else first
    if not 0 <= size <= context.page_rows:
        text = f"first: {size} is out of range; expected 0 to {context.page_rows}."
        raise ClientError("BAD_USER_INPUT", text)
    return size


async def _retry(_source: object, info: Info, id: str) -> JobChange:
    context, id_ = info.context, parse_id(id)

    async def run(connection: Connection) -> UUID:
        job = await load_job(connection, id_)
        if job is None or not may_see(context.actor, job):
            raise UserErrors([UserError("NOT_FOUND", ("id",), f'There is no job "{id}".')])
        if not await retry(connection, id_):
            text = f"The job is {job.state}; only one that FAILED is queued again."
            raise UserErrors([UserError("INVALID_STATE", ("id",), text)])
        return id_

    return await _RETRIES.in_transaction(info, run)


def _made(id_: UUID) -> ChangeMade:
    return ChangeMade(job=id_)


async def _told(context: OperationContext, id_: UUID) -> JobChange:
    return JobChange(await context.job(id_))


async def _told_again(context: OperationContext, made: ChangeMade, _catalog: Catalog) -> JobChange:
    return JobChange(await context.job(made.job))


def _refused(errors: Sequence[UserError]) -> JobChange:
    return JobChange(errors=errors)


_RETRIES: Final = CatalogMutation(_made, _told, _told_again, _refused, for_administrators=False)


def may_see(actor: Actor, job: Job) -> bool:
    """Whether a job is shown to somebody."""
    return actor.is_admin or job.actor_id == actor.user_id
