"""The table on the screen: every probe, whether something is promised of it or not."""

from rich.console import Console
from rich.table import Table

from benchmarks.reads.results import Results

_COLUMNS = (
    *("", "clients", "answers/s", "ours / it", "p50 ms", "p99 ms"),
    *("server ms", "PostgreSQL ms"),
)


def show(results: Results, console: Console) -> None:
    """Print what was measured, case by case."""
    table = Table(*_COLUMNS, title="Reads: throughput, latency, and work on processors an answer")
    for column in table.columns[1:]:
        column.justify = "right"
    for case in results.cases.values():
        table.add_section()
        table.add_row(f"[bold]{case.name}[/bold]")
        for probe, found in results.measured.items():
            if probe.case != case.name:
                continue
            faster = results.faster(case.name, probe.connections, "ours", probe.contender)
            table.add_row(
                f"  {probe.contender}",
                str(probe.connections),
                f"{found.throughput:,.0f}",
                f"{faster:.2f}" if faster is not None and probe.contender != "ours" else "",
                *(f"{value:.2f}" for value in (found.p50, found.p99)),
                *(f"{value:.3f}" for value in (found.server_ms, found.postgres_ms)),
            )
    console.print(table)
