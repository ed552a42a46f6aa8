"""`gql-crm schema check`."""

from pathlib import Path
from typing import Annotated

import typer


def check(
    file: Annotated[Path, typer.Argument(help="The file to compare with.", dir_okay=False)] = Path(
        "schema.graphql"
    ),
) -> None:
    """Compare the GraphQL schema of all installed modules with a file; fail when they differ."""
    import difflib

    from gql_crm.cli.failures import CommandFailure
    from gql_crm.workspace.setup import installed_sdl

    try:
        kept = file.read_text("utf-8")
    except OSError as problem:
        raise CommandFailure(f'The file "{file}" cannot be read: {problem.strerror}.') from None
    made = installed_sdl()
    if kept == made:
        print(f"{file} matches.")
        return
    lines = difflib.unified_diff(
        kept.splitlines(), made.splitlines(), str(file), "the schema", lineterm="", n=2
    )
    print("\n".join(lines))
    raise CommandFailure(
        f'The schema is not what "{file}" says. If it should be: gql-crm schema print > {file}'
    )
