"""One of several worker processes, set up by its environment; the parent keeps the database."""

import multiprocessing
import os
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp

from gql_crm.http.application import create_app
from gql_crm.http.server import spare_the_collector
from gql_crm.logging import configure_logging
from gql_crm.settings import Settings
from gql_crm.workspace import Workspace


def create_worker_app() -> ASGIApp:
    """Return the application; uvicorn calls this in each worker."""
    settings = Settings.load()
    configure_logging(settings)
    _end_with_parent()

    @asynccontextmanager
    async def open_workspace() -> AsyncIterator[Workspace]:
        if settings.database_url is None:
            raise RuntimeError('A worker needs "DATABASE_URL" from its parent.')
        workspace = await Workspace.open(settings, dsn=settings.database_url.get_secret_value())
        spare_the_collector()
        try:
            yield workspace
        finally:
            await workspace.close()

    return create_app(settings, open_workspace)


def _end_with_parent() -> None:
    """Stop when the parent is gone, however it went: the embedded database goes with it."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True, name="wait-for-parent").start()
