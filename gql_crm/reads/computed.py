"""Computed fields in a read: what the statement returns for them, and where they lie in its answer.

An object with computed fields has null in their places and one member more, which is taken out again: the
values that they are made of. A `Completion` leads to those objects. It is made of the document, the schema
and the variables of `@skip` and `@include` alone, so that it can be kept beside the statement.
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
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import Selected, selected_fields

NEEDS = "@needs"
"""The member with the needs: no response key, because no name of GraphQL has such a character."""
TYPENAME = "__typename"

_Tree = dict[str, "_Tree"]


@dataclass(frozen=True, slots=True)
class ComputedPlace:
    """A selected computed field; `members` are the response keys and names of the parts, if it has any."""

    computed: CatalogComputed
    nodes: tuple[FieldNode, ...]
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """Where computed fields lie below a place of the answer, whether that is an object or a list of them.

    `places` are those of the object itself, by its type and the response key; `below` leads further down.
    """

    places: Mapping[str, Mapping[str, ComputedPlace]]
    below: Mapping[str, "Completion"]


def needs_node(entity: CatalogEntity, selected: Selected) -> FieldNode | None:
    """Return a field that selects the needs of all computed fields among `selected`; None without any."""
    names = {nodes[0].name.value for nodes in selected.values()} & entity.computed.keys()
    if not names:
        return None
    tree: _Tree = {TYPENAME: {}}
    for name in sorted(names):
        for need in entity.computed[name].needs:
            branch = tree
            for step in need.path:
                branch = branch.setdefault(step, {})
            branch.update({part: {} for part in _parts(need.kind)})
    return _field(NEEDS, tree)


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
    places: dict[str, dict[str, ComputedPlace]] = {}
    below: dict[str, Completion] = {}
    for type_ in types:
        entity = scope.catalog.entities.get(type_.name)
        for key, inner in selected_fields(scope, nodes, frozenset({type_.name})).items():
            name = inner[0].name.value
            if entity and name in entity.computed:
                place = _place(scope, entity.computed[name], inner)
                places.setdefault(type_.name, {})[key] = place
            elif inner[0].selection_set and name in type_.fields:
                further = completion_of(scope, type_.fields[name].type, inner)
                if further:
                    below[key] = _merged(below[key], further) if key in below else further
    return Completion(places, below) if places or below else None


def _merged(one: Completion, other: Completion) -> Completion:
    """Join what lies under one response key of objects of different types."""
    places = {name: {**one.places.get(name, {}), **found} for name, found in other.places.items()}
    below = {
        key: _merged(one.below[key], further) if key in one.below else further
        for key, further in other.below.items()
    }
    return Completion({**one.places, **places}, {**one.below, **below})


def _place(scope: PlanScope, computed: CatalogComputed, nodes: list[FieldNode]) -> ComputedPlace:
    inner = selected_fields(scope, nodes, frozenset({computed.kind.output_type.name}))
    members = tuple((key, field_nodes[0].name.value) for key, field_nodes in inner.items())
    return ComputedPlace(computed, tuple(nodes), members)


def _parts(kind: Any) -> Iterator[str]:
    """Return the names of the parts of a kind's values, as the API has them."""
    if kind is not None and isinstance(kind.output_type, GraphQLObjectType):
        yield from kind.output_type.fields


def _field(name: str, below: _Tree) -> FieldNode:
    selections = tuple(_field(key, further) for key, further in below.items())
    selection_set = SelectionSetNode(selections=selections) if selections else None
    return FieldNode(name=NameNode(value=name), selection_set=selection_set)
