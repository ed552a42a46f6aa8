"""`python -m benchmarks`: measure, print a table, fail when a promise is broken."""

from pathlib import Path
from typing import Annotated

import typer

from benchmarks.catalog import building, changing, growth, workers
from benchmarks.catalog.sizes import SIZES
from benchmarks.figures import Figure, as_json, show
from benchmarks.running import Measurement

MEASUREMENTS = (
    *(Measurement("build", building.measure, size) for size in SIZES),
    *(Measurement("change", changing.measure, size) for size in SIZES),
    *(Measurement("workers", workers.measure, size) for size in SIZES),
    Measurement("growth", growth.measure, SIZES[0]),
)


def main(
    names: Annotated[list[str] | None, typer.Argument(help="Which ones; all without.")] = None,
    *,
    no_fail: Annotated[
        bool, typer.Option("--no-fail", help="End well even if a budget is broken, on a busy machine.")
    ] = False,
    json: Annotated[Path | None, typer.Option("--json", help="Write the figures to this file, too.")] = None,
) -> None:
    """Measure what docs/performance.md promises: build, change, workers, growth."""
    known = {measurement.name for measurement in MEASUREMENTS}
    if unknown := set(names or ()) - known:
        raise typer.BadParameter(f"there is no {min(unknown)!r}; there are {', '.join(sorted(known))}.")
    figures: list[Figure] = []
    for measurement in MEASUREMENTS:
        if not names or measurement.name in names:
            typer.echo(f"{measurement.name}: {measurement.size.name} …", err=True)
            figures.extend(measurement.run_apart())
    show(figures)
    if json is not None:
        json.write_bytes(as_json(figures))
    if not no_fail and not all(figure.kept for figure in figures):
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
