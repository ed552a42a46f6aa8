"""`gql-crm explain`."""

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from gql_crm.cli.options import DataDir

if TYPE_CHECKING:
    from gql_crm.workspace import GraphQLRequest


_Variables: TypeAlias = Annotated[
    str | None,
    typer.Option("--variables", metavar="JSON|@FILE", help="The variables: '{\"first\": 5}' or @file.json."),
]
_Name: TypeAlias = Annotated[
    str | None, typer.Option("--operation", metavar="NAME", help="Which operation, where there are several.")
]
_User: TypeAlias = Annotated[
    str | None,
    typer.Option("--as", metavar="EMAIL", help="The user who asks.", show_default="the first administrator"),
]


def explain(
    document: Annotated[str, typer.Argument(help='A file with a GraphQL document; "-" is the input.')],
    variables: _Variables = None,
    operation: _Name = None,
    as_: _User = None,
    *,
    analyze: Annotated[
        bool, typer.Option("--analyze", help="Run it, and show what PostgreSQL measured; nothing is changed.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Show what a query reads, its cost, its SQL and PostgreSQL's plan, and what would make it faster."""
    import asyncio

    from gql_crm.cli.explanations import as_json, as_text, errors_as_json, errors_as_text
    from gql_crm.cli.failures import CommandFailure
    from gql_crm.cli.opened import opened_database

    request = _request(document, variables, operation)
    with opened_database(data_dir) as (settings, address):
        from gql_crm.schema.explaining import OperationRefused
        from gql_crm.workspace.explaining import explain_operation

        work = explain_operation(settings, address.app_dsn, request, as_, analyze=analyze)
        try:
            explained = asyncio.run(work)
        except OperationRefused as refused:
            if not json:
                raise CommandFailure(errors_as_text(refused.errors)) from None
            print(errors_as_json(refused.errors))
            raise typer.Exit(1) from None
    print(as_json(explained) if json else as_text(explained, as_))


def _request(document: str, variables: str | None, operation: str | None) -> "GraphQLRequest":
    from gql_crm.cli.failures import CommandFailure
    from gql_crm.cli.reading import read_bytes
    from gql_crm.workspace import GraphQLRequest

    try:
        text = read_bytes(document).decode()
    except UnicodeDecodeError:
        raise CommandFailure(f'"{document}" is no text in UTF-8.') from None
    return GraphQLRequest(query=text, variables=_variables(variables), operation_name=operation)


def _variables(given: str | None) -> dict[str, Any]:
    import orjson

    from gql_crm.cli.failures import CommandFailure
    from gql_crm.cli.reading import read_bytes

    if given is None:
        return {}
    try:
        values = orjson.loads(read_bytes(given[1:]) if given.startswith("@") else given)
    except orjson.JSONDecodeError as problem:
        raise CommandFailure(f"The variables are no JSON: {problem}.") from None
    if not isinstance(values, dict):
        raise CommandFailure('The variables are no JSON object; expected one like {"first": 5}.')
    return values
