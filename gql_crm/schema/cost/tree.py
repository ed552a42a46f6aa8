"""The cost of an operation as a tree: once for the most that it may return, once for what it returned.

Parts of the tree that are selected in several places, by fragments, are the same objects.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any


@dataclass(frozen=True, slots=True)
class Member:
    """A selected field that costs something, or holds something that does."""

    key: str
    """Its name in the response."""
    call: int
    """What a use of the field costs, its arguments included, whatever it returns."""
    each: int
    """What each object that it returns costs, without what is selected in it."""
    sizes: tuple[int, ...]
    """Of a list: how many elements count at most; of a list of lists, one number a level."""
    selected: "Selected"
    asked_by: str | None = None
    """The argument that says how many there are."""
    wraps: bool = False
    """Whether it is a part of the list above it, such as `nodes`."""

    @property
    def values(self) -> int:
        """How many objects it returns at most."""
        return prod(self.sizes)

    @property
    def requested(self) -> int:
        """The most that it may cost."""
        return self.call + self.values * (self.each + self.selected.requested)

    def actual(self, data: Mapping[str, Any]) -> int:
        """Return what it cost, where it is a member of `data`; lists count as long as they were assumed."""
        if self.key not in data:
            return 0
        objects = _objects(data[self.key], self.sizes)
        return self.call + sum(self.each + self.selected.actual(one) for one in objects)


@dataclass(frozen=True, slots=True)
class Selected:
    """What is selected of an object: members for each of the types that it may have."""

    alternatives: Sequence[Sequence[Member]]
    requested: int
    """What the most expensive alternative costs at most."""
    parts: int
    """Fields and values of arguments, when all fragments and variables are written out."""

    @classmethod
    def of(cls, alternatives: Sequence[Sequence[Member]], parts: int) -> "Selected":
        """Return a selection with its cost."""
        costs = (sum(member.requested for member in members) for members in alternatives)
        return cls(alternatives, max(costs, default=0), parts)

    def actual(self, data: Mapping[str, Any]) -> int:
        """Return what `data` cost. It does not tell its type; members that it has not cost nothing."""
        costs = (sum(member.actual(data) for member in members) for members in self.alternatives)
        return max(costs, default=0)

    def most_expensive(self) -> Member | None:
        """Return the member that costs the most."""
        members = (member for members in self.alternatives for member in members)
        return max(members, key=lambda member: member.requested, default=None)


NOTHING = Selected((), 0, 0)


@dataclass(frozen=True, slots=True)
class Culprit:
    """Where most of an operation's cost comes from."""

    path: tuple[str, ...]
    cost: int
    argument: str | None
    """The argument that makes it so much."""


def culprit(root: Selected) -> Culprit | None:
    """Follow what costs most, as long as it is half of what stands above it; None where all costs alike."""
    chain: list[tuple[Member, int]] = []
    selected, times, above = root, 1, 0
    while (member := selected.most_expensive()) and times * member.requested * 2 >= above:
        above = times * member.requested
        if above == 0:
            break
        chain.append((member, above))
        selected, times = member.selected, times * member.values
    while len(chain) > 1 and chain[-1][0].wraps:
        chain.pop()
    if not chain or chain[0][1] * 10 < root.requested:
        return None
    member, cost = chain[-1]
    return Culprit(tuple(one.key for one, _ in chain), cost, member.asked_by)


def _objects(value: Any, sizes: tuple[int, ...]) -> Iterator[Mapping[str, Any]]:
    if value is None:
        return
    if not sizes:
        yield value
        return
    for one in value[: sizes[0]]:
        yield from _objects(one, sizes[1:])
