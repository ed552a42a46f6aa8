"""Whether the database still is where the cursors of its feed were given out.

A database that was restored or moved has other changes behind the same cursors, so these must end: each home
has an epoch of its own, and cursors carry it.
"""

import asyncpg

PLACE = "SELECT oid::text FROM pg_database WHERE datname = current_database()"
SERVER = """
SELECT s.system_identifier::text || '/' || c.timeline_id
FROM pg_control_system() s, pg_control_checkpoint() c
"""
KNOWN = "SELECT feed_home FROM catalog_state"
RENEW = "UPDATE catalog_state SET feed_home = $1, feed_epoch = gen_random_uuid()::text"
FORGET_NUMBERS = """
UPDATE change SET xid = '0' WHERE xid <> '0';
UPDATE event SET xid = '0' WHERE xid <> '0'
"""


async def settle_feed(connection: asyncpg.Connection) -> bool:
    """Begin another epoch if the database has another home; return whether it did.

    Transactions are counted anew in a server that the rows were brought to, so that their numbers say
    nothing any more: they go before all others then, in the order of their ids. A server that was put back to
    an earlier time, or took over from another one, has the same count and another time line.
    """
    home = await _home(connection)
    known = await connection.fetchval(KNOWN)
    if known == home:
        return False
    async with connection.transaction():
        await connection.execute(RENEW, home)
        if known and _counts_anew(known, home):
            await connection.execute(FORGET_NUMBERS)
    return True


def _counts_anew(known: str, home: str) -> bool:
    """Tell whether another server, or another database of it, counts; a time line goes on counting."""
    return known.rpartition("/")[0] != home.rpartition("/")[0]


async def _home(connection: asyncpg.Connection) -> str:
    place: str = await connection.fetchval(PLACE)
    try:
        server: str = await connection.fetchval(SERVER)
    except asyncpg.InsufficientPrivilegeError:  # some hosts of databases keep it to themselves
        server = "/"
    return f"{place}/{server}"
