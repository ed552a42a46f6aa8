"""Variables as a client gives them → as the schema's types have them, or what is wrong with them."""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError, OperationDefinitionNode, Undefined, is_input_type, type_from_ast
from graphql.execution.values import VariableValues, get_variable_values

from gql_crm.fields.input_faults import input_faults
from gql_crm.fields.unsafe_text import unsafe_text
from gql_crm.schema.limits import Limits, value_errors
from gql_crm.schema.preparing import BAD_USER_INPUT, MOST_ERRORS, PreparedOperation, refused
from gql_crm.schema.variable_readers import Unusual
from gql_crm.schema.version import SchemaVersion


def coerce_variables(
    version: SchemaVersion, prepared: PreparedOperation, given: Mapping[str, Any], limits: Limits
) -> Mapping[str, Any] | list[GraphQLError]:
    """Coerce variables by the schema's types; errors carry the value's path in `extensions.inputPath`."""
    operation = prepared.operation
    if operation is None or prepared.variables is None:
        return {}
    errors = value_errors(given, limits)
    if errors:
        return errors
    try:
        return prepared.variables.read(given)
    except Unusual:
        return _coerced_by_graphql(version, operation, given)


def _coerced_by_graphql(
    version: SchemaVersion, operation: OperationDefinitionNode, given: Mapping[str, Any]
) -> Mapping[str, Any] | list[GraphQLError]:
    unsafe = unsafe_text(given)
    if unsafe is not None:
        path = [str(step) for step in unsafe]
        text = f'Variable "${".".join(path)}" holds NUL or half of a surrogate pair, which no text may.'
        return [GraphQLError(text, extensions={**BAD_USER_INPUT, "inputPath": path})]
    coerced = get_variable_values(
        version.schema, operation.variable_definitions or (), dict(given), max_errors=MOST_ERRORS
    )
    if isinstance(coerced, VariableValues):
        return coerced.coerced
    return _located(version, operation, given) or [refused(error, version.schema) for error in coerced]


def _located(
    version: SchemaVersion, operation: OperationDefinitionNode, given: Mapping[str, Any]
) -> list[GraphQLError]:
    errors: list[GraphQLError] = []
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        type_ = type_from_ast(version.schema, definition.type)
        if not is_input_type(type_) or (name not in given and definition.default_value is not None):
            continue
        for fault in input_faults(given.get(name, Undefined), type_, limit=MOST_ERRORS):
            where = [name, *fault.path]
            text = f'Variable "${".".join(where)}": {fault.text}'
            errors.append(GraphQLError(text, definition, extensions={**BAD_USER_INPUT, "inputPath": where}))
    return errors[:MOST_ERRORS]
