"""A database that is up to date, for commands that look into it and change it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gql_crm.cli.database import DatabaseAddress, database
from gql_crm.cli.progress import steps
from gql_crm.settings import Settings


@contextmanager
def opened_database(data_dir: Path | None) -> Iterator[tuple[Settings, DatabaseAddress]]:
    """Provide the settings and a database whose core tables are up to date."""
    import asyncio

    settings = Settings.load(data_dir=data_dir)
    with steps() as progress, database(settings, progress) as address:
        from gql_crm.workspace.setup import prepare

        asyncio.run(prepare(settings, address.owner_dsn, progress=progress))
        yield settings, address
