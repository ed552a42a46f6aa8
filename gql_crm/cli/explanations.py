"""What `gql-crm explain` prints: paragraphs for people, JSON for tools."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from graphql import GraphQLError

    from gql_crm.schema.explaining import ExplainedField, ExplainedList
    from gql_crm.workspace.explaining import Explanation

_INDENT = "  "
_NO_WARNINGS = (
    "None about custom fields, orders through relations and searches. What else is read, the plan tells."
)


def as_json(explanation: "Explanation") -> str:
    """Return everything as one JSON object."""
    return orjson.dumps(explanation, default=str, option=orjson.OPT_INDENT_2).decode()


def errors_as_json(errors: "Sequence[GraphQLError]") -> str:
    """Return errors as a response has them."""
    formatted = [error.formatted for error in errors]
    return orjson.dumps({"errors": formatted}, default=str, option=orjson.OPT_INDENT_2).decode()


def errors_as_text(errors: "Sequence[GraphQLError]") -> str:
    """Return the messages, each with the place in the document that it is about."""
    return "\n".join(f"{error.message}{_place(error)}" for error in errors)


def as_text(explanation: "Explanation", user: str | None) -> str:
    """Return paragraphs; `user` is the address of whom it was explained for."""
    name = f'"{explanation.operation}"' if explanation.operation else "This query"
    roles = ", ".join(explanation.roles) or "no role"
    cost = f"costs {explanation.cost['requested']:,} of {explanation.cost['limit']:,}"
    parts = [f"{name} as {user or 'the first administrator'} ({roles}) {cost}."]
    parts.extend("\n".join(_field(field)) for field in explanation.fields)
    if explanation.sql is None:
        return "\n\n".join([*parts, "Nothing of it reads records, so there is no statement."])
    parts.append(f"SQL\n\n{explanation.sql}")
    if explanation.parameters:
        values = (f"${number} = {_value(value)}" for number, value in enumerate(explanation.parameters, 1))
        parts.append("\n".join(values))
    parts.append("\n".join(["PostgreSQL's plan", "", *explanation.plan]))
    parts.append("\n".join(["Warnings", "", *(_warnings(explanation) or [_NO_WARNINGS])]))
    return "\n\n".join(parts)


def _place(error: "GraphQLError") -> str:
    if not error.locations:
        return ""
    return f" (line {error.locations[0].line}, column {error.locations[0].column})"


def _warnings(explanation: "Explanation") -> list[str]:
    return [f"- {one.text}{f' Mend it: {one.mend}' if one.mend else ''}" for one in explanation.warnings]


def _field(field: "ExplainedField") -> Iterator[str]:
    name = field.key if field.key == field.field else f"{field.key}: {field.field}"
    yield f"{name} reads {field.reads} and costs {field.cost:,}"
    is_list = bool(field.lists) and field.lists[0].field == f"Query.{field.field}"
    if is_list:
        yield from _list(field.lists[0], _INDENT)
    else:
        yield from _inner(field.lists, _INDENT)


def _inner(lists: "Iterable[ExplainedList]", indent: str) -> Iterator[str]:
    for one in lists:
        name = one.field if one.field.endswith(f".{one.key}") else f"{one.key}: {one.field}"
        yield f"{indent}{name} reads a list of {one.entity}"
        yield from _list(one, indent + _INDENT)


def _list(read: "ExplainedList", indent: str) -> Iterator[str]:
    if read.filter is not None:
        yield f"{indent}filter  {_value(read.filter)}"
    if read.search is not None:
        yield f"{indent}search  {_value(read.search)}"
    yield f"{indent}order   {', '.join(read.order) or 'newest first'}"
    place = f" {'before' if read.backward else 'after'} a cursor" if read.cursor else ""
    yield f"{indent}page    the {'last' if read.backward else 'first'} {read.rows}{place}"
    if read.counts:
        yield f"{indent}counts  {', '.join(read.counts)}: all that the filter finds"
    yield from _inner(read.lists, indent)


def _value(value: Any) -> str:
    return orjson.dumps(value, default=str).decode()
