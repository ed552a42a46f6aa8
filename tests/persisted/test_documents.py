"""Documents in the database, as processes come to know and to forget them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import orjson
import pytest
import pytest_asyncio

from gql_crm.database import Database
from gql_crm.persisted import (
    DocumentRow,
    Imported,
    ManifestRefused,
    PersistedDocuments,
    Removed,
    import_documents,
    load_documents,
    read_manifest,
    remove_documents,
    sha256_identifier,
)
from tests.conftest import Addresses

NAMES = "query Names { contacts { nodes { displayName } } }"
VIEWER = "{ viewer { id } }"
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


class Watch:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest_asyncio.fixture
async def database(kernel_database: Addresses) -> AsyncIterator[Database]:
    connected = await Database.connect(kernel_database.app)
    yield connected
    await connected.close()


async def give(database: Database, client: str, manifest: dict[str, str], now: datetime = NOW) -> Imported:
    async with database.transaction() as connection:
        return await import_documents(connection, read_manifest(orjson.dumps(manifest)), client, now)


async def rows(database: Database, client: str | None = None) -> dict[str, DocumentRow]:
    async with database.connection() as connection:
        return {row.id: row for row in await load_documents(connection, client)}


async def take(
    database: Database, *ids: str, client: str | None = None, unused_since: datetime | None = None
) -> Removed:
    async with database.transaction() as connection:
        return await remove_documents(connection, ids=ids, client=client, unused_since=unused_since)


async def test_a_document_is_kept_once_with_all_its_clients(database: Database) -> None:
    first = await give(database, "web", {"names": NAMES, "viewer": VIEWER})
    assert (len(first.added), len(first.known)) == (2, 0)
    later = NOW + timedelta(days=3)
    second = await give(database, "mobile", {"names": NAMES}, later)
    assert (len(second.added), len(second.known)) == (0, 1)
    await give(database, "mobile", {"names": NAMES}, later)
    found = await rows(database)
    assert found["names"] == DocumentRow("names", NAMES, ("Names",), ("web", "mobile"), later)
    assert found["viewer"] == DocumentRow("viewer", VIEWER, (), ("web",), NOW)
    assert list(await rows(database, "mobile")) == ["names"]


async def test_a_thousand_documents_are_imported_at_once(database: Database) -> None:
    manifest = {f"{number}": f"query Q{number} {{ a }}" for number in range(1_200)}
    assert len((await give(database, "web", manifest)).added) == 1_200
    assert len((await give(database, "web", manifest)).known) == 1_200
    assert len(await rows(database)) == 1_200


async def test_an_identifier_never_changes_its_meaning(database: Database) -> None:
    await give(database, "web", {"names": NAMES})
    with pytest.raises(ManifestRefused, match='"names": another document of "web" has this identifier'):
        await give(database, "mobile", {"viewer": VIEWER, "names": VIEWER})
    assert list(await rows(database)) == ["names"], "of a refused manifest nothing is taken"


async def test_two_imports_at_once_wait_for_each_other(database: Database) -> None:
    clients = [f"client{number}" for number in range(6)]
    await asyncio.gather(*(give(database, client, {"names": NAMES, "viewer": VIEWER}) for client in clients))
    assert sorted((await rows(database))["names"].clients) == clients


async def test_a_document_goes_with_its_last_client(database: Database) -> None:
    await give(database, "web", {"names": NAMES, "viewer": VIEWER})
    await give(database, "mobile", {"names": NAMES})
    assert await take(database, client="web") == Removed(1, 1)
    assert {id_: row.clients for id_, row in (await rows(database)).items()} == {"names": ("mobile",)}
    assert await take(database, client="mobile") == Removed(1)
    assert await rows(database) == {}


async def test_documents_are_removed_by_their_identifiers(database: Database) -> None:
    await give(database, "web", {sha256_identifier(NAMES): NAMES, "viewer": VIEWER})
    with pytest.raises(LookupError, match="nobody"):
        await take(database, "viewer", "nobody")
    assert len(await rows(database)) == 2
    assert await take(database, sha256_identifier(NAMES).removeprefix("sha256:")) == Removed(1)
    assert list(await rows(database)) == ["viewer"]


async def test_what_is_neither_used_nor_imported_any_more_can_be_removed(database: Database) -> None:
    watch = Watch()
    manifest = {"old": VIEWER, "used": NAMES, "released": "{ contacts { totalCount } }"}
    await give(database, "web", manifest)
    watch.now += timedelta(days=80)
    assert await PersistedDocuments(database, watch).imported("used") == NAMES
    await give(database, "web", {"released": manifest["released"]}, watch.now)
    assert await take(database, unused_since=NOW + timedelta(days=60)) == Removed(1)
    assert sorted(await rows(database)) == ["released", "used"]


@pytest.mark.parametrize("named", [sha256_identifier(NAMES), sha256_identifier(NAMES).partition(":")[2]])
async def test_a_sha256_is_found_with_its_prefix_and_without(database: Database, named: str) -> None:
    await give(database, "web", {sha256_identifier(NAMES): NAMES})
    assert await PersistedDocuments(database, Watch()).imported(named) == NAMES


async def test_an_import_holds_at_once_in_every_process(database: Database) -> None:
    here, there = (PersistedDocuments(database, Watch()) for _ in range(2))
    assert await here.imported("names") is None
    await give(database, "web", {"names": NAMES})
    assert await here.imported("names") == NAMES
    assert await there.imported("names") == NAMES


async def test_what_is_known_is_answered_from_memory(kernel_database: Addresses, database: Database) -> None:
    await give(database, "web", {"names": NAMES})
    apart = await Database.connect(kernel_database.app)
    documents = PersistedDocuments(apart, Watch())
    assert await documents.imported("names") == NAMES
    await apart.close()
    assert await documents.imported("names") == NAMES


async def test_a_removed_document_is_forgotten_within_a_minute(database: Database) -> None:
    watch = Watch()
    documents = PersistedDocuments(database, watch)
    await give(database, "web", {"names": NAMES})
    assert await documents.imported("names") == NAMES
    await take(database, "names")
    watch.now += timedelta(minutes=1)
    assert await documents.imported("names") is None


async def test_use_is_noted_once_a_day(database: Database) -> None:
    watch = Watch()
    documents = PersistedDocuments(database, watch)
    await give(database, "web", {"names": NAMES})
    seen = []
    for passed in (0, 12, 12, 24):
        watch.now += timedelta(hours=passed)
        await documents.imported("names")
        seen.append((await rows(database))["names"].last_used_at)
    assert seen == [NOW, NOW, NOW + timedelta(days=1), NOW + timedelta(days=2)]


async def test_what_clients_register_is_no_imported_document(database: Database) -> None:
    documents = PersistedDocuments(database, Watch())
    hash_ = sha256_identifier(NAMES).removeprefix("sha256:")
    documents.register(hash_, NAMES)
    assert await documents.imported_or_registered(hash_) == NAMES
    assert await documents.imported(hash_) is None
    assert await documents.imported(f"sha256:{hash_}") is None


async def test_what_clients_register_is_kept_for_a_day(database: Database) -> None:
    watch = Watch()
    documents = PersistedDocuments(database, watch)
    documents.register("hash", NAMES)
    watch.now += timedelta(days=1)
    assert await documents.imported_or_registered("hash") is None


async def test_no_flood_of_registrations_crowds_imported_documents_out(database: Database) -> None:
    documents = PersistedDocuments(database, Watch())
    await give(database, "web", {"names": NAMES})
    await documents.imported("names")
    for number in range(10_000):
        documents.register(f"{number:064}", f"query Q{number} {{ a }} #{'x' * 1_000}")
    assert documents.bytes < 5_000_000
    await take(database, "names")
    assert await documents.imported("names") == NAMES, "it is still in memory"
