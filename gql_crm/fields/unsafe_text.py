"""Text that PostgreSQL cannot hold: NUL and halves of surrogate pairs. GraphQL's String lets both through."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from graphql import Node, StringValueNode, Visitor, VisitorAction, visit

Path: TypeAlias = tuple[str | int, ...]

UNSAFE = re.compile("[\x00\ud800-\udfff]")


def unsafe_text(value: object) -> Path | None:
    """Find the first text with NUL or a lone surrogate in a JSON value, keys included, and return its path.

    The path of the value itself is `()`. To be called once an operation, on its raw variables.
    """
    if isinstance(value, str):
        return () if UNSAFE.search(value) else None
    if isinstance(value, Mapping):
        return _among(value.items())
    return _among(enumerate(value)) if isinstance(value, list | tuple) else None


def _among(items: Iterable[tuple[str | int, object]]) -> Path | None:
    for key, item in items:
        if isinstance(key, str) and UNSAFE.search(key):
            return (key,)
        path = unsafe_text(item)
        if path is not None:
            return (key, *path)
    return None


def unsafe_literal(document: Node) -> StringValueNode | None:
    """Find the first string literal of a document with NUL or a lone surrogate; once a parsed document."""
    finder = _UnsafeLiteral()
    visit(document, finder)
    return finder.found


class _UnsafeLiteral(Visitor):
    found: StringValueNode | None = None

    def enter_string_value(self, node: StringValueNode, *_: object) -> VisitorAction:
        if UNSAFE.search(node.value):
            self.found = node
            return self.BREAK
        return None
