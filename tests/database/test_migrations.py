import asyncio
import contextvars
import json
import sys
import uuid

import asyncpg
import pytest
from tortoise.context import get_current_context
from tortoise.migrations.autodetector import MigrationAutodetector

from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.errors import DatabaseUnavailable, MigrationError, UnsuitableDatabase
from gql_crm.database.migration_apps import KERNEL, MigrationApp, apps_config, tortoise_context
from gql_crm.database.migrations import migrate, pending
from gql_crm.database.pool import Database
from gql_crm.database.scratch import ADMINISTRATOR
from tests.conftest import Addresses
from tests.postgres import drop

pytestmark = pytest.mark.postgres_smoke

FIRST, SECOND, FAILING = (
    MigrationApp("library", "tests.database.library.models", f"tests.database.library.{version}.migrations")
    for version in ("first", "second", "failing")
)
OF_KERNEL = [
    "kernel.0001_initial",
    "kernel.0002_modules",
    "kernel.0003_jobs",
    "kernel.0004_field_indexes",
    "kernel.0005_persisted_documents",
    "kernel.0006_access_version",
    "kernel.0007_field_overrides",
    "kernel.0008_history_by_version",
    "kernel.0009_idempotency_keys",
    "kernel.0010_outbox",
    "kernel.0011_field_counters",
    "kernel.0012_feed",
    "kernel.0013_job_outcome",
    "kernel.0014_related_records",
    "kernel.0015_duplicates",
    "kernel.0016_merges",
    "kernel.0017_purge",
    "kernel.0018_record_tags",
    "kernel.0019_published_records",
    "kernel.0020_favorites_and_trash",
    "kernel.0021_custom_entities",
    "kernel.0022_validation_rules",
    "kernel.0023_events",
    "kernel.0024_formula_functions",
    "kernel.0025_comments",
    "kernel.0026_converted_fields",
    "kernel.0027_shares",
    "kernel.0028_formula_integers",
    "kernel.0029_mail",
    "kernel.0030_indexed_formulas",
    "kernel.0031_found_matches",
    "kernel.0032_rules_by_stored_names",
    "kernel.0033_last_told",
    "kernel.0034_writing_alone",
]
IN_ANOTHER_PROCESS = """
import asyncio, json, sys
from gql_crm.database.migration_apps import KERNEL
from gql_crm.database.migrations import migrate
print(json.dumps(asyncio.run(migrate(sys.argv[1], [KERNEL], app_role="gql_crm_app"))))
"""


async def test_an_empty_database_gets_the_kernel_and_a_second_run_finds_nothing_to_do(
    empty_database: Addresses,
) -> None:
    assert await pending(empty_database.owner, [KERNEL]) == OF_KERNEL
    told: list[str] = []
    assert await migrate(empty_database.owner, [KERNEL], progress=told.append) == OF_KERNEL
    assert told == [f'Migrating "{name}".' for name in OF_KERNEL]
    assert await migrate(empty_database.owner, [KERNEL]) == []
    assert await pending(empty_database.owner, [KERNEL]) == []


async def test_of_three_processes_that_migrate_at_once_one_does_it(empty_database: Addresses) -> None:
    async def run() -> list[str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", IN_ANOTHER_PROCESS, empty_database.owner, stdout=asyncio.subprocess.PIPE
        )
        answer, _ = await process.communicate()
        assert process.returncode == 0
        applied: list[str] = json.loads(answer)
        return applied

    answers = await asyncio.gather(run(), run(), run())
    assert sorted(answers) == [[], [], OF_KERNEL]


async def test_a_module_is_upgraded_by_what_it_lacks(kernel_database: Addresses) -> None:
    assert await migrate(kernel_database.owner, [KERNEL, FIRST]) == ["library.0001_initial"]
    assert await migrate(kernel_database.owner, [KERNEL, SECOND]) == ["library.0002_pages"]


async def test_a_migration_asks_the_models_as_they_are_by_then(kernel_database: Addresses) -> None:
    await migrate(kernel_database.owner, [KERNEL, FIRST])
    connection = await asyncpg.connect(kernel_database.owner)
    for entity, title in (("Contact", "Anykščių šilelis"), ("Organization", "Под игото")):
        id_ = uuid.uuid4()
        await connection.execute(
            "INSERT INTO record (id, entity, created_at, updated_at) VALUES ($1, $2, now(), now())",
            id_,
            entity,
        )
        await connection.execute(
            "INSERT INTO library_book (id, author_id, title, price, isbn) VALUES ($1, $1, $2, 1, $2)",
            id_,
            title,
        )
    await migrate(kernel_database.owner, [KERNEL, SECOND])
    rows = await connection.fetch("SELECT title, pages FROM library_book ORDER BY pages")
    assert [tuple(row) for row in rows] == [("Под игото", 0), ("Anykščių šilelis", 100)]
    await connection.close()


async def test_a_database_of_a_newer_installation_is_refused(kernel_database: Addresses) -> None:
    await migrate(kernel_database.owner, [KERNEL, SECOND])
    with pytest.raises(MigrationError, match=r'"library\.0002_pages".*newer'):
        await migrate(kernel_database.owner, [KERNEL, FIRST])


