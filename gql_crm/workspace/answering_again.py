"""Requests whose documents were met before, answered by what is kept of them."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from gql_crm.access import AccessProfile, Actor
from gql_crm.reads import ReadRequest
from gql_crm.schema.context import CatalogMoved, OperationContext, read_request
from gql_crm.schema.cost import OperationCost
from gql_crm.schema.kept_reads import answer, find_statement
from gql_crm.schema.kept_writes import carry_out, find_write
from gql_crm.schema.preparing import PreparedOperation
from gql_crm.schema.running import Outcome
from gql_crm.schema.variable_readers import Unusual
from gql_crm.schema.version import SchemaVersion
from gql_crm.workspace.freshness import has_to_be_read_again
from gql_crm.workspace.request_languages import languages_of
from gql_crm.workspace.requests import GraphQLRequest

if TYPE_CHECKING:
    from gql_crm.workspace.workspace import Workspace


async def answer_again(
    workspace: "Workspace", request: GraphQLRequest, actor: Actor, *, remembered: bool = False
) -> tuple[SchemaVersion, Outcome] | None:
    """Answer a request by what is kept of an earlier one; None where it has to be prepared.

    A `remembered` actor is confirmed by what the database says meanwhile; None where it does not.
    """
    versions = workspace.live.versions
    if (request.known_catalog_version or 0) > versions.catalog.version or "cost" in request.extensions:
        return None
    profile = versions.profile(actor.role_keys)
    version = versions.made_for(profile)
    prepared = version.documents.get((request.query, request.operation_name)) if version else None
    if version is None or prepared is None:
        return None
    if prepared.is_mutation:
        outcome = await _write(workspace, version, prepared, request, actor, remembered)
    else:
        outcome = await _read(workspace, version, profile, prepared, request, actor, remembered)
    return None if outcome is None else (version, outcome)


async def _read(
    workspace: "Workspace",
    version: SchemaVersion,
    profile: AccessProfile,
    prepared: PreparedOperation,
    request: GraphQLRequest,
    actor: Actor,
    remembered: bool,  # noqa: FBT001 (handed on)
) -> Outcome | None:
    """Answer a query by a statement that was made before. The statement's own deadline is enough."""
    if not actor.allows("read"):
        return None
    found = find_statement(prepared, profile, request.variables or {}, _reading(workspace, actor, request))
    if found is None:
        return None

    def context() -> OperationContext:
        return workspace.context(version, actor, request, prepared, found.request.variables)

    confirmed = actor.access_version if remembered else None
    outcome = await answer(workspace.database, found, confirmed, workspace.on_statement, context)
    if outcome is None or has_to_be_read_again(version, prepared, outcome):
        return None
    return outcome


async def _write(
    workspace: "Workspace",
    version: SchemaVersion,
    prepared: PreparedOperation,
    request: GraphQLRequest,
    actor: Actor,
    remembered: bool,  # noqa: FBT001 (handed on)
) -> Outcome | None:
    """Carry out a mutation of one record. None where nothing was written."""
    given = dict(request.variables or {})
    keyed = request.idempotency_key is not None
    if keyed or prepared.variables is None or not (request.mutations_allowed and actor.allows("write")):
        return None
    try:
        variables = prepared.variables.read(given)
    except Unusual:
        return None
    limits = workspace.limits
    if OperationCost.of(version.schema, prepared, variables, given, limits).errors(limits):
        return None
    context = workspace.context(version, actor, request, prepared, variables)
    write = find_write(context, prepared, variables)
    if write is None:
        return None
    context.unconfirmed = actor.access_version if remembered else None
    try:
        async with asyncio.timeout(workspace.settings.limit_operation_seconds):
            return await carry_out(context, prepared, write, given)
    except CatalogMoved:
        return None


def _reading(
    workspace: "Workspace", actor: Actor, request: GraphQLRequest
) -> Callable[[Mapping[str, object]], ReadRequest]:
    settings, now, zone = workspace.live.settings, workspace.clock(), request.time_zone
    languages = partial(languages_of, actor.locale, request, settings)
    return lambda variables: read_request(actor, settings, now, zone, variables, languages)
