"""The upgrade after which rules and relation types of users name entities of users by their tables."""

from importlib import import_module

import asyncpg
import orjson

from tests.conftest import Addresses

MIGRATION = import_module("gql_crm.database.kernel.migrations.0032_rules_by_stored_names").Migration


async def test_rows_that_name_an_entity_of_users_name_its_table_and_others_stay(
    kernel_database: Addresses,
) -> None:
    connection = await asyncpg.connect(kernel_database.owner)
    try:
        number = await connection.fetchval(
            "INSERT INTO custom_entity (name, definition, created_at)"
            " VALUES ('Boat', '{}', now()) RETURNING id"
        )
        await connection.execute(
            "INSERT INTO custom_entity (name, definition, created_at, deleted_at)"
            " VALUES ('Contact', '{}', now(), now())"
        )
        for entity in ("Boat", "Contact"):
            await connection.execute(
                "INSERT INTO duplicate_rule (id, entity, name, definition, enabled, score, changed_at)"
                " VALUES ($1 || '.same', $1, 'same', NULL, true, 0.5, now())",
                entity,
            )
            await connection.execute(
                "INSERT INTO validation_rule (id, entity, key, enabled, definition, changed_at)"
                " VALUES ($1 || '.short', $1, 'short', true, NULL, now())",
                entity,
            )
        await connection.execute(
            "INSERT INTO relation_type (key, definition, created_at) VALUES ('OWNS', $1, now())",
            orjson.dumps({"from_entity": "Contact", "to_entity": "Boat"}).decode(),
        )
        for operation in MIGRATION.operations:
            for statement in operation.sql:
                await connection.execute(statement)
        table = f"custom_{number}"
        for name, key in (("duplicate_rule", "same"), ("validation_rule", "short")):
            rows = await connection.fetch(f'SELECT id, entity FROM {name} ORDER BY entity COLLATE "C"')
            expected = [(f"Contact.{key}", "Contact"), (f"{table}.{key}", table)]
            assert [(row["id"], row["entity"]) for row in rows] == expected
        ends = orjson.loads(await connection.fetchval("SELECT definition::text FROM relation_type"))
        assert ends == {"from_entity": "Contact", "to_entity": table}
    finally:
        await connection.close()
