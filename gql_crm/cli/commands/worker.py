"""`gql-crm worker`."""

from gql_crm.cli.options import DataDir


def worker(data_dir: DataDir = None) -> None:
    """Work on jobs until it is told to stop, apart from what serves. Pending migrations are applied first."""
    from gql_crm.cli.opened import opened_database
    from gql_crm.cli.stopping import stop_on_terminate

    with stop_on_terminate(), opened_database(data_dir) as (settings, address):
        from gql_crm.cli.working import work
        from gql_crm.logging import configure_logging

        configure_logging(settings)

        def announce() -> None:
            print(f"gql-crm works on jobs (data: {address.place})", flush=True)

        work(settings, address, announce)
