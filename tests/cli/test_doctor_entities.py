"""What `gql-crm doctor` says of custom entities: their tables, and what deleted ones leave behind."""

from pathlib import Path

from gql_crm.testing import Crm
from tests.cli.test_doctor_fields import alter, doctor, told
from tests.customization.boats import DELETE, boat, boats, change, table_of


async def test_tables_that_are_as_they_should_be_are_told_so(crm: Crm, tmp_path: Path) -> None:
    await boats(crm)
    await boat(crm, "Žuvėdra", registration="LT-1")
    report = doctor(crm, tmp_path)
    assert report.returncode == 0, report.stdout
    assert told(report, "tables")[0].startswith("ok ")
    assert told(report, "leftovers")[0].startswith("ok ")


async def test_a_table_that_is_missing_or_was_changed_is_an_error(crm: Crm, tmp_path: Path) -> None:
    await boats(crm)
    table = table_of(crm)
    await alter(crm, f'ALTER TABLE "{table}" DROP COLUMN team_id')
    report = doctor(crm, tmp_path)
    assert report.returncode == 1
    assert f'table "{table}" lacks the column "team_id"' in told(report, "tables")[0]
    await alter(crm, f'DROP TABLE "{table}"')
    assert f'table "{table}" is missing' in told(doctor(crm, tmp_path), "tables")[0]


async def test_what_a_deleted_one_leaves_is_its_jobs_matter(crm: Crm, tmp_path: Path) -> None:
    await boats(crm)
    await boat(crm, "Žuvėdra", registration="LT-1")
    await change(crm, DELETE, name="Boat", confirm="Boat")
    assert told(doctor(crm, tmp_path), "leftovers")[0].startswith("ok ")
    await crm.run_jobs()
    assert told(doctor(crm, tmp_path), "leftovers")[0].startswith("ok ")


async def test_a_table_of_no_entity_is_a_warning_with_its_cure(crm: Crm, tmp_path: Path) -> None:
    await boats(crm)
    await change(crm, DELETE, name="Boat", confirm="Boat")
    await crm.run_jobs()
    await alter(crm, "CREATE TABLE custom_77 ()")
    fault, cure = told(doctor(crm, tmp_path), "leftovers")
    assert fault == 'WARNING  leftovers: "custom_77" is the table of a custom entity that was deleted.'
    assert cure.endswith('DROP TABLE IF EXISTS "custom_77";')
