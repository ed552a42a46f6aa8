"""What custom fields have left in tables: keys of documents, unique values, references."""

from typing import NamedTuple

import asyncpg

from gql_crm.database.session import quoted

PATIENCE_MS = 10_000
LINE_TABLES = ("unique_value", "record_reference")
# One step of an index for each field, however many lines it has.
FIELDS_OF_LINES = """
WITH RECURSIVE found AS (
  (SELECT field_id FROM {table} WHERE field_id >= 'custom:' ORDER BY field_id LIMIT 1)
  UNION ALL
  SELECT (SELECT field_id FROM {table} WHERE field_id > f.field_id ORDER BY field_id LIMIT 1)
  FROM found AS f WHERE f.field_id IS NOT NULL
)
SELECT field_id FROM found WHERE field_id ~ '^custom:[0-9]+$'
"""
KEYS = """
SELECT DISTINCT k.key FROM {table} AS t {sample}
CROSS JOIN LATERAL (
  SELECT jsonb_object_keys(t.custom) UNION ALL SELECT jsonb_object_keys(t.custom_long)
) AS k (key)
WHERE k.key ~ '^custom:[0-9]+$'
"""


class HeldKeys(NamedTuple):
    """Keys of custom fields, and of which part of the records they are: "all", "some" or "none"."""

    keys: frozenset[str]
    part: str


async def keys_of_documents(connection: asyncpg.Connection, table: str) -> HeldKeys:
    """Return the storage keys that the documents of a table have; of a large table, those of a sample."""
    for part, sample in (("all", ""), ("some", "TABLESAMPLE SYSTEM (1)")):
        try:
            async with connection.transaction():
                await connection.execute(f"SET LOCAL statement_timeout = {PATIENCE_MS}")
                rows = await connection.fetch(KEYS.format(table=quoted(table), sample=sample))
        except asyncpg.QueryCanceledError:
            continue
        return HeldKeys(frozenset(row["key"] for row in rows), part)
    return HeldKeys(frozenset(), "none")


async def fields_of_lines(connection: asyncpg.Connection, table: str) -> frozenset[str]:
    """Return the storage keys that the lines of one of `LINE_TABLES` have."""
    rows = await connection.fetch(FIELDS_OF_LINES.format(table=quoted(table)))
    return frozenset(row["field_id"] for row in rows)


def clearing(table: str, key: str) -> str:
    """Return the statement that deletes what a table holds of a storage key."""
    if table in LINE_TABLES:
        return f"DELETE FROM {quoted(table)} WHERE field_id = '{key}';"
    return (
        f"UPDATE {quoted(table)} SET custom = custom - '{key}', custom_long = custom_long - '{key}'"
        f" WHERE custom ? '{key}' OR custom_long ? '{key}';"
    )
