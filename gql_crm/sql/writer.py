"""Turns statement trees into text and numbered parameters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

_IDENTIFIER_LIMIT = 63


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL text with `$1 … $n` and the values bound to them, in order."""

    text: str
    parameters: tuple[Any, ...]


class Node(Protocol):
    """Anything that can write itself as SQL."""

    def write(self, out: "Writer") -> None:
        """Append this node's text to `out`."""


class Writer:
    """Collects the pieces of one statement."""

    __slots__ = ("_parameters", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._parameters: list[Any] = []

    def text(self, piece: str) -> None:
        """Append text that this package made itself."""
        self._pieces.append(piece)

    def identifier(self, name: str) -> None:
        """Append a quoted identifier."""
        self._pieces.append(quoted(name))

    def parameter(self, value: Any) -> None:
        """Append the next `$n` and bind `value` to it."""
        self._parameters.append(value)
        self._pieces.append(f"${len(self._parameters)}")

    def joined(self, nodes: Sequence[Node], separator: str) -> None:
        """Append nodes with `separator` between them."""
        for index, node in enumerate(nodes):
            if index:
                self._pieces.append(separator)
            node.write(self)

    def statement(self) -> Statement:
        """Return what was written."""
        return Statement("".join(self._pieces), tuple(self._parameters))


def compile_statement(node: Node) -> Statement:
    """Write a whole statement."""
    out = Writer()
    node.write(out)
    return out.statement()


def quoted(name: str) -> str:
    """Quote an identifier; PostgreSQL cuts names at 63 bytes, so longer ones are refused."""
    if len(name.encode()) > _IDENTIFIER_LIMIT or "\x00" in name or not name:
        msg = f'identifier "{name}" is empty, longer than {_IDENTIFIER_LIMIT} bytes or contains NUL'
        raise ValueError(msg)
    return '"' + name.replace('"', '""') + '"'


def quoted_text(value: str) -> str:
    """Quote a text constant (standard_conforming_strings is on)."""
    if "\x00" in value:
        msg = "a text constant may not contain NUL"
        raise ValueError(msg)
    return "'" + value.replace("'", "''") + "'"


_WORD = re.compile(r"^[a-z_][a-z0-9_ ]*(\[\])?$")


def word(name: str) -> str:
    """Pass a function or type name through, refusing anything but lower-case words."""
    if not _WORD.fullmatch(name):
        msg = f'"{name}" is no SQL function or type name'
        raise ValueError(msg)
    return name
