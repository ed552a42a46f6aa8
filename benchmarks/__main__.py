"""`python -m benchmarks`: measure, print a table, fail when a promise is broken."""

from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from benchmarks.catalog import building, changing, growth, workers
from benchmarks.catalog.sizes import SIZES
from benchmarks.figures import Figure, as_json, show
from benchmarks.reads import measuring
from benchmarks.reads.agreeing import Disagreement
from benchmarks.reads.course import Pace
from benchmarks.reads.options import ReadOptions
from benchmarks.running import Measurement
from benchmarks.timeline import measuring as timeline
from benchmarks.writes import measuring as writes

CATALOG: tuple[Measurement[Any], ...] = (
    *(Measurement("build", building.measure, size, size.name) for size in SIZES),
    *(Measurement("change", changing.measure, size, size.name) for size in SIZES),
    *(Measurement("workers", workers.measure, size, size.name) for size in SIZES),
    Measurement("growth", growth.measure, SIZES[0], SIZES[0].name),
)


RESULTS = Path(__file__).with_name("results.md")

Names: TypeAlias = Annotated[list[str] | None, typer.Argument(help="Which ones; all without.")]
NoFail: TypeAlias = Annotated[
    bool, typer.Option("--no-fail", help="End well even if a budget is broken, on a busy machine.")
]
Json: TypeAlias = Annotated[Path | None, typer.Option(help="Write the figures to this file, too.")]
Scale: TypeAlias = Annotated[
    float, typer.Option(help="Of reads, writes and timeline: the dataset's size; 0.1 is a tenth.")
]
Only: TypeAlias = Annotated[
    str, typer.Option(help="Of reads, writes and timeline: cases by name or pattern, as in `Q1,Q2*`.")
]
Contenders: TypeAlias = Annotated[str, typer.Option(help="Of reads: who takes part, as in `ours,bare`.")]
Connections: TypeAlias = Annotated[
    str, typer.Option(help="Of reads, writes and timeline: how many clients ask at once.")
]
Rounds: TypeAlias = Annotated[
    int, typer.Option(help="Of reads, writes and timeline: how often everything is measured.")
]
Seconds: TypeAlias = Annotated[
    float, typer.Option(help="Of reads, writes and timeline: how long a slice is.")
]
Keep: TypeAlias = Annotated[
    Path | None,
    typer.Option(help="Of reads, writes and timeline: a folder in which the dataset stays for the next run."),
]

Report: TypeAlias = Annotated[
    Path | None, typer.Option(help="Of reads: where the results go; of a whole run to results.md here.")
]


def main(
    names: Names = None,
    *,
    no_fail: NoFail = False,
    json: Json = None,
    scale: Scale = 1.0,
    only: Only = "",
    contenders: Contenders = "",
    connections: Connections = "1,16",
    rounds: Rounds = 5,
    seconds: Seconds = 0.5,
    keep: Keep = None,
    report: Report = None,
) -> None:
    """Measure what docs/performance.md promises: build, change, workers, growth, reads, writes, timeline."""
    if report is None and not only and not contenders and (scale, connections) == (1.0, "1,16"):
        report = RESULTS
    reads = ReadOptions(
        scale=scale,
        only=_listed(only),
        contenders=_listed(contenders),
        connections=tuple(int(count) for count in _listed(connections)),
        pace=Pace(rounds, seconds),
        keep=keep,
        report=report,
    )
    measurements = (
        *CATALOG,
        Measurement("reads", measuring.measure, reads, reads.name),
        Measurement("writes", writes.measure, reads, reads.name),
        Measurement("timeline", timeline.measure, reads, reads.name),
    )
    known = {measurement.name for measurement in measurements}
    if unknown := set(names or ()) - known:
        raise typer.BadParameter(f"there is no {min(unknown)!r}; there are {', '.join(sorted(known))}.")
    if strangers := set(reads.contenders) - set(measuring.NAMES):
        raise typer.BadParameter(
            f"nobody is called {min(strangers)!r}; there are {', '.join(measuring.NAMES)}."
        )
    figures: list[Figure] = []
    for measurement in measurements:
        if not names or measurement.name in names:
            typer.echo(f"{measurement.name}: {measurement.told} …", err=True)
            figures.extend(_found(measurement))
    show(figures)
    if json is not None:
        json.write_bytes(as_json(figures))
    if not no_fail and not all(figure.kept for figure in figures):
        raise typer.Exit(1)


def _found(measurement: Measurement[Any]) -> list[Figure]:
    try:
        return measurement.run_apart()
    except Disagreement as problem:
        typer.echo(f"{measurement.name}: {problem}", err=True)
        raise typer.Exit(2) from problem


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


if __name__ == "__main__":
    typer.run(main)
