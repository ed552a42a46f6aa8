"""Introspection: answered once per document and schema version, then from memory."""

from collections.abc import Mapping
from typing import Any

import orjson
from graphql import (
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute,
)

from gql_crm.schema.packed import Packed
from gql_crm.schema.preparing import PreparedOperation
from gql_crm.schema.version import SchemaVersion

_ABOUT_THE_SCHEMA = frozenset({"__schema", "__type"})
_TYPENAME = "__typename"


def asks_for_the_schema_alone(prepared: PreparedOperation) -> bool:
    """Tell whether nothing but the schema decides the answer; true of no document without `__schema`."""
    operation = prepared.operation
    if not prepared.introspects or operation is None or operation.operation is not OperationType.QUERY:
        return False
    names = _root_names(operation.selection_set, prepared.fragments)
    return bool(names & _ABOUT_THE_SCHEMA) and names <= {*_ABOUT_THE_SCHEMA, _TYPENAME}


async def introspect(version: SchemaVersion, prepared: PreparedOperation, given: Mapping[str, Any]) -> Packed:
    """Return the body of the response, `{"data": …}`, of an operation that asks for the schema alone."""
    operation, document = prepared.operation, prepared.document
    if operation is None or document is None or document.loc is None:
        msg = "an operation that could not be prepared is not run"
        raise RuntimeError(msg)
    name = operation.name.value if operation.name else None
    variables = _declared(operation, given)

    def make() -> Packed:
        result = execute(version.schema, document, variable_values=variables, operation_name=name)
        if not isinstance(result, ExecutionResult) or result.errors:
            raise _fault(result)
        return Packed.of(orjson.dumps({"data": result.data}))

    key = orjson.dumps([document.loc.source.body, name, variables], option=orjson.OPT_SORT_KEYS)
    return await version.texts.get(key, make)


def _fault(result: object) -> Exception:
    errors = result.errors if isinstance(result, ExecutionResult) else None
    return errors[0] if errors else RuntimeError("introspection needs nothing that is awaited")


def _declared(operation: OperationDefinitionNode, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the variables that the operation knows; others would only make keys."""
    names = [definition.variable.name.value for definition in operation.variable_definitions or ()]
    return {name: given[name] for name in names if name in given}


def _root_names(selection_set: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> set[str]:
    names: set[str] = set()
    spread: set[str] = set()
    waiting = [selection_set]
    while waiting:
        for selection in waiting.pop().selections:
            if isinstance(selection, FieldNode):
                names.add(selection.name.value)
            elif isinstance(selection, InlineFragmentNode):
                waiting.append(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in spread:
                spread.add(selection.name.value)
                waiting.append(fragments[selection.name.value].selection_set)
    return names
