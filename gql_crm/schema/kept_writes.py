"""Carries out a mutation of one record whose document was met before.

Its answer is read by a statement that was made for an earlier one, and where there is nothing to tell but the
record, graphql-core is not asked to complete it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, cast

import asyncpg
from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    Undefined,
    VariableNode,
    get_argument_values,
    get_named_type,
)
from graphql.execution.values import VariableValues

from gql_crm import sql
from gql_crm.database import Connection
from gql_crm.database.prepared import fetch_kept
from gql_crm.errors import UserErrors
from gql_crm.reads import ReadPlan, record_by_id, selected_fields
from gql_crm.reads.kept import ReadStatement
from gql_crm.schema.computing import Unfinished, complete_loaded
from gql_crm.schema.context import CatalogMoved, OperationContext, Path
from gql_crm.schema.loading import load_at
from gql_crm.schema.payload import Payload
from gql_crm.schema.preparing import PreparedOperation
from gql_crm.schema.record_mutations import Done, RecordMutation
from gql_crm.schema.retrying import retried
from gql_crm.schema.running import TYPENAME, Outcome, hand_over

_EMPTY: Final = frozenset({"warnings", "userErrors"})
_DUPLICATES: Final = "duplicates"


class RecordWrite(NamedTuple):
    """The only field of an operation, a mutation of one record, with the arguments of a request."""

    node: FieldNode
    field: GraphQLField
    mutation: RecordMutation
    arguments: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The key of its answer."""
        return (self.node.alias or self.node.name).value


@dataclass(frozen=True, slots=True)
class PayloadStatement(ReadStatement):
    """A statement that reads the record of a payload; its members are the payload's."""

    constants: Mapping[str, Any] = field(default_factory=dict)
    """What members without a column are; without an entry, duplicates."""


def find_write(
    context: OperationContext, prepared: PreparedOperation, variables: Mapping[str, Any]
) -> RecordWrite | None:
    """Return the mutation that an operation consists of; None where it is anything else, or is wrong."""
    operation, mutations = prepared.operation, context.version.schema.mutation_type
    if operation is None or mutations is None or prepared.computes or prepared.uses_views:
        return None
    node, *others = operation.selection_set.selections
    if others or not isinstance(node, FieldNode) or node.directives:
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
    """Write and answer in one transaction, as `run_mutation` does. Raises `CatalogMoved` before it writes."""
    place = write.field.type, [write.node], (write.key,)

    async def attempt() -> tuple[Payload, Mapping[str, Any] | None, Mapping[Path, Unfinished]]:
        async with context.transaction() as connection:
            payload = await write.mutation.written(context, write.arguments)
            answer = await _read(context, prepared, write, payload, connection)
            loaded = await load_at(context, place, payload, connection) if answer is None else {}
            return payload, answer, loaded

    result: Payload | Exception
    try:
        result, answer, unfinished = await retried(attempt, write.node.name.value)
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
        statement = _planned(context, prepared, write, payload)
    if not isinstance(statement, PayloadStatement):
        return None
    row: asyncpg.Record | None = None
    if any(column is not None for _, column in statement.members):
        if context.on_statement:
            context.on_statement(statement.text)
        row = next(iter(await fetch_kept(connection, statement.text, statement.bind(request))), None)
    duplicates: list[Any] | None = None if payload.duplicates is None else []
    return {
        key: context.fragment(row[column])
        if row and column is not None
        else statement.constants.get(key, duplicates)
        for key, column in statement.members
    }


def _planned(
    context: OperationContext, prepared: PreparedOperation, write: RecordWrite, payload: Payload
) -> PayloadStatement | None:
    """Plan the statement and keep it; None where something is selected that is not known here."""
    if payload.record is None:
        return None
    scope = context.scope(payload.record.id)
    payload_type = cast("GraphQLObjectType", get_named_type(write.field.type))
    entity = scope.entity(payload.record.entity)
    columns: dict[str, sql.Node] = {}
    members: list[tuple[str, int | None]] = []
    constants: dict[str, Any] = {}
    for key, nodes in selected_fields(scope, [write.node], frozenset({payload_type.name})).items():
        name = nodes[0].name.value
        if name == entity.names.one:
            members.append((key, len(columns)))
            columns[key] = record_by_id(scope, entity, sql.Parameter(scope.written, "uuid"), nodes)
            continue
        members.append((key, None))
        if name in _EMPTY:
            constants[key] = []
        elif name == TYPENAME:
            constants[key] = payload_type.name
        elif name != _DUPLICATES:
            return None
    compiled = ReadPlan(columns).statement()
    statement = PayloadStatement(
        compiled.text, compiled.binder(), tuple(members), (), {}, frozenset(scope.touched), constants
    )
    context.version.keep(prepared, context.profile, scope.trace, statement)
    return statement
