"""A document's text → a checked operation, kept with the schema version that it was checked against."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    ListValueNode,
    OperationDefinitionNode,
    OperationType,
    Visitor,
    parse,
    validate,
    visit,
)

from gql_crm.fields.input_faults import one_of_name, worded
from gql_crm.fields.unsafe_text import unsafe_literal
from gql_crm.reads.comment_html import COMPUTED_NAMES
from gql_crm.reads.kept import KeptStatements, KeptWrites
from gql_crm.schema.cost.known import KnownCosts
from gql_crm.schema.documents import Key
from gql_crm.schema.limits import TOO_EXPENSIVE, Limits, limit_errors
from gql_crm.schema.types_met import types_met
from gql_crm.schema.variable_readers import OperationVariables, VariableReaders
from gql_crm.schema.version import SchemaVersion

BAD_USER_INPUT = {"code": "BAD_USER_INPUT"}
MOST_ERRORS: Final = 10
"""Faults of one document or of its variables that are told; each quotes what it is about."""


@dataclass(frozen=True, slots=True)
class PreparedOperation:
    """An operation that may run on its schema version, or the errors that keep it from running."""

    key: Key = ("", None)
    document: DocumentNode | None = None
    operation: OperationDefinitionNode | None = None
    fragments: Mapping[str, FragmentDefinitionNode] = field(default_factory=dict)
    introspects: bool = False
    variables: OperationVariables | None = None
    computes: bool = False
    """It may select fields that Python computes."""
    uses_views: bool = False
    """It may name saved views."""
    errors: Sequence[GraphQLError] = ()
    reads: dict[tuple[str, ...], KeptStatements] = field(default_factory=dict)
    """Statements by the key of the access profile that they were made for."""
    writes: dict[tuple[str, ...], KeptWrites] = field(default_factory=dict)
    """Those that write, by the same key."""
    types: frozenset[str] = frozenset()
    """The types that the document meets."""
    costs: KnownCosts[Any] = field(default_factory=KnownCosts, compare=False)
    is_mutation: bool = field(init=False)
    """Whether it writes."""
    only_field: FieldNode | None = field(init=False, compare=False)
    """The field that it consists of, where that is one, always there, which needs nothing of Python's."""

    def __post_init__(self) -> None:
        writes = self.operation is not None and self.operation.operation is OperationType.MUTATION
        object.__setattr__(self, "is_mutation", writes)
        fields = self.operation.selection_set.selections if self.operation else ()
        only = fields[0] if len(fields) == 1 and not (self.computes or self.uses_views) else None
        plain = isinstance(only, FieldNode) and not only.directives
        object.__setattr__(self, "only_field", only if plain else None)

    @property
    def is_subscription(self) -> bool:
        """Whether it is followed."""
        return self.operation is not None and self.operation.operation is OperationType.SUBSCRIPTION


def prepare(
    version: SchemaVersion, text: str, operation_name: str | None, limits: Limits
) -> PreparedOperation:
    """Parse, measure and validate a document, or return what is known of it already."""
    key = (text, operation_name)
    prepared: PreparedOperation | None = version.documents.get(key)
    if prepared is None:
        prepared = _prepare(version, text, operation_name, limits)
        if not prepared.errors:
            version.documents.put(key, prepared)
    return prepared


def _prepare(
    version: SchemaVersion, text: str, operation_name: str | None, limits: Limits
) -> PreparedOperation:
    try:
        document = parse(text, max_tokens=limits.tokens)
    except GraphQLSyntaxError as error:
        too_long = "Parsing aborted" in error.message
        code = TOO_EXPENSIVE if too_long else BAD_USER_INPUT
        return _failed(
            GraphQLError(error.message, source=error.source, positions=error.positions, extensions=code)
        )
    except RecursionError:
        return _failed(GraphQLError("The document is nested too deeply.", extensions=TOO_EXPENSIVE))
    errors = limit_errors(document, limits) or _literal_errors(document, limits)
    if not errors:
        errors = _validated(version.schema, document)
    if errors:
        return PreparedOperation(errors=errors)
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    operation, problem = _chosen(operations, operation_name)
    if problem:
        return _failed(GraphQLError(problem, extensions=BAD_USER_INPUT))
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    definitions = operation.variable_definitions if operation else ()
    readers = VariableReaders(limits, version.readers)
    variables = OperationVariables(version.schema, readers, definitions or ())
    return PreparedOperation(
        (text, operation_name),
        document,
        operation,
        fragments,
        _introspects(text),
        variables,
        _computes(version, text),
        uses_views=re.search(r"\bview\s*:", text) is not None,
        types=types_met(version.schema, document),
    )


def _validated(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    return [refused(error, schema) for error in validate(schema, document, max_errors=MOST_ERRORS)]


def refused(error: GraphQLError, schema: GraphQLSchema) -> GraphQLError:
    """Return an error of GraphQL's rules with its code, in our words where it is about an input."""
    error.message = worded(error.message, schema.get_type(one_of_name(error.message) or ""))
    error.extensions = {**BAD_USER_INPUT, **(error.extensions or {})}
    return error


def _failed(error: GraphQLError) -> PreparedOperation:
    return PreparedOperation(errors=[error])


def _literal_errors(document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    literal = unsafe_literal(document)
    if literal is not None:
        text = "A text holds NUL or half of a surrogate pair, which no text may."
        return [GraphQLError(text, literal, extensions=BAD_USER_INPUT)]
    lists = _LongList(limits.list_elements)
    visit(document, lists)
    if lists.found is not None:
        text = f"A list has {len(lists.found.values)} elements; at most {limits.list_elements} are allowed."
        return [GraphQLError(text, lists.found, extensions=BAD_USER_INPUT)]
    return []


class _LongList(Visitor):
    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self.found: ListValueNode | None = None

    def enter_list_value(self, node: ListValueNode, *_: object) -> None:
        if len(node.values) > self._most:
            self.found = node


def _chosen(
    operations: Sequence[OperationDefinitionNode], name: str | None
) -> tuple[OperationDefinitionNode | None, str | None]:
    if name is None:
        if len(operations) == 1:
            return operations[0], None
        names = ", ".join(f'"{op.name.value}"' for op in operations if op.name)
        return (
            None,
            f"The document has {len(operations)} operations; say which one in operationName: {names}.",
        )
    for operation in operations:
        if operation.name and operation.name.value == name:
            return operation, None
    return None, f'The document has no operation "{name}".'


def _introspects(text: str) -> bool:
    """Whether the answer may tell of the schema itself; asked too often, it costs a look at the version."""
    return re.search(r"\b(__schema|__type|catalog|workspace|relationTypes)\b", text) is not None


def _computes(version: SchemaVersion, text: str) -> bool:
    """Whether the name of a computed field occurs; asked too often, it costs a look at the selections."""
    names = {computed.key for computed in version.catalog.every_computed_field()} | COMPUTED_NAMES
    return not names.isdisjoint(re.findall(r"\w+", text))
