"""Limits that hold before any work: one pass over the document, each fragment measured once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from gql_crm.settings import Settings

_BAD = {"code": "BAD_USER_INPUT"}
TOO_EXPENSIVE = {"code": "QUERY_TOO_EXPENSIVE"}
MOST_PARTS: Final = 12_000
"""Fields and values of arguments, when fragments and variables are written out: as many as tokens and
values together, so that only what is used again and again has more."""
_INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a document may have."""

    tokens: int = 2_000
    depth: int = 15
    aliases: int = 30
    root_fields: int = 20
    list_elements: int = 250
    page_rows: int = 200
    repetitions: int = 50
    """Fields of one selection set that have the name of an earlier one: each is compared with each."""
    values: int = 10_000
    """Values in the variables, nested ones included."""
    value_depth: int = 50
    fragments: int = 60
    """Fragments of a document: each may be compared with each."""
    directives: int = 50
    """Uses of directives in a document."""
    cost: int = 5_000
    parts: int = MOST_PARTS

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """Return the limits that an operator has chosen."""
        return cls(
            tokens=settings.limit_document_tokens,
            depth=settings.limit_depth,
            aliases=settings.limit_aliases,
            root_fields=settings.limit_root_fields,
            list_elements=settings.limit_list_elements,
            page_rows=settings.limit_page_rows,
            directives=settings.limit_directives,
            cost=settings.limit_cost,
        )


@dataclass(frozen=True, slots=True)
class _Size:
    depth: int = 0
    aliases: int = 0
    fields: int = 0


@dataclass(slots=True)
class _Measuring:
    fragments: Mapping[str, FragmentDefinitionNode]
    known: dict[str, _Size] = field(default_factory=dict)
    repetitions: int = 0
    directives: int = 0

    def size(self, selection_set: SelectionSetNode) -> _Size:
        """Measure what is selected; how deep introspection may be, GraphQL's own rules say."""
        self.repetitions = max(self.repetitions, _repetitions(selection_set))
        depth = aliases = fields = 0
        for selection in selection_set.selections:
            self.directives += len(selection.directives or ())
            inner = _Size()
            if isinstance(selection, FieldNode):
                fields += 1
                aliases += 1 if selection.alias else 0
                if selection.selection_set:
                    inner = self.size(selection.selection_set)
                if selection.name.value in _INTROSPECTION:
                    inner = _Size(aliases=inner.aliases)
                inner = _Size(inner.depth + 1, inner.aliases, 0)
            elif isinstance(selection, InlineFragmentNode):
                inner = self.size(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode):
                inner = self.fragment(selection.name.value)
            depth = max(depth, inner.depth)
            aliases += inner.aliases
            fields += inner.fields
        return _Size(depth, aliases, fields)

    def fragment(self, name: str) -> _Size:
        """Measure a fragment once."""
        if name not in self.known:
            self.known[name] = _Size()  # a fragment inside itself adds nothing; validation refuses it
            if name in self.fragments:
                self.known[name] = self.size(self.fragments[name].selection_set)
        return self.known[name]


def _repetitions(selection_set: SelectionSetNode) -> int:
    """Count the fields whose response key an earlier one has, in inline fragments too."""
    waiting, keys = [selection_set], []
    while waiting:
        for selection in waiting.pop().selections:
            if isinstance(selection, FieldNode):
                keys.append((selection.alias or selection.name).value)
            elif isinstance(selection, InlineFragmentNode):
                waiting.append(selection.selection_set)
    return len(keys) - len(set(keys))


def limit_errors(document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """Return an error for every limit that an operation of the document breaks."""
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    if len(fragments) > limits.fragments:
        text = f"The document has {len(fragments)} fragments; {limits.fragments} are allowed."
        return [GraphQLError(text, extensions=TOO_EXPENSIVE)]
    measuring = _Measuring(fragments, directives=_outside_selections(document))
    errors: list[GraphQLError] = []
    for name in fragments:
        measuring.fragment(name)
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            size = measuring.size(node.selection_set)
            for what, number, most in (
                ("is {} levels deep", size.depth, limits.depth),
                ("has {} aliases", size.aliases, limits.aliases),
                ("has {} root fields", size.fields, limits.root_fields),
                ("repeats fields {} times in one place", measuring.repetitions, limits.repetitions),
            ):
                if number > most:
                    text = f"The operation {what.format(number)}; {most} are allowed. Split it into several."
                    errors.append(GraphQLError(text, node, extensions=TOO_EXPENSIVE))
    if measuring.directives > limits.directives:
        text = (
            f"The document has {measuring.directives} directives; {limits.directives} are allowed. Split it."
        )
        errors.append(GraphQLError(text, extensions=TOO_EXPENSIVE))
    return errors


def _outside_selections(document: DocumentNode) -> int:
    """Count the directives of operations, of their variables and of fragments."""
    nodes: list[Any] = [*document.definitions]
    for node in document.definitions:
        nodes.extend(getattr(node, "variable_definitions", None) or ())
    return sum(len(getattr(node, "directives", None) or ()) for node in nodes)


def value_errors(given: object, limits: Limits) -> list[GraphQLError]:
    """Return an error for the first limit that variables break."""
    waiting = [(given, 0)]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
        seen += len(inner)
        if isinstance(value, list) and len(value) > limits.list_elements:
            found = f"A list in the variables has {len(value)} elements"
            return [GraphQLError(f"{found}; at most {limits.list_elements} are allowed.", extensions=_BAD)]
        if depth > limits.value_depth:
            text = f"The variables are nested too deeply; {limits.value_depth} levels are allowed."
            return [GraphQLError(text, extensions=TOO_EXPENSIVE)]
        if seen > limits.values:
            text = f"The variables have too many values; {limits.values} are allowed. Split the request."
            return [GraphQLError(text, extensions=TOO_EXPENSIVE)]
        waiting.extend((one, depth + 1) for one in inner)
    return []
