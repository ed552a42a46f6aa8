"""An operation → the tree of its cost. Fields of one response key are merged, as they are when it runs.

The work grows with the document, not with what its fragments multiply to: what the same fields select of the
same type is measured once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_object_type,
)

from gql_crm.fields.costs import ListSize, list_size_of, weight_of
from gql_crm.schema.cost.inputs import InputCosts
from gql_crm.schema.cost.tree import NOTHING, Member, Selected

ASSUMED_SIZE = 20
"""Elements of a list that says nothing of its size."""
Arguments: TypeAlias = Callable[[FieldNode, str], Mapping[str, Any]]
"""Returns a field's coerced arguments; the text is the name of the type that has the field."""
Included: TypeAlias = Callable[[SelectionNode], bool]
"""Tells whether @skip and @include let a selection in."""


class TooManySelections(Exception):  # noqa: N818 (the document is refused)
    """Fragments combine in too many ways to be measured."""


class _Page(NamedTuple):
    """How many elements the lists among the members of an object have, by what the field above them says."""

    fields: tuple[str, ...]
    size: int


def measure(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    arguments: Arguments,
    included: Included,
    most_selections: int,
) -> Selected:
    """Return the tree of an operation that is valid.

    Without fragments, a document has at most as many different selections as braces. Raises
    `TooManySelections` when fragments combine to more than `most_selections`.
    """
    root = schema.get_root_type(operation.operation)
    if root is None:
        return NOTHING
    measuring = _Measuring(schema, fragments, arguments, included, most_selections)
    return measuring.selected(root, [operation.selection_set], None)


