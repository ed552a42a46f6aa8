"""`gql-crm demo`."""

from pathlib import Path
from typing import TYPE_CHECKING

from gql_crm.cli.options import DataDir, Host, Port

if TYPE_CHECKING:
    import socket

    from gql_crm.cli.database import DatabaseAddress
    from gql_crm.cli.progress import Progress
    from gql_crm.cli.serving import Ready
    from gql_crm.settings import Settings


def demo(data_dir: DataDir = None, host: Host = None, port: Port = None) -> None:
    """Start a CRM with demo data, and say where it is. A second start finds what the first one left."""
    import asyncio

    from gql_crm.cli.database import database
    from gql_crm.cli.progress import steps
    from gql_crm.cli.stopping import stop_on_terminate
    from gql_crm.http.server import listen
    from gql_crm.logging import configure_logging
    from gql_crm.settings import Settings
    from gql_crm.workspace.setup import prepare

    settings = Settings.load(data_dir=data_dir, host=host, port=port, workers=1, environment="development")
    configure_logging(settings)
    with (
        stop_on_terminate(),
        listen(settings) as listener,
        steps() as progress,
        database(settings, progress) as address,
    ):
        asyncio.run(prepare(settings, address.owner_dsn, progress=progress))
        from gql_crm.cli.serving import serve_here

        serve_here(settings, listener, address, _readier(settings, listener, address, progress))


def _readier(
    settings: "Settings", listener: "socket.socket", address: "DatabaseAddress", progress: "Progress"
) -> "Ready":
    from gql_crm.cli.admin_token import admin_token
    from gql_crm.demo import load
    from gql_crm.http.front_page import SignIn
    from gql_crm.http.server import address_of
    from gql_crm.workspace import Workspace

    async def ready(workspace: Workspace) -> SignIn:
        await load(workspace, progress)
        token, user_id = await admin_token(workspace, settings, address)
        sign_in = SignIn(local_user=user_id)
        progress.done()
        _announce(
            f"{address_of(listener)}/?ticket={sign_in.tickets.issue(user_id)}",
            address.place,
            token,
            settings.data_dir,
        )
        return sign_in

    return ready


def _announce(url: str, place: str, token: str, data_dir: Path) -> None:
    lines = (
        "",
        f"  Open      {url}",
        f"  Data      {place}",
        f"  Token     {token}",
        f"            kept in {data_dir / 'admin-token'}",
        "",
        "  Ctrl-C stops it; the data stay.",
    )
    print("\n".join(lines), flush=True)
