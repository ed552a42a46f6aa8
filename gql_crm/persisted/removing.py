"""Taking documents out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.persisted import rows
from gql_crm.persisted.identifiers import stored_identifiers


@dataclass(frozen=True, slots=True)
class Removed:
    """How many documents went, and how many lost a client and stay for others."""

    documents: int
    shared: int = 0


async def remove_documents(
    connection: Connection,
    *,
    ids: Sequence[str] = (),
    client: str | None = None,
    unused_since: datetime | None = None,
) -> Removed:
    """Remove the documents that meet all conditions that are given, inside a transaction.

    With `client`, documents that others have too only lose its name. Raises LookupError for an identifier
    that is not there; nothing is removed then.
    """
    await rows.lock(connection)
    where = sql.all_of(
        rows.is_among(await _stored(connection, ids)) if ids else sql.TRUE,
        sql.TRUE if unused_since is None else rows.is_unused_since(unused_since),
    )
    if client is None:
        return Removed(await rows.delete(connection, where))
    gone = await rows.delete(connection, sql.all_of(where, rows.is_of_nobody_but(client)))
    return Removed(gone, await rows.take_client_off(connection, where, client))


async def _stored(connection: Connection, named: Sequence[str]) -> list[str]:
    there = await rows.find(connection, [id_ for name in named for id_ in stored_identifiers(name)])
    stored = []
    for name in named:
        found = next((id_ for id_ in stored_identifiers(name) if id_ in there), None)
        if found is None:
            raise LookupError(name)
        stored.append(found)
    return stored
