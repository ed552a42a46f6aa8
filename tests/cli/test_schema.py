from pathlib import Path

from graphql import build_schema

from tests.cli.commands import run


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
