"""The operators and functions of formulas: for each what it takes and yields, its SQL and its Python.

Both halves of a line stand together, because they must agree: a property test compares them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gql_crm import sql
from gql_crm.formulas.types import Type


@dataclass(frozen=True, slots=True)
class Function:
    """One operator or function with arguments of certain types; several of one name differ by these.

    `variadic`: the last type holds for any number of further arguments. `strict`: null where an argument is.
    `indexable`: PostgreSQL knows that it yields the same for ever.
    """

    name: str
    takes: tuple[Type, ...]
    gives: Type
    sql: Callable[..., sql.Node]
    python: Callable[..., Any]
    strict: bool = True
    variadic: bool = False
    indexable: bool = True

    def fits(self, types: tuple[Type | None, ...]) -> bool:
        """Whether it takes arguments of these types; null, None, is of every type."""
        wanted = self.wanted(len(types))
        return wanted is not None and all(
            given in {None, one} for given, one in zip(types, wanted, strict=True)
        )

    def wanted(self, count: int) -> tuple[Type, ...] | None:
        """Return the types of so many arguments; None when it does not take so many."""
        if count == len(self.takes):
            return self.takes
        if self.variadic and count > len(self.takes):
            return (*self.takes, *(self.takes[-1],) * (count - len(self.takes)))
        return None

    def apply(self, values: list[Any]) -> Any:
        """Return what it yields of values."""
        return None if self.strict and None in values else self.python(*values)


Functions = Mapping[str, tuple[Function, ...]]


def by_name(*several: Function) -> dict[str, tuple[Function, ...]]:
    """Return functions by name, those of one name in their order."""
    named: dict[str, tuple[Function, ...]] = {}
    for function in several:
        named[function.name] = (*named.get(function.name, ()), function)
    return named
