"""Turns statement trees into text and numbered parameters."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from gql_crm.sql.given import Find, Given, Spread

_IDENTIFIER_LIMIT = 63
_MOST_REMEMBERED = 10_000
"""Names come again in each statement: to look at them anew took half of its time."""


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL text with `$1 … $n` and the values bound to them, in order; see `Given`."""

    text: str
    bound: tuple[Any, ...]

    @property
    def parameters(self) -> tuple[Any, ...]:
        """The values of the request that the statement was made for."""
        return tuple(value.now if isinstance(value, Given) else value for value in self.bound)

    def binder(self) -> Callable[[Any], list[Any]]:
        """Return a function that finds the values of another request; it raises what they raise."""
        values = list(self.parameters)
        given = [(i, v) for i, v in enumerate(self.bound) if isinstance(v, Given) and v.find is not None]
        found = [(i, v.find) for i, v in given if v.find is not None and not isinstance(v, Spread)]
        together = _together([(i, v) for i, v in given if isinstance(v, Spread)])

        def bind(request: Any) -> list[Any]:
            parameters = values.copy()
            for index, find in found:
                parameters[index] = find(request)
            for find, places in together:
                several = find(request)
                for index, place in places:
                    parameters[index] = several[place]
            return parameters

        return bind


def _together(spread: Sequence[tuple[int, Spread]]) -> list[tuple[Find, list[tuple[int, int]]]]:
    """Return what finds values together, with the parameters that they are for and their places."""
    wholes = {id(one.whole): one.whole.find for _, one in spread}
    return [
        (find, [(index, one.place) for index, one in spread if id(one.whole) == whole])
        for whole, find in wholes.items()
        if find is not None
    ]


class Node(Protocol):
    """Anything that can write itself as SQL."""

    def write(self, out: "Writer") -> None:
        """Append this node's text to `out`."""


class Writer:
    """Collects the pieces of one statement."""

    __slots__ = ("_numbers", "_parameters", "_pieces", "tables")

    def __init__(self) -> None:
        self.tables: set[str] = set()
        """The names of those that are read or written."""
        self._pieces: list[str] = []
        self._parameters: list[Any] = []
        self._numbers: dict[tuple[int, str], int] = {}

    def text(self, piece: str) -> None:
        """Append text that this package made itself."""
        self._pieces.append(piece)

    def identifier(self, name: str) -> None:
        """Append a quoted identifier."""
        self._pieces.append(quoted(name))

    def table(self, name: str) -> None:
        """Append the name of a table."""
        self.tables.add(name)
        self.identifier(name)

    def parameter(self, value: Any, type_: str) -> None:
        """Append `$n::type` with `value` bound to it; the same given value is bound once."""
        if not isinstance(value, Given):
            self._parameters.append(value)
            self._pieces.append(f"${len(self._parameters)}::{word(type_)}")
            return
        key = (id(value), type_)
        number = self._numbers.get(key)
        if number is None:
            self._parameters.append(value)
            number = self._numbers[key] = len(self._parameters)
        self._pieces.append(f"${number}::{word(type_)}")

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


def tables_of(node: Node) -> set[str]:
    """Return the names of the tables, and of parts of a statement, that a node reads or writes."""
    out = Writer()
    node.write(out)
    return out.tables


@lru_cache(_MOST_REMEMBERED)
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


@lru_cache(_MOST_REMEMBERED)
def word(name: str) -> str:
    """Pass a function or type name through, refusing anything but lower-case words."""
    if not _WORD.fullmatch(name):
        msg = f'"{name}" is no SQL function or type name'
        raise ValueError(msg)
    return name
