"""Waiting until nobody works any more by what was true before."""

import asyncio

from gql_crm.database.pool import Database

STILL_THERE = """
SELECT EXISTS (
  SELECT FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start < $1
)
"""
PAUSE_SECONDS = 0.1


async def outlast_transactions(database: Database, patience_seconds: float = 120.0) -> None:
    """Wait until every transaction of the server's role that began before the call is over.

    Transactions that stay open longer than `patience_seconds` are no longer waited for.
    """
    async with database.connection() as connection:
        now = await connection.fetchval("SELECT clock_timestamp()")
    loop = asyncio.get_running_loop()
    end = loop.time() + patience_seconds
    while loop.time() < end:
        async with database.connection() as connection:
            if not await connection.fetchval(STILL_THERE, now):
                return
        await asyncio.sleep(PAUSE_SECONDS)
