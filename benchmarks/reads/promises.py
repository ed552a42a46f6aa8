"""What docs/performance.md promises of reads, as figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import geometric_mean

from benchmarks.figures import Figure
from benchmarks.reads.cases.promises import Pair
from benchmarks.reads.results import Measured, Results

OURS = "ours"


@dataclass(frozen=True)
class Limit:
    """What nobody can exceed by much: more than a part of what it reaches itself is not promised.

    A single client waits for PostgreSQL most of the time, whoever asks it.
    """

    contender: str
    part: float


@dataclass(frozen=True)
class Promise:
    """How many times the throughput of another contender ours is at least."""

    contender: str
    each: float | None = None
    queries: dict[str, float] = field(default_factory=dict)
    """Queries of which something else is promised."""
    mean: float | None = None
    server_work: float | None = None
    """How much of the other's work on processors ours is at most, in the mean."""
    within: Limit | None = None

    def of(self, query: str) -> float | None:
        """Return what is promised of a query."""
        return self.queries.get(query, self.each)

    def capped(self, promised: float | None, reached: float | None) -> float | None:
        """Return what can be promised where the limit has `reached` times the other's throughput."""
        if self.within is None or promised is None or reached is None:
            return promised
        return min(promised, self.within.part * reached)


PROMISES = (
    Promise("bare", each=0.85, queries={"Q1": 0.7}),
    Promise("postgraphile", each=1.0, mean=1.9, server_work=1 / 3),
    Promise("strawberry", queries={"Q3": 15}, mean=8, within=Limit("bare", 0.85)),
)


def figures(results: Results, pairs: Sequence[Pair]) -> list[Figure]:
    """Return a figure for each promise whose parts were measured."""
    found: list[Figure] = []
    for promise in PROMISES:
        for connections in results.connections:
            found.extend(_beside(results, promise, connections))
    for connections in results.connections:
        found.extend(_of_pairs(results, pairs, connections))
    return found


def _beside(results: Results, promise: Promise, connections: int) -> Iterator[Figure]:
    title = results.contenders.get(promise.contender, promise.contender)
    limit = promise.within.contender if promise.within else None
    subject = f"reads, {clients(connections)}: throughput, times that of {title}"
    for case in results.queries():
        faster = results.faster(case.name, connections, OURS, promise.contender)
        if faster is not None:
            name = f"{case.name}: {case.title}"
            reached = results.faster(case.name, connections, limit, promise.contender) if limit else None
            wanted = promise.capped(promise.of(case.name), reached)
            yield Figure(subject, name, faster, "times", wanted, at_least=True)
    mean = results.mean_faster(connections, OURS, promise.contender)
    if mean is not None and promise.mean is not None:
        reached = results.mean_faster(connections, limit, promise.contender) if limit else None
        wanted = promise.capped(promise.mean, reached)
        yield Figure(subject, "geometric mean", mean, "times", wanted, at_least=True)
    work = _server_work(results, promise.contender, connections)
    if work is not None and promise.server_work is not None:
        name = "work of the server an answer, geometric mean"
        yield Figure(subject, name, work, "times", promise.server_work)


def _server_work(results: Results, contender: str, connections: int) -> float | None:
    """Return our server's work on processors as a part of the other's."""
    found: list[tuple[Measured | None, Measured | None]] = [
        (results.find(OURS, case.name, connections), results.find(contender, case.name, connections))
        for case in results.queries()
    ]
    ratios = [ours.server_ms / theirs.server_ms for ours, theirs in found if ours and theirs]
    return geometric_mean(ratios) if ratios else None


def _of_pairs(results: Results, pairs: Sequence[Pair], connections: int) -> Iterator[Figure]:
    for pair in pairs:
        slower = results.slower(pair.case.name, pair.plain.name, connections, OURS)
        if slower is not None:
            subject = f'reads, {clients(connections)}: time beside "{pair.plain.title}"'
            yield Figure(subject, pair.difference, slower, "times", pair.times)


def clients(connections: int) -> str:
    return "1 client" if connections == 1 else f"{connections} clients"
