"""Types: which function each name means, and what a formula yields."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from gql_crm.formulas.dates import DATES
from gql_crm.formulas.functions import Function, by_name
from gql_crm.formulas.logic import LOGIC
from gql_crm.formulas.numbers import NUMBERS
from gql_crm.formulas.problem import FormulaProblem
from gql_crm.formulas.texts import TEXTS
from gql_crm.formulas.tree import Apply, Literal, Path, Tree
from gql_crm.formulas.types import Type
from gql_crm.text import did_you_mean, listed, shown

FUNCTIONS: Final = by_name(*NUMBERS, *LOGIC, *TEXTS, *DATES)


@dataclass(frozen=True, slots=True)
class Reads:
    """What a path leads to: the type of its values, and the texts that are the only ones it can have."""

    type: Type
    options: tuple[str, ...] = ()


Lookup: TypeAlias = Callable[[Path], Reads]
"""Tells what a path leads to; raises `FormulaProblem` for one that leads nowhere."""


def checked(tree: Tree, lookup: Lookup) -> Tree:
    """Return the tree with the types and functions of all its parts; raises `FormulaProblem`."""
    if isinstance(tree, Path):
        return replace(tree, type=lookup(tree).type)
    if isinstance(tree, Literal):
        return tree
    if tree.name == "date":
        return _day(tree)
    arguments = tuple(checked(argument, lookup) for argument in tree.arguments)
    function = _function(tree, tuple(argument.type for argument in arguments))
    if function.name in {"=", "!="}:
        _check_options(tree, lookup)
    wanted = function.wanted(len(arguments)) or ()
    typed = tuple(_with_type(one, type_) for one, type_ in zip(arguments, wanted, strict=True))
    return replace(tree, arguments=typed, function=function)


def _with_type(argument: Tree, type_: Type) -> Tree:
    """Give null the type that is wanted of it."""
    return replace(argument, type=type_) if isinstance(argument, Literal) else argument


def _function(tree: Apply, types: tuple[Type | None, ...]) -> Function:
    there = FUNCTIONS.get(tree.name)
    if there is None:
        hint = did_you_mean(tree.name, (*FUNCTIONS, "date"))
        raise FormulaProblem(f"There is no function {shown(tree.name)}.{hint}", tree.at)
    for function in there:
        if function.fits(types):
            return function
    given = _told(types) or "nothing"
    wanted = listed(dict.fromkeys(_wanted(function) for function in there), "or")
    raise FormulaProblem(f"{shown(tree.name)} takes {wanted}, not {given}.", tree.at)


def _wanted(function: Function) -> str:
    return f"{_told(function.takes) or 'nothing'}{' and more' if function.variadic else ''}"


def _told(types: tuple[Type | None, ...]) -> str:
    return "(" + ", ".join("null" if type_ is None else type_.value for type_ in types) + ")" if types else ""


def _day(tree: Apply) -> Tree:
    """Read `date("2026-01-31")`: a day is written as a text, which is judged now and not when it is read."""
    match tree.arguments:
        case (Literal(value=str() as text),):
            try:
                return Literal(date.fromisoformat(text), Type.DATE, tree.at)
            except ValueError:
                problem = f'{shown(text)} is no day of the calendar; expected one like "2026-01-31".'
                raise FormulaProblem(problem, tree.at) from None
    raise FormulaProblem('"date" takes a text like "2026-01-31", and nothing that has to be read.', tree.at)


def _check_options(tree: Apply, lookup: Lookup) -> None:
    """Refuse a comparison that no value of a field with options could meet."""
    for one, other in (tree.arguments, tree.arguments[::-1]):
        if isinstance(one, Path) and isinstance(other, Literal) and isinstance(other.value, str):
            options = lookup(one).options
            if options and other.value not in options:
                hint = did_you_mean(other.value, options) or f" There are {listed(options)}."
                raise FormulaProblem(f"{shown(one.text)} has no option {shown(other.value)}.{hint}", other.at)
