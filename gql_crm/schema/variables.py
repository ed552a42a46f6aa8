"""Variables as a client gives them → as the schema's types have them, or what is wrong with them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from graphql import GraphQLError, OperationDefinitionNode, Undefined, is_input_type, type_from_ast
from graphql.execution.values import VariableValues, get_variable_values
from graphql.pyutils import inspect
from graphql.utilities import validate_input_value

from gql_crm.fields.unsafe_text import unsafe_text
from gql_crm.schema.limits import Limits, value_errors
from gql_crm.schema.preparing import BAD_USER_INPUT, MOST_ERRORS, PreparedOperation, refused
from gql_crm.schema.variable_readers import Unusual
from gql_crm.schema.version import SchemaVersion
from gql_crm.text import shown


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
    return _located(version, operation, given) or [refused(error) for error in coerced]


def _located(
    version: SchemaVersion, operation: OperationDefinitionNode, given: Mapping[str, Any]
) -> list[GraphQLError]:
    errors: list[GraphQLError] = []
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        type_ = type_from_ast(version.schema, definition.type)
        if not is_input_type(type_) or (name not in given and definition.default_value is not None):
            continue

        def note(
            error: GraphQLError, path: Sequence[str | int], name: str = name, definition: Any = definition
        ) -> None:
            where = [name, *(str(step) for step in path)]
            text = f'Variable "${".".join(where)}": {_without_python(error.message, given.get(name), path)}'
            errors.append(GraphQLError(text, definition, extensions={**BAD_USER_INPUT, "inputPath": where}))
            if len(errors) >= MOST_ERRORS:
                raise _EnoughErrors

        with suppress(_EnoughErrors):
            validate_input_value(given.get(name, Undefined), type_, note)
    return errors


def _without_python(message: str, value: Any, path: Sequence[str | int]) -> str:
    """Return graphql-core's message with the wrong value, at its end, as JSON has it; not as Python would."""
    for step in path:
        value = value[step]
    for end in ("", "."):
        written = f" {inspect(value)}{end}"
        if message.endswith(written):
            return f"{message.removesuffix(written)} {shown(value)}{end}"
    return message


class _EnoughErrors(Exception):  # noqa: N818 (it ends a search)
    """More faults would be found, but none is told."""
