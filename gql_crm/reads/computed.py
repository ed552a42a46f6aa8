"""Computed fields in a read: what the statement returns for them, and where they lie in its answer.

An object with computed fields has null for them and one member more, which is taken out again: the values
that they are made of, and its place in the document. A `Completion` leads to those objects. It is made of the
document, the schema and the variables of `@skip` and `@include`, so that it can be kept beside the statement.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLOutputType,
    NameNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
)

from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.reads.comment_html import COMPUTED
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import Selected, selected_fields

NEEDS = "@needs"
"""The member with the needs: no response key, because no name of GraphQL has such a character."""
ROW = "row"
PLACE = "place"

_Tree = dict[str, "_Tree"]


@dataclass(frozen=True, slots=True)
class SelectedComputed:
    """A selected computed field; `members` are the response keys and names of the parts, if it has any."""

    computed: CatalogComputed
    nodes: tuple[FieldNode, ...]
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """Where computed fields lie below a place of the answer, whether that is an object or a list of them.

    `fields` are those of the object itself, by its place and the response key; `below` leads further down.
    What lies there may be of many types, and one response key may be another field in each of them.
    """

    fields: Mapping[str, Mapping[str, SelectedComputed]]
    below: Mapping[str, "Completion"]


def needs_node(entity: CatalogEntity, selected: Selected) -> FieldNode | None:
    """Return a field that selects the needs of all computed fields among `selected`; None without any."""
    names = {nodes[0].name.value for nodes in selected.values()} & entity.computed.keys()
    if not names:
        return None
    tree: _Tree = {}
    for name in sorted(names):
        for need in entity.computed[name].needs:
            branch = tree
            for step in need.path:
                branch = branch.setdefault(step, {})
            branch.update({part: {} for part in _parts(need.kind)})
    return _field(NEEDS, tree)


def place_of(type_name: str, nodes: Sequence[FieldNode]) -> str:
    """Return what tells objects of one type and selection from others."""
    return f"{type_name}@{'+'.join(str(node.loc.start) for node in nodes if node.loc)}"


def completion_of(
    scope: PlanScope, type_: GraphQLOutputType, nodes: Sequence[FieldNode]
) -> Completion | None:
    """Return where computed fields lie in what `nodes` select on a type; None when there are none."""
    named = get_named_type(type_)
    if isinstance(named, GraphQLObjectType):
        return _completion(scope, [named], nodes)
    if is_abstract_type(named):
        return _completion(scope, scope.schema.get_possible_types(named), nodes)
    return None


def _completion(
    scope: PlanScope, types: Iterable[GraphQLObjectType], nodes: Sequence[FieldNode]
) -> Completion | None:
    fields: dict[str, dict[str, SelectedComputed]] = {}
    below: dict[str, Completion] = {}
    for type_ in types:
        computed = _computed_of(scope, type_)
        for key, inner in selected_fields(scope, nodes, frozenset({type_.name})).items():
            name = inner[0].name.value
            if name in computed:
                selected = _selected(scope, computed[name], inner)
                fields.setdefault(place_of(type_.name, nodes), {})[key] = selected
            elif inner[0].selection_set and name in type_.fields:
                further = completion_of(scope, type_.fields[name].type, inner)
                if further:
                    below[key] = _merged(below[key], further) if key in below else further
    return Completion(fields, below) if fields or below else None


def _computed_of(scope: PlanScope, type_: GraphQLObjectType) -> Mapping[str, CatalogComputed]:
    """Return the computed fields of an entity, or of a type of the core."""
    if type_.name in scope.catalog.entities:
        return scope.entity(type_.name).computed
    return COMPUTED.get(type_.name, {})


def _merged(one: Completion, other: Completion) -> Completion:
    """Join what lies under one response key of objects of different types."""
    below = {
        key: _merged(one.below[key], further) if key in one.below else further
        for key, further in other.below.items()
    }
    return Completion({**one.fields, **other.fields}, {**one.below, **below})


def _selected(scope: PlanScope, computed: CatalogComputed, nodes: list[FieldNode]) -> SelectedComputed:
    inner = selected_fields(scope, nodes, frozenset({computed.kind.output_type.name}))
    members = tuple((key, field_nodes[0].name.value) for key, field_nodes in inner.items())
    return SelectedComputed(computed, tuple(nodes), members)


def _parts(kind: Any) -> Iterator[str]:
    """Return the names of the parts of a kind's values, as the API has them."""
    if kind is not None and isinstance(kind.output_type, GraphQLObjectType):
        yield from kind.output_type.fields


def _field(name: str, below: _Tree) -> FieldNode:
    selections = tuple(_field(key, further) for key, further in below.items())
    selection_set = SelectionSetNode(selections=selections) if selections else None
    return FieldNode(name=NameNode(value=name), selection_set=selection_set)
