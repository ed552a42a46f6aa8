"""`gql-crm demo`."""

from functools import partial
from typing import TYPE_CHECKING

from gql_crm.cli.options import DataDir, Host, Port

if TYPE_CHECKING:
    from gql_crm.cli.serving import Ready
    from gql_crm.cli.starting import Start


def demo(data_dir: DataDir = None, host: Host = None, port: Port = None) -> None:
    """Start a CRM with demo data, and say where it is. A second start finds what the first one left."""
    from gql_crm.cli.starting import started
    from gql_crm.settings import Settings

    settings = Settings.load(data_dir=data_dir, host=host, port=port, workers=1, environment="development")
    with started(settings) as start:
        from gql_crm.cli.serving import serve_here

        serve_here(settings, start.listener, start.address, _readier(start))


def _readier(start: "Start") -> "Ready":
    from gql_crm.cli.admin_token import admin_token
    from gql_crm.demo import load
    from gql_crm.http.front_page import SignIn
    from gql_crm.http.server import Announce
    from gql_crm.workspace import Workspace

    async def ready(workspace: Workspace) -> tuple[SignIn, Announce]:
        await load(workspace, start.progress)
        token, user_id = await admin_token(workspace, start.settings, start.address)
        sign_in = SignIn(local_user=user_id)
        address = f"{start.url}/?ticket={sign_in.tickets.issue(user_id)}"
        return sign_in, partial(_announce, start, address, token)

    return ready


def _announce(start: "Start", address: str, token: str) -> None:
    start.progress.done()
    lines = (
        "",
        f"  Open      {address}",
        f"  Data      {start.address.place}",
        f"  Token     {token}",
        f"            kept in {start.settings.data_dir / 'admin-token'}",
        "",
        "  Ctrl-C stops it; the data stay.",
    )
    print("\n".join(lines), flush=True)
