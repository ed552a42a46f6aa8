"""Collects the fields that an operation selects on a type (GraphQL specification, 6.3.2 CollectFields)."""

from collections.abc import Iterable, Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLDirective,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    is_abstract_type,
)
from graphql.execution.values import get_argument_values, get_directive_values

from gql_crm import sql
from gql_crm.reads.scope import PlanScope

Selected = Mapping[str, list[FieldNode]]
"""Field nodes by response key, in the order of the document."""


def selected_fields(scope: PlanScope, nodes: Iterable[FieldNode], type_names: frozenset[str]) -> Selected:
    """Collect what `nodes` select on a type that is called, or implements, one of `type_names`."""
    collected: dict[str, list[FieldNode]] = {}
    visited: set[str] = set()
    for node in nodes:
        if node.selection_set:
            _collect(scope, node.selection_set, type_names, collected, visited)
    return collected


def root_fields(scope: PlanScope, selection_set: SelectionSetNode, root_type: str) -> Selected:
    """Collect the fields of an operation."""
    collected: dict[str, list[FieldNode]] = {}
    _collect(scope, selection_set, frozenset({root_type}), collected, set())
    return collected


def arguments(scope: PlanScope, type_name: str, node: FieldNode) -> Mapping[str, sql.Given[Any]]:
    """Return a field's arguments, coerced by the schema's own types; null is as if it were not there."""
    parent = scope.schema.get_type(type_name)
    if not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
        msg = f'"{type_name}" has no fields'
        raise TypeError(msg)
    coerced = get_argument_values(parent.fields[node.name.value], node, scope.variables)
    return {name: sql.given(value) for name, value in coerced.items() if value is not None}


def type_conditions(scope: PlanScope, nodes: Iterable[FieldNode]) -> set[str]:
    """Return the names of all types that fragments below `nodes` are conditioned on, one level deep."""
    names: set[str] = set()
    for node in nodes:
        if node.selection_set:
            _conditions(scope, node.selection_set, names, set())
    return names


def _conditions(
    scope: PlanScope, selection_set: SelectionSetNode, names: set[str], visited: set[str]
) -> None:
    for selection in selection_set.selections:
        if isinstance(selection, InlineFragmentNode):
            if selection.type_condition:
                names.add(selection.type_condition.name.value)
            _conditions(scope, selection.selection_set, names, visited)
        elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in visited:
            visited.add(selection.name.value)
            fragment = scope.fragments[selection.name.value]
            names.add(fragment.type_condition.name.value)
            _conditions(scope, fragment.selection_set, names, visited)


def _collect(
    scope: PlanScope,
    selection_set: SelectionSetNode,
    type_names: frozenset[str],
    collected: dict[str, list[FieldNode]],
    visited: set[str],
) -> None:
    for selection in selection_set.selections:
        if not _included(scope, selection):
            continue
        if isinstance(selection, FieldNode):
            key = selection.alias.value if selection.alias else selection.name.value
            collected.setdefault(key, []).append(selection)
        elif isinstance(selection, InlineFragmentNode):
            condition = selection.type_condition
            if condition is None or _applies(scope, condition.name.value, type_names):
                _collect(scope, selection.selection_set, type_names, collected, visited)
        elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in visited:
            visited.add(selection.name.value)
            fragment = scope.fragments[selection.name.value]
            if _applies(scope, fragment.type_condition.name.value, type_names):
                _collect(scope, fragment.selection_set, type_names, collected, visited)


def _applies(scope: PlanScope, condition: str, type_names: frozenset[str]) -> bool:
    """Whether a fragment applies: its type is among the names, or an interface or union over one of them."""
    return condition in type_names or not type_names.isdisjoint(possible_types(scope, condition))


def possible_types(scope: PlanScope, name: str) -> frozenset[str]:
    """Return the names of the object types that an interface or union stands for; none of another type."""
    type_ = scope.schema.get_type(name)
    if not is_abstract_type(type_):
        return frozenset()
    return frozenset(possible.name for possible in scope.schema.get_possible_types(type_))


def _included(scope: PlanScope, node: SelectionNode) -> bool:
    if not node.directives:
        return True
    return not _is_on(scope, GraphQLSkipDirective, node, otherwise=False) and _is_on(
        scope, GraphQLIncludeDirective, node, otherwise=True
    )


def _is_on(scope: PlanScope, directive: GraphQLDirective, node: SelectionNode, *, otherwise: bool) -> bool:
    values = get_directive_values(directive, node, scope.variables)
    return sql.given(values["if"]).look(bool) if values else otherwise
