import asyncpg
import pytest

from gql_crm.database.differences import differences
from gql_crm.database.migration_apps import KERNEL, MigrationApp
from gql_crm.database.migrations import migrate
from tests.conftest import Addresses

pytestmark = pytest.mark.postgres_smoke

LIBRARY = MigrationApp("library", "tests.database.library.models", "tests.database.library.second.migrations")


@pytest.fixture
async def library_database(kernel_database: Addresses) -> Addresses:
    await migrate(kernel_database.owner, [KERNEL, LIBRARY])
    return kernel_database


async def test_a_migrated_database_is_what_the_models_declare(library_database: Addresses) -> None:
    assert await differences(library_database.owner, [KERNEL, LIBRARY]) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("DROP INDEX change_xid_id", 'table "change" lacks the btree index on (xid, id)'),
        (
            "DROP INDEX record_text_search",
            'table "record_text" lacks the gin index on (search_text gin_trgm_ops)',
        ),
        (
            "DROP INDEX custom_field_key",
            'table "custom_field" lacks the unique btree index on (entity, key) where (deleted_at IS NULL)',
        ),
        ("ALTER TABLE change DROP COLUMN origin", 'table "change" lacks the column "origin" (text not null)'),
        (
            "ALTER TABLE change ALTER version TYPE bigint",
            'table "change": column "version" is bigint not null, the model declares integer not null',
        ),
        (
            "ALTER TABLE change ALTER actor_id SET NOT NULL",
            'table "change": column "actor_id" is uuid not null, the model declares uuid',
        ),
        (
            "ALTER TABLE record ADD surprise int",
            'table "record" has a column "surprise" that no model declares',
        ),
        (
            "ALTER TABLE record_text DROP CONSTRAINT record_text_record_id_fkey",
            'table "record_text" lacks the foreign key (record_id) to "record" (id) on delete restrict',
        ),
        (
            "ALTER TABLE unique_value DROP CONSTRAINT unique_value_pkey",
            'table "unique_value" lacks the primary key (field_id, scope, value_key)',
        ),
        (
            "ALTER TABLE custom_field DROP CONSTRAINT custom_field_storage_key_key",
            'table "custom_field" lacks the unique constraint (storage_key)',
        ),
        (
            "ALTER TABLE catalog_state DROP CONSTRAINT catalog_state_singleton",
            'table "catalog_state" lacks the check singleton',
        ),
        (
            "CREATE UNIQUE INDEX ON custom_field (kind)",
            'table "custom_field" has a unique btree index on (kind) that no model declares',
        ),
        ("DROP TABLE record_reference", 'table "record_reference" is missing'),
        (
            "DROP INDEX library_book_folded",
            'table "library_book" lacks the btree index on (gql_crm_fold(title))',
        ),
        (
            "DROP INDEX library_book_lost; CREATE INDEX library_book_lost ON library_book (lost_at)",
            'table "library_book" lacks the btree index on (lost_at) where (lost_at IS NOT NULL)',
        ),
    ],
)
async def test_what_was_changed_by_hand_is_named(
    library_database: Addresses, change: str, sentence: str
) -> None:
    connection = await asyncpg.connect(library_database.owner)
    await connection.execute(change)
    await connection.close()
    assert await differences(library_database.owner, [KERNEL, LIBRARY]) == [sentence]


async def test_a_plain_index_on_top_is_no_difference(kernel_database: Addresses) -> None:
    connection = await asyncpg.connect(kernel_database.owner)
    await connection.execute("CREATE INDEX ON record (created_at)")
    await connection.close()
    assert await differences(kernel_database.owner, [KERNEL]) == []


async def test_comparing_leaves_nothing_behind(kernel_database: Addresses) -> None:
    connection = await asyncpg.connect(kernel_database.owner)
    count = "SELECT count(*) FROM pg_class WHERE relnamespace <> pg_my_temp_schema()"
    before = await connection.fetchval(count)
    await differences(kernel_database.owner, [KERNEL])
    assert await connection.fetchval("SELECT count(*) FROM pg_class WHERE relname = 'record'") == 1
    assert before is None or await connection.fetchval(count) == before
    await connection.close()
