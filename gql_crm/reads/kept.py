"""Statements that are kept with their operation, and found again by what their text depends on."""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gql_crm.reads.computed import Completion
from gql_crm.reads.scope import ReadRequest
from gql_crm.sql import Trace

_MOST_STATEMENTS = 200
"""Of one operation. Clients that filter by ever other fields make ever new ones."""
_LOOK_BYTES = 500


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement that answers all root fields of an operation."""

    text: str
    bind: Callable[[ReadRequest], list[Any]]
    """Finds the parameters; raises what the planner would raise."""
    members: tuple[tuple[str, int | None], ...]
    """The response's keys with their columns; without one, `__typename`."""
    required: tuple[int, ...]
    """Columns that null in the answer would make an error."""
    completions: Mapping[str, Completion] = field(default_factory=dict)
    """Where fields lie that Python computes, by response key."""
    entities: frozenset[str] = frozenset()
    """The entities that it depends on."""


@dataclass(slots=True)
class _Question:
    ask: Callable[[ReadRequest], Hashable]
    answers: "dict[Hashable, _Question | ReadStatement]" = field(default_factory=dict)


class KeptStatements:
    """A tree of questions about a request, whose leaves are statements.

    A planner that has got the same answers asks the same question next: so its questions lead from the
    root to a statement, and a request that answers them alike is served by it.
    """

    def __init__(self) -> None:
        self._root: _Question | ReadStatement | None = None
        self._count = 0
        self.size = 0
        """About how many bytes they take."""

    def find(self, request: ReadRequest) -> ReadStatement | None:
        """Return the statement for a request; None when there is none yet."""
        node = self._root
        while type(node) is _Question:
            node = node.answers.get(node.ask(request))
        return node  # type: ignore[return-value] # no question any more

    def those_of(self, entities: Collection[str]) -> "KeptStatements":
        """Return the statements that depend on these entities alone."""
        kept = KeptStatements()
        kept._root = _those_of(self._root, entities)
        kept._count, kept.size = self._count, self.size
        return kept

    def keep(self, trace: Trace, statement: ReadStatement) -> None:
        """Add the statement that a trace has led to."""
        if self._count >= _MOST_STATEMENTS:
            self._root, self._count, self.size = None, 0, 0
        self._count += 1
        self.size += len(statement.text) + len(trace.looks) * _LOOK_BYTES
        if not trace.looks:
            self._root = statement
            return
        if not isinstance(self._root, _Question):
            self._root = _Question(trace.looks[0][0])
        question = self._root
        for index, (_, answer) in enumerate(trace.looks[:-1]):
            following = question.answers.get(answer)
            if not isinstance(following, _Question):
                following = question.answers[answer] = _Question(trace.looks[index + 1][0])
            question = following
        question.answers[trace.looks[-1][1]] = statement


def _those_of(
    node: _Question | ReadStatement | None, entities: Collection[str]
) -> _Question | ReadStatement | None:
    if not isinstance(node, _Question):
        return node if node and node.entities.issubset(entities) else None
    answers = {answer: _those_of(following, entities) for answer, following in node.answers.items()}
    there = {answer: following for answer, following in answers.items() if following}
    return _Question(node.ask, there) if there else None
