"""The schema's text: what graphql-core prints, and the directives of costs, which it leaves out."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    is_introspection_type,
    is_specified_directive,
    is_specified_scalar_type,
    print_ast,
    print_directive,
    print_type,
)
from graphql.utilities import ast_from_value

from gql_crm.fields.costs import applied_arguments
from gql_crm.schema.cost_directives import COST_DIRECTIVES

_FIELD = "  "
_ARGUMENT = "    "
_QUOTES = '"""'
_HEAD = "{"


def schema_text(schema: GraphQLSchema) -> str:
    """Return the SDL, types in the order of the schema."""
    named = schema.type_map.values()
    types = [
        type_ for type_ in named if not (is_specified_scalar_type(type_) or is_introspection_type(type_))
    ]
    directives = [one for one in schema.directives if not is_specified_directive(one)]
    return "\n\n".join((*map(print_directive, directives), *map(_printed, types)))


def _printed(type_: GraphQLNamedType) -> str:
    """Print a type; directives stand at the end of the line in which a head or a field ends."""
    text = print_type(type_)
    if not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
        return text
    of_fields = {name: _applied(field) for name, field in type_.fields.items()}
    of_fields |= {
        f"{name}.{argument}": _applied(value)
        for name, field in type_.fields.items()
        for argument, value in getattr(field, "args", {}).items()
    }
    of_type = _applied(type_)
    if not of_type and not any(of_fields.values()):
        return text
    lines = []
    for line, ends in _ends(text):
        if ends == _HEAD:
            lines.append(f"{line.removesuffix(' {')}{of_type} {{")
        else:
            lines.append(line + of_fields.get(ends, ""))
    return "\n".join(lines)


def _ends(text: str) -> Iterator[tuple[str, str]]:
    """Return each line, and the field or `field.argument` that ends with it, if one does, or the head."""
    described = False
    field = ""
    for line in text.split("\n"):
        inner = line.strip()
        if described or inner.startswith('"'):
            opens = not described and inner.startswith(_QUOTES)
            rest = inner[len(_QUOTES) :] if opens else inner
            described = (opens or described) and not _closes(rest)
            yield line, ""
        elif line.startswith(f"{_FIELD})"):
            yield line, field
        elif line.startswith(_FIELD) and line[len(_FIELD)].isidentifier():
            field = inner.partition(":")[0].partition("(")[0]
            yield line, "" if inner.endswith("(") else field
        elif line.startswith(_ARGUMENT) and line[len(_ARGUMENT)].isidentifier():
            yield line, f"{field}.{inner.partition(':')[0]}"
        else:
            yield line, _HEAD if line.endswith(" {") else ""


def _closes(line: str) -> bool:
    return line.endswith(_QUOTES) and not line.endswith(f"\\{_QUOTES}")


def _applied(thing: GraphQLNamedType | GraphQLField | GraphQLInputField | GraphQLArgument) -> str:
    """Return the directives of costs of a thing; of one that was read from a text, as they stand there."""
    own: Mapping[str, Mapping[str, Any]] = applied_arguments(thing)
    if not own and thing.ast_node is not None:
        names = {directive.name for directive in COST_DIRECTIVES}
        return "".join(
            f" {print_ast(one)}" for one in thing.ast_node.directives or () if one.name.value in names
        )
    written = []
    for directive in COST_DIRECTIVES:
        if directive.name in own:
            values = own[directive.name]
            arguments = (
                f"{name}: {print_ast(ast)}"
                for name, argument in directive.args.items()
                if name in values and (ast := ast_from_value(values[name], argument.type))
            )
            written.append(f" @{directive.name}({', '.join(arguments)})")
    return "".join(written)
