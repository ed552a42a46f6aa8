"""Values that a request gives, so that one statement serves all requests of the same shape.

A statement is made while one request runs. What its text depends on is *looked at*: each look is remembered
as a question with its answer, and the statement serves every request that answers all of them alike. What is
only bound is *mapped*: each request finds its own value.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
Other = TypeVar("Other")
Answer = TypeVar("Answer", bound=Hashable)
Find = Callable[[Any], Any]
"""Finds a value in what a request brings."""


class Trace:
    """The questions that were asked of a request while a statement was made, in order, with their answers."""

    __slots__ = ("_asked", "looks")

    def __init__(self) -> None:
        self.looks: list[tuple[Find, Hashable]] = []
        self._asked: set[tuple[Find, Callable[[Any], Hashable]]] = set()

    def note(self, find: Find, question: Callable[[Any], Hashable], answer: Hashable) -> None:
        """Remember a question about what `find` finds; the same one is remembered once."""
        if (find, question) not in self._asked:
            self._asked.add((find, question))
            self.looks.append((lambda request: question(find(request)), answer))


class Given(Generic[Value]):
    """A value as this request has it (`now`), and the way to find it in another; without one, a constant."""

    __slots__ = ("_trace", "find", "now")

    def __init__(self, now: Value, find: Find | None = None, trace: Trace | None = None) -> None:
        self.now = now
        self.find = find
        self._trace = trace

    @property
    def trace(self) -> Trace | None:
        """Where looks at it are noted; None for a constant."""
        return self._trace

    @classmethod
    def of_request(cls, request: Value, trace: Trace) -> "Given[Value]":
        """Return all that a request brings."""
        return cls(request, _same, trace)

    def map(self, change: Callable[[Value], Other]) -> "Given[Other]":
        """Return what `change` makes of the value; what it raises now, it raises for any such request."""
        find = self.find
        now = change(self.now)
        if find is None:
            return Given(now)
        mapped = change if find is _same else lambda request: change(find(request))
        return Given(now, mapped, self._trace)

    def with_(self, other: "Given[Any]", join: Callable[[Value, Any], Other]) -> "Given[Other]":
        """Return what `join` makes of two values."""
        now = join(self.now, other.now)
        mine, its = self.find, other.find
        if mine is None and its is None:
            return Given(now)
        here, there = self.now, other.now

        def find(request: Any) -> Other:
            return join(mine(request) if mine else here, its(request) if its else there)

        return Given(now, find, self._trace or other._trace)  # noqa: SLF001 (of its own class)

    def look(self, question: Callable[[Value], Answer]) -> Answer:
        """Return the answer to a question, on which the statement depends from here on."""
        answer = question(self.now)
        if self.find is not None and self._trace is not None:
            self._trace.note(self.find, question, answer)
        return answer

    def spread(self, count: int) -> "list[Spread]":
        """Return the elements of a tuple that always has so many: all are found together."""
        return [Spread(self, place) for place in range(count)]

    def plain(self) -> Value:
        """Return the value itself: the statement serves this one value only."""
        self.look(_frozen)
        return self.now

    def part(self, name: str) -> "Given[Any]":
        """Return a member of an object; None where it has none."""
        return self.map(lambda value: value.get(name))  # type: ignore[attr-defined] # asked of objects only

    def is_null(self) -> bool:
        """Look whether there is a value."""
        return self.look(_is_null)

    def members(self) -> "list[tuple[str, Given[Any]]]":
        """Look which members an object has and which are null, the constant `NOTHING`; null has none."""
        present = self.look(_present)
        return [(name, NOTHING if null else self.part(name)) for name, null in present]

    def elements(self) -> "list[Given[Any]]":
        """Look how many elements a list has."""
        count = self.look(len)  # type: ignore[arg-type] # asked of lists only
        return [self.map(lambda value, at=index: value[at]) for index in range(count)]  # type: ignore[misc]


class Spread(Given[Any]):
    """One of several values that are found together; parameters are bound by finding them once."""

    __slots__ = ("place", "whole")

    def __init__(self, whole: Given[Any], place: int) -> None:
        find = whole.find
        super().__init__(whole.now[place], find and (lambda request: find(request)[place]), whole.trace)
        self.whole = whole
        self.place = place


NOTHING: Given[None] = Given(None)


class _Composed(Given[Any]):
    """An object or list that is written in the document and holds given values."""

    __slots__ = ("_tree",)

    def __init__(self, tree: Mapping[str, Any] | Sequence[Any], trace: Trace | None) -> None:
        super().__init__(_resolved(tree, None), lambda request: _resolved(tree, (request,)), trace)
        self._tree = tree

    def part(self, name: str) -> Given[Any]:
        return given(self._tree.get(name)) if isinstance(self._tree, Mapping) else super().part(name)

    def is_null(self) -> bool:
        return False

    def members(self) -> list[tuple[str, Given[Any]]]:
        if not isinstance(self._tree, Mapping):
            return super().members()
        parts = [(name, given(value)) for name, value in self._tree.items()]
        return [(name, NOTHING if part.is_null() else part) for name, part in parts]

    def elements(self) -> list[Given[Any]]:
        return super().elements() if isinstance(self._tree, Mapping) else [given(one) for one in self._tree]


def given(value: Any) -> Given[Any]:
    """Return a value as `Given`: as it is, as a constant, or composed where given values are inside."""
    if isinstance(value, Given):
        return value
    inside = list(_inside(value))
    if not inside:
        return Given(value)
    trace = next((one._trace for one in inside if one._trace is not None), None)  # noqa: SLF001 (its own module)
    return Given(_resolved(value, None)) if trace is None else _Composed(value, trace)


def _inside(value: Any) -> Iterator[Given[Any]]:
    """Return the given values in a tree, constants among them."""
    if isinstance(value, Given):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _inside(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _inside(one)


def _resolved(value: Any, request: tuple[Any] | None) -> Any:
    """Return a tree with the values of a request, or those of now, in their places."""
    if isinstance(value, Given):
        return value.now if request is None or value.find is None else value.find(*request)
    if isinstance(value, Mapping):
        return {name: _resolved(one, request) for name, one in value.items()}
    return [_resolved(one, request) for one in value] if isinstance(value, list | tuple) else value


def _same(value: Value) -> Value:
    return value


def _is_null(value: object) -> bool:
    return value is None


def _present(value: Any) -> tuple[tuple[str, bool], ...]:
    return tuple([(name, one is None) for name, one in value.items()]) if value else ()


def _frozen(value: Any) -> Hashable:
    """Return something that is equal for equal values only: 1, 1.0 and true are three."""
    if isinstance(value, Mapping):
        return tuple([(name, _frozen(one)) for name, one in value.items()])
    if isinstance(value, list | tuple):
        return tuple([_frozen(one) for one in value])
    return (type(value), value)
