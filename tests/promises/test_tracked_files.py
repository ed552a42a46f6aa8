"""What the project's files must not say."""

import re
from pathlib import Path

from tests.promises.sources import ROOT, text_of, tracked_files

HOSTS = re.compile("|".join(["python" + "hosted", "npm" + "js", "//py" + "pi", "yarn" + "pkg"]))
MACHINE_PATHS = re.compile(r"(?<![\w.$}~/-])/(?:work|root|home|Users)/\w+")
DECISION_RECORD = re.compile(r"docs/adr/(\d{4})")


def test_lock_files_name_no_registry() -> None:
    assert _files_with(HOSTS) == []


def test_no_file_knows_the_machine_that_it_was_written_on() -> None:
    assert _files_with(MACHINE_PATHS) == []


def test_decision_records_that_are_cited_exist() -> None:
    existing = {path.name[:4] for path in (ROOT / "docs" / "adr").glob("*.md")}
    cited = {(path, number) for path in tracked_files() for number in DECISION_RECORD.findall(text_of(path))}
    assert sorted(f"{_name(path)}: {number}" for path, number in cited if number not in existing) == []


def _files_with(pattern: re.Pattern[str]) -> list[str]:
    return [_name(path) for path in tracked_files() if pattern.search(text_of(path))]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
