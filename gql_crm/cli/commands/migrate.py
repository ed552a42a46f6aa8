"""`gql-crm migrate`."""

from gql_crm.cli.options import DataDir


def migrate(data_dir: DataDir = None) -> None:
    """Bring the tables of the database to the state that this version needs. Safe at any time."""
    import asyncio

    from gql_crm.cli.database import database
    from gql_crm.cli.progress import steps
    from gql_crm.settings import Settings
    from gql_crm.workspace.setup import prepare

    settings = Settings.load(data_dir=data_dir)
    with steps() as progress, database(settings, progress) as address:
        asyncio.run(prepare(settings, address.owner_dsn, progress=progress))
    print(f"The database {address.place} is up to date.")
