"""Whether history can be rewritten: by rights the server's role cannot, by a trigger nobody can."""

from dataclasses import dataclass

import asyncpg

RIGHTS = """
SELECT coalesce(bool_or(has_table_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE')
    OR has_table_privilege(c.oid, 'TRUNCATE')), false)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = 'change'
"""
TRIGGER = """
SELECT count(*) = 2 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relname = 'change' AND t.tgname IN ('change_is_immutable', 'change_keeps_contents')
    AND t.tgenabled = 'A'
"""


@dataclass(frozen=True, slots=True)
class HistoryProtection:
    """What keeps the rows of `change` as they were written."""

    role: str
    role_has_rights: bool
    """The role that serves requests may update, delete or truncate them, were there no trigger."""
    trigger: bool
    """Triggers that are always on refuse all three, to the owner too."""


async def history_protection(connection: asyncpg.Connection, schema: str) -> HistoryProtection:
    """Ask with a connection of the role that serves requests."""
    role = await connection.fetchval("SELECT current_user")
    has_rights = await connection.fetchval(RIGHTS, schema)
    trigger = await connection.fetchval(TRIGGER, schema)
    return HistoryProtection(role, has_rights, trigger)
