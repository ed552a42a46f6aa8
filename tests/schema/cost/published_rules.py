"""What docs/limits.md tells clients of costs, done by the schema's text alone, as slowly as it is told.

It shares nothing with the server: a client that only has `/schema.graphql` could do the same.
"""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_argument_values,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    parse,
    value_from_ast_untyped,
)
from graphql.execution.values import get_variable_values

LIST_WITHOUT_A_SIZE = 20


class PublishedRules:
    """The cost of a document by the text of the schema that it was written for."""

    def __init__(self, schema: GraphQLSchema, text: str, variables: Mapping[str, Any] | None = None) -> None:
        self._schema = schema
        definitions = parse(text).definitions
        self._fragments = {
            one.name.value: one for one in definitions if isinstance(one, FragmentDefinitionNode)
        }
        (self._operation,) = (one for one in definitions if isinstance(one, OperationDefinitionNode))
        self._variables: Any = get_variable_values(
            schema, self._operation.variable_definitions or (), dict(variables or {})
        )
        assert not isinstance(self._variables, list), self._variables

    @property
    def cost(self) -> int:
        root = self._schema.get_root_type(self._operation.operation)
        return self._selected(root, [self._operation.selection_set], None)

    def _selected(self, type_: Any, sets: Sequence[SelectionSetNode], page: Any) -> int:
        types = self._schema.get_possible_types(type_) if is_abstract_type(type_) else [type_]
        return max(self._members(one, sets, page) for one in types)

    def _members(self, type_: Any, sets: Sequence[SelectionSetNode], page: Any) -> int:
        fields: dict[str, list[FieldNode]] = {}
        self._collect(type_, sets, fields)
        return sum(
            self._field(type_.fields[nodes[0].name.value], nodes, page)
            for nodes in fields.values()
            if not nodes[0].name.value.startswith("__")
        )

    def _field(self, field: Any, nodes: list[FieldNode], page: Any) -> int:
        arguments = get_argument_values(field, nodes[0], self._variables)
        cost = sum(self._argument(field.args[name], value) for name, value in arguments.items())
        own, type_ = _weight(field), get_named_type(field.type)
        cost += own or 0
        if is_leaf_type(type_):
            return cost
        each = 0 if own is not None else self._type_weight(type_)
        size = _applied(field, "listSize")
        count = _count(size, arguments)
        inner_page = (size["sizedFields"], count) if size.get("sizedFields") else None
        if page and nodes[0].name.value in page[0]:
            count = page[1]
        sets = [node.selection_set for node in nodes if node.selection_set]
        return cost + prod(_sizes(field.type, count)) * (each + self._selected(type_, sets, inner_page))

    def _argument(self, argument: Any, value: Any) -> int:
        uses = len(value) if isinstance(value, list) else 1
        return 0 if value is None else uses * (_weight(argument) or 0) + self._value(argument.type, value)

    def _value(self, type_: Any, value: Any) -> int:
        if isinstance(type_, GraphQLNonNull):
            return self._value(type_.of_type, value)
        if isinstance(type_, GraphQLList):
            return sum(self._value(type_.of_type, one) for one in value)
        if isinstance(type_, GraphQLInputObjectType):
            return sum(self._argument(type_.fields[name], one) for name, one in value.items())
        return 0

    def _type_weight(self, type_: Any) -> int:
        if is_abstract_type(type_):
            return max(self._type_weight(one) for one in self._schema.get_possible_types(type_))
        own = _weight(type_)
        return 1 if own is None else own

    def _collect(
        self, type_: Any, sets: Sequence[SelectionSetNode], fields: dict[str, list[FieldNode]]
    ) -> None:
        for selection in (one for selection_set in sets for one in selection_set.selections):
            if not self._included(selection.directives or ()):
                continue
            if isinstance(selection, FieldNode):
                fields.setdefault((selection.alias or selection.name).value, []).append(selection)
                continue
            fragment: Any = selection
            if isinstance(selection, FragmentSpreadNode):
                fragment = self._fragments[selection.name.value]
            assert isinstance(fragment, InlineFragmentNode | FragmentDefinitionNode)
            condition = fragment.type_condition and self._schema.get_type(fragment.type_condition.name.value)
            implied = is_abstract_type(condition) and self._schema.is_sub_type(condition, type_)
            if condition is None or condition is type_ or implied:
                self._collect(type_, [fragment.selection_set], fields)

    def _included(self, directives: Sequence[DirectiveNode]) -> bool:
        for directive in directives:
            (argument,) = directive.arguments or ()
            given = value_from_ast_untyped(argument.value, self._variables.coerced)
            if given is (directive.name.value == "skip"):
                return False
        return True


def _applied(thing: Any, name: str) -> dict[str, Any]:
    """Return the arguments of a directive that stands at a thing in the text; without it, none."""
    for directive in thing.ast_node.directives or ():
        if directive.name.value == name:
            return {one.name.value: value_from_ast_untyped(one.value) for one in directive.arguments}
    return {}


def _weight(thing: Any) -> int | None:
    weight = _applied(thing, "cost").get("weight")
    return None if weight is None else int(weight)


def _count(size: Mapping[str, Any], arguments: Mapping[str, Any]) -> int:
    given = [_found(arguments, name.split(".")) for name in size.get("slicingArguments", ())]
    counts = [len(one) if isinstance(one, list) else one for one in given if one is not None]
    return max(0, *counts) if counts else size.get("assumedSize", LIST_WITHOUT_A_SIZE)


def _found(value: Any, path: Sequence[str]) -> Any:
    for name in path:
        value = (value or {}).get(name)
    return value


def _sizes(type_: Any, count: int) -> list[int]:
    sizes: list[int] = []
    while isinstance(type_, GraphQLNonNull | GraphQLList):
        if isinstance(type_, GraphQLList):
            sizes.append(LIST_WITHOUT_A_SIZE if sizes else count)
        type_ = type_.of_type
    return sizes
