"""What `gql-crm doctor` says of custom fields: their indexes and what deleted ones leave behind."""

from pathlib import Path
from typing import Any

import asyncpg
import pytest

from gql_crm.database import field_indexes
from gql_crm.testing import Crm
from tests.cli.commands import Ended, run

CREATE = "mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { message } } }"
DELETE = """
mutation ($key: String!) {
  deleteField(entity: "Contact", key: $key, confirm: $key) { job { id } userErrors { message } }
}
"""


async def add(crm: Crm, key: str, **more: Any) -> str:
    """Create a field of contacts; return its storage key."""
    given = {"entity": "Contact", "key": key, "kind": "TEXT", **more}
    assert (await crm.data(CREATE, input=given))["createField"]["userErrors"] == []
    return crm.workspace.live.versions.catalog.entity("Contact").fields[key].field_id


def doctor(crm: Crm, folder: Path) -> Ended:
    return run("doctor", "--data-dir", str(folder), DATABASE_URL=crm.workspace.tables.owner_dsn)


def told(report: Ended, subject: str) -> list[str]:
    """Return the lines about a subject, cures included."""
    lines = report.stdout.splitlines()
    about = [number for number, line in enumerate(lines) if f" {subject}: " in line]
    cures = [number + 1 for number in about if lines[number + 1 :][:1] and "→" in lines[number + 1]]
    return [lines[number] for number in sorted([*about, *cures])]


async def alter(crm: Crm, *statements: str) -> None:
    connection = await asyncpg.connect(crm.workspace.tables.owner_dsn)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


async def index_names(crm: Crm) -> list[str]:
    async with crm.workspace.database.connection() as connection:
        rows = await connection.fetch("SELECT relname FROM pg_class WHERE relname ~ '_c[0-9]+_[0-9a-f]{8}$'")
    return [row["relname"] for row in rows]


async def test_what_is_in_order_is_told_so(crm: Crm, tmp_path: Path) -> None:
    await add(crm, "badge", indexed=True)
    await add(crm, "other")
    await crm.create("Contact", {"badge": "A-1"})
    report = doctor(crm, tmp_path)
    assert "0 custom fields serve. 1 more are being built." in told(report, "indexes")[0]
    await crm.run_jobs()
    report = doctor(crm, tmp_path)
    assert report.returncode == 0, report.stdout
    assert told(report, "indexes") == ["ok       indexes: Those of 1 custom fields serve."]
    assert told(report, "leftovers") == ["ok       leftovers: Every value belongs to a field."]
    assert told(report, "collations")[0].startswith("ok ")


async def test_an_index_that_is_missing_is_an_error_with_its_cure(crm: Crm, tmp_path: Path) -> None:
    await add(crm, "badge", indexed=True, kind="INTEGER")
    await crm.run_jobs()
    name = (await index_names(crm))[0]
    await alter(crm, f'DROP INDEX "{name}"')
    report = doctor(crm, tmp_path)
    assert report.returncode == 1
    fault, cure = told(report, "indexes")
    assert fault.startswith('ERROR    indexes: "badge" of Contact lacks its index')
    assert '`updateField(entity: "Contact", key: "badge", input: {indexed: true})`' in cure


async def test_a_broken_index_is_an_error_with_its_cure(crm: Crm, tmp_path: Path) -> None:
    superuser = await asyncpg.connect(crm.workspace.tables.owner_dsn.replace("gql_crm_owner", "postgres"))
    await superuser.execute(
        "CREATE INDEX own_index ON people_contact (first_name);"
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'own_index'::regclass"
    )
    await superuser.close()
    report = doctor(crm, tmp_path)
    assert report.returncode == 1
    assert told(report, "indexes") == [
        'ERROR    indexes: "own_index" is broken: it serves nobody and costs writes.',
        '         → REINDEX INDEX CONCURRENTLY "own_index";',
    ]


