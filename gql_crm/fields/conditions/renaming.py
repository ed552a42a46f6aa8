"""A condition one of whose variables is called otherwise: it says the same as before."""

import re

from gql_crm.fields.conditions.checking import (
    ConditionProblem,
    Variables,
    checked_condition,
    without_literals,
)


def renamed_condition(source: str, old: str, new: str, before: Variables, after: Variables) -> str | None:
    """Return a condition with another name of a variable; None where the text would say something else.

    `before` and `after` are what conditions may name. A text that does not read the variable, or that is no
    condition as it is, stays.
    """
    try:
        names = checked_condition(source, before).names
    except ConditionProblem:
        return source
    if old not in names:
        return source
    text = _replaced(source, old, new)
    try:
        read = checked_condition(text, after).names
    except ConditionProblem:
        return None
    return text if read == (names - {old}) | {new} else None  # else "all" has a name of its own like that


def _replaced(source: str, old: str, new: str) -> str:
    """Replace the name where it is none of a member, and not inside a text or comment."""
    word = re.compile(rf"(\.\s*)?\b{re.escape(old)}\b")
    text = source
    for match in reversed([*word.finditer(without_literals(source))]):
        if match[1] is None:
            text = text[: match.start()] + new + text[match.end() :]
    return text
