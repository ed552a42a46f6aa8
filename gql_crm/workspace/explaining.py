"""Explaining a query: what it reads, its statement, PostgreSQL's plan, and what makes it slow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from graphql import GraphQLError

from gql_crm.access import Actor
from gql_crm.clock import uuid7
from gql_crm.customization import load_indexes
from gql_crm.database.explaining import explain_statement
from gql_crm.modules.identity.tokens import actor_of_user
from gql_crm.reads import PlanScope
from gql_crm.schema.context import read_request
from gql_crm.schema.cost import OperationCost
from gql_crm.schema.explaining import ExplainedField, ExplainedReads, OperationRefused, explain_reads
from gql_crm.schema.limits import Limits
from gql_crm.schema.preparing import PreparedOperation, prepare
from gql_crm.schema.running import as_graphql_error
from gql_crm.schema.slow_reads import SlowRead, indexed_fields, slow_reads
from gql_crm.schema.variables import coerce_variables
from gql_crm.schema.version import SchemaVersion
from gql_crm.settings import Settings
from gql_crm.sql import Statement
from gql_crm.sql.layout import laid_out
from gql_crm.workspace.request_languages import languages_of
from gql_crm.workspace.requests import GraphQLRequest
from gql_crm.workspace.setup import first_admin, user_with_email
from gql_crm.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that there is to say about a query of an actor."""

    operation: str | None
    roles: Sequence[str]
    cost: Mapping[str, int]
    fields: Sequence[ExplainedField]
    sql: str | None
    """The statement; None when nothing of the query reads records."""
    parameters: Sequence[Any]
    plan: Sequence[str]
    """PostgreSQL's plan, line by line."""
    warnings: Sequence[SlowRead]


async def explain_operation(
    settings: Settings, dsn: str, request: GraphQLRequest, email: str | None = None, *, analyze: bool = False
) -> Explanation:
    """Explain a query to an operator of the database, for the user with that address or an administrator.

    Raises OperationRefused with what the answer would say, and UserErrors when there is no such user.
    """
    workspace = await Workspace.open(settings, dsn=dsn)
    try:
        return await explain(workspace, request, await _actor(workspace, email), analyze=analyze)
    finally:
        await workspace.close()


async def explain(
    workspace: Workspace, request: GraphQLRequest, actor: Actor, *, analyze: bool = False
) -> Explanation:
    """Explain a query; `analyze` also runs it, in a transaction that changes nothing.

    Raises OperationRefused with what the answer would say.
    """
    await workspace.live.refresh_if_stale()
    limits = Limits.of(workspace.settings)
    versions = workspace.live.versions
    profile = versions.profile(actor.role_keys)
    version = await versions.for_profile(profile)
    prepared, variables, cost = _prepared(version, request, limits)
    settings, now = workspace.live.settings, workspace.clock()
    languages = partial(languages_of, actor.locale, request, settings)
    asked = read_request(actor, settings, now, request.time_zone, variables, languages)
    fragments = dict(prepared.fragments)
    scope = PlanScope(version.whole, version.schema, profile, fragments, asked, limits.page_rows)
    reads = explain_reads(scope, prepared, cost)
    statement = reads.plan.statement() if reads.plan.columns else None
    name = prepared.operation.name if prepared.operation else None
    return Explanation(
        operation=name.value if name else None,
        roles=profile.key,
        cost={"requested": cost.tree.requested if cost.tree else 0, "limit": limits.cost},
        fields=reads.fields,
        sql=laid_out(statement.text) if statement else None,
        parameters=statement.parameters if statement else (),
        plan=await _plan(workspace, statement, analyze=analyze) if statement else (),
        warnings=await _warnings(workspace, scope, reads),
    )


def _prepared(
    version: SchemaVersion, request: GraphQLRequest, limits: Limits
) -> tuple[PreparedOperation, Mapping[str, Any], OperationCost]:
    prepared = prepare(version, request.query, request.operation_name, limits)
    given = dict(request.variables or {})
    variables = coerce_variables(version, prepared, given, limits)
    if prepared.errors:
        raise OperationRefused(prepared.errors)
    if isinstance(variables, list):
        raise OperationRefused(variables)
    if prepared.is_mutation:
        text = "Only queries are explained; a mutation writes, and would have to be carried out for that."
        raise OperationRefused([GraphQLError(text, prepared.operation)])
    cost = OperationCost.of(version.schema, prepared, variables, given, limits)
    if errors := cost.errors(limits):
        raise OperationRefused(errors)
    return prepared, variables, cost


async def _plan(workspace: Workspace, statement: Statement, *, analyze: bool) -> list[str]:
    try:
        return await explain_statement(
            workspace.database, statement.text, statement.parameters, analyze=analyze
        )
    except Exception as error:
        raise OperationRefused([as_graphql_error(error)]) from error


async def _warnings(workspace: Workspace, scope: PlanScope, reads: ExplainedReads) -> list[SlowRead]:
    async with workspace.database.connection() as connection:
        indexes = await load_indexes(connection, indexed_fields(scope.catalog, reads.notes))
    return slow_reads(scope.catalog, reads.notes, scope.clock.now, indexes)


async def _actor(workspace: Workspace, email: str | None) -> Actor:
    async with workspace.database.transaction(readonly=True, isolation="repeatable_read") as connection:
        user_id = await (first_admin(connection) if email is None else user_with_email(connection, email))
        actor = await actor_of_user(connection, user_id) if user_id else None
    return actor or Actor(uuid7(), ("admin",))  # a new workspace has no user yet
