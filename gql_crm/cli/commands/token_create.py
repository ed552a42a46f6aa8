"""`gql-crm token create`."""

from typing import Annotated

import typer

from gql_crm.cli.options import DataDir


def create(
    email: Annotated[
        str, typer.Option("--email", help="The e-mail address of the user whom the token acts as.")
    ],
    data_dir: DataDir = None,
) -> None:
    """Make an API token for a user, and show it once."""
    import asyncio

    from gql_crm.cli.database import database
    from gql_crm.cli.progress import steps
    from gql_crm.settings import Settings
    from gql_crm.workspace.setup import create_token

    settings = Settings.load(data_dir=data_dir)
    with steps() as progress, database(settings, progress) as address:
        token = asyncio.run(create_token(settings, address.app_dsn, email=email))
    print(token)
