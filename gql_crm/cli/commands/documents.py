"""`gql-crm documents import`, `list` and `remove`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from gql_crm.cli.options import DataDir

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gql_crm.persisted import DocumentRow
    from gql_crm.workspace.document_imports import Misfit

_MOST_FAULTS = 10


def import_(
    manifest: Annotated[
        str, typer.Argument(help='The manifest that the client\'s build writes; "-" is the input.')
    ],
    client: Annotated[
        str, typer.Option("--client", help="The client whose documents these are.")
    ] = "default",
    data_dir: DataDir = None,
) -> None:
    """Import the documents of a client. Running servers have them at their next request."""
    import asyncio

    from gql_crm.cli.failures import CommandFailure
    from gql_crm.cli.opened import opened_database
    from gql_crm.cli.reading import read_bytes
    from gql_crm.persisted import ManifestRefused, read_manifest

    raw = read_bytes(manifest)
    try:
        documents = read_manifest(raw)
        with opened_database(data_dir) as (settings, address):
            from gql_crm.workspace.document_imports import import_manifest

            imported, misfits = asyncio.run(import_manifest(settings, address.app_dsn, documents, client))
    except ManifestRefused as refused:
        raise CommandFailure(_refused(refused.problems)) from None
    for misfit in misfits:
        print(_warning(misfit), file=sys.stderr)
    print(f'"{client}": {len(imported.added)} new, {len(imported.known)} known already.')


def list_(
    client: Annotated[
        str | None, typer.Option("--client", help="Those of this client.", show_default="all of them")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """List the documents: identifier, operations, clients, day of the last import and of the last use."""
    import asyncio

    from gql_crm.cli.opened import opened_database

    with opened_database(data_dir) as (settings, address):
        from gql_crm.workspace.document_imports import documents_of

        rows = asyncio.run(documents_of(settings, address.app_dsn, client))
    for line in _table([_cells(row) for row in rows]):
        print(line)


def remove(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Identifiers, as `list` shows them.")
    ] = None,
    client: Annotated[
        str | None,
        typer.Option("--client", help="Those of this client; what others have too stays for them."),
    ] = None,
    unused_for: Annotated[
        int | None,
        typer.Option(
            "--unused-for", min=2, metavar="DAYS", help="Those neither used nor imported for so many days."
        ),
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Remove the documents that meet all that is given. Running servers forget them within a minute."""
    import asyncio
    from datetime import timedelta

    from gql_crm.cli.failures import CommandFailure
    from gql_crm.cli.opened import opened_database

    if not ids and client is None and unused_for is None:
        raise CommandFailure('Say which documents: their identifiers, "--client" or "--unused-for".')
    with opened_database(data_dir) as (settings, address):
        from gql_crm.workspace.document_imports import remove as remove_those

        days = None if unused_for is None else timedelta(days=unused_for)
        try:
            removed = asyncio.run(remove_those(settings, address.app_dsn, ids or (), client, days))
        except LookupError as unknown:
            raise CommandFailure(
                f'There is no document "{unknown}"; `gql-crm documents list` shows all. Nothing is removed.'
            ) from None
    stay = f" {removed.shared} stay for other clients." if removed.shared else ""
    print(f"{removed.documents} removed.{stay}")


def _refused(problems: "Sequence[str]") -> str:
    lines = [f"  {problem}" for problem in problems[:_MOST_FAULTS]]
    if len(problems) > _MOST_FAULTS:
        lines.append(f"  and {len(problems) - _MOST_FAULTS} more")
    return "\n".join(["Nothing is imported:", *lines])


def _warning(misfit: "Misfit") -> str:
    names = ", ".join(misfit.document.operation_names) or "without a name"
    return f"Warning: {misfit.document.id} ({names}) does not fit the schema: {misfit.reason}"


def _cells(row: "DocumentRow") -> tuple[str, ...]:
    used = "never used" if row.last_used_at is None else f"used {row.last_used_at:%Y-%m-%d}"
    names = ",".join(row.operation_names) or "-"
    return row.id, names, ",".join(row.clients), f"imported {row.imported_at:%Y-%m-%d}", used


def _table(rows: "Sequence[tuple[str, ...]]") -> "list[str]":
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (zip(row, widths, strict=True) for row in rows)
    return ["  ".join(f"{cell:<{width}}" for cell, width in line).rstrip() for line in lines]
