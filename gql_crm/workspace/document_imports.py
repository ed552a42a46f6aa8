"""Persisted documents seen and changed from outside a running server, by an operator of the database."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

import structlog
from graphql import GraphQLSchema, parse, validate

from gql_crm.clock import system_clock
from gql_crm.database import Database
from gql_crm.database.pool import Connection
from gql_crm.persisted import (
    DocumentRow,
    Imported,
    ManifestDocument,
    ManifestRefused,
    Removed,
    import_documents,
    load_documents,
    read_manifest,
    remove_documents,
)
from gql_crm.settings import Settings
from gql_crm.workspace.workspace import Workspace

log = structlog.get_logger(__name__)

Manifests: TypeAlias = Mapping[str, Sequence[ManifestDocument]]
"""Documents by client."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A document that the schema of today refuses, and why."""

    document: ManifestDocument
    reason: str


async def import_manifest(
    settings: Settings, dsn: str, documents: Sequence[ManifestDocument], client: str
) -> tuple[Imported, list[Misfit]]:
    """Give a client its documents; return what came of it, and which do not fit the schema.

    Raises ManifestRefused; nothing is taken then.
    """
    async with _transaction(settings, dsn) as connection:
        imported = await import_documents(connection, documents, client, system_clock())
    return imported, await _misfits(settings, dsn, documents)


def manifests_in(folder: Path) -> Manifests:
    """Return the documents of a folder's manifests by client; what cannot be read is told in the log."""
    manifests: dict[str, list[ManifestDocument]] = {}
    if not folder.is_dir():
        log.error("the folder of persisted documents is not there", folder=str(folder))
    for path in sorted(folder.glob("*.json")):
        try:
            manifests[path.stem] = read_manifest(path.read_bytes())
        except (OSError, ManifestRefused) as problem:
            _tell_of(path.stem, problem)
    return manifests


async def import_all(settings: Settings, dsn: str, manifests: Manifests) -> None:
    """Import the documents of several clients; a manifest that is refused costs itself alone."""
    added: list[ManifestDocument] = []
    for client, documents in manifests.items():
        try:
            async with _transaction(settings, dsn) as connection:
                imported = await import_documents(connection, documents, client, system_clock())
        except ManifestRefused as problem:
            _tell_of(client, problem)
        else:
            added.extend(imported.added)
    for misfit in await _misfits(settings, dsn, added) if added else ():
        told = {"document": misfit.document.id, "reason": misfit.reason}
        log.warning("a persisted document does not fit the schema", **told)


def _tell_of(client: str, problem: Exception) -> None:
    log.error("a manifest of persisted documents is left out", client=client, reason=str(problem))


async def documents_of(settings: Settings, dsn: str, client: str | None) -> list[DocumentRow]:
    """Return all documents, or those of a client."""
    async with _transaction(settings, dsn) as connection:
        return await load_documents(connection, client)


async def remove(
    settings: Settings, dsn: str, ids: Sequence[str], client: str | None, unused_for: timedelta | None
) -> Removed:
    """Remove what meets all conditions that are given.

    Raises LookupError for an identifier that is not there; nothing is removed then.
    """
    since = None if unused_for is None else system_clock() - unused_for
    async with _transaction(settings, dsn) as connection:
        return await remove_documents(connection, ids=ids, client=client, unused_since=since)


async def _misfits(settings: Settings, dsn: str, documents: Iterable[ManifestDocument]) -> list[Misfit]:
    workspace = await Workspace.open(settings, dsn=dsn)
    try:
        versions = workspace.live.versions
        schema = (await versions.for_profile(versions.profile(("admin",)))).schema
    finally:
        await workspace.close()
    faults = ((document, _fault(schema, document.body)) for document in documents)
    return [Misfit(document, fault) for document, fault in faults if fault is not None]


def _fault(schema: GraphQLSchema, body: str) -> str | None:
    errors = validate(schema, parse(body), max_errors=1)
    return errors[0].message if errors else None


@asynccontextmanager
async def _transaction(settings: Settings, dsn: str) -> AsyncIterator[Connection]:
    database = await Database.connect(dsn, schema=settings.database_schema)
    try:
        async with database.transaction() as connection:
            yield connection
    finally:
        await database.close()
