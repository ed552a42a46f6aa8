"""A condition is parsed and its types are checked when it is written, so that it can be relied on later."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from cel_expr_python import cel  # type: ignore[import-untyped] # it has stubs and does not say so

from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.conditions.condition import Condition
from gql_crm.fields.conditions.types import checked_type
from gql_crm.fields.conditions.wording import worded
from gql_crm.fields.kind import ValueProblem
from gql_crm.fields.pattern import compile_pattern
from gql_crm.fields.unsafe_text import unsafe_text
from gql_crm.text import shown

Variables: TypeAlias = Mapping[str, ConditionType]
"""What a condition may name."""

LENGTH_LIMIT: Final = 1_000
"""Most characters of a condition."""

_LITERAL = re.compile(
    r"""[rRbB]{0,2}(?:\"{3}(?:\\.|.)*?\"{3}|'{3}(?:\\.|.)*?'{3}|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|//[^\n]*""",
    re.DOTALL,
)
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_COPYING = re.compile(r"\.\s*(map|filter)\s*\(")
_MATCHES = re.compile(r"\bmatches\s*\(")
_FAULT = re.compile(r"ERROR: <input>:(-?\d+):(-?\d+): (.*)")
_OF_NUMBERS = re.compile(
    r"found no matching overload for '(_[<>=!]=?_)' applied to '\((?:wrapper\()?(?:int|double)\)?, "
    r"(?:wrapper\()?(?:int|double)\)?\)'"
)


class ConditionProblem(ValueError):  # noqa: N818 (it becomes a user error)
    """What is wrong with a condition, one text a fault, each with its place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


class _Fault(NamedTuple):
    line: int
    column: int
    text: str


def checked_condition(source: str, variables: Variables) -> Condition:
    """Return the condition of a text; raise `ConditionProblem` with all its faults."""
    blank = without_literals(source)
    problems = list(_problems(source, blank))
    if problems:
        raise ConditionProblem(problems)
    named = {word: variables[word] for word in dict.fromkeys(_WORD.findall(blank)) if word in variables}
    type_ = _checked(source, named, variables)
    if type_ != cel.Type.BOOL:
        raise ConditionProblem([_no_truth(type_)])
    read = {name: type_ for name, type_ in named.items() if not _compiles_without(source, named, name)}
    return Condition(source, tuple(read.items()))


def _problems(source: str, blank: str) -> Iterator[str]:
    """Find what would cost too much, or could only fail later."""
    if not source.strip():
        yield "The condition is empty; null takes it away."
    elif len(source) > LENGTH_LIMIT:
        yield f"The condition has {len(source)} characters; {LENGTH_LIMIT} are the most."
    elif unsafe_text(source) is not None:
        yield "The condition contains NUL or half of a surrogate pair."
    for match in _COPYING.finditer(blank):
        text = f'"{match[1]}" copies lists; conditions have "all", "exists" and "exists_one"'
        yield f"{_place(*_position(blank, match.start(1)))}: {text}."
    for match in _MATCHES.finditer(blank):
        fault = _pattern_fault(source, match.end())
        if fault:
            yield f"{_place(*_position(blank, match.start()))}: {fault}"


def _pattern_fault(source: str, at: int) -> str | None:
    """Patterns are written out, so that they can be judged here: by RE2, whose time is linear."""
    literal = _LITERAL.match(source, len(source) - len(source[at:].lstrip()))
    if literal is None:
        return '"matches" takes a pattern that is written out: name.matches("^[A-Z]+$").'
    try:
        pattern = cel.NewEnv().compile(literal[0]).eval().value()
        compile_pattern(pattern)
    except ValueProblem as problem:
        return str(problem)
    except (RuntimeError, TypeError):
        return f"{shown(literal[0])} is no text."
    return None


def _checked(source: str, named: Variables, variables: Variables) -> Any:
    """Return the type of the result, by CEL's checker.

    It does not compare whole with other numbers, although CEL does; where it finds nothing else, they count
    as one.
    """
    faults = _compile(source, {name: checked_type(type_) for name, type_ in named.items()})
    if isinstance(faults, list):
        others = [fault for fault in faults if not _OF_NUMBERS.fullmatch(fault.text)]
        if not others:
            loose = {name: checked_type(type_, any_number=True) for name, type_ in named.items()}
            faults = _compile(source, loose)
            others = faults if isinstance(faults, list) else []
        if others:
            raise ConditionProblem(
                [f"{_place(one.line, one.column)}: {worded(one.text, variables)}" for one in others]
            )
    return faults


def _compile(source: str, types: Mapping[str, Any]) -> Any:
    """Return the type of the result, or a list of faults."""
    try:
        return cel.NewEnv(variables=dict(types)).compile(source).return_type()
    except RuntimeError as error:
        text = str(error)
    found = [_Fault(int(line), int(column), words) for line, column, words in _FAULT.findall(text)]
    return found or [_Fault(-1, -1, text)]


def _compiles_without(source: str, named: Variables, name: str) -> bool:
    types = {other: checked_type(type_, any_number=True) for other, type_ in named.items() if other != name}
    return not isinstance(_compile(source, types), list)


def _no_truth(type_: Any) -> str:
    if type_ == cel.Type.DYN:
        return "The condition may be anything; compare it, so that it is true or false: data.active == true."
    what = worded(type_.name().lower(), ())[:-1]
    return f"The condition is {what}, not true or false; compare it with something."


def without_literals(source: str) -> str:
    """Blank out texts and comments, so that what is found stands where it stood."""
    return _LITERAL.sub(lambda match: " " * len(match[0]), source)


def _position(text: str, at: int) -> tuple[int, int]:
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def _place(line: int, column: int) -> str:
    return f"Line {line}, column {column}" if line > 0 else "The condition"
