"""The checker's words → ours."""

import re
from collections.abc import Iterable
from typing import Final

from gql_crm.text import did_you_mean, listed, shown

_TYPES: Final = (
    (re.compile(r"wrapper\((\w+)\)"), r"\1"),
    (re.compile(r"\blist\([^()]*\)"), "a list"),
    (re.compile(r"\bmap\([^()]*\)"), "an object"),
    (re.compile(r"\b(?:uint|int)\b"), "a whole number"),
    (re.compile(r"\bdouble\b"), "a number with decimals"),
    (re.compile(r"\bstring\b"), "a text"),
    (re.compile(r"\bbool\b"), "true or false"),
    (re.compile(r"\bnull_type\b"), "null"),
    (re.compile(r"\b(?:google\.protobuf\.)?(?:T|t)imestamp\b"), "a time"),
    (re.compile(r"\b(?:google\.protobuf\.)?(?:D|d)uration\b"), "a duration"),
    (re.compile(r"\bdyn\b"), "anything"),
)
_UNKNOWN = re.compile(r"undeclared reference to '(.*)' \(in container ''\)")
_MISAPPLIED = re.compile(r"found no matching overload for '(.*?)' applied to '\((.*)\)'")
_SELECTED = re.compile(r"expression of type '(.*)' cannot be the operand of a select operation")
_SYNTAX = re.compile(r"Syntax error: (.*?)(?: expecting .*)?")
_ENDED: Final = "'<EOF>'"
_ARITHMETIC: Final = frozenset("+-*/%")


def worded(text: str, names: Iterable[str]) -> str:
    """Return a fault as a person may read it; `names` are those that a condition may use."""
    if match := _UNKNOWN.fullmatch(text):
        return _unknown(match[1], sorted(names))
    if match := _MISAPPLIED.fullmatch(text):
        return _misapplied(match[1].strip("_@").replace("_", " "), match[2])
    if match := _SELECTED.fullmatch(text):
        return f"{_typed(match[1])} has no parts."
    if "recursion" in text:
        return "it is nested too deeply."
    if match := _SYNTAX.fullmatch(text):
        return _misplaced(match[1])
    return f"{_typed(text).rstrip('.')}."


def _misplaced(text: str) -> str:
    if _ENDED in text:
        return "the condition ends; expected a value, as in budget > 5."
    return f"{text.replace(chr(39), chr(34))} cannot stand here."


def _unknown(name: str, names: list[str]) -> str:
    name = name.partition(".")[0]
    hint = did_you_mean(name, names)
    there = "" if hint or not names else f" There are {listed(names, limit=30)}."
    return f"There is no field or function {shown(name)}.{hint}{there}"


def _misapplied(operator: str, types: str) -> str:
    hint = ""
    if operator in _ARITHMETIC and "double" in types and re.search(r"\bint\b", types):
        hint = " Write whole numbers as 2.0, or convert with double(…)."
    return f'"{operator}" does not take {_typed(types).replace(", ", " and ")}.{hint}'


def _typed(text: str) -> str:
    for pattern, words in _TYPES:
        text = pattern.sub(words, text)
    return text
