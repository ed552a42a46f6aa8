"""Whether the server still sorts as it did when the indexes were built."""

import asyncpg

STALE = """
SELECT format('The collation of the database "%s"', datname) AS what, datcollversion AS built,
  pg_database_collation_actual_version(oid) AS now
FROM pg_database WHERE datname = current_database()
  AND datcollversion <> pg_database_collation_actual_version(oid)
UNION ALL
SELECT format('The collation "%s"', c.collname), c.collversion, pg_collation_actual_version(c.oid)
FROM pg_collation c
WHERE c.collversion <> pg_collation_actual_version(c.oid)
  AND EXISTS (SELECT FROM pg_index i WHERE c.oid = ANY(i.indcollation))
"""


async def stale_collations(connection: asyncpg.Connection) -> list[str]:
    """Return a sentence for each collation that indexes were built with in another version."""
    return [
        f"{row['what']} was of version {row['built']}, the server now has {row['now']}"
        for row in await connection.fetch(STALE)
    ]


async def provider(connection: asyncpg.Connection) -> str:
    """Return who sorts in this database: builtin, icu or libc."""
    found = await connection.fetchval(
        "SELECT CASE datlocprovider WHEN 'b' THEN 'builtin' WHEN 'i' THEN 'icu' ELSE 'libc' END"
        " FROM pg_database WHERE datname = current_database()"
    )
    return str(found)
