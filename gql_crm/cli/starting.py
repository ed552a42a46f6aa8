"""What `demo` and `serve` do before they serve."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from gql_crm.cli.database import DatabaseAddress, database
from gql_crm.cli.progress import Progress, steps
from gql_crm.cli.stopping import stop_on_terminate
from gql_crm.http.listening import address_of, listen
from gql_crm.settings import Settings


@dataclass(frozen=True, slots=True)
class Start:
    """A port, and a database whose tables are up to date."""

    settings: Settings
    listener: socket.socket
    address: DatabaseAddress
    progress: Progress

    @property
    def url(self) -> str:
        """Where the server will be."""
        return address_of(self.listener)


@contextmanager
def started(settings: Settings) -> Iterator[Start]:
    """Take the port, start and migrate the database; give everything back at the end.

    What takes time to import comes after the database: one that was about to stop, because its last user
    has just gone, stays.
    """
    with (
        stop_on_terminate(),
        listen(settings) as listener,
        steps() as progress,
        database(settings, progress) as address,
    ):
        from gql_crm.logging import configure_logging
        from gql_crm.workspace.setup import prepare

        configure_logging(settings)
        asyncio.run(prepare(settings, address.owner_dsn, progress=progress))
        if settings.documents_dir is not None:
            from gql_crm.workspace.document_imports import import_all, manifests_in

            asyncio.run(import_all(settings, address.app_dsn, manifests_in(settings.documents_dir)))
        yield Start(settings, listener, address, progress)
