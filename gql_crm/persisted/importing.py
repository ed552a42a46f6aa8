"""Taking documents in: all of a manifest or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gql_crm.database.pool import Connection
from gql_crm.persisted import rows
from gql_crm.persisted.identifiers import quoted_identifier
from gql_crm.persisted.manifest import ManifestDocument, ManifestRefused
from gql_crm.text import listed


@dataclass(frozen=True, slots=True)
class Imported:
    """Documents that are new, and those that were there already."""

    added: tuple[ManifestDocument, ...]
    known: tuple[ManifestDocument, ...]


async def import_documents(
    connection: Connection, documents: Sequence[ManifestDocument], client: str, now: datetime
) -> Imported:
    """Give a client its documents, inside a transaction.

    Raises ManifestRefused when an identifier has another text already: clients must get what they mean by it.
    """
    await rows.lock(connection)
    there = await rows.find(connection, [document.id for document in documents])
    others = [document.id for document in documents if _differs(document, there.get(document.id))]
    if others:
        raise ManifestRefused(_taken(id_, there[id_]) for id_ in others)
    added = tuple(document for document in documents if document.id not in there)
    known = tuple(document for document in documents if document.id in there)
    new = (
        rows.DocumentRow(document.id, document.body, document.operation_names, (client,), now)
        for document in added
    )
    await rows.insert(connection, tuple(new))
    await rows.add_client(connection, [document.id for document in known], client, now)
    return Imported(added, known)


def _differs(document: ManifestDocument, row: rows.DocumentRow | None) -> bool:
    return row is not None and row.body != document.body


def _taken(id_: str, row: rows.DocumentRow) -> str:
    return (
        f"{quoted_identifier(id_)}: another document of {listed(row.clients)} has this identifier. "
        f'Use SHA-256, or remove that one: gql-crm documents remove "{id_}".'
    )
