"""What the role that serves requests may do: everything with rows, nothing to history, nothing to tables."""

import asyncpg

from gql_crm.database.session import quoted

APPEND_ONLY = ("change", "comment_version", "event", "event_record")
READ_ONLY = ("tortoise_migrations",)

IN_ORDER = """
SELECT coalesce(bool_and(
    has_table_privilege($1, c.oid, 'SELECT')
    AND (c.relname = ANY($4) OR has_table_privilege($1, c.oid, 'INSERT'))
    AND has_table_privilege($1, c.oid, 'UPDATE') = (c.relname <> ALL($3 || $4))
    AND has_table_privilege($1, c.oid, 'DELETE') = (c.relname <> ALL($3 || $4))
    AND NOT (c.relname = ANY($3) AND has_table_privilege($1, c.oid, 'TRUNCATE'))), true)
  AND has_schema_privilege($1, $2, 'USAGE')
FROM pg_class c
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $2)
"""


async def grant_to(connection: asyncpg.Connection, role: str, schema: str) -> None:
    """Give the role its rights on everything in `schema` that is there or comes later.

    Nothing is written when the rights are in order: each grant makes every connection forget its plans.
    """
    if await connection.fetchval(IN_ORDER, role, schema, list(APPEND_ONLY), list(READ_ONLY)):
        return
    place, who = quoted(schema), quoted(role)
    async with connection.transaction():
        await connection.execute(f"GRANT USAGE ON SCHEMA {place} TO {who}")
        for what, rights in (
            ("TABLES", "SELECT, INSERT, UPDATE, DELETE"),
            ("SEQUENCES", "SELECT, USAGE"),
            ("FUNCTIONS", "EXECUTE"),
        ):
            await connection.execute(f"GRANT {rights} ON ALL {what} IN SCHEMA {place} TO {who}")
            await connection.execute(
                f"ALTER DEFAULT PRIVILEGES IN SCHEMA {place} GRANT {rights} ON {what} TO {who}"
            )
        for table, rights in [(name, "UPDATE, DELETE, TRUNCATE") for name in APPEND_ONLY] + [
            (name, "INSERT, UPDATE, DELETE, TRUNCATE") for name in READ_ONLY
        ]:
            if await connection.fetchval("SELECT to_regclass($1) IS NOT NULL", f"{place}.{quoted(table)}"):
                await connection.execute(f"REVOKE {rights} ON {place}.{quoted(table)} FROM {who}")
