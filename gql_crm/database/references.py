"""Which columns of modules' tables refer to records, as the database knows it, also after a module went."""

import asyncpg

QUERY = """
SELECT DISTINCT t.relname::text AS table_name, a.attname::text AS column_name
FROM pg_constraint c
JOIN pg_class t ON t.oid = c.conrelid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
JOIN module_state m ON starts_with(t.relname::text, m.name || '_')
WHERE c.contype = 'f' AND c.confrelid = 'record'::regclass AND cardinality(c.conkey) = 1
  AND a.attname NOT IN ('id', 'parent_id')
  AND EXISTS (SELECT FROM pg_attribute i WHERE i.attrelid = t.oid AND i.attname = 'id' AND i.attnum > 0)
ORDER BY 1, 2
"""


async def columns_that_refer(
    connection: "asyncpg.Connection | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]",
) -> list[tuple[str, str]]:
    """Return tables of modules that were ever switched on, with the column; each such table has an `id`."""
    return [(row["table_name"], row["column_name"]) for row in await connection.fetch(QUERY)]
