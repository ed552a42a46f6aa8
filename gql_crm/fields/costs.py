"""What things of a schema cost, kept in their `extensions`: what the text shows and the limit counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

_COST: Final = "cost"
_LIST_SIZE: Final = "listSize"


@dataclass(frozen=True, slots=True)
class ListSize:
    """How many elements a list may have: what the greatest of `arguments` says, without one `assumed`.

    `fields`: the lists are these members of what the field returns, and not the field itself.
    """

    assumed: int | None = None
    """None where an argument is always given."""
    arguments: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


class Extended(Protocol):
    """A type, field, argument or input field of graphql-core."""

    extensions: dict[str, Any]


def weighing(weight: int) -> dict[str, Any]:
    """Return the extensions of what has a weight of its own."""
    return {_COST: weight}


def listing(size: ListSize) -> dict[str, Any]:
    """Return the extensions of a field that returns lists."""
    return {_LIST_SIZE: size}


def weight_of(thing: Extended) -> int | None:
    """Return the weight that a thing has of its own."""
    return thing.extensions.get(_COST)


def list_size_of(field: Extended) -> ListSize | None:
    """Return how long a field's lists are, where it is known."""
    return field.extensions.get(_LIST_SIZE)


def applied_arguments(thing: Extended) -> Mapping[str, Mapping[str, Any]]:
    """Return the directives of a thing by name, each with its arguments, as the schema's text shows them."""
    applied: dict[str, Mapping[str, Any]] = {}
    weight, size = weight_of(thing), list_size_of(thing)
    if weight is not None:
        applied["cost"] = {"weight": str(weight)}
    if size is not None:
        arguments = {
            "assumedSize": size.assumed,
            "slicingArguments": list(size.arguments) or None,
            "sizedFields": list(size.fields) or None,
            "requireOneSlicingArgument": False if size.arguments and size.assumed is not None else None,
        }
        applied["listSize"] = {name: value for name, value in arguments.items() if value is not None}
    return applied
