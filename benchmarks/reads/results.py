"""What a run has found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import geometric_mean, median

from benchmarks.figures import percentile, processors
from benchmarks.reads.cases.case import QUERIES, Case
from benchmarks.reads.load.slice import Slice


@dataclass(frozen=True)
class Probe:
    """One contender asked one thing by so many clients."""

    contender: str
    case: str
    connections: int


@dataclass
class Measured:
    """The slices of a probe, one a round."""

    slices: list[Slice] = field(default_factory=list)

    @property
    def throughput(self) -> float:
        """Answers a second."""
        return median(self.throughputs)

    @property
    def throughputs(self) -> list[float]:
        return [one.answers / one.seconds for one in self.slices]

    @property
    def server_ms(self) -> float:
        """Milliseconds on processors of the server an answer."""
        return sum(one.server_ms for one in self.slices) / self._answers

    @property
    def postgres_ms(self) -> float:
        """Milliseconds on processors of PostgreSQL an answer."""
        return sum(one.postgres_ms for one in self.slices) / self._answers

    @property
    def work_ms(self) -> float:
        """Milliseconds on processors an answer."""
        return self.server_ms + self.postgres_ms

    @property
    def p50(self) -> float:
        return percentile(self._latencies, 50)

    @property
    def p99(self) -> float:
        return percentile(self._latencies, 99)

    @property
    def _answers(self) -> int:
        return sum(one.answers for one in self.slices)

    @property
    def _latencies(self) -> list[float]:
        return [latency for one in self.slices for latency in one.latencies]


@dataclass(frozen=True)
class Results:
    """All slices, and what a reader has to know beside them."""

    cases: Mapping[str, Case]
    contenders: Mapping[str, str]
    """Titles by name."""
    about: Mapping[str, str]
    """What a reader wants to know of the run: dataset, versions."""
    connections: Sequence[int]
    measured: Mapping[Probe, Measured]
    notes: Sequence[str] = ()

    def find(self, contender: str, case: str, connections: int) -> Measured | None:
        """Return what was measured, if it was."""
        return self.measured.get(Probe(contender, case, connections))

    def faster(self, case: str, connections: int, one: str, other: str) -> float | None:
        """Return how many times the throughput of `other` the one has: the median over the rounds."""
        ours, theirs = self.find(one, case, connections), self.find(other, case, connections)
        if ours is None or theirs is None:
            return None
        return median(a / b for a, b in zip(ours.throughputs, theirs.throughputs, strict=True))

    def slower(self, case: str, than: str, connections: int, contender: str) -> float | None:
        """Return how many times as long as another case a case takes."""
        slow, fast = self.find(contender, case, connections), self.find(contender, than, connections)
        if slow is None or fast is None:
            return None
        return median(b / a for a, b in zip(slow.throughputs, fast.throughputs, strict=True))

    def mean_faster(self, connections: int, one: str, other: str) -> float | None:
        """Return the geometric mean over the queries."""
        found = [self.faster(query, connections, one, other) for query in QUERIES]
        ratios = [ratio for ratio in found if ratio is not None]
        return geometric_mean(ratios) if ratios else None

    def others(self) -> float:
        """Return which part of the machine's processors did something else meanwhile."""
        slices = [one for found in self.measured.values() for one in found.slices]
        seconds = sum(one.seconds for one in slices)
        return sum(one.others_ms for one in slices) / (seconds * 1_000 * processors()) if seconds else 0.0

    def queries(self) -> Iterator[Case]:
        """Return the queries that were measured."""
        return (self.cases[query] for query in QUERIES if query in self.cases)
