"""The table on the screen: every probe, whether something is promised of it or not."""

from rich.console import Console
from rich.table import Table

from benchmarks.reads.results import Results

_COLUMNS = (
    *("", "clients", "answers/s", "ours / it", "p50", "p99"),
    *("server", "PostgreSQL", "work / ours"),
)


TITLE = "Reads: throughput, latency and work on processors of an answer in milliseconds"


def show(results: Results, console: Console, title: str = TITLE) -> None:
    """Print what was measured, case by case."""
    table = Table(*_COLUMNS, title=title)
    table.columns[0].no_wrap = True
    for column in table.columns[1:]:
        column.justify = "right"
    for case in results.cases.values():
        table.add_section()
        table.add_row(f"[bold]{case.name}[/bold]")
        for probe, found in results.measured.items():
            if probe.case != case.name:
                continue
            ours = results.find("ours", case.name, probe.connections)
            faster = results.faster(case.name, probe.connections, "ours", probe.contender)
            table.add_row(
                f"  {probe.contender}",
                str(probe.connections),
                f"{found.throughput:,.0f}",
                "" if faster is None or found is ours else f"{faster:.2f}",
                *(f"{value:.2f}" for value in (found.p50, found.p99)),
                *(f"{value:.3f}" for value in (found.server_ms, found.postgres_ms)),
                "" if ours is None or found is ours else f"{found.work_ms / ours.work_ms:.2f}",
            )
    console.print(table)
    console.print(f"{results.others():.0%} of the processors did something else meanwhile.")
