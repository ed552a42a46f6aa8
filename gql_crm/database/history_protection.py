"""Whether history can be rewritten: by rights the server's role cannot, by a trigger nobody can."""

from dataclasses import dataclass

import asyncpg

from gql_crm.database.grants import APPEND_ONLY

RIGHTS = """
SELECT coalesce(bool_or(has_table_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE')
    OR has_table_privilege(c.oid, 'TRUNCATE')), false)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = ANY($2)
"""
TRIGGERS = (
    "change_is_immutable",
    "change_keeps_contents",
    "comment_version_is_immutable",
    "comment_version_keeps_contents",
    "event_is_immutable",
    "event_keeps_contents",
    "event_record_is_immutable",
    "event_record_keeps_contents",
)
ENABLED = """
SELECT array_agg(t.tgname::text) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relname = ANY($2) AND t.tgenabled = 'A'
"""


@dataclass(frozen=True, slots=True)
class HistoryProtection:
    """What keeps changes, events and comments as they were written."""

    role: str
    role_has_rights: bool
    """The role that serves requests may update, delete or truncate them, were there no trigger."""
    missing: tuple[str, ...]
    """The triggers that are missing or off, of those that refuse all three, to the owner too."""


async def history_protection(connection: asyncpg.Connection, schema: str) -> HistoryProtection:
    """Ask with a connection of the role that serves requests."""
    role = await connection.fetchval("SELECT current_user")
    has_rights = await connection.fetchval(RIGHTS, schema, list(APPEND_ONLY))
    enabled = await connection.fetchval(ENABLED, schema, list(APPEND_ONLY)) or ()
    return HistoryProtection(role, has_rights, tuple(name for name in TRIGGERS if name not in enabled))
