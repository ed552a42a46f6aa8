"""The benchmark of reads runs, over a dataset in which nothing can be measured."""

import pytest

from benchmarks.figures import Figure
from benchmarks.reads.agreeing import Disagreement, compare, plain
from benchmarks.reads.cases.case import Case
from benchmarks.reads.contenders.ours import Ours
from benchmarks.reads.course import Pace
from benchmarks.reads.load.connection import Connection
from benchmarks.reads.measuring import results_of
from benchmarks.reads.options import ReadOptions
from benchmarks.reads.promises import Limit, Promise, figures
from benchmarks.reads.report import report

QUERY = Case("Q1", "one contact", "{ contact }", [{}])
TINY = ReadOptions(
    scale=0.001,
    only=("Q?", "Q4 as broad", "pages far"),
    contenders=("ours", "bare", "strawberry"),
    connections=(2,),
    pace=Pace(rounds=1, seconds=0.05, warm_up_seconds=0.02),
)


async def test_contenders_answer_alike_and_are_measured_side_by_side() -> None:
    results, pairs = await results_of(TINY)
    assert {probe.contender for probe in results.measured} == {"ours", "bare", "strawberry"}
    assert {"Q1", "Q2", "Q3", "Q4", "Q5", "Q4 as broad", "pages", "pages far"} <= results.cases.keys()
    for found in results.measured.values():
        assert min(found.throughput, found.server_ms, found.postgres_ms, found.p50) > 0
    promised = figures(results, pairs)
    assert any(figure.budget == 0.85 and figure.at_least for figure in promised)
    assert any(figure.budget == 1.2 and not figure.at_least for figure in promised)
    assert "| Q4 as broad |" in report(results, promised)


def test_contenders_that_answer_differently_are_not_compared() -> None:
    with pytest.raises(Disagreement, match=r"ours and bare answer Q1 differently: data\.contact\.email is a"):
        compare(QUERY, {"ours": [{"contact": {"email": "a"}}], "bare": [{"contact": {"email": "b"}}]})


def test_times_and_decimals_may_be_written_in_any_way() -> None:
    ours = {"at": "2026-01-31T09:30:00.5+00:00", "amount": "12.50", "groups": [{"n": 1}, {"n": 2}]}
    theirs = {"at": "2026-01-31 11:30:00.500+02:00", "amount": "12.5", "groups": [{"n": 2}, {"n": 1}]}
    compare(QUERY, {"ours": [plain(ours)], "theirs": [plain(theirs)]})


def test_a_request_goes_out_for_each_set_of_variables() -> None:
    case = Case("Q1", "one contact", "query", [{"id": "1"}, {"id": "2"}])
    first, second = Ours().requests(case, "secret")
    assert first.endswith(b'{"query":"query","variables":{"id":"1"}}')
    assert b"authorization: Bearer secret\r\n" in second


@pytest.mark.parametrize(
    "pieces",
    [
        [b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n{", b"..}"],
        [b"HTTP/1.1 200 OK\r\ntransfer-encoding: chun", b"ked\r\n\r\n2\r\n{}\r\n", b"0\r\n\r\n"],
    ],
)
def test_an_answer_is_whole_when_its_last_byte_is_there(pieces: list[bytes]) -> None:
    answered: list[Connection] = []
    connection = Connection(answered.append)
    for piece in pieces:
        assert answered == []
        connection.data_received(piece)
    assert [one.is_good for one in answered] == [True]


@pytest.mark.parametrize(
    "answer",
    [
        b'HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{"errors":[]}',
        b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n",
    ],
)
def test_a_failure_is_told_from_an_answer(answer: bytes) -> None:
    answered: list[Connection] = []
    Connection(answered.append).data_received(answer)
    assert [one.is_good for one in answered] == [False]


def test_no_more_is_promised_than_the_limit_itself_allows() -> None:
    promise = Promise("strawberry", mean=8, within=Limit("bare", 0.85))
    assert promise.capped(8, 20.0) == 8
    assert promise.capped(8, 5.0) == 4.25
    assert promise.capped(8, None) == 8


def test_a_promise_may_be_a_floor() -> None:
    kept, broken = (Figure("all", "ratio", value, "times", 0.85, at_least=True) for value in (0.85, 0.8))
    assert (kept.kept, broken.kept) == (True, False)
    assert broken.ratio == pytest.approx(1.0625)
