"""Limits that hold before any work: one pass over the document, each fragment measured once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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

TOO_EXPENSIVE = {"code": "QUERY_TOO_EXPENSIVE"}
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


@dataclass(frozen=True, slots=True)
class _Size:
    depth: int = 0
    aliases: int = 0
    fields: int = 0


@dataclass(slots=True)
class _Measuring:
    fragments: Mapping[str, FragmentDefinitionNode]
    known: dict[str, _Size] = field(default_factory=dict)

    def size(self, selection_set: SelectionSetNode) -> _Size:
        depth = aliases = fields = 0
        for selection in selection_set.selections:
            inner = _Size()
            if isinstance(selection, FieldNode):
                fields += 1
                aliases += 1 if selection.alias else 0
                if selection.selection_set and selection.name.value not in _INTROSPECTION:
                    inner = self.size(selection.selection_set)
                inner = _Size(inner.depth + 1, inner.aliases, 0)
            elif isinstance(selection, InlineFragmentNode):
                inner = self.size(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode):
                inner = self._fragment(selection.name.value)
            depth = max(depth, inner.depth)
            aliases += inner.aliases
            fields += inner.fields
        return _Size(depth, aliases, fields)

    def _fragment(self, name: str) -> _Size:
        if name not in self.known:
            self.known[name] = _Size()  # a fragment inside itself adds nothing; validation refuses it
            if name in self.fragments:
                self.known[name] = self.size(self.fragments[name].selection_set)
        return self.known[name]


def limit_errors(document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """Return an error for every limit that an operation of the document breaks."""
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    measuring = _Measuring(fragments)
    errors: list[GraphQLError] = []
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            size = measuring.size(node.selection_set)
            for what, number, most in (
                ("is {} levels deep", size.depth, limits.depth),
                ("has {} aliases", size.aliases, limits.aliases),
                ("has {} root fields", size.fields, limits.root_fields),
            ):
                if number > most:
                    text = f"The operation {what.format(number)}; {most} are allowed. Split it into several."
                    errors.append(GraphQLError(text, node, extensions=TOO_EXPENSIVE))
    return errors


def longest_list(value: object) -> int:
    """Return the length of the longest list in a JSON value."""
    if isinstance(value, Mapping):
        return max((longest_list(item) for item in value.values()), default=0)
    if isinstance(value, list):
        return max(len(value), max((longest_list(item) for item in value), default=0))
    return 0
