"""`runDueJobs`: what is due at a time, run at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLString,
)

from gql_crm.errors import ClientError, UserError
from gql_crm.fields.costs import ListSize, listing
from gql_crm.fields.kind import ValueProblem
from gql_crm.fields.kinds.datetime import parse_datetime
from gql_crm.fields.scalars import DATE_TIME
from gql_crm.jobs import DueRun, Job
from gql_crm.records import Ref
from gql_crm.schema.computing import complete_loaded
from gql_crm.schema.context import Info
from gql_crm.schema.loading import load_references
from gql_crm.schema.members import Member, object_of
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.weights import MOST_RUNS

_OUTCOMES: Mapping[str, str] = {
    "DONE": "It was done.",
    "VOID": "There was nothing to do any more.",
    "FAILED": "The attempt failed; `error` says why. There may be further ones.",
}


@dataclass(frozen=True, slots=True)
class ToldRun:
    """A run with the record that it was for, as far as the caller sees it."""

    run: DueRun
    record: Ref | None


@dataclass(frozen=True, slots=True)
class DueAnswer:
    """What was run."""

    as_of: datetime
    runs: Sequence[ToldRun] = ()
    errors: Sequence[UserError] = ()


def add_due_types(registry: TypeRegistry) -> None:
    """Add the types and the mutation; `Record` is there before."""
    values = {name: GraphQLEnumValue(name, description=text) for name, text in _OUTCOMES.items()}
    outcome = registry.add(
        GraphQLEnumType("DueOutcome", values, description="What became of something that was due.")
    )
    record = cast("GraphQLInterfaceType", registry.types["Record"])
    run = registry.add(object_of("DueRun", "Something that was due.", _run_members(outcome, record)))
    members: Mapping[str, Member] = {
        "asOf": (GraphQLNonNull(DATE_TIME), lambda a, _: a.as_of, "The time that was taken for now."),
        "ranCount": (GraphQLNonNull(GraphQLInt), lambda a, _: len(a.runs), "How many were run."),
        "runs": (non_null_list(run), lambda a, _: a.runs, "What was run, in that order."),
        "userErrors": (
            non_null_list(registry.object("UserError")),
            lambda a, _: [error.as_dict() for error in a.errors],
            "Why nothing was run; empty when it was.",
        ),
    }
    payload = registry.add(object_of("RunDueJobsPayload", "Result of running what is due.", members))
    registry.mutations["runDueJobs"] = GraphQLField(
        GraphQLNonNull(payload),
        {
            "asOf": GraphQLArgument(
                DATE_TIME, description="The time to be taken for now, not in the past; without it, now."
            )
        },
        _run,
        description=(
            "Run jobs that are due at a time, each exactly once, also when workers look for them. At most"
            f" {MOST_RUNS} in one call; call again until `ranCount` is 0. Administrators only."
        ),
        extensions=listing(ListSize(MOST_RUNS, fields=("runs",))),
    )


def _run_members(outcome: GraphQLEnumType, record: GraphQLInterfaceType) -> Mapping[str, Member]:
    return {
        "kind": (GraphQLNonNull(GraphQLString), lambda t, _: t.run.job.kind, "The kind of the job."),
        "record": (record, lambda t, _: t.record, "The record that it was for, if it was for one."),
        "dueAt": (GraphQLNonNull(DATE_TIME), lambda t, _: t.run.due_at, "Since when it was due."),
        "outcome": (GraphQLNonNull(outcome), lambda t, _: str(t.run.outcome), "What became of it."),
        "error": (GraphQLString, lambda t, _: t.run.job.error, "Why the attempt failed."),
    }


async def _run(_source: object, info: Info, asOf: str | None = None) -> DueAnswer:  # noqa: N803 (the argument's name)
    context = info.context
    if not context.actor.is_admin:
        raise ClientError("FORBIDDEN", "Only administrators may run what is due.")
    if context.run_due_jobs is None:
        msg = "the operation runs in no workspace"
        raise RuntimeError(msg)
    as_of = context.now if asOf is None else _time(asOf)
    if as_of < context.now:
        text = f'"{asOf}" lies in the past; workers have run what was due then. Give a time from now on.'
        return DueAnswer(as_of, errors=[UserError("VALIDATION", ("asOf",), text)])
    runs = await context.run_due_jobs(as_of)
    answer = DueAnswer(as_of, [ToldRun(run, _record_of(run.job)) for run in runs])
    await complete_loaded(context, await load_references(info, answer))
    return answer


def _time(text: str) -> datetime:
    try:
        return parse_datetime(text)
    except ValueProblem as problem:
        raise ClientError("BAD_USER_INPUT", f"asOf: {problem}") from None


def _record_of(job: Job) -> Ref | None:
    """Return the record that a job is for: that of the write from which it follows."""
    event: Any = job.arguments.get("event") or {}
    if "entity" not in event or "record_id" not in event:
        return None
    return Ref(event["entity"], UUID(event["record_id"]))
