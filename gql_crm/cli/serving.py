"""Serving a workspace from a command: in this process, or in workers."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from typing import TypeAlias

from gql_crm.cli.database import DatabaseAddress
from gql_crm.http.application import create_app
from gql_crm.http.front_page import SignIn
from gql_crm.http.secret_key import secret_key
from gql_crm.http.server import Announce, new_event_loop, run_here, run_workers
from gql_crm.settings import Settings, variable_of
from gql_crm.workspace import Workspace

Ready: TypeAlias = Callable[[Workspace], Awaitable[tuple[SignIn, Announce]]]
"""Called when the workspace is open; what it returns is used right before requests are answered."""

_FOR_WORKERS = ("data_dir", "environment", "log_format", "log_level")


def serve_here(settings: Settings, listener: socket.socket, address: DatabaseAddress, ready: Ready) -> None:
    """Serve in this process until it is told to stop."""

    async def serve() -> None:
        async with opened(settings, address) as workspace:
            sign_in, announce = await ready(workspace)
            app = create_app(settings, lambda: nullcontext(workspace), sign_in)
            await run_here(app, settings, listener, announce)

    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(serve())


def serve_by_workers(
    settings: Settings, listener: socket.socket, address: DatabaseAddress, announce: Announce
) -> None:
    """Serve with several processes until told to stop; this one keeps the database."""
    secret_key(settings)  # made before the workers would race for it
    chosen = {variable_of(name): str(getattr(settings, name) or "") for name in _FOR_WORKERS}
    addresses = {"DATABASE_URL": address.app_dsn, variable_of("direct_url"): address.owner_dsn}
    run_workers(settings, listener, {**chosen, **addresses}, announce)


@asynccontextmanager
async def opened(settings: Settings, address: DatabaseAddress) -> AsyncIterator[Workspace]:
    """Open the workspace of a database whose migrations have run, and close it."""
    workspace = await Workspace.open(settings, dsn=address.app_dsn, owner_dsn=address.owner_dsn)
    try:
        yield workspace
    finally:
        await workspace.close()
