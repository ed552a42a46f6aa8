"""The tree of a formula, as it is read and as it is checked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from gql_crm.formulas.types import Type, Value

if TYPE_CHECKING:
    from gql_crm.formulas.functions import Function


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that is written in the formula; null has no type before it is checked."""

    value: Value
    type: Type | None
    at: int


@dataclass(frozen=True, slots=True)
class Path:
    """A field of the record, `amount`, or of one that it refers to, `organization.employees`.

    It stands from character `at` to before `end`. After the check it has a type.
    """

    names: tuple[str, ...]
    at: int
    end: int
    type: Type | None = None

    @property
    def text(self) -> str:
        """The path as it is written."""
        return ".".join(self.names)


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator or a function over arguments. After the check it is known which of one name."""

    name: str
    arguments: tuple["Tree", ...]
    at: int
    function: "Function | None" = field(default=None, compare=False)

    @property
    def type(self) -> Type | None:
        """What it yields."""
        return self.function.gives if self.function else None


Tree: TypeAlias = Literal | Path | Apply


def paths_of(tree: Tree) -> Iterator[Path]:
    """Return the fields that a formula reads, from left to right."""
    if isinstance(tree, Path):
        yield tree
    elif isinstance(tree, Apply):
        for argument in tree.arguments:
            yield from paths_of(argument)


def functions_of(tree: Tree) -> Iterator["Function"]:
    """Return the functions that a checked formula applies, from left to right."""
    if isinstance(tree, Apply):
        if tree.function is not None:
            yield tree.function
        for argument in tree.arguments:
            yield from functions_of(argument)


def size_of(tree: Tree) -> int:
    """Return of how many parts a formula is made."""
    return 1 + sum(map(size_of, tree.arguments)) if isinstance(tree, Apply) else 1
