import json
import subprocess
from pathlib import Path

import pytest
from graphql import build_schema

from tests.cli.commands import COMMAND, environment, run


def test_the_schema_is_printed_without_a_database(tmp_path: Path) -> None:
    printed = run("schema", "print", GQL_CRM_DATA_DIR=str(tmp_path / "none"))
    assert printed.returncode == 0, printed.stderr
    assert "contacts" in build_schema(printed.stdout).query_type.fields  # type: ignore[union-attr]
    assert not (tmp_path / "none").exists()


def test_check_tells_whether_the_file_is_what_the_modules_make(tmp_path: Path) -> None:
    printed = run("schema", "print").stdout
    kept = tmp_path / "schema.graphql"
    kept.write_text(printed, "utf-8")
    same = run("schema", "check", str(kept))
    assert (same.returncode, same.stdout) == (0, f"{kept} matches.\n")
    kept.write_text(printed.replace("type Contact ", "type Kontakt "), "utf-8")
    differs = run("schema", "check", str(kept))
    assert differs.returncode == 1
    assert "-type Kontakt" in differs.stdout
    assert "+type Contact" in differs.stdout
    assert f"gql-crm schema print > {kept}" in differs.stderr


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    failed = run("schema", "check", str(tmp_path / "absent.graphql"))
    assert failed.returncode == 1
    assert 'absent.graphql" cannot be read' in failed.stderr


OLD = "type Query { a: Int b: Int }"


@pytest.fixture
def old(tmp_path: Path) -> str:
    (tmp_path / "old.graphql").write_text(OLD, "utf-8")
    return str(tmp_path / "old.graphql")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "new.graphql"


def test_diff_groups_changes_by_what_they_do_to_clients(old: str, new: Path) -> None:
    new.write_text("type Query { a(x: Int): Int c: Int }", "utf-8")
    said = run("schema", "diff", old, str(new))
    assert said.returncode == 1
    assert said.stdout.splitlines() == [
        "Breaking:",
        "  Field Query.b was removed.",
        "",
        "Dangerous:",
        "  An optional argument Query.a(x:) was added.",
        "",
        "Safe:",
        "  Field Query.c was added.",
        "",
        "1 breaking, 1 dangerous, 1 safe.",
    ]


def test_diff_as_json_is_for_programs(old: str, new: Path) -> None:
    new.write_text("type Query { a: Int }", "utf-8")
    said = json.loads(run("schema", "diff", old, str(new), "--format", "json").stdout)
    assert said == {
        "summary": {"breaking": 1, "dangerous": 0, "safe": 0},
        "changes": [
            {
                "level": "breaking",
                "code": "FIELD_REMOVED",
                "coordinate": "Query.b",
                "text": "Field Query.b was removed.",
            }
        ],
    }


@pytest.mark.parametrize(
    ("change", "fail_on", "code"),
    [
        ("type Query { a: Int }", "breaking", 1),
        ("type Query { a: Int }", "dangerous", 1),
        ("type Query { a: Int }", "never", 0),
        ("type Query { a(x: Int): Int b: Int }", "breaking", 0),
        ("type Query { a(x: Int): Int b: Int }", "dangerous", 1),
        ("type Query { a: Int b: Int c: Int }", "dangerous", 0),
    ],
)
def test_diff_fails_for_what_it_is_told_to(old: str, new: Path, change: str, fail_on: str, code: int) -> None:
    new.write_text(change, "utf-8")
    assert run("schema", "diff", old, str(new), "--fail-on", fail_on).returncode == code


def test_diff_compares_with_the_installed_modules_and_reads_its_input() -> None:
    printed = run("schema", "print").stdout
    piped = subprocess.run(
        [*COMMAND, "schema", "diff", "-"],
        input=printed,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (piped.returncode, piped.stdout) == (0, "The schemas are the same.\n"), piped.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("type Query {\n  a Int\n}", "line 2, column 5: Syntax Error: Expected ':', found Name 'Int'."),
        ("type Query {\n  a: Foo\n}", "line 2, column 6: Unknown type 'Foo'."),
        ("type Thing { a: Int }", "Query root type must be provided."),
    ],
)
def test_diff_says_where_a_schema_is_wrong(old: str, new: Path, text: str, said: str) -> None:
    new.write_text(text, "utf-8")
    failed = run("schema", "diff", old, str(new))
    assert failed.returncode == 1
    assert failed.stderr == f'gql-crm: "{new}" is no GraphQL schema:\n  {said}\n'


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["absent.graphql"], '"absent.graphql" cannot be read'), (["-", "-"], "Both schemas cannot come")],
)
def test_diff_names_what_it_cannot_read(arguments: list[str], said: str) -> None:
    failed = run("schema", "diff", *arguments)
    assert failed.returncode == 1
    assert said in failed.stderr
