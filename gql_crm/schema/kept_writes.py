"""Carries out a mutation of one record whose document was met before.

Its answer is read by a statement that was made for an earlier one, and where there is nothing to tell but the
record, graphql-core is not asked to complete it.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

import asyncpg
from graphql import FieldNode, GraphQLError, GraphQLField, Undefined, VariableNode, get_argument_values
from graphql.execution.values import VariableValues

from gql_crm import sql
from gql_crm.database import Connection
from gql_crm.database.prepared import fetch_kept
from gql_crm.errors import ClientError, UserErrors
from gql_crm.reads import ReadPlan, record_by_id
from gql_crm.records import Ref
from gql_crm.schema.computing import Unfinished, complete_loaded
from gql_crm.schema.context import CatalogMoved, OperationContext, Path
from gql_crm.schema.loading import Place, load_at
from gql_crm.schema.payload import Payload
from gql_crm.schema.payload_statements import PayloadStatement, RecordWrite, plan_payload
from gql_crm.schema.preparing import PreparedOperation
from gql_crm.schema.record_mutations import Done, RecordMutation
from gql_crm.schema.retrying import retried
from gql_crm.schema.running import Outcome, hand_over
from gql_crm.schema.writing_alone import AnsweringUnit

Carried: TypeAlias = tuple[Payload, Mapping[str, Any] | None, Mapping[Path, Unfinished]]
"""What was written, the whole answer where there is nothing more to tell, and what has to be completed."""
_NO_TIME_LEFT: Final = (
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    asyncpg.PostgresConnectionError,
)
"""Faults after which nothing is tried again, or nobody knows what was written."""


def find_write(
    context: OperationContext, prepared: PreparedOperation, variables: Mapping[str, Any]
) -> RecordWrite | None:
    """Return the mutation that an operation consists of; None where it is anything else, or is wrong."""
    node, mutations = prepared.only_field, context.version.schema.mutation_type
    if node is None or mutations is None:
        return None
    found = mutations.fields[node.name.value]
    if not isinstance(found.resolve, RecordMutation):
        return None
    arguments = _variables_alone(found, node, variables)
    if arguments is None:
        try:
            arguments = get_argument_values(found, node, VariableValues({}, dict(variables)))
        except GraphQLError:
            return None
    return RecordWrite(node, found, found.resolve, arguments)


def _variables_alone(
    definition: GraphQLField, node: FieldNode, variables: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """Return the arguments where each of them is a variable that is there, as it is most of the time."""
    named = {one.name.value: one.value for one in node.arguments or ()}
    arguments = {}
    for name, argument in definition.args.items():
        value = named.get(name)
        given = variables.get(value.name.value) if isinstance(value, VariableNode) else None
        if given is not None:
            arguments[argument.out_name or name] = given
        elif value is not None or argument.default or argument.default_value is not Undefined:
            return None
    return arguments


async def carry_out(
    context: OperationContext, prepared: PreparedOperation, write: RecordWrite, given: Mapping[str, Any]
) -> Outcome:
    """Write and answer as `run_mutation` does. Raises `CatalogMoved` before it writes."""
    place = write.field.type, [write.node], (write.key,)

    async def attempt() -> Carried:
        async with context.transaction() as connection:
            payload = await write.mutation.written(context, write.arguments)
            answer = await _read(context, prepared, write, payload, connection)
            loaded = await load_at(context, place, payload, connection) if answer is None else {}
            return payload, answer, loaded

    result: Payload | Exception
    try:
        carried = await _without_transaction(context, prepared, write, place)
        if carried is None:
            carried = await retried(attempt, write.node.name.value)
        result, answer, unfinished = carried
        if answer is not None:
            return Outcome({write.key: answer}, context.plugin_errors)
        await complete_loaded(context, unfinished)
    except CatalogMoved:
        raise
    except UserErrors as error:
        result = write.mutation.refused(error.errors, write.arguments)
        await complete_loaded(context, await load_at(context, place, result))
    except Exception as error:  # noqa: BLE001 (graphql-core tells it at the field's place)
        result = error
    return await hand_over(context, prepared, given, Done(result))


async def _without_transaction(
    context: OperationContext, prepared: PreparedOperation, write: RecordWrite, place: Place
) -> Carried | None:
    """Do the same with a transaction that begins when it has to, most often never.

    None where nothing was written: because of a fault, which has to be found by what holds under a lock, of
    somebody else who has written meanwhile, or of tables that a newer catalog has no more. Rules of plugins
    are asked inside of transactions only.
    """
    kept = prepared.writes.get(context.profile.key)
    ruled = context.version.whole.write_hooks.before.get(write.mutation.entity)
    if ruled or (kept and kept.answers_apart):
        return None
    unit = AnsweringUnit(context, prepared, write)
    try:
        async with unit:
            with context.working_late(unit):
                payload = await write.mutation.written(context, write.arguments)
            if unit.answered is None:
                connection = await unit.begun()
                answer = await _read(context, prepared, write, payload, connection)
                loaded = await load_at(context, place, payload, connection) if answer is None else {}
                return payload, answer, loaded
    except _NO_TIME_LEFT:
        raise
    except (UserErrors, ClientError, asyncpg.PostgresError):
        if unit.answered is not None:  # what is written is not written again
            raise
        return None
    statement, row = unit.answered
    return payload, statement.answer(row, payload), {}


async def _read(
    context: OperationContext,
    prepared: PreparedOperation,
    write: RecordWrite,
    payload: Payload,
    connection: Connection,
) -> Mapping[str, Any] | None:
    """Return the whole answer; None where there is more to tell of the write than its record."""
    if payload.record is None or payload.warnings or payload.duplicates:
        return None
    request = context.reading(payload.record.id)
    kept = prepared.reads.get(context.profile.key)
    statement = kept.find(request) if kept else None
    if statement is None:
        statement = _planned(context, prepared, write, payload.record)
    if not isinstance(statement, PayloadStatement):
        return None
    row: asyncpg.Record | None = None
    if statement.reads_record:
        if context.on_statement:
            context.on_statement(statement.text)
        row = next(iter(await fetch_kept(connection, statement.text, statement.bind(request))), None)
    return statement.answer(row, payload)


def _planned(
    context: OperationContext, prepared: PreparedOperation, write: RecordWrite, record: Ref
) -> PayloadStatement | None:
    """Plan the statement and keep it; None where something is selected that is not known here."""
    scope = context.scope(record.id)
    entity, id_ = scope.entity(record.entity), sql.Parameter(scope.written, "uuid")
    plan = plan_payload(scope, write, entity, lambda nodes: record_by_id(scope, entity, id_, nodes))
    if plan is None:
        return None
    compiled = ReadPlan(plan.columns).statement()
    statement = PayloadStatement(
        compiled.text,
        compiled.binder(),
        plan.members,
        (),
        entities=frozenset(scope.touched),
        constants=plan.constants,
    )
    context.version.keep(prepared, context.profile, scope.trace, statement)
    return statement
