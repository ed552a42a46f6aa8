"""`gql-crm serve`."""

from typing import TYPE_CHECKING, Annotated

import typer

from gql_crm.cli.options import DataDir, Host, Port

if TYPE_CHECKING:
    from gql_crm.settings import Settings


def serve(
    data_dir: DataDir = None,
    host: Host = None,
    port: Port = None,
    workers: Annotated[
        int | None, typer.Option("--workers", help="Worker processes (GQL_CRM_WORKERS).", show_default="1")
    ] = None,
) -> None:
    """Serve the CRM until it is told to stop. Pending migrations are applied first."""
    from gql_crm.cli.stopping import stop_on_terminate
    from gql_crm.logging import configure_logging
    from gql_crm.settings import Settings

    settings = Settings.load(data_dir=data_dir, host=host, port=port, workers=workers)
    configure_logging(settings)
    with stop_on_terminate():
        _serve(settings)


def _serve(settings: "Settings") -> None:
    import asyncio

    from gql_crm.cli.database import database
    from gql_crm.cli.progress import steps
    from gql_crm.cli.serving import serve_by_workers, serve_here
    from gql_crm.http.front_page import SignIn
    from gql_crm.http.server import address_of, listen
    from gql_crm.workspace.setup import prepare

    with listen(settings) as listener, steps() as progress, database(settings, progress) as address:
        asyncio.run(prepare(settings, address.owner_dsn, progress=progress))

        async def announce(_workspace: object = None) -> SignIn:
            progress.done()
            print(f"gql-crm serves {address_of(listener)} (data: {address.place})", flush=True)
            return SignIn()

        if settings.workers == 1:
            serve_here(settings, listener, address, announce)
        else:
            asyncio.run(announce())
            serve_by_workers(settings, listener, address)
