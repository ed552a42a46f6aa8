import io

import pytest
from rich.console import Console
from rich.text import Text

from gql_crm.cli.progress import Progress


def test_elsewhere_than_on_a_terminal_each_step_is_a_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(Console(file=io.StringIO(), force_terminal=False)) as progress:
        progress("Starting PostgreSQL")
        progress("Migrating")
    assert capsys.readouterr().err == "Starting PostgreSQL\nMigrating\n"


def test_on_a_terminal_only_steps_that_took_time_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("gql_crm.cli.progress.time.monotonic", lambda: now[0])
    screen = Console(file=io.StringIO(), force_terminal=True, width=80)
    with Progress(screen) as progress:
        progress("Slow step")
        now[0] += 2.5
        progress("Quick step")
    written = Text.from_ansi(screen.file.getvalue()).plain  # type: ignore[attr-defined]
    assert "Slow step" in written
    assert "2.5 s" in written
    assert "0.0 s" not in written
