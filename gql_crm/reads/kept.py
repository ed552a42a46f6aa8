"""Statements that are kept with their operation, and found again by what their text depends on."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from gql_crm.reads.computed import Completion
from gql_crm.sql import Trace
from gql_crm.sql.kept import Looks, Question

_LOOK_BYTES = 500
_NULL = b"null"


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement that answers all root fields of an operation."""

    text: str
    bind: Callable[[Any], list[Any]]
    """Finds the parameters; raises what the planner would raise."""
    members: tuple[tuple[str, int | None], ...]
    """The response's keys with their columns; without one, `__typename`."""
    required: tuple[int, ...]
    """Columns that null in the answer would make an error."""
    completions: Mapping[str, Completion] = field(default_factory=dict)
    """Where fields lie that Python computes, by response key."""
    entities: frozenset[str] = frozenset()
    """The entities that it depends on."""
    _frame: tuple[tuple[bytes, int | None], ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_frame", _frame(self.members))

    def body(self, row: asyncpg.Record) -> bytes:
        """Return what a client gets of a row whose columns are JSON in bytes."""
        parts = []
        for text, column in self._frame:
            parts.append(text)
            if column is not None:
                parts.append(row[column] or _NULL)
        return b"".join(parts)


class KeptStatements:
    """The statements of one operation, found by what the planner looked at; see `Looks`."""

    def __init__(self) -> None:
        self._looks: Looks[ReadStatement] = Looks()
        self.size = 0
        """About how many bytes they take."""

    def find(self, request: Any) -> ReadStatement | None:
        """Return the statement for a request; None when there is none yet."""
        return self._looks.find(request)

    def those_of(self, entities: Collection[str]) -> "KeptStatements":
        """Return the statements that depend on these entities alone."""
        kept = KeptStatements()
        kept._looks.root = _those_of(self._looks.root, entities)
        kept._looks.count, kept.size = self._looks.count, self.size
        return kept

    def keep(self, trace: Trace, statement: ReadStatement) -> None:
        """Add the statement that a trace has led to."""
        if self._looks.is_full:
            self.size = 0
        self.size += len(statement.text) + len(trace.looks) * _LOOK_BYTES
        self._looks.put(trace, statement)


@dataclass(slots=True)
class KeptWrites:
    """The statements of a mutation that write and answer at once, by the purpose of the write."""

    by_purpose: dict[Hashable, KeptStatements] = field(default_factory=dict)
    answers_apart: bool = False
    """What the mutation answers with is more than such a statement can read."""

    def those_of(self, entities: Collection[str]) -> "KeptWrites":
        """Return the statements that depend on these entities alone."""
        kept = {purpose: one.those_of(entities) for purpose, one in self.by_purpose.items()}
        return KeptWrites(kept, self.answers_apart)


def _frame(members: Sequence[tuple[str, int | None]]) -> tuple[tuple[bytes, int | None], ...]:
    """Return the text of an answer before each column, and behind the last one."""
    frame: list[tuple[bytes, int | None]] = []
    text = '{"data":{'
    for number, (key, column) in enumerate(members):
        text += f'{"," if number else ""}"{key}":'  # names of GraphQL: nothing to escape
        if column is None:
            text += '"Query"'
        else:
            frame.append((text.encode(), column))
            text = ""
    return (*frame, (f"{text}}}}}".encode(), None))


def _those_of(
    node: Question[ReadStatement] | ReadStatement | None, entities: Collection[str]
) -> Question[ReadStatement] | ReadStatement | None:
    if not isinstance(node, Question):
        return node if node and node.entities.issubset(entities) else None
    answers = {answer: _those_of(following, entities) for answer, following in node.answers.items()}
    there = {answer: following for answer, following in answers.items() if following}
    return Question(node.ask, there) if there else None
