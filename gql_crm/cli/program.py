"""The commands, and what happens when one fails."""

import gc
import sys
import traceback
from typing import Annotated

import typer

from gql_crm.cli.commands import (
    demo,
    doctor,
    documents,
    explain_query,
    migrate,
    module,
    schema_check,
    schema_diff,
    schema_print,
    serve,
    settings_page,
    token_create,
    worker,
)
from gql_crm.cli.failures import CommandFailure, explain


class Debugging:
    """Whether failures show where in the program they happened."""

    def __init__(self) -> None:
        self.wanted = False


def build_program(debugging: Debugging) -> typer.Typer:
    """Return the command line interface."""
    program = typer.Typer(
        help="A CRM whose product is a GraphQL API.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )

    @program.callback()
    def options(
        *,
        debug: Annotated[
            bool, typer.Option("--debug", help="Show where in the program a failure happened.")
        ] = False,
        version: Annotated[  # noqa: ARG001 (its callback acts)
            bool,
            typer.Option(
                "--version", help="Show the version and exit.", is_eager=True, callback=_show_version
            ),
        ] = False,
    ) -> None:
        debugging.wanted = debug

    program.command("demo")(demo.demo)
    program.command("serve")(serve.serve)
    program.command("worker")(worker.worker)
    program.command("migrate")(migrate.migrate)
    program.command("doctor")(doctor.doctor)
    program.command("explain")(explain_query.explain)
    program.command("settings")(settings_page.settings)
    program.add_typer(_schema_program(), name="schema")
    program.add_typer(_module_program(), name="module")
    program.add_typer(_documents_program(), name="documents")
    token = typer.Typer(help="API tokens.", no_args_is_help=True)
    token.command("create")(token_create.create)
    program.add_typer(token, name="token")
    return program


def _schema_program() -> typer.Typer:
    schema = typer.Typer(
        help="The GraphQL schema of all installed modules, without a database.", no_args_is_help=True
    )
    schema.command("print")(schema_print.print_)
    schema.command("check")(schema_check.check)
    schema.command("diff")(schema_diff.diff)
    return schema


def _module_program() -> typer.Typer:
    modules = typer.Typer(help="Modules: what a workspace switches on and off.", no_args_is_help=True)
    modules.command("list")(module.list_)
    modules.command("enable")(module.enable)
    modules.command("disable")(module.disable)
    return modules


def _documents_program() -> typer.Typer:
    those = typer.Typer(
        help="Persisted documents: GraphQL that clients name by an identifier.", no_args_is_help=True
    )
    those.command("import")(documents.import_)
    those.command("list")(documents.list_)
    those.command("remove")(documents.remove)
    return those


def main() -> None:
    """Run the command that the arguments name. A failure is a sentence on standard error and exit code 1."""
    debugging = Debugging()
    gc.disable()  # it would look through every import; a server turns it on again
    try:
        build_program(debugging)(prog_name="gql-crm")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as failure:  # noqa: BLE001 (the last place that can say it in words)
        if debugging.wanted:
            traceback.print_exc()
        print(f"gql-crm: {explain(failure)}", file=sys.stderr)
        sys.exit(1)
    finally:
        gc.enable()


def _show_version(wanted: bool) -> None:  # noqa: FBT001 (typer calls it so)
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        print(f"gql-crm {version('gql-crm')}")
    except PackageNotFoundError:
        raise CommandFailure('The package "gql-crm" runs from its source without being installed.') from None
    raise typer.Exit
