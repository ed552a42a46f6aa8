"""Writes a query in another way that means the same: aliases, fragments, directives, fields said twice.

The order in which response keys first appear stays, so that answers can be compared byte by byte.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    parse,
    print_ast,
)

Keys: TypeAlias = Mapping[str, tuple[str, "Keys"]]
"""The new response key of each old one, and those inside it."""
VARIABLES = {"yes": True, "no": False}
HEADS = ("$yes: Boolean!", "$no: Boolean = false")
_INCLUDED = (
    "@include(if: $yes)",
    "@skip(if: $no)",
    "@include(if: true)",
    "@skip(if: $no) @include(if: $yes)",
)
_LEFT_OUT = ("@include(if: $no)", "@skip(if: $yes)", "@skip(if: true)", "@skip(if: $no) @include(if: false)")


@dataclass(slots=True)
class Disguise:
    """Disguises the selection sets of one document; `budget` bounds what is added to it."""

    random: Random
    schema: GraphQLSchema
    budget: int = 20
    fragments: list[str] = field(default_factory=list)
    _names: int = 0

    def document(self, text: str) -> tuple[str, Keys]:
        """Disguise an operation that uses no variables of our names; return its keys as well."""
        (operation,) = parse(text).definitions
        assert isinstance(operation, OperationDefinitionNode)
        heads = [print_ast(variable) for variable in operation.variable_definitions or ()]
        selected, keys = self.selection_set(operation.selection_set, "Query")
        return self.operation(heads, print_ast(selected)[1:-1]), keys

    def operation(self, heads: Sequence[str], selected: str) -> str:
        """Return the operation with the fragments that it has got."""
        both = "both: __typename @skip(if: $yes) @include(if: $no)"  # variables must be used
        head = f"query ({', '.join((*heads, *HEADS))}) {{ {selected} {both} }}"
        return "\n".join((head, *self.fragments))

    def selection_set(self, selected: SelectionSetNode, type_name: str) -> tuple[SelectionSetNode, Keys]:
        """Disguise what is selected on a type; it has plain fields alone."""
        keys: dict[str, tuple[str, Keys]] = {}
        nodes: list[SelectionNode] = []
        later: list[SelectionNode] = []
        for node in selected.selections:
            assert isinstance(node, FieldNode)
            shown, again = self._field(node, type_name, keys)
            nodes.append(shown)
            (later if self._once_in(2) else nodes).extend(again)
            if self._adds():
                nodes.append(self._nothing(type_name))
        return self._set([*self._wrapped(nodes, type_name), *later]), keys

    def _field(
        self, node: FieldNode, type_name: str, keys: dict[str, tuple[str, Keys]]
    ) -> tuple[FieldNode, list[FieldNode]]:
        """Return a field in disguise, and the rest of it, which may stand elsewhere."""
        name = node.name.value
        alias = f"{self._name('a')}: " if self._adds() else ""
        head = alias + print_ast(_without_selection(node))
        key = alias.removesuffix(": ") or name
        if node.selection_set is None:
            keys[name] = (key, {})
            return self._parsed(head), [self._parsed(head)] * self._adds()
        inner, inside = self.selection_set(node.selection_set, self._type_of(type_name, name).name)
        keys[name] = (key, inside)
        parts = inner.selections
        cut = self.random.randint(1, len(parts) - 1) if len(parts) > 1 and self._adds() else len(parts)
        first, rest = parts[:cut], parts[cut:]
        return self._parsed(head, first), [self._parsed(head, rest)] if rest else []

    def _wrapped(self, nodes: Sequence[SelectionNode], type_name: str) -> list[SelectionNode]:
        """Put some of the neighbours into fragments."""
        wrapped: list[SelectionNode] = []
        waiting = list(nodes)
        while waiting:
            size = self.random.randint(1, len(waiting))
            some, waiting = waiting[:size], waiting[size:]
            wrapped.extend(self._fragment(some, type_name) if self._adds() else some)
        return wrapped

    def _fragment(self, nodes: Sequence[SelectionNode], type_name: str) -> list[SelectionNode]:
        condition = self.random.choice(self._conditions(nodes, type_name))
        directives = self.random.choice(("", *_INCLUDED))
        body = print_ast(self._set(nodes))
        if condition and self._once_in(2):
            name = self._name("F")
            self.fragments.append(f"fragment {name} on {condition} {body}")
            spread = _selection(f"...{name} {directives}")
            left_out = _selection(f"...{name} {self.random.choice(_LEFT_OUT)}")
            return self.random.choice(([spread], [spread, spread], [left_out, spread], [spread, left_out]))
        return [_selection(f"... {f'on {condition}' if condition else ''} {directives} {body}")]

    def _conditions(self, nodes: Sequence[SelectionNode], type_name: str) -> list[str]:
        """Return types that a fragment with these nodes may be on; an empty one is none."""
        type_ = self.schema.type_map[type_name]
        interfaces = type_.interfaces if isinstance(type_, GraphQLObjectType) else ()
        plain = (
            {node.name.value for node in nodes if isinstance(node, FieldNode)}
            if all(isinstance(node, FieldNode) for node in nodes)
            else {""}
        )
        return ["", type_name, *(one.name for one in interfaces if plain <= {*one.fields, "__typename"})]

    def _nothing(self, type_name: str) -> SelectionNode:
        """Return what adds nothing to the answer."""
        left_out = self.random.choice(_LEFT_OUT)
        if self._once_in(2):
            return _selection(f"{self._name('x')}: __typename {left_out}")
        name = self._name("X")
        self.fragments.append(f"fragment {name} on {type_name} {{ {self._name('x')}: __typename }}")
        return _selection(f"...{name} {left_out}")

    def _parsed(self, head: str, selections: Sequence[SelectionNode] = ()) -> FieldNode:
        directives = self.random.choice(_INCLUDED) if self._adds() else ""
        body = print_ast(self._set(selections)) if selections else ""
        node = _selection(f"{head} {directives} {body}")
        assert isinstance(node, FieldNode)
        return node

    def _type_of(self, type_name: str, field_name: str) -> GraphQLNamedType:
        type_ = self.schema.type_map[type_name]
        assert isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
        named: GraphQLNamedType = get_named_type(type_.fields[field_name].type)
        return named

    def _adds(self) -> bool:
        """Draw whether to add something, as long as there is room."""
        added = self.budget > 0 and self._once_in(4)
        self.budget -= added
        return added

    def _name(self, prefix: str) -> str:
        self._names += 1
        return f"{prefix}{self._names}"

    def _once_in(self, times: int) -> bool:
        return self.random.randint(1, times) == times

    @staticmethod
    def _set(nodes: Sequence[SelectionNode]) -> SelectionSetNode:
        return SelectionSetNode(selections=tuple(nodes))


def renamed(answer: Any, keys: Keys) -> Any:
    """Return an answer under its new keys."""
    if isinstance(answer, list):
        return [renamed(one, keys) for one in answer]
    if isinstance(answer, dict) and keys:  # else it is a value, whatever is in it
        return {keys[key][0]: renamed(value, keys[key][1]) for key, value in answer.items()}
    return answer


def _without_selection(node: FieldNode) -> FieldNode:
    return FieldNode(name=node.name, arguments=node.arguments)


def _selection(text: str) -> SelectionNode:
    (definition,) = parse(f"{{ {text} }}").definitions
    assert isinstance(definition, OperationDefinitionNode)
    return definition.selection_set.selections[0]
