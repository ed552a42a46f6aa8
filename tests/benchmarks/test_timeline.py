"""The benchmark of timelines runs, over streams in which nothing can be measured."""

from benchmarks.figures import Figure
from benchmarks.reads.course import Pace
from benchmarks.reads.options import ReadOptions
from benchmarks.timeline.measuring import figures, results_of
from benchmarks.timeline.streams import Streams

TINY = ReadOptions(scale=0.001, connections=(2,), pace=Pace(rounds=1, seconds=0.05, warm_up_seconds=0.02))
OWN = {"stream", "stream long", "stream far"}
ROLLED_UP = {"roll-up", "roll-up many", "roll-up many old"}


def named(case: str, actor: str) -> str:
    first, _, rest = case.partition(" ")
    return " ".join(part for part in (first, actor, rest) if part)


async def test_pages_of_long_and_of_many_streams_are_measured_beside_plain_ones() -> None:
    results, pairs = await results_of(TINY)
    assert {probe.case for probe in results.measured} == {
        named(case, actor) for case in OWN | ROLLED_UP for actor in ("", "as broad")
    }
    for found in results.measured.values():
        assert min(found.throughput, found.server_ms, found.postgres_ms, found.p50) > 0
    promised: list[Figure] = figures(results, pairs)
    assert sorted(figure.budget or 0 for figure in promised) == [0, 0, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2]


def test_streams_are_those_that_are_promised_something_of() -> None:
    streams = Streams()
    assert (streams.short.events, streams.long.events, streams.far_page) == (1_000, 1_000_000, 1_000)
    assert (streams.few.contacts, streams.many.contacts, streams.many_old.contacts) == (300, 10_000, 10_000)
