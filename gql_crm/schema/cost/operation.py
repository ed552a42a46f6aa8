"""The cost of one request's operation: refused beyond the limit, told to clients that ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    OperationDefinitionNode,
    SelectionNode,
    get_argument_values,
    get_directive_values,
)
from graphql.execution.values import VariableValues

from gql_crm.schema.cost.known import KnownCosts
from gql_crm.schema.cost.measuring import Arguments, Included, TooManySelections, measure
from gql_crm.schema.cost.tree import Selected, culprit
from gql_crm.schema.limits import TOO_EXPENSIVE, Limits


class Measurable(Protocol):
    """A valid operation, and what was measured of it before."""

    @property
    def operation(self) -> OperationDefinitionNode | None: ...

    @property
    def fragments(self) -> Mapping[str, FragmentDefinitionNode]: ...

    @property
    def costs(self) -> KnownCosts["OperationCost"]: ...


@dataclass(frozen=True, slots=True)
class OperationCost:
    """What an operation may cost with its variables; without a tree, it could not be measured."""

    operation: OperationDefinitionNode
    tree: Selected | None

    @classmethod
    def of(
        cls,
        schema: GraphQLSchema,
        prepared: Measurable,
        variables: Mapping[str, Any],
        given: Mapping[str, Any],
        limits: Limits,
    ) -> "OperationCost":
        """Measure an operation that was found valid, or return what is known of it with such variables.

        `variables` are the coerced values of what was `given`.
        """
        operation = prepared.operation
        if operation is None:
            msg = "an operation that could not be prepared has no cost"
            raise RuntimeError(msg)

        def measured() -> OperationCost:
            accessors = _accessors(schema, VariableValues({}, dict(variables)))
            try:
                tree = measure(schema, operation, prepared.fragments, *accessors, limits.tokens)
            except TooManySelections:
                return cls(operation, None)
            return cls(operation, tree)

        return prepared.costs.get(schema, operation, given, measured)

    def errors(self, limits: Limits) -> list[GraphQLError]:
        """Return an error for the first limit that the operation breaks with its variables."""
        if self.tree is None:
            text = (
                "The fragments of the document combine in too many ways. Write some of them out, or split it."
            )
            return [GraphQLError(text, self.operation, extensions=TOO_EXPENSIVE)]
        if self.tree.requested > limits.cost:
            return [self._beyond(self.tree, limits.cost)]
        if self.tree.parts > limits.parts:
            found = f"With its fragments and variables written out, the operation has {self.tree.parts:,}"
            text = f"{found} fields and values; {limits.parts:,} are allowed. Split it into several."
            return [GraphQLError(text, self.operation, extensions=TOO_EXPENSIVE)]
        return []

    def extension(self, data: Mapping[str, Any] | None) -> Mapping[str, int]:
        """Return `extensions.cost` of a response with this data, in which fragments of JSON may be."""
        if self.tree is None:
            msg = "what could not be measured is not run"
            raise RuntimeError(msg)
        returned = orjson.loads(orjson.dumps(data)) or {}
        return {"requested": self.tree.requested, "actual": self.tree.actual(returned)}

    def _beyond(self, tree: Selected, limit: int) -> GraphQLError:
        most = culprit(tree)
        way_out = "Split it into several."
        if most:
            advice = f'ask for fewer with "{most.argument}"' if most.argument else "select less there"
            way_out = f'"{".".join(most.path)}" costs {most.cost:,} of it: {advice}, or split the operation.'
        text = f"The operation costs {tree.requested:,}; {limit:,} are allowed. {way_out}"
        extensions = {**TOO_EXPENSIVE, "cost": tree.requested, "limit": limit}
        return GraphQLError(text, self.operation, extensions=extensions)


def _accessors(schema: GraphQLSchema, variables: VariableValues) -> tuple[Arguments, Included]:
    def arguments(node: FieldNode, type_name: str) -> Mapping[str, Any]:
        type_ = schema.get_type(type_name)
        if not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            return {}
        try:
            return get_argument_values(type_.fields[node.name.value], node, variables)
        except GraphQLError:
            return {}  # the field fails when it is read, and says why

    def included(node: SelectionNode) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, variables)
        if skip and skip["if"]:
            return False
        include = get_directive_values(GraphQLIncludeDirective, node, variables)
        return not include or bool(include["if"])

    return arguments, included
