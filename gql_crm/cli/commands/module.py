"""`gql-crm module list`, `enable` and `disable`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from gql_crm.cli.options import DataDir

if TYPE_CHECKING:
    from gql_crm.cli.database import DatabaseAddress
    from gql_crm.settings import Settings

Name = Annotated[str, typer.Argument(help="The module's name, as `gql-crm module list` shows it.")]


def list_(data_dir: DataDir = None) -> None:
    """List the modules that are installed, and whether they are enabled."""
    import asyncio

    with _opened(data_dir) as (settings, address):
        from gql_crm.workspace.module_switches import module_lines

        lines = asyncio.run(module_lines(settings, address.owner_dsn))
    width = max(len(line.name) for line in lines)
    for line in lines:
        print(f"{line.name:<{width}}  {line.version:<8}  {line.state:<8}  {line.remark}".rstrip())


def enable(name: Name, data_dir: DataDir = None) -> None:
    """Enable a module: its tables are made, and running servers have it at their next request."""
    _switch(name, data_dir, enabled=True)


def disable(name: Name, data_dir: DataDir = None) -> None:
    """Disable a module: it leaves the schema of running servers, its data stay."""
    _switch(name, data_dir, enabled=False)


def _switch(name: str, data_dir: DataDir, *, enabled: bool) -> None:
    import asyncio

    with _opened(data_dir) as (settings, address):
        from gql_crm.workspace.module_switches import switch_module

        asyncio.run(switch_module(settings, address.owner_dsn, name, enabled=enabled))
    print(f'The module "{name}" is {"enabled" if enabled else "disabled"}.')


@contextmanager
def _opened(data_dir: DataDir) -> "Iterator[tuple[Settings, DatabaseAddress]]":
    """Provide a database whose core tables are up to date."""
    import asyncio

    from gql_crm.cli.database import database
    from gql_crm.cli.progress import steps
    from gql_crm.settings import Settings

    settings = Settings.load(data_dir=data_dir)
    with steps() as progress, database(settings, progress) as address:
        from gql_crm.workspace.setup import prepare

        asyncio.run(prepare(settings, address.owner_dsn, progress=progress))
        yield settings, address
