"""`gql-crm module list`, `enable` and `disable`."""

from typing import Annotated

import typer

from gql_crm.cli.options import DataDir

Name = Annotated[str, typer.Argument(help="The module's name, as `gql-crm module list` shows it.")]


def list_(data_dir: DataDir = None) -> None:
    """List the modules that are installed, and whether they are enabled."""
    import asyncio

    from gql_crm.cli.opened import opened_database

    with opened_database(data_dir) as (settings, address):
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

    from gql_crm.cli.opened import opened_database

    with opened_database(data_dir) as (settings, address):
        from gql_crm.workspace.module_switches import switch_module

        asyncio.run(switch_module(settings, address.owner_dsn, name, enabled=enabled))
    print(f'The module "{name}" is {"enabled" if enabled else "disabled"}.')
