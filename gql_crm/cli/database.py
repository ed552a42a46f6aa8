"""The database that a command works on: the one of DATABASE_URL, else the embedded one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from gql_crm.settings import Settings


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where the database is, for the role that owns the tables and for the one that serves."""

    owner_dsn: str
    app_dsn: str
    place: str
    """In words, without a password."""


@contextmanager
def database(settings: Settings, progress: Callable[[str], None]) -> Iterator[DatabaseAddress]:
    """Provide the database. Raises DatabaseError when it cannot be started."""
    if settings.database_url is not None:
        yield foreign_database(settings)
        return
    from gql_crm.database.embedded import EmbeddedServer

    folder = settings.data_dir.absolute() / "postgres"
    progress("Starting PostgreSQL")
    server = EmbeddedServer.start(folder, progress=progress)
    try:
        yield DatabaseAddress(server.owner_dsn, server.app_dsn, str(folder))
    finally:
        server.close()


def foreign_database(settings: Settings) -> DatabaseAddress:
    """Return the address of DATABASE_URL; migrations use GQL_CRM_DIRECT_URL where it is given."""
    assert settings.database_url is not None  # noqa: S101 (for the type checker)
    app_dsn = settings.database_url.get_secret_value()
    owner_dsn = settings.direct_url.get_secret_value() if settings.direct_url else app_dsn
    parts = urlsplit(app_dsn)
    place = f"{parts.hostname or 'localhost'}:{parts.port or 5432}{parts.path}"
    return DatabaseAddress(owner_dsn, app_dsn, place)
