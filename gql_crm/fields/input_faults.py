"""What is wrong with a value that is none of an input's type, as a person may read it."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final, NamedTuple

from graphql import (
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLNamedType,
    get_named_type,
)
from graphql.pyutils import inspect
from graphql.utilities import validate_input_value

from gql_crm.text import listed, shown


class InputFault(NamedTuple):
    """What does not fit, where it stands in the value, and why."""

    path: tuple[str, ...]
    text: str


_MOST_NAMES: Final = 20
"""Fields of an input that an error lists."""
_Words = Callable[[re.Match[str]], str]
_UNKNOWN: Final = re.compile(
    r"Expected value of type '(\w+)' not to include unknown field '(.*?)'"
    r"(?:\.( Did you mean .*?\?) Found|, found): .*",
    re.DOTALL,
)
_LACKING: Final = re.compile(
    r"Expected value of type '(\w+)' to include required field '(\w+)', found: .*", re.DOTALL
)
_ONE_OF: Final = re.compile(r"Within OneOf Input Object type '(\w+)', exactly one field must be specified.*")
_WORDS: Final[Sequence[tuple[re.Pattern[str], _Words]]] = (
    (_UNKNOWN, lambda found: f'"{found[1]}" has no field {shown(found[2])}.{_hint(found[3])}'),
    (_LACKING, lambda found: f'"{found[1]}" needs a value of "{found[2]}".'),
    (
        re.compile(r"Expected value of non-null type '(.+)' not to be (?:None|null)\."),
        lambda found: f'"null" is no value of "{found[1]}"; expected one.',
    ),
    (
        re.compile(r"Expected a value of non-null type '(.+)' to be provided\."),
        lambda found: f'There is no value; expected one of "{found[1]}".',
    ),
    (
        re.compile(r"Enum '(\w+)' cannot represent non-enum value: (\".*\")\..*", re.DOTALL),
        lambda found: (
            f'The text {found[2]} is no value of "{found[1]}": documents have its values without quotes.'
        ),
    ),
    (
        re.compile(r"Value [\"'](.*)[\"'] does not exist in '(\w+)' enum\.( Did you mean .*\?)?", re.DOTALL),
        lambda found: f'{shown(found[1])} is no value of "{found[2]}".{_hint(found[3])}',
    ),
)
"""What GraphQL says of inputs, in variables and in documents, and our words."""


def input_faults(value: Any, type_: GraphQLInputType, *, limit: int) -> list[InputFault]:
    """Return what keeps a value from being one of the type; `Undefined` is none."""
    found: list[InputFault] = []
    misnamed: set[tuple[str, ...]] = set()

    def note(error: GraphQLError, path: Sequence[str | int]) -> None:
        place = tuple(str(step) for step in path)
        named = _UNKNOWN.fullmatch(error.message) or _LACKING.fullmatch(error.message)
        if named is None and place in misnamed and _ONE_OF.fullmatch(error.message):
            return
        text = worded(_without_python(error.message, value, path), _type_at(type_, path))
        if named is not None:
            misnamed.add(place)
            place = (*place, named[2])
        found.append(InputFault(place, text))
        if len(found) >= limit:
            raise _EnoughFaults

    with suppress(_EnoughFaults):
        validate_input_value(value, type_, note)
    return found


def worded(message: str, one_of: GraphQLNamedType | None) -> str:
    """Return what GraphQL says of an input in our words; `one_of` is the type that it takes one field of."""
    if (match := _ONE_OF.fullmatch(message)) and isinstance(one_of, GraphQLInputObjectType):
        names = listed(sorted(one_of.fields), "or", limit=_MOST_NAMES)
        return f'"{match[1]}" takes exactly one of its fields, which is not null: {names}.'
    for pattern, words in _WORDS:
        if match := pattern.fullmatch(message):
            return words(match)
    return message


def one_of_name(message: str) -> str | None:
    """Return the name of the type of which a message says that it takes one field."""
    match = _ONE_OF.fullmatch(message)
    return match[1] if match else None


def _type_at(type_: GraphQLInputType, path: Sequence[str | int]) -> GraphQLNamedType:
    """Return the type of what stands at a path of names and places in lists."""
    named: GraphQLNamedType = get_named_type(type_)
    for step in path:
        if isinstance(step, str) and isinstance(named, GraphQLInputObjectType) and step in named.fields:
            named = get_named_type(named.fields[step].type)
    return named


def _without_python(message: str, value: Any, path: Sequence[str | int]) -> str:
    """Return a message with the wrong value, at its end, as JSON has it; not as Python would."""
    for step in path:
        value = value[step]
    for end in ("", "."):
        written = f" {inspect(value)}{end}"
        if value is not None and message.endswith(written):
            return f"{message.removesuffix(written)} {shown(value)}{end}"
    return message


def _hint(text: str | None) -> str:
    return (text or "").replace("the enum value ", "").replace("'", '"')


class _EnoughFaults(Exception):  # noqa: N818 (it ends a search)
    """More would be found, but none is told."""
