"""What a benchmark finds, and how it is shown: a table for people, JSON for programs."""

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One measured value; with a `budget` it is a promise that the value stays at or below it.

    With `at_least`, the promise is that it stays at or above it.
    """

    subject: str
    name: str
    value: float
    unit: str
    budget: float | None = None
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """The part of the budget that is used: above 1 the promise is broken."""
        if not self.budget or (self.at_least and not self.value):
            return None
        return self.budget / self.value if self.at_least else self.value / self.budget

    @property
    def kept(self) -> bool:
        """Whether the promise, if it is one, is kept."""
        if self.budget is None:
            return True
        return self.value >= self.budget if self.at_least else self.value <= self.budget


def median(values: Sequence[float]) -> float:
    """The value in the middle: what happens when nothing else does."""
    return statistics.median(values)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that `percent` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def show(figures: Sequence[Figure], console: Console | None = None) -> None:
    """Print the table."""
    table = Table("what", "figure", "budget", "used", "", title=f"gql_crm on {machine()['description']}")
    for index in (1, 2, 3):
        table.columns[index].justify = "right"
    subject = ""
    for figure in figures:
        if figure.subject != subject:
            subject = figure.subject
            table.add_section()
            table.add_row(f"[bold]{subject}[/bold]")
        table.add_row(*_row(figure))
    (console or Console(width=None if os.isatty(1) else 110)).print(table)


def as_json(figures: Sequence[Figure]) -> bytes:
    """Return figures and machine as a JSON document."""
    document = {
        "machine": machine(),
        "figures": [{**asdict(figure), "ratio": figure.ratio, "kept": figure.kept} for figure in figures],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def machine() -> dict[str, Any]:
    """Say where the figures were taken: without it they mean nothing."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} {platform.machine()}"
    return {
        "processors": processors(),
        "python": python,
        "system": system,
        "load": round(os.getloadavg()[0], 2),
        "description": f"{processors()} processors, {python}, {system}",
    }


def _row(figure: Figure) -> tuple[str, str, str, str, str]:
    if figure.budget is None:
        return f"  {figure.name}", _quantity(figure.value, figure.unit), "", "", ""
    mark = "[green]kept[/green]" if figure.kept else "[red]broken[/red]"
    used = "" if figure.ratio is None else f"{figure.ratio:.0%}"
    budget = _quantity(figure.budget, figure.unit)
    limit = f"{'≥' if figure.at_least else '≤'} {budget}"
    return f"  {figure.name}", _quantity(figure.value, figure.unit), limit, used, mark


def _quantity(value: float, unit: str) -> str:
    digits = 0 if value == int(value) or abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()
