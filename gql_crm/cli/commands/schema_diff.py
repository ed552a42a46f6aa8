"""`gql-crm schema diff`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from gql_crm.cli.reading import STDIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphql import GraphQLError, GraphQLSchema

    from gql_crm.cli.schema_changes import Change

_MOST_FAULTS = 5


class Format(StrEnum):
    """How the changes are written."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """The mildest change that makes the command fail."""

    BREAKING = "breaking"
    DANGEROUS = "dangerous"
    NEVER = "never"


def diff(
    old: Annotated[str, typer.Argument(help='A file with the schema that clients know; "-" is the input.')],
    new: Annotated[
        str | None,
        typer.Argument(help="A file with the new one.", show_default="the schema of all installed modules"),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How to write the changes.")] = Format.TEXT,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="Which changes give exit code 1.")] = (
        FailOn.BREAKING
    ),
) -> None:
    """Say what a new GraphQL schema does to clients of an old one: breaking, dangerous and safe changes."""
    from gql_crm.cli.failures import CommandFailure
    from gql_crm.cli.schema_changes import changes

    if old == new == STDIN:
        raise CommandFailure('Both schemas cannot come from the input; give a file for one of the two "-".')
    before = _schema(old, _read(old))
    after = _installed() if new is None else _schema(new, _read(new))
    found = changes(before, after)
    print(_json(found) if form is Format.JSON else _text(found))
    if any(_fails(change, fail_on) for change in found):
        raise typer.Exit(1)


def _fails(change: "Change", fail_on: FailOn) -> bool:
    return fail_on is not FailOn.NEVER and change.level in {"breaking", fail_on}


def _installed() -> "GraphQLSchema":
    from graphql import build_schema

    from gql_crm.workspace.setup import installed_sdl

    return build_schema(installed_sdl())  # as everybody sees it, like the other one


def _read(source: str) -> str:
    from gql_crm.cli.failures import CommandFailure
    from gql_crm.cli.reading import read_bytes

    try:
        return read_bytes(source).decode()
    except UnicodeDecodeError:
        raise CommandFailure(f"{_named(source)} is not text in UTF-8.") from None


def _schema(source: str, text: str) -> "GraphQLSchema":
    from graphql import GraphQLError, build_ast_schema, parse, validate_schema
    from graphql.validation.validate import validate_sdl

    try:
        document = parse(text)
        if faults := validate_sdl(document):
            raise _refused(source, faults)
        schema = build_ast_schema(document, assume_valid_sdl=True)
    except GraphQLError as fault:
        raise _refused(source, [fault]) from None
    if faults := validate_schema(schema):
        raise _refused(source, faults)
    return schema


def _refused(source: str, faults: "Sequence[GraphQLError]") -> Exception:
    from gql_crm.cli.failures import CommandFailure

    lines = [f"  {_place(fault)}{fault.message}" for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        lines.append(f"  and {len(faults) - _MOST_FAULTS} more")
    return CommandFailure("\n".join([f"{_named(source)} is no GraphQL schema:", *lines]))


def _place(fault: "GraphQLError") -> str:
    if not fault.locations:
        return ""
    return f"line {fault.locations[0].line}, column {fault.locations[0].column}: "


def _named(source: str) -> str:
    return "The input" if source == STDIN else f'"{source}"'


def _json(found: "Sequence[Change]") -> str:
    import json
    from dataclasses import asdict

    from gql_crm.cli.schema_changes import LEVELS

    summary = {level: sum(change.level == level for change in found) for level in LEVELS}
    document = {"summary": summary, "changes": [asdict(change) for change in found]}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _text(found: "Sequence[Change]") -> str:
    from gql_crm.cli.schema_changes import LEVELS

    lines = []
    counts = []
    for level in LEVELS:
        texts = [change.text for change in found if change.level == level]
        counts.append(f"{len(texts)} {level}")
        if texts:
            lines += [f"{level.capitalize()}:", *(f"  {text}" for text in texts), ""]
    lines.append(f"{', '.join(counts)}." if found else "The schemas are the same.")
    return "\n".join(lines)
