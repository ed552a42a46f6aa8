"""Things that were made while one request ran, found again by requests that answer the same looks alike."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from gql_crm.sql.given import Trace

_MOST: Final = 200
"""Of one kind. Clients that filter by ever other fields make ever new ones."""
Leaf = TypeVar("Leaf")


@dataclass(slots=True)
class Question(Generic[Leaf]):
    """A question about a request; its answers lead to the next question, or to what was made."""

    ask: Callable[[Any], Hashable]
    answers: "dict[Hashable, Question[Leaf] | Leaf]" = field(default_factory=dict)


class Looks(Generic[Leaf]):
    """A tree of questions about a request, whose leaves were made of its answers.

    Whoever makes something of a request, and has got the same answers, asks the same question next: so the
    questions lead from the root to a leaf, and a request that answers them alike is served by it.
    """

    __slots__ = ("count", "root")

    def __init__(self) -> None:
        self.root: Question[Leaf] | Leaf | None = None
        self.count = 0

    @property
    def is_full(self) -> bool:
        """Whether the next one takes the place of all."""
        return self.count >= _MOST

    def find(self, request: Any) -> Leaf | None:
        """Return what serves a request; None when there is nothing yet."""
        node = self.root
        while type(node) is Question:
            node = node.answers.get(node.ask(request))
        return node  # type: ignore[return-value] # no question any more

    def put(self, trace: Trace, leaf: Leaf) -> None:
        """Add what a trace has led to; where there are many, all of them are forgotten before."""
        if self.is_full:
            self.root, self.count = None, 0
        self.count += 1
        if not trace.looks:
            self.root = leaf
            return
        if not isinstance(self.root, Question):
            self.root = Question(trace.looks[0][0])
        question = self.root
        for index, (_, answer) in enumerate(trace.looks[:-1]):
            following = question.answers.get(answer)
            if not isinstance(following, Question):
                following = question.answers[answer] = Question(trace.looks[index + 1][0])
            question = following
        question.answers[trace.looks[-1][1]] = leaf
