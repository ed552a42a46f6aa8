from pathlib import Path

import asyncpg

from gql_crm.database.embedded import EmbeddedServer
from tests.cli.commands import run
from tests.postgres import create_empty, drop


def test_a_healthy_installation(data_dir: Path) -> None:
    report = run("doctor", "--data-dir", str(data_dir))
    assert report.returncode == 0, report.stdout
    subjects = [line.split()[1] for line in report.stdout.splitlines()]
    assert [line.split()[0] for line in report.stdout.splitlines()] == ["ok"] * len(subjects)
    assert {"settings:", "database:", "locale:", "migrations:", "tables:", "history:"} <= set(subjects)
    assert {"collations:", "indexes:", "leftovers:", "jobs:", "e-mail:"} <= set(subjects)


def test_before_the_first_start_it_says_so_and_makes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    report = run("doctor", "--data-dir", str(folder))
    assert report.returncode == 0
    assert "WARNING  database: There is none yet" in report.stdout
    assert not folder.exists()


def test_a_misspelt_variable_is_a_warning(data_dir: Path) -> None:
    report = run("doctor", "--data-dir", str(data_dir), GQL_CRM_PROT="1")
    assert report.returncode == 0
    assert 'WARNING  settings: Nothing reads "GQL_CRM_PROT".' in report.stdout


def test_a_file_that_others_can_read_is_an_error_with_its_cure(tmp_path: Path) -> None:
    key = tmp_path / "secret-key"
    key.write_text("k" * 40)
    key.chmod(0o644)
    report = run("doctor", "--data-dir", str(tmp_path))
    assert report.returncode == 1
    assert f'chmod 600 "{key}"' in report.stdout


def test_a_database_that_does_not_answer_is_an_error(tmp_path: Path) -> None:
    url = "postgresql://crm:hunter22@127.0.0.1:1/crm"
    report = run("doctor", "--data-dir", str(tmp_path), DATABASE_URL=url)
    assert report.returncode == 1
    assert "ERROR    database: PostgreSQL does not let us in" in report.stdout
    assert "hunter22" not in report.stdout + report.stderr


async def test_what_was_changed_behind_our_back_is_found(postgres: EmbeddedServer, tmp_path: Path) -> None:
    owner, _ = await create_empty(postgres)
    folder = str(tmp_path)
    waiting = run("doctor", "--data-dir", folder, DATABASE_URL=owner)
    assert waiting.returncode == 1
    assert "ERROR    migrations: Not applied: kernel.0001_initial" in waiting.stdout
    assert "→ gql-crm migrate" in waiting.stdout
    assert run("migrate", "--data-dir", folder, DATABASE_URL=owner).returncode == 0
    one_role = run("doctor", "--data-dir", folder, DATABASE_URL=owner)
    assert one_role.returncode == 0, one_role.stdout
    assert "WARNING  history: A trigger protects it" in one_role.stdout
    connection = await asyncpg.connect(owner)
    await connection.execute("ALTER TABLE people_contact DROP COLUMN first_name")
    await connection.execute("DROP TRIGGER change_is_immutable ON change")
    await connection.close()
    damaged = run("doctor", "--data-dir", folder, DATABASE_URL=owner)
    assert damaged.returncode == 1
    assert "ERROR    tables:" in damaged.stdout
    assert "first_name" in damaged.stdout
    assert 'ERROR    history: The trigger "change_is_immutable" is missing' in damaged.stdout
    await drop(postgres, owner)
