"""The benchmark of writes runs, over a dataset in which nothing can be measured."""

import pytest

from benchmarks.reads.agreeing import Disagreement
from benchmarks.reads.cases.case import Case
from benchmarks.reads.course import Pace
from benchmarks.reads.options import ReadOptions
from benchmarks.writes.measuring import figures, results_of
from benchmarks.writes.rows import compare_growth

TINY = ReadOptions(scale=0.02, connections=(2,), pace=Pace(rounds=1, seconds=0.05, warm_up_seconds=0.02))
W1 = Case("W1", "create a contact", "mutation { createContact }", [{}])


async def test_both_leave_the_same_rows_and_are_measured_side_by_side() -> None:
    results = await results_of(TINY)
    assert {(probe.contender, probe.case) for probe in results.measured} == {
        (contender, case) for contender in ("ours", "bare") for case in ("W1", "W2")
    }
    for found in results.measured.values():
        assert min(found.throughput, found.server_ms, found.postgres_ms, found.p50) > 0
    assert [figure.budget for figure in figures(results)] == [0.7, 0.7]


def test_who_leaves_other_rows_is_not_compared() -> None:
    with pytest.raises(Disagreement, match="ours adds 3 rows to event, bare 0"):
        compare_growth(W1, {"ours": {"change": 3, "event": 3}, "bare": {"change": 3, "event": 0}})
