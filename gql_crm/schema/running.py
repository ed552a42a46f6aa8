"""Runs a prepared operation: reads in one statement, mutations in order, the rest through graphql-core."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from inspect import isawaitable
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLNonNull,
    GraphQLObjectType,
    execute,
    located_error,
)

from gql_crm.database import Connection
from gql_crm.errors import ClientError
from gql_crm.reads import (
    Completion,
    PlanScope,
    ReadPlan,
    completion_of,
    is_read,
    plan_root,
    root_fields,
    run_plan,
)
from gql_crm.reads.kept import ReadStatement
from gql_crm.schema.computing import Unfinished, complete_loaded
from gql_crm.schema.context import CatalogMoved, OperationContext, Path
from gql_crm.schema.executor import SplicingExecutor
from gql_crm.schema.failures import told
from gql_crm.schema.preparing import PreparedOperation
from gql_crm.schema.used_views import views_named
from gql_crm.schema.version import SchemaVersion
from gql_crm.transient import transient

QUERY = "Query"
TYPENAME = "__typename"


@transient
class Outcome:
    """`data` may hold fragments of JSON; `catalog_version` is what the database had while it was read."""

    data: Mapping[str, Any] | None
    errors: Sequence[GraphQLError] = field(default_factory=tuple)
    catalog_version: int | None = None
    body: bytes | None = None
    """`{"data": …}`, where it is there already; then `data` is none."""


async def run(
    context: OperationContext, prepared: PreparedOperation, variables: Mapping[str, Any]
) -> Outcome:
    """Run an operation, whose context has its variables and fragments.

    Raises `CatalogMoved` before the first write, and where a query reads an entity that was deleted since.
    """
    context.views = await views_named(context.scope(), prepared, context.database, context.on_statement)
    if prepared.is_mutation:
        return await _execute(context, prepared, variables)
    return await _run_query(context, prepared, variables)


async def _run_query(
    context: OperationContext, prepared: PreparedOperation, variables: Mapping[str, Any]
) -> Outcome:
    scope = context.scope()
    operation = prepared.operation
    if operation is None:
        msg = "an operation that could not be prepared is not run"
        raise RuntimeError(msg)
    roots = root_fields(scope, operation.selection_set, QUERY)
    plan = _plan(context, scope, roots)
    completions = _completions(scope, roots, plan) if prepared.computes else {}
    version: int | None = None
    if plan.columns:
        async with context.database.connection() as connection:
            result = await run_plan(connection, plan, on_statement=context.on_statement)
            if result.tables_are_gone:
                await _check_version(context, connection)
        context.loaded.update({(key,): context.fragment(value) for key, value in result.values.items()})
        context.loaded.update({(key,): failure for key, failure in result.failures.items()})
        version = result.catalog_version
        unfinished: dict[Path, Unfinished] = {
            (key,): Unfinished(completion, value)
            for key, completion in completions.items()
            if (value := result.values.get(key))
        }
        await complete_loaded(context, unfinished)
    if _all_read(context, roots):
        data = {
            key: QUERY if nodes[0].name.value == TYPENAME else context.loaded[(key,)]
            for key, nodes in roots.items()
        }
        if plan.columns and not prepared.uses_views:  # views change without a look at the request
            context.version.keep(
                prepared, context.profile, scope.trace, _read_statement(scope, roots, plan, completions)
            )
        return Outcome(data, context.plugin_errors, version)
    outcome = await _execute(context, prepared, variables)
    return Outcome(outcome.data, outcome.errors, version)


async def _check_version(context: OperationContext, connection: Connection) -> None:
    """Raise where a table is gone because its entity was deleted since."""
    if await SchemaVersion.read_current(connection) > context.catalog.version:
        raise CatalogMoved


def _read_statement(
    scope: PlanScope,
    roots: Mapping[str, list[FieldNode]],
    plan: ReadPlan,
    completions: Mapping[str, Completion],
) -> ReadStatement:
    columns = {key: index for index, key in enumerate(plan.columns)}
    query = cast("GraphQLObjectType", scope.schema.query_type)
    required = [
        columns[key]
        for key in columns
        if isinstance(query.fields[roots[key][0].name.value].type, GraphQLNonNull)
    ]
    statement = plan.statement()
    members = tuple((key, columns.get(key)) for key in roots)
    return ReadStatement(
        statement.text,
        statement.binder(),
        members,
        tuple(required),
        completions,
        frozenset(scope.touched),
    )


def _plan(context: OperationContext, scope: PlanScope, roots: Mapping[str, list[FieldNode]]) -> ReadPlan:
    columns = {}
    for key, nodes in roots.items():
        if is_read(scope, nodes[0].name.value):
            try:
                columns[key] = plan_root(scope, nodes)
            except (ClientError, GraphQLError) as error:
                context.loaded[(key,)] = error
    return ReadPlan(columns)


def _completions(
    scope: PlanScope, roots: Mapping[str, list[FieldNode]], plan: ReadPlan
) -> Mapping[str, Completion]:
    """Return where computed fields lie in what is read, by response key."""
    query = cast("GraphQLObjectType", scope.schema.query_type)
    found = {
        key: completion_of(scope, query.fields[roots[key][0].name.value].type, roots[key])
        for key in plan.columns
    }
    return {key: completion for key, completion in found.items() if completion}


def _all_read(context: OperationContext, roots: Mapping[str, list[FieldNode]]) -> bool:
    """Whether the response needs no graphql-core: everything was read, nothing failed or is null."""
    query = cast("GraphQLObjectType", context.version.schema.query_type)
    for key, nodes in roots.items():
        name = nodes[0].name.value
        if name == TYPENAME:
            continue
        if (key,) not in context.loaded or isinstance(context.loaded[(key,)], Exception):
            return False
        field_type = query.fields[name].type
        if context.loaded[(key,)] is None and isinstance(field_type, GraphQLNonNull):
            return False
    return True


async def hand_over(
    context: OperationContext, prepared: PreparedOperation, variables: Mapping[str, Any], source: object
) -> Outcome:
    """Return what a subscription selects of one thing that it tells."""
    return await _execute(context, prepared, variables, source)


async def _execute(
    context: OperationContext,
    prepared: PreparedOperation,
    variables: Mapping[str, Any],
    source: object = None,
) -> Outcome:
    if prepared.document is None or prepared.operation is None:
        msg = "an operation that could not be prepared is not run"
        raise RuntimeError(msg)
    name = prepared.operation.name.value if prepared.operation.name else None
    executed = execute(
        context.version.schema,
        prepared.document,
        root_value=source,
        context_value=context,
        variable_values=dict(variables),
        operation_name=name,
        executor_class=SplicingExecutor,
    )
    result = await executed if isawaitable(executed) else executed
    errors = result.errors or []
    for error in errors:
        if isinstance(error.original_error, CatalogMoved):
            raise error.original_error
    return Outcome(result.data, [*(told(error) for error in errors), *context.plugin_errors])


def as_graphql_error(error: Exception) -> GraphQLError:
    """Return an exception as a top-level error without a path."""
    return told(located_error(error, None))