async def test_an_index_that_nobody_wants_is_a_warning_with_its_cure(crm: Crm, tmp_path: Path) -> None:
    await alter(crm, "CREATE INDEX people_contact_c99_0123abcd ON people_contact ((custom ->> 'custom:99'))")
    report = doctor(crm, tmp_path)
    assert report.returncode == 0
    fault, cure = told(report, "indexes")
    assert fault.startswith('WARNING  indexes: "people_contact_c99_0123abcd" belongs to a custom field')
    await alter(crm, cure.partition("→ ")[2])
    assert told(doctor(crm, tmp_path), "indexes")[0].startswith("ok ")


async def test_a_collation_that_has_changed_is_an_error(crm: Crm, tmp_path: Path) -> None:
    superuser = await asyncpg.connect(crm.workspace.tables.owner_dsn.replace("gql_crm_owner", "postgres"))
    known = await superuser.fetchval(
        "SELECT pg_database_collation_actual_version(oid) FROM pg_database WHERE datname = current_database()"
    )
    if known is None:
        pytest.skip("this server tells no versions of collations")
    await superuser.execute(
        "UPDATE pg_database SET datcollversion = '0.1' WHERE datname = current_database()"
    )
    report = doctor(crm, tmp_path)
    await superuser.close()
    assert report.returncode == 1
    fault, cure = told(report, "collations")
    assert "was of version 0.1, the server now has" in fault
    assert "REINDEX DATABASE" in cure


@pytest.mark.parametrize("table", ["people_contact", "unique_value", "record_reference"])
async def test_values_without_a_field_are_a_warning_whose_cure_helps(
    crm: Crm, tmp_path: Path, table: str
) -> None:
    one = (await crm.create("Contact", {"firstName": "Ona"})).id
    two = (await crm.create("Contact", {"firstName": "Ada"})).id
    strays = {
        "people_contact": f"""UPDATE people_contact SET custom = '{{"custom:99": 1}}' WHERE id = '{one}'""",
        "unique_value": f"INSERT INTO unique_value VALUES ('custom:99', '', 'a', '{one}')",
        "record_reference": f"INSERT INTO record_reference VALUES ('custom:99', '{one}', '{two}', 0)",
    }
    await alter(crm, strays[table])
    fault, cure = told(doctor(crm, tmp_path), "leftovers")
    assert (
        fault
        == f'WARNING  leftovers: "{table}" holds values of "custom:99", which is no custom field any more.'
    )
    await alter(crm, cure.partition("→ ")[2])
    assert told(doctor(crm, tmp_path), "leftovers")[0].startswith("ok ")


async def test_a_deletion_that_failed_is_named_with_its_job(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    field_id = await add(crm, "badge", indexed=True)
    await crm.create("Contact", {"badge": "A-1"})
    await crm.run_jobs()
    job = (await crm.data(DELETE, key="badge"))["deleteField"]["job"]["id"]
    assert told(doctor(crm, tmp_path), "leftovers")[0].startswith("ok ")
    monkeypatch.setattr(field_indexes, "PATIENCE_MS", 200)
    writer = await asyncpg.connect(crm.workspace.tables.owner_dsn)
    await writer.execute("BEGIN; LOCK TABLE people_contact IN ROW EXCLUSIVE MODE")
    await crm.run_jobs()
    await writer.close()
    fault, cure = told(doctor(crm, tmp_path), "leftovers")
    assert f'"people_contact" holds values of "{field_id}"' in fault
    assert f'`retryJob(id: "{job}")`' in cure
    await crm.data("mutation ($id: ID!) { retryJob(id: $id) { userErrors { message } } }", id=job)
    await crm.run_jobs()
    assert told(doctor(crm, tmp_path), "leftovers")[0].startswith("ok ")


async def test_a_module_that_waits_for_migrations_is_named(crm: Crm, tmp_path: Path) -> None:
    await alter(crm, "DELETE FROM tortoise_migrations WHERE app = 'real_estate'")
    fault, cure = told(doctor(crm, tmp_path), "migrations")
    assert fault.startswith('ERROR    migrations: The module "real_estate" is left out: not applied are')
    assert cure.endswith("→ gql-crm migrate")
