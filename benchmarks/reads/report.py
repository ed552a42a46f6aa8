"""The results as a page for readers, written by `make bench`."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

from benchmarks.figures import Figure, machine
from benchmarks.reads.promises import OURS, clients
from benchmarks.reads.results import Measured, Results

_BUSY = 0.2
_HEAD = """\
# What reads cost

Written by `make bench`; [README.md](README.md) says how it is measured,
[docs/performance.md](../docs/performance.md) what is promised.
Figures of one machine compare with each other, not with another machine's.
"""


def report(results: Results, promised: Sequence[Figure]) -> str:
    """Return the page."""
    parts = [_HEAD, "\n".join(_about(results))]
    for connections in results.connections:
        parts.append(f"## {clients(connections).capitalize()}")
        parts.extend(_queries(results, connections))
        parts.append(_other_cases(results, connections))
    parts.append("## Promises")
    parts.append("\n".join(_promises(promised)))
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _about(results: Results) -> Iterator[str]:
    yield f"- Date: {datetime.now(UTC):%Y-%m-%d}"
    others = results.others()
    yield f"- Machine: {machine()['description']}; {others:.0%} of it did something else meanwhile"
    if others > _BUSY:
        yield "- **It was busy: work on processors says more than throughput and latency.**"
    for what, text in results.about.items():
        yield f"- {what}: {text}"
    for case in results.cases.values():
        yield f"- {case.name}: {case.title}"
    for note in results.notes:
        yield f"- **{note}**"


def _queries(results: Results, connections: int) -> Iterator[str]:
    def answers(found: Measured, contender: str, case: str) -> str:
        faster = results.faster(case, connections, OURS, contender)
        return f"{found.throughput:,.0f}{_beside(contender, faster)}"

    def work(found: Measured, contender: str, case: str) -> str:
        ours = results.find(OURS, case, connections)
        times = found.work_ms / ours.work_ms if ours else None
        return f"{found.server_ms:.3f} + {found.postgres_ms:.3f}{_beside(contender, times)}"

    def latency(found: Measured, _contender: str, _case: str) -> str:
        return f"{found.p50:.2f} / {found.p99:.2f}"

    means = [results.mean_faster(connections, OURS, contender) for contender in results.contenders]
    beside = [_beside(*pair).strip() for pair in zip(results.contenders, means, strict=True)]
    yield "Answers a second, and how many times as many gql_crm gives:"
    yield _table(results, connections, answers, ["geometric mean", *beside])
    yield "Milliseconds on processors an answer, server + PostgreSQL, and how many times those of gql_crm:"
    yield _table(results, connections, work)
    yield "Latency in milliseconds, p50 / p99:"
    yield _table(results, connections, latency)


def _table(
    results: Results,
    connections: int,
    shown: Callable[[Measured, str, str], str],
    last: Sequence[str] = (),
) -> str:
    rows = [["", *results.contenders.values()], ["---", *("---:" for _ in results.contenders)]]
    for case in results.queries():
        found = [(name, results.find(name, case.name, connections)) for name in results.contenders]
        rows.append([case.name, *(shown(one, name, case.name) if one else "" for name, one in found)])
    return _lines([*rows, last] if last else rows)


def _other_cases(results: Results, connections: int) -> str:
    rows = [
        ["gql_crm alone", "answers/s", "server + PostgreSQL ms", "p50 / p99 ms"],
        ["---", "---:", "---:", "---:"],
    ]
    queries = {case.name for case in results.queries()}
    for case in results.cases.values():
        found = results.find(OURS, case.name, connections)
        if found and case.name not in queries:
            work = f"{found.server_ms:.3f} + {found.postgres_ms:.3f}"
            latency = f"{found.p50:.2f} / {found.p99:.2f}"
            rows.append([case.name, f"{found.throughput:,.0f}", work, latency])
    return _lines(rows) if rows[2:] else ""


def _lines(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _beside(contender: str, times: float | None) -> str:
    return "" if contender == OURS or times is None else f" ({times:.2f}×)"


def _promises(promised: Sequence[Figure]) -> Iterator[str]:
    yield "| what | figure | promise | |"
    yield "|---|---:|---:|---|"
    for subject, figures in groupby(promised, key=lambda figure: figure.subject):
        yield f"| **{subject.removeprefix('reads, ')}** | | | |"
        for figure in figures:
            yield f"| {figure.name} | {figure.value:.2f} | {_promise(figure)} | {_kept(figure)} |"


def _promise(figure: Figure) -> str:
    return "" if figure.budget is None else f"{'≥' if figure.at_least else '≤'} {figure.budget:.2f}"


def _kept(figure: Figure) -> str:
    if figure.budget is None:
        return ""
    return "kept" if figure.kept else "**broken**"
