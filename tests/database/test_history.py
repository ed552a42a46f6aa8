import uuid

import asyncpg
import pytest

from gql_crm.database.migration_apps import KERNEL
from gql_crm.database.migrations import migrate
from tests.conftest import Addresses

pytestmark = pytest.mark.postgres_smoke

REWRITINGS = [
    "UPDATE change SET action = 'other'",
    "DELETE FROM change",
    "TRUNCATE change",
    "TRUNCATE record CASCADE",
    "UPDATE event SET note = 'other'",
    "DELETE FROM event",
    "TRUNCATE event CASCADE",
    "UPDATE event_record SET key = 'other'",
    "DELETE FROM event_record",
    "UPDATE comment_version SET body = 'other'",
    "DELETE FROM comment_version",
    "TRUNCATE comment_version",
]


async def write_change(connection: asyncpg.Connection) -> None:
    record = uuid.uuid4()
    await connection.execute(
        "INSERT INTO record (id, entity, created_at, updated_at) VALUES ($1, 'Contact', now(), now())", record
    )
    await connection.execute(
        "INSERT INTO change (id, record_id, entity, action, version, origin, diff, at)"
        " VALUES ($1, $2, 'Contact', 'create', 1, 'api', '{}', now())",
        uuid.uuid4(),
        record,
    )
    event = uuid.uuid4()
    await connection.execute(
        "INSERT INTO event (id, kind, subject_id, occurred_at, recorded_at, payload)"
        " VALUES ($1, 'LOGGED', $2, now(), now(), '{}')",
        event,
        record,
    )
    await connection.execute(
        "INSERT INTO event_record (event_id, key, record_id) VALUES ($1, '', $2)", event, record
    )
    await connection.execute(
        "INSERT INTO comment (id, record_id, internal, created_at) VALUES ($1, $2, false, now())",
        event,
        record,
    )
    await connection.execute(
        "INSERT INTO comment_version (comment_id, number, body, at) VALUES ($1, 1, 'labas', now())", event
    )


@pytest.mark.parametrize("rewriting", REWRITINGS)
async def test_the_role_of_the_server_adds_to_history_and_rewrites_none(
    kernel_database: Addresses, rewriting: str
) -> None:
    connection = await asyncpg.connect(kernel_database.app)
    await write_change(connection)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(rewriting)
    assert await connection.fetchval("SELECT action FROM change") == "create"
    await connection.close()


@pytest.mark.parametrize("rewriting", REWRITINGS)
@pytest.mark.parametrize("role", ["origin", "replica"])
async def test_the_owner_of_the_tables_cannot_rewrite_history_either(
    kernel_database: Addresses, rewriting: str, role: str
) -> None:
    connection = await asyncpg.connect(kernel_database.owner)
    await write_change(connection)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="History is immutable"):
        await connection.execute(rewriting)
    assert await connection.fetchval("SELECT action FROM change") == "create"
    await connection.close()


async def test_the_role_of_the_server_works_with_every_other_table_but_not_with_the_migrations(
    kernel_database: Addresses,
) -> None:
    connection = await asyncpg.connect(kernel_database.app)
    rows = await connection.fetch(
        "SELECT tablename, array(SELECT r FROM unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE}'::text[]) r"
        " WHERE has_table_privilege('public.' || tablename, r)) AS rights"
        " FROM pg_tables WHERE schemaname = 'public'"
    )
    rights = {row["tablename"]: row["rights"] for row in rows}
    for append_only in ("change", "comment_version", "event", "event_record"):
        assert rights.pop(append_only) == ["SELECT", "INSERT"]
    assert rights.pop("tortoise_migrations") == ["SELECT"]
    assert {tuple(granted) for granted in rights.values()} == {("SELECT", "INSERT", "UPDATE", "DELETE")}
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute("CREATE TABLE own (id int)")
    await connection.close()


async def test_rights_that_somebody_added_are_taken_back_by_the_next_migration(
    kernel_database: Addresses,
) -> None:
    owner = await asyncpg.connect(kernel_database.owner)
    await owner.execute("GRANT UPDATE ON change TO gql_crm_app")
    await migrate(kernel_database.owner, [KERNEL], app_role="gql_crm_app")
    assert not await owner.fetchval("SELECT has_table_privilege('gql_crm_app', 'change', 'UPDATE')")
    await owner.close()


async def test_tables_that_come_later_are_open_to_the_server(kernel_database: Addresses) -> None:
    owner = await asyncpg.connect(kernel_database.owner)
    await owner.execute("CREATE TABLE later (id bigint GENERATED ALWAYS AS IDENTITY, name text)")
    server = await asyncpg.connect(kernel_database.app)
    await server.execute("INSERT INTO later (name) VALUES ('x')")
    await server.execute("DELETE FROM later")
    await owner.close()
    await server.close()


async def test_changes_carry_the_number_of_their_transaction(kernel_database: Addresses) -> None:
    connection = await asyncpg.connect(kernel_database.app)
    async with connection.transaction():
        await write_change(connection)
        number = await connection.fetchval("SELECT pg_current_xact_id()")
    assert await connection.fetchval("SELECT xid FROM change") == number
    await connection.close()


async def test_the_settings_and_the_version_of_the_catalog_are_one_row_each(
    kernel_database: Addresses,
) -> None:
    connection = await asyncpg.connect(kernel_database.owner)
    assert await connection.fetchval("SELECT version FROM catalog_state") == 1
    row = await connection.fetchrow("SELECT * FROM workspace_setting")
    assert row is not None
    assert dict(row) == {
        "singleton": True,
        "name": "gql_crm",
        "default_currency": "EUR",
        "default_country": None,
        "time_zone": "UTC",
        "languages": ["en"],
        "week_start": "MONDAY",
        "calendar": "GREGORIAN",
    }
    for statement in (
        "INSERT INTO catalog_state (version) VALUES (2)",
        "INSERT INTO catalog_state (singleton, version) VALUES (false, 2)",
    ):
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await connection.execute(statement)
    await connection.close()
