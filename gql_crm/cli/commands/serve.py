"""`gql-crm serve`."""

from typing import Annotated

import typer

from gql_crm.cli.options import DataDir, Host, Port


def serve(
    data_dir: DataDir = None,
    host: Host = None,
    port: Port = None,
    workers: Annotated[
        int | None, typer.Option("--workers", help="Worker processes (GQL_CRM_WORKERS).", show_default="1")
    ] = None,
) -> None:
    """Serve the CRM until it is told to stop. Pending migrations are applied first."""
    from gql_crm.cli.starting import started
    from gql_crm.settings import Settings

    settings = Settings.load(data_dir=data_dir, host=host, port=port, workers=workers)
    with started(settings) as start:
        from gql_crm.cli.serving import serve_by_workers, serve_here
        from gql_crm.http.front_page import SignIn
        from gql_crm.http.server import Announce

        def announce() -> None:
            start.progress.done()
            print(f"gql-crm serves {start.url} (data: {start.address.place})", flush=True)

        async def ready(_workspace: object) -> tuple[SignIn, Announce]:
            return SignIn(), announce

        if settings.workers == 1:
            serve_here(settings, start.listener, start.address, ready)
        else:
            serve_by_workers(settings, start.listener, start.address, announce)
