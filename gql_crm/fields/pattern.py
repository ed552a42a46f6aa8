"""Regular expressions that users write. RE2 matches in linear time, so no pattern can stall the server."""

from functools import lru_cache
from typing import Protocol

import re2  # type: ignore[import-untyped] # it publishes no types

from gql_crm.fields.kind import ValueProblem
from gql_crm.text import shown

PATTERN_LIMIT = 500
"""Most characters of a pattern."""
_MEMORY_LIMIT = 1 << 20


class Pattern(Protocol):
    """A compiled expression."""

    def fullmatch(self, text: str) -> object | None:
        """Match the whole text."""


@lru_cache(maxsize=1_000)
def compile_pattern(pattern: str) -> Pattern:
    """Compile an expression of RE2 (no look-around, no back references); raise `ValueProblem` otherwise."""
    if len(pattern) > PATTERN_LIMIT:
        raise ValueProblem(f"The pattern has {len(pattern)} characters; {PATTERN_LIMIT} are the most.")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY_LIMIT
    try:
        compiled: Pattern = re2.compile(pattern, options)
    except re2.error as error:
        reason = (
            error.args[0].decode(errors="replace")
            if error.args and isinstance(error.args[0], bytes)
            else str(error)
        )
        raise ValueProblem(f"{shown(pattern)} is no regular expression of RE2: {reason}.") from None
    return compiled
