"""Whether a kind has the operators that a filter names, and takes what they are given."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import GraphQLError
from graphql.utilities import validate_input_value

from gql_crm.fields.kind import FieldKind
from gql_crm.fields.operators import Nested
from gql_crm.text import did_you_mean, shown

Problem = tuple[tuple[str, ...], str]
"""A path and a sentence."""


def operator_problems(kind: FieldKind, given: Any, place: tuple[str, ...]) -> Iterator[Problem]:
    """Find what is wrong with conditions on one value; `place` leads to them."""
    if given is None:
        return
    if not isinstance(given, Mapping):
        yield place, f"{shown(given)} is no condition; expected an object like {{eq: …}}."
        return
    operators = {one.name: one for one in kind.operators}
    for name, argument in given.items():
        operator, path = operators.get(name), (*place, name)
        if operator is None:
            yield path, f"{kind.name} has no operator {shown(name)}.{did_you_mean(name, operators)}"
        elif isinstance(operator, Nested):
            yield from operator_problems(operator.kind, argument, path)
        else:
            faults: list[str] = []
            validate_input_value(argument, operator.input_type(kind), _noting(faults))
            yield from ((path, f"{shown(argument)} does not fit: {fault}") for fault in faults[:1])


def _noting(faults: list[str]) -> Any:
    def note(error: GraphQLError, _path: object) -> None:
        faults.append(error.message)

    return note