@dataclass(slots=True)
class _Measuring:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    arguments: Arguments
    included: Included
    most_selections: int
    _inputs: InputCosts = field(default_factory=InputCosts)
    _known: dict[tuple[str, frozenset[int], _Page | None], Selected] = field(default_factory=dict)
    _given: dict[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)

    def selected(
        self, type_: GraphQLCompositeType, sets: Sequence[SelectionSetNode], page: _Page | None
    ) -> Selected:
        """Measure what is selected of a type; of an abstract one, for every kind of type that differs."""
        if is_object_type(type_):
            return self._of_object(type_, sets, page)
        several = [self._of_object(one, sets, page) for one in self._differing(type_, sets)]
        if len(several) == 1:
            return several[0]
        members = [members for one in several for members in one.alternatives]
        return Selected.of(members, sum(one.parts for one in several))

    def _of_object(
        self, type_: GraphQLObjectType, sets: Sequence[SelectionSetNode], page: _Page | None
    ) -> Selected:
        fields: dict[str, list[FieldNode]] = {}
        self._collect(type_, sets, fields, set())
        key = type_.name, frozenset(id(node) for nodes in fields.values() for node in nodes), page
        if key not in self._known:
            if len(self._known) >= self.most_selections:
                raise TooManySelections
            members, parts = [], len(fields)
            for name, nodes in fields.items():
                if not nodes[0].name.value.startswith("__"):
                    member, inner = self._member(type_, name, nodes, page)
                    members += [member] if member else []
                    parts += inner
            self._known[key] = Selected.of([members], parts)
        return self._known[key]

    def _member(
        self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode], page: _Page | None
    ) -> tuple[Member | None, int]:
        """Return a member, None when it costs nothing, and the parts that it has besides itself."""
        definition = parent.fields[nodes[0].name.value]
        given = self._arguments(parent, definition, nodes[0])
        inputs = self._inputs.of_arguments(definition.args, given)
        own = weight_of(definition)
        call = (own or 0) + inputs.weight
        named = get_named_type(definition.type)
        if not is_composite_type(named):
            return (Member(key, call, 0, (), NOTHING) if call else None), inputs.parts
        size = list_size_of(definition)
        count = _count(size, given)
        inner_page = _Page(size.fields, count) if size and size.fields else None
        sets = [node.selection_set for node in nodes if node.selection_set]
        inner = self.selected(named, sets, inner_page)
        wraps = page is not None and nodes[0].name.value in page.fields
        sizes = _sizes(definition.type, page.size if page and wraps else count)
        each = 0 if own is not None else self._type_weight(named)
        member = Member(key, call, each, sizes, inner, _asked_by(size, given), wraps or own == 0)
        return (member if call or each or inner.requested else None), inputs.parts + inner.parts

    def _arguments(
        self, parent: GraphQLObjectType, definition: GraphQLField, node: FieldNode
    ) -> Mapping[str, Any]:
        if not definition.args:
            return {}
        key = parent.name, id(node)
        if key not in self._given:
            self._given[key] = self.arguments(node, parent.name)
        return self._given[key]

    def _collect(
        self,
        type_: GraphQLObjectType,
        sets: Iterable[SelectionSetNode],
        fields: dict[str, list[FieldNode]],
        visited: set[str],
    ) -> None:
        for selection_set in sets:
            for selection in selection_set.selections:
                if selection.directives and not self.included(selection):
                    continue
                if isinstance(selection, FieldNode):
                    key = selection.alias or selection.name
                    fields.setdefault(key.value, []).append(selection)
                elif inner := self._fragment(selection, visited):
                    condition, inner_set = inner
                    if condition is None or self._applies(condition, type_):
                        self._collect(type_, [inner_set], fields, visited)

    def _fragment(
        self, selection: SelectionNode, visited: set[str]
    ) -> tuple[str | None, SelectionSetNode] | None:
        """Return the condition and the selections of a fragment; None when it was looked at before."""
        if isinstance(selection, InlineFragmentNode):
            condition = selection.type_condition
            return condition.name.value if condition else None, selection.selection_set
        name = cast("FragmentSpreadNode", selection).name.value
        if name in visited:
            return None
        visited.add(name)
        fragment = self.fragments[name]
        return fragment.type_condition.name.value, fragment.selection_set

    def _applies(self, condition: str, type_: GraphQLObjectType) -> bool:
        if condition == type_.name:
            return True
        conditioned = self.schema.get_type(condition)
        return is_abstract_type(conditioned) and self.schema.is_sub_type(conditioned, type_)

    def _differing(
        self, type_: GraphQLCompositeType, sets: Sequence[SelectionSetNode]
    ) -> list[GraphQLObjectType]:
        """Return one type of each group that fragments do not tell apart."""
        conditions: set[str] = set()
        self._conditions(sets, conditions, set())
        groups = {
            frozenset(one for one in conditions if self._applies(one, possible)): possible
            for possible in reversed(self.schema.get_possible_types(cast("Any", type_)))
        }
        return list(groups.values())

    def _conditions(self, sets: Iterable[SelectionSetNode], conditions: set[str], visited: set[str]) -> None:
        for selection_set in sets:
            for selection in selection_set.selections:
                if isinstance(selection, FieldNode) or not (inner := self._fragment(selection, visited)):
                    continue
                condition, inner_set = inner
                conditions.update([condition] if condition else [])
                self._conditions([inner_set], conditions, visited)

    def _type_weight(self, type_: GraphQLCompositeType) -> int:
        if is_object_type(type_):
            own = weight_of(type_)
            return 1 if own is None else own
        possible = self.schema.get_possible_types(cast("Any", type_))
        return max((self._type_weight(one) for one in possible), default=0)


def _count(size: ListSize | None, given: Mapping[str, Any]) -> int:
    if size is None:
        return ASSUMED_SIZE
    values = [value for name in size.arguments if (value := _slicing(given, name)) is not None]
    counts = [len(value) if isinstance(value, list) else int(value) for value in values]
    return max(0, *counts) if counts else size.assumed or 0


def _asked_by(size: ListSize | None, given: Mapping[str, Any]) -> str | None:
    if size is None or not size.arguments:
        return None
    return next((name for name in size.arguments if _slicing(given, name) is not None), size.arguments[0])


def _slicing(given: Mapping[str, Any], name: str) -> Any:
    """Return the value of a slicing argument, or of a member of an argument: `target.ids`."""
    value: Any = given
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _sizes(type_: GraphQLOutputType, count: int) -> tuple[int, ...]:
    """Return how many elements count on each level of lists."""
    sizes: list[int] = []
    while isinstance(type_, GraphQLNonNull | GraphQLList):
        if isinstance(type_, GraphQLList):
            sizes.append(ASSUMED_SIZE if sizes else count)
        type_ = type_.of_type
    return tuple(sizes)