async def test_rows_of_a_module_that_is_not_installed_any_more_are_left_alone(
    kernel_database: Addresses,
) -> None:
    await migrate(kernel_database.owner, [KERNEL, FIRST])
    assert await migrate(kernel_database.owner, [KERNEL]) == []


async def test_nothing_stays_of_a_migration_that_fails(kernel_database: Addresses) -> None:
    with pytest.raises(MigrationError, match=r'"library\.0002_shelf" failed: division by zero'):
        await migrate(kernel_database.owner, [KERNEL, FAILING])
    assert await pending(kernel_database.owner, [KERNEL, FAILING]) == ["library.0002_shelf"]
    connection = await asyncpg.connect(kernel_database.owner)
    assert await connection.fetchval("SELECT to_regclass('library_shelf')") is None
    await connection.close()


async def test_a_table_in_use_delays_a_migration_and_lets_others_work(kernel_database: Addresses) -> None:
    await migrate(kernel_database.owner, [KERNEL, FIRST])
    holder = await asyncpg.connect(kernel_database.owner)
    transaction = holder.transaction()
    await transaction.start()
    await holder.execute("LOCK library_book IN ACCESS SHARE MODE")

    running = asyncio.create_task(migrate(kernel_database.owner, [KERNEL, SECOND]))
    reader = await asyncpg.connect(kernel_database.owner)
    for _ in range(10):  # a migration that queued for its lock would keep every reader behind it
        await reader.fetch("SELECT FROM library_book", timeout=1)
        await asyncio.sleep(0.1)
    assert not running.done()
    await transaction.commit()
    assert await running == ["library.0002_pages"]
    await holder.close()
    await reader.close()


async def test_two_schemas_of_one_database_are_two_workspaces(empty_database: Addresses) -> None:
    names = ["public", 'a "quoted", schema']
    for name in names:
        assert await migrate(empty_database.owner, [KERNEL], schema=name, app_role="gql_crm_app")
    first, second = [await Database.connect(empty_database.app, schema=name) for name in names]
    async with first.connection() as connection:
        await connection.execute("UPDATE workspace_setting SET name = 'first'")
    async with second.connection() as connection:
        assert await connection.fetchval("SELECT name FROM workspace_setting") == "gql_crm"
    await first.close()
    await second.close()


async def test_a_database_without_letters_is_refused_with_the_cure(postgres: EmbeddedServer) -> None:
    administrator = await asyncpg.connect(postgres.dsn(ADMINISTRATOR, "postgres"))
    await administrator.execute(
        "CREATE DATABASE ascii OWNER gql_crm_owner TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'"
    )
    dsn = postgres.dsn("gql_crm_owner", "ascii")
    with pytest.raises(UnsuitableDatabase, match=r"UTF-8 locale: CREATE DATABASE"):
        await migrate(dsn, [KERNEL])
    await administrator.close()
    await drop(postgres, dsn)


async def test_a_database_of_another_encoding_is_refused_with_the_cure(postgres: EmbeddedServer) -> None:
    administrator = await asyncpg.connect(postgres.dsn(ADMINISTRATOR, "postgres"))
    await administrator.execute(
        "CREATE DATABASE latin OWNER gql_crm_owner TEMPLATE template0"
        " ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'"
    )
    dsn = postgres.dsn("gql_crm_owner", "latin")
    with pytest.raises(UnsuitableDatabase, match=r'"LATIN1", gql_crm needs "UTF8"'):
        await migrate(dsn, [KERNEL])
    await administrator.close()
    await drop(postgres, dsn)


async def test_a_role_that_may_not_install_trigrams_is_told_who_may(postgres: EmbeddedServer) -> None:
    administrator = await asyncpg.connect(postgres.dsn(ADMINISTRATOR, "postgres"))
    await administrator.execute("CREATE DATABASE guest")
    await administrator.execute("CREATE ROLE guest LOGIN")
    inside = await asyncpg.connect(postgres.dsn(ADMINISTRATOR, "guest"))
    await inside.execute("CREATE SCHEMA guest AUTHORIZATION guest")
    await inside.close()
    dsn = postgres.dsn("guest", "guest")
    with pytest.raises(UnsuitableDatabase, match="administrator of the server run CREATE EXTENSION pg_trgm"):
        await migrate(dsn, [KERNEL], schema="guest")
    await drop(postgres, dsn)
    await administrator.execute("DROP ROLE guest")
    await administrator.close()


async def test_a_server_that_is_not_there_is_told_in_words() -> None:
    with pytest.raises(DatabaseUnavailable, match="PostgreSQL does not let us in"):
        await migrate("postgresql://nobody@127.0.0.1:1/nothing", [KERNEL])


async def test_nothing_of_tortoise_outlives_a_migration(
    kernel_database: Addresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMEZONE", "Europe/Vilnius")
    before = dict(contextvars.copy_context())
    await migrate(kernel_database.owner, [KERNEL, FIRST])
    assert get_current_context() is None
    left = {
        name: value for name, value in contextvars.copy_context().items() if before.get(name) is not value
    }
    assert not [name for name, value in left.items() if value]


async def test_the_migrations_of_the_kernel_lead_to_its_models() -> None:
    async with tortoise_context([KERNEL]) as context:
        assert context.apps is not None
        changes = await MigrationAutodetector(context.apps, apps_config([KERNEL])).changes()
    assert [operation.describe() for change in changes for operation in change.operations] == []
